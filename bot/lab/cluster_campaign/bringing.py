"""Documents brought to many servers, again where that was cut off, and what is there in the end."""

import asyncio
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field

from bot.lab.cluster_campaign.cluster import ClusterMember
from bot.lab.cluster_campaign.scene import ManyServers, ServerPlace
from bot.lab.synthetic_library import markdown
from bot.library import Job, ShelvedDocument, Shelves
from bot.sandbox.deeds import OptionValue, Upload
from bot.sandbox.people import Invocation
from bot.sandbox.world import InteractionState
from index import BriefingError

_PASSAGES = 6  # of a document
_PATIENCE_S = 20.0  # after which somebody whom nobody told anything brings it again


@dataclass(slots=True)
class Paper:
    """One document that a server is to have.

    Args:
        number: Its own.
        place: The server.
        raw: Its bytes.
        calls: The commands that it was brought with.
        called_s: When the last was, by the stand-in's clock.
        is_accepted: Whether it was seen among the jobs or the documents.
        is_cut_off: Whether the bot died that the last command was given to.
    """

    number: int
    place: ServerPlace
    raw: bytes = field(repr=False)
    calls: list[Invocation] = field(default_factory=list)
    called_s: float = 0.0
    is_accepted: bool = False
    is_cut_off: bool = False

    @property
    def name(self) -> str:
        """Its filename."""
        return f"paper-{self.number}.md"

    @property
    def title(self) -> str:
        """What is stated as its title."""
        return f"Paper {self.number}"


@dataclass(slots=True)
class Outcome:
    """What became of all documents.

    Args:
        wanted: How many there were to be.
        commands: By how many they were brought.
        left: How many still wait to be taken in, for which there was no time.
        lost: Names of those that were taken and are not there, with their bytes.
        doubled: Names of what is there twice, or was taken in more often than it was brought.
        again: How often a job had ended three workers, and was tried again by hand.
        told: Of how many who brought them were told the end by the command, and in the channel.
        twice: Titles that were told twice.
        untold: Jobs whose end nobody was told.
    """

    wanted: int = 0
    commands: int = 0
    left: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    again: int = 0
    told: tuple[int, int] = (0, 0)
    twice: list[str] = field(default_factory=list)
    untold: int = 0


