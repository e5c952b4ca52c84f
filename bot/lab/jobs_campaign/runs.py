"""One campaign: documents of a seed, a house that is killed now and then, and an account."""

import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from bot.config import EMBEDDED
from bot.lab.jobs_campaign.deaths import LEFT, kills_of
from bot.lab.jobs_campaign.house import House, configuration, opened
from bot.lab.jobs_campaign.packing import exported
from bot.library import Brought, Shelves, archive_request
from index import Collection, Encoder

_FIRST_SERVER = 1001
_LOOK_S = 0.3
_WORDS = (
    "light ferry mill harbour tower bridge keeper wheel rope lamp stone tide barge bell".split()
)
_NEW_VERSIONS = 0.2  # share of what is brought that takes the place of an earlier version
_ARCHIVES = 0.08  # share of what is brought that is an exported library of new documents
_PACKED = 25, 35  # documents of an archive: a worker takes them in in two parts
_PARTS = 2


@dataclass(frozen=True, slots=True)
class KillingPlan:
    """What is done.

    Args:
        seed: From which the documents and the moments of the house's deaths are drawn.
        kills: Of workers, at least.
        servers: To which documents are brought.
        batch: Documents that each is brought, again and again until there were so many kills.
        house_every_s: The mean time between two deaths of the house.
        workers: That the house has.
        longest_s: After which nothing is killed and brought any more.
        storage: Where libraries are kept, as config.yaml says it.
    """

    seed: int
    kills: int
    servers: int = 3
    batch: int = 4
    house_every_s: float = 20.0
    workers: int = 1
    longest_s: float = 600.0
    storage: str = EMBEDDED


@dataclass(slots=True)
class Losses:
    """What became of a campaign.

    Args:
        brought: Documents, new versions among them, and parts of archives.
        done: Of these, catalogued.
        lost: Names of what is not in its library with its words.
        doubled: Of what is there twice, and servers that catalogued more than was brought.
        given_up: How often a job had ended three workers; it was tried again by hand.
        kills: Of workers.
        house_kills: Of the house, with its workers.
        seconds: That it took.
    """

    brought: int = 0
    done: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    given_up: int = 0
    kills: int = 0
    house_kills: int = 0
    seconds: float = 0.0


def run(plan: KillingPlan, folder: Path, embedding: Encoder, module: str) -> Losses:
    """Return what became of a campaign.

    Args:
        plan: What is done.
        folder: An empty one.
        embedding: What the house embeds with.
        module: The house, see `House`.
    """
    began = time.monotonic()
    (folder / "knowledge").mkdir()
    (folder / "knowledge" / "mill.txt").write_text("The mill was built in 1702.", "utf-8")
    (folder / LEFT).write_text(str(plan.kills), "ascii")
    config = configuration(folder, plan.workers, plan.storage)
    public = opened(config, embedding)
    bringing = _Bringing(plan, Shelves(config, answers=False))
    with House(folder, plan.workers, plan.storage, module) as house:
        chance = random.Random(plan.seed)  # noqa: S311  # not for secrets
        dies_at = began + chance.expovariate(1 / plan.house_every_s)
        while bringing.goes_on(may_bring=_may_kill(plan, folder, began)):
            time.sleep(_LOOK_S)
            if time.monotonic() > dies_at and _may_kill(plan, folder, began):
                house.die()
                dies_at = time.monotonic() + chance.expovariate(1 / plan.house_every_s)
        bringing.losses.house_kills = house.kills
    losses = bringing.compared(Shelves(config), public)
    losses.kills, losses.seconds = kills_of(folder), time.monotonic() - began
    return losses


def _may_kill(plan: KillingPlan, folder: Path, began: float) -> bool:
    """Return whether there are kills left, and time for them."""
    if time.monotonic() - began > plan.longest_s:
        (folder / LEFT).write_text("0", "ascii")
        return False
    return kills_of(folder) < plan.kills


class _Bringing:
    """Brings documents, tries again what was given up, and knows what has to be there."""

    def __init__(self, plan: KillingPlan, shelves: Shelves) -> None:
        self.losses = Losses()
        self._plan = plan
        self._shelves = shelves
        self._chance = random.Random(plan.seed + 1)  # noqa: S311  # not for secrets
        self._wanted: dict[int, dict[str, bytes]] = defaultdict(dict)
        self._jobs: Counter[int] = Counter()
        self._texts = 0

    @property
    def _servers(self) -> range:
        return range(_FIRST_SERVER, _FIRST_SERVER + self._plan.servers)

    def goes_on(self, *, may_bring: bool) -> bool:
        """Return whether anything is left to be taken in; where not, bring more if that may be."""
        jobs = self._shelves.jobs
        unfinished = [job for guild in self._servers for job in jobs.unfinished(guild)]
        for job in unfinished:
            if job.was_in_vain:
                self.losses.given_up += jobs.again(job.guild, job.id)
        if unfinished:
            return True
        if not may_bring:
            return False
        for _ in range(self._plan.batch):
            for guild in self._servers:
                self._bring(guild)
        return True

    def _bring(self, guild: int) -> None:
        """Bring a document, or a new version of one, or an archive."""
        wanted, chance = self._wanted[guild], self._chance
        if chance.random() < _ARCHIVES:
            self._bring_archive(guild)
            return
        name = f"paper-{len(wanted) + 1}.txt"
        if wanted and chance.random() < _NEW_VERSIONS:
            name = chance.choice(sorted(wanted))
        wanted[name] = self._text()
        self._shelves.jobs.submit(guild, Brought(name, wanted[name]))
        self.losses.brought += 1
        self._jobs[guild] += 1

    def _bring_archive(self, guild: int) -> None:
        wanted = self._wanted[guild]
        first, count = len(wanted) + 1, self._chance.randint(*_PACKED)
        packed = {f"paper-{first + more}.txt": self._text() for more in range(count)}
        raw, filename = exported(guild, packed), f"library-{first}.zip"
        jobs = self._shelves.jobs
        jobs.request(guild, archive_request(self._shelves, guild, filename, raw))
        wanted.update(packed)
        self.losses.brought += _PARTS
        self._jobs[guild] += _PARTS

    def _text(self) -> bytes:
        words = " ".join(self._chance.choices(_WORDS, k=self._chance.randint(5, 120)))
        self._texts += 1
        return f"Number {self._texts}. The {words}.".encode()

    def compared(self, shelves: Shelves, public: Collection) -> Losses:
        """Return what became of all, as a bot that is started now has it."""
        for guild, wanted in self._wanted.items():
            self._compare(guild, wanted, shelves, public)
        return self.losses

    def _compare(
        self, guild: int, wanted: dict[str, bytes], shelves: Shelves, public: Collection
    ) -> None:
        documents, read = shelves.documents(guild), shelves.read(guild, public)
        names = Counter(one.filename for one in documents)
        texts = {one.filename: read[one.name].text for one in documents if one.name in read}
        self.losses.lost += [
            f"{guild}/{name}"
            for name, raw in wanted.items()
            if texts.get(name, "").split() != raw.decode().split()
        ]
        self.losses.doubled += [f"{guild}/{name}" for name, count in names.items() if count > 1]
        catalogued = shelves.generation(guild)
        self.losses.done += catalogued
        if catalogued > self._jobs[guild] or len(documents) > len(wanted):
            self.losses.doubled.append(f"server {guild}")
