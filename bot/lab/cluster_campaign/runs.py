"""One campaign: processes and a database, killed by a seed, and what became of everything."""

import asyncio
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from bot.config import Config
from bot.lab.campaign.account import Account
from bot.lab.campaign.plan import Plan, words_of
from bot.lab.campaign.weather import Weather
from bot.lab.cluster_campaign.asking import CUT_OFF, Asking
from bot.lab.cluster_campaign.bringing import Bringing, Outcome
from bot.lab.cluster_campaign.cluster import Cluster, ClusterMember, Programs
from bot.lab.cluster_campaign.database import OwnPostgres, ReplicatedPostgres, replicated_postgres
from bot.lab.cluster_campaign.scene import set_scene
from bot.library import Shelves
from bot.sandbox.service import Double
from bot.shards import Shards

_LOOK_S = 2.0  # between two looks at what was brought
_CALM_S = 15.0  # without a request, after which nothing more is expected of a question
_WORKERS_SHARE = 2.0  # of the deaths, to one of a bot, which takes longer to be there again
_READY_SHARE = 0.75  # of the deaths, of processes at work; the others may be starting
_END_S = 900.0  # that everything may take to be there, once nothing is killed any more


@dataclass(frozen=True, slots=True)
class ClusterPlan:
    """What is done.

    Args:
        seed: From which all is drawn.
        kills: How many processes are killed.
        servers: How many there are.
        bots: Processes that share the shards out evenly.
        shards: How many there are.
        workers: Processes of workers.
        every_s: The mean time between two kills.
        questions_a_s: How many are asked in a second, on average.
        papers_a_s: How many documents are brought in a second, on average.
        outages: How often the database is stopped, and started again `outage_s` later.
        outage_s: How long it is away.
        standby: It has a standby, which takes over at the first outage.
        longest_s: After which nothing is killed, asked and brought any more.
    """

    seed: int
    kills: int
    servers: int = 200
    bots: int = 2
    shards: int = 8
    workers: int = 2
    every_s: float = 2.0
    questions_a_s: float = 2.0
    papers_a_s: float = 0.1
    outages: int = 1
    outage_s: float = 30.0
    standby: bool = False
    longest_s: float = 2700.0

    def __post_init__(self) -> None:
        """Check that the shards can be shared out.

        Raises:
            ValueError: They cannot.
        """
        if self.bots < 1 or self.shards % self.bots:
            raise ValueError(f"{self.shards} shards cannot be shared out to {self.bots} bots")

    def shares(self) -> list[str]:
        """Return the shards of each bot, as `--shards` has them.

        Example:
            >>> ClusterPlan(1, 1).shares()
            ['0-3/8', '4-7/8']
        """
        each = self.shards // self.bots
        firsts = range(0, self.shards, each)
        return [str(Shards(first, first + each - 1, self.shards)) for first in firsts]


@dataclass(slots=True)
class ClusterResult:
    """What became of a campaign.

    Args:
        plan: What it was made of.
        kills: By the name of the process.
        outages: Of the database.
        fates: How many questions had which fate.
        badly: A line on each question that had one which no death excuses.
        brought: What became of documents.
        statuses: How each process ended that was told to in the end; None: it had to be killed.
        seconds: That it took.
    """

    plan: ClusterPlan
    kills: Counter[str] = field(default_factory=Counter)
    outages: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    badly: list[str] = field(default_factory=list)
    brought: Outcome = field(default_factory=Outcome)
    statuses: dict[str, int | None] = field(default_factory=dict)
    seconds: float = 0.0


BAD_FATES = frozenset({"silent", "thinking", "late", "twice", CUT_OFF})