class Bringing:
    """Brings documents, and knows what has to be there."""

    def __init__(self, scene: ManyServers, shelves: Shelves, seed: int) -> None:
        """Bring to the servers of `scene`; `shelves` sees what becomes of it."""
        self.papers: list[Paper] = []
        self._scene = scene
        self._shelves = shelves
        self._seed = seed
        self._again = 0
        self._lost: set[str] = set()

    async def bring(self, place: ServerPlace) -> Paper:
        """Bring a new document; nothing is waited for."""
        number = len(self.papers) + 1
        raw = f"Number {number}.\n\n".encode() + markdown(_PASSAGES, self._seed + number)
        paper = Paper(number, place, raw)
        self.papers.append(paper)
        await self._give(paper)
        return paper

    async def _give(self, paper: Paper) -> None:
        upload = Upload(paper.name, "text/markdown", paper.raw)
        options: dict[str, OptionValue] = {"file": upload, "title": paper.title}
        invoker = self._scene.keeper.invoker
        paper.calls.append(await invoker.slash(paper.place.channel, "library add", options))
        paper.called_s = self._scene.world.clock.now_s()
        paper.is_cut_off = False

    def cut_off(self, member: ClusterMember) -> None:
        """Note whose command was given to a bot that was killed."""
        for paper in self.papers:
            if member.shards is not None and member.shards.serve(paper.place.guild):
                paper.is_cut_off = True

    async def look(self) -> bool:
        """Look at what there is, and bring again what nobody has; return whether all is there."""
        # By now: a bot that is killed meanwhile may have taken one after it was looked for.
        papers = tuple(self.papers)
        forgotten = {paper.number for paper in papers if self._is_forgotten(paper)}
        try:
            state = await asyncio.to_thread(self._state, {paper.place.guild for paper in papers})
        except BriefingError:
            return False  # the database is away
        missing = [paper for paper in papers if not self._is_settled(paper, state)]
        for paper in missing:
            if not paper.is_accepted and paper.number in forgotten:
                await self._give(paper)
        return not missing

    def _state(self, guilds: Set[int]) -> "_State":
        """Return what servers have and wait for; what was in vain is tried again."""
        state = _State()
        for guild in sorted(guilds):
            state.documents[guild] = {one.filename for one in self._shelves.documents(guild)}
            for job in self._shelves.unfinished(guild):
                state.jobs.setdefault(guild, {})[job.filename] = job
                if job.was_in_vain:
                    self._again += self._shelves.jobs.again(guild, job.id)
        return state

    def _is_settled(self, paper: Paper, state: "_State") -> bool:
        """Return whether a document is there, noting that it was taken, or was lost since."""
        there = paper.name in state.documents[paper.place.guild]
        waits = paper.name in state.jobs.get(paper.place.guild, {})
        paper.is_accepted = paper.is_accepted or there or waits
        if paper.is_accepted and not (there or waits):
            self._lost.add(paper.name)
            return True
        return there

    def _is_forgotten(self, paper: Paper) -> bool:
        """Return whether who brought it would bring it again."""
        failed = paper.calls[-1].state is InteractionState.FAILED
        waited_s = self._scene.world.clock.now_s() - paper.called_s
        return failed or paper.is_cut_off or waited_s > _PATIENCE_S

    def outcome(self) -> Outcome:
        """Return what became of all, once all is there."""
        outcome = Outcome(len(self.papers), sum(len(paper.calls) for paper in self.papers))
        outcome.again = self._again
        outcome.lost = sorted(self._lost)
        for guild in sorted({paper.place.guild for paper in self.papers}):
            self._compare(guild, outcome)
        answered = {paper.title for paper in self.papers if self._is_answered(paper)}
        posted = Counter({paper.title: self._posts(paper) for paper in self.papers})
        outcome.told = len(answered), sum(count > 0 for count in posted.values())
        outcome.twice = sorted(
            title for title, count in posted.items() if count + (title in answered) > 1
        )
        outcome.untold = self.untold()
        return outcome

    def untold(self) -> int:
        """Return how many jobs have an end that nobody was told of."""
        return len(self._shelves.untold())

    def _compare(self, guild: int, outcome: Outcome) -> None:
        """Hold what a server has against what was brought there."""
        wanted = {paper.name: paper for paper in self.papers if paper.place.guild == guild}
        documents = self._shelves.documents(guild)
        for document in documents:
            if not self._is_whole(guild, document, wanted.get(document.filename)):
                outcome.lost.append(f"{guild}/{document.filename}")
        names = Counter(one.filename for one in documents)
        waiting = {job.filename for job in self._shelves.unfinished(guild)}
        outcome.left += len(waiting & wanted.keys())
        outcome.lost += sorted(wanted.keys() - names.keys() - waiting - set(outcome.lost))
        outcome.doubled += [f"{guild}/{name}" for name, count in names.items() if count > 1]
        if self._shelves.generation(guild) > len(wanted):
            outcome.doubled.append(f"server {guild}")

    def _is_whole(self, guild: int, document: ShelvedDocument, paper: Paper | None) -> bool:
        """Return whether a document has the bytes that were brought."""
        path = self._shelves.fetched(guild, document.sha256)
        return paper is not None and path.is_file() and path.read_bytes() == paper.raw

    def _is_answered(self, paper: Paper) -> bool:
        """Return whether a command told that a document is there."""
        messages = self._scene.world.messages
        ids = [call.message_id for call in paper.calls if call.message_id]
        found = [message for id_ in ids if (message := messages.find(id_))]
        words = " ".join(str(embed) for message in found for embed in message.embeds)
        return paper.title in words and "Being taken in" not in words

    def _posts(self, paper: Paper) -> int:
        """Return how often its channel was told that a document is there."""
        world, mark = self._scene.world, f"**{paper.title}** is in the library"
        bot = world.application.bot_id
        messages = world.messages.newest_first(paper.place.channel)
        return sum(one.author_id == bot and mark in one.content for one in messages)


@dataclass(slots=True)
class _State:
    """What servers have and wait for.

    Args:
        documents: Filenames, by the server.
        jobs: Those that are not done, by the server and the filename.
    """

    documents: dict[int, set[str]] = field(default_factory=dict)
    jobs: dict[int, dict[str, Job]] = field(default_factory=dict)