async def run_cluster(
    plan: ClusterPlan, folder: Path, config: Config, programs: Programs
) -> ClusterResult:
    """Return what became of a campaign.

    Args:
        plan: What is done.
        folder: An empty one.
        config: Whose documents are asked about.
        programs: What runs.
    """
    result, began = ClusterResult(plan), time.monotonic()
    with (replicated_postgres if plan.standby else OwnPostgres)() as database:
        scene = await set_scene(plan.servers)
        account = Account(scene.world)
        weather = Weather(Plan(plan.seed, 1, 0.0, 1, 0.0), scene.world, account)
        async with Double(scene.world, middlewares=[weather.middleware]) as double:
            double.gateway.sessions.listen(account.sent)
            double.gateway.sessions.listen_for_lost(account.lost)
            cluster = Cluster(double, folder, database.address, programs)
            for share in plan.shares():
                cluster.add_bot(share)
            for _ in range(plan.workers):
                cluster.add_workers()
            eye = replace(Config(), data=folder / "eye", storage=database.address)
            shelves = Shelves(eye, answers=False)
            asking = Asking(scene, cluster, account, words_of(config.knowledge).questions)
            bringing = Bringing(scene, shelves, plan.seed)
            campaign = _Campaign(plan, cluster, asking, bringing, database, result)
            async with cluster.running():
                await campaign.run()
                await campaign.settle()
                ended = await asyncio.gather(*(one.end() for one in cluster.members))
            names = [one.name for one in cluster.members]
            result.statuses = dict(zip(names, ended, strict=True))
            result.brought = await asyncio.to_thread(bringing.outcome)
        result.fates, result.badly = asking.fates(), asking.told(BAD_FATES)
    result.kills = Counter({one.name: one.kills for one in cluster.members})
    result.seconds = time.monotonic() - began
    return result


@dataclass(slots=True)
class _Campaign:
    """What is done to a cluster, all at the same time."""

    plan: ClusterPlan
    cluster: Cluster
    asking: Asking
    bringing: Bringing
    database: OwnPostgres | ReplicatedPostgres
    result: ClusterResult

    async def run(self) -> None:
        """Ask, bring, and stop the database, until enough was killed, or for long enough."""
        beside = [self._ask(), self._bring(), self._look(), self._cut_database()]
        tasks = [asyncio.create_task(one) for one in beside]
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.plan.longest_s):
                    await self._kill()
                    await tasks[-1]
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.to_thread(self._restored)

    def _restored(self) -> None:
        """Have the database there, whatever it was cancelled at."""
        self.database.stop()
        self.database.start()

    def _chance(self, name: str) -> Random:
        return Random(f"{self.plan.seed}/{name}")  # noqa: S311  # to be repeated, not to be secret

    async def _ask(self) -> None:
        chance = self._chance("questions")
        while True:
            await asyncio.sleep(chance.expovariate(self.plan.questions_a_s))
            await self.asking.ask(chance.choice(self.asking.scene.places), chance)

    async def _bring(self) -> None:
        chance = self._chance("papers")
        while True:
            await asyncio.sleep(chance.expovariate(self.plan.papers_a_s))
            await self.bringing.bring(chance.choice(self.asking.scene.places))

    async def _look(self) -> None:
        while True:
            await self.bringing.look()
            await asyncio.sleep(_LOOK_S)

    async def _kill(self) -> None:
        chance = self._chance("kills")
        for _ in range(self.plan.kills):
            await asyncio.sleep(chance.expovariate(1 / self.plan.every_s))
            members = self.cluster.members
            if chance.random() < _READY_SHARE:
                members = await self.cluster.those_ready()
            shares = [_WORKERS_SHARE if one.shards is None else 1.0 for one in members]
            (member,) = chance.choices(members, shares)
            await self.cluster.kill(member, self._cut_off)

    def _cut_off(self, member: ClusterMember) -> None:
        self.asking.cut_off(member)
        self.bringing.cut_off(member)

    async def _cut_database(self) -> None:
        """Stop the database now and then, evenly over what is to be killed."""
        for number in range(self.plan.outages):
            due = (number + 1) * self.plan.kills // (self.plan.outages + 1)
            while self.cluster.kills < due:  # noqa: ASYNC110  # by another task
                await asyncio.sleep(_LOOK_S)
            await asyncio.to_thread(self.database.stop)
            await asyncio.sleep(self.plan.outage_s)
            await asyncio.to_thread(self.database.start)
            self.result.outages += 1

    async def settle(self) -> None:
        """Return once everything has an end, or no more is to be expected."""
        for member in self.cluster.members:
            await self.cluster.ready(member)
        with suppress(TimeoutError):
            async with asyncio.timeout(_END_S):
                while not await self._is_settled():  # noqa: ASYNC110  # it is other processes
                    await asyncio.sleep(_LOOK_S)
        await self.asking.account.settled(0, _CALM_S)

    async def _is_settled(self) -> bool:
        """Return whether all documents are there, and everybody was told."""
        if not await self.bringing.look():
            return False
        return not await asyncio.to_thread(self.bringing.untold)
