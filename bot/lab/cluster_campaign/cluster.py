"""The processes of a campaign: started, killed whatever they are at, and started again."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bot.lab.campaign.process import ProductProcess
from bot.lab.campaign.product import Order
from bot.lab.cluster_campaign.workers import WorkplaceOrder
from bot.sandbox.service import Double
from bot.shards import Shards
from bot.working import WORK_FILE

PRODUCT = "bot.lab.campaign.product"
WORK = "bot.lab.cluster_campaign.workers"
_LOOK_S = 0.02
_CONNECTED_S = 300.0  # of a bot: its collection may have to be built first, its machine be busy


@dataclass(frozen=True, slots=True)
class Programs:
    """What runs, each a module that takes its order on standard input.

    Args:
        bot: Takes an `Order`.
        work: Takes a `WorkplaceOrder`.
    """

    bot: str = PRODUCT
    work: str = WORK


@dataclass(slots=True)
class ClusterMember:
    """One process of a cluster, through all its deaths.

    Args:
        name: Of its folder and its log.
        module: What runs.
        order: What it is told.
        log: Where its log is written to.
        shards: Those that it serves; None for workers.
        process: As it runs now.
        kills: How often it was killed.
        begun_s: When it was started last, in seconds since the epoch.
        killed_s: When it was killed last, likewise.
    """

    name: str
    module: str
    order: Order | WorkplaceOrder
    log: Path
    shards: Shards | None = None
    process: ProductProcess | None = field(default=None, repr=False)
    kills: int = 0
    begun_s: float = 0.0
    killed_s: float = 0.0

    async def start(self) -> None:
        """Start it; nothing is waited for."""
        command, self.begun_s = (sys.executable, "-m", self.module), time.time()
        self.process = await ProductProcess.spawn(command, asdict(self.order), self.log)

    async def kill(self) -> None:
        """End it, whatever it is at."""
        assert self.process is not None  # noqa: S101  # it was started
        self.killed_s = time.time()
        await self.process.kill()
        self.kills += 1

    async def end(self) -> int | None:
        """Return its exit status after SIGTERM; None where it had to be killed."""
        assert self.process is not None  # noqa: S101  # it was started
        return await self.process.end()


class Cluster:
    """Bots and processes of workers, on one stand-in and one database."""

    def __init__(
        self, double: Double, folder: Path, storage: str, programs: Programs | None = None
    ) -> None:
        """Prepare; nothing is started.

        Args:
            double: What the bots connect to.
            folder: Where each has a data folder and a log.
            storage: The database.
            programs: What runs.
        """
        self._double = double
        self._folder = folder
        self._storage = storage
        self._programs = programs or Programs()
        self.members: list[ClusterMember] = []

    def add_bot(self, shards: str) -> ClusterMember:
        """Add a bot that serves these shards and leaves the work to others."""
        name, double = f"bot-{len(self.members)}", self._double
        addresses = double.api_url, double.world.gateway_url, double.token
        data, pulse = self._folder / name, self._folder / f"{name}.pulse"
        order = Order(
            *addresses,
            str(data),
            0.0,
            str(pulse),
            shards,
            storage=self._storage,
            workers_apart=True,
            hurried=True,
        )
        return self._added(ClusterMember(name, self._programs.bot, order, self._log(name)), shards)

    def add_workers(self) -> ClusterMember:
        """Add a process of workers."""
        name = f"work-{len(self.members)}"
        order = WorkplaceOrder(str(self._folder / name), self._storage)
        return self._added(ClusterMember(name, self._programs.work, order, self._log(name)))

    def _added(self, member: ClusterMember, shards: str | None = None) -> ClusterMember:
        member.shards = Shards.parse(shards) if shards else None
        self.members.append(member)
        return member

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Have all run while the block does, ready at its beginning.

        Yields:
            Nothing.
        """
        try:
            for member in self.members:
                await member.start()
            for member in self.members:
                await self.ready(member)
            yield
        finally:
            for member in self.members:
                if member.process is not None:
                    await member.process.kill()

    async def kill(self, member: ClusterMember, cut_off: Callable[[ClusterMember], None]) -> None:
        """Kill a process and start it again.

        Args:
            member: Which.
            cut_off: Told once it is dead, and Discord has noticed that.
        """
        await member.kill()
        if member.shards is not None:
            await self._until(lambda: not self._shards_of(member))
            self._forget(member)
        cut_off(member)
        await member.start()

    async def restart(self, member: ClusterMember) -> int | None:
        """Have a process end as at SIGTERM, start it again, and return its exit status."""
        status = await member.end()
        if member.shards is not None:
            await self._until(lambda: not self._shards_of(member))
            self._forget(member)
        await member.start()
        await self.ready(member)
        return status

    @property
    def kills(self) -> int:
        """How often any was killed."""
        return sum(member.kills for member in self.members)

    async def ready(self, member: ClusterMember) -> None:
        """Return once a bot has all its shards connected, or workers look for something to do.

        Raises:
            TimeoutError: It took too long; its log says why.
        """
        await self._until(lambda: self._is_ready(member))

    async def those_ready(self) -> list[ClusterMember]:
        """Return those that are ready, as soon as there is one.

        Raises:
            TimeoutError: There was none for too long; their logs say why.
        """
        await self._until(lambda: any(map(self._is_ready, self.members)))
        return list(filter(self._is_ready, self.members))

    def _is_ready(self, member: ClusterMember) -> bool:
        if member.shards is None:
            return member.begun_s <= _written_s(Path(member.order.data) / WORK_FILE)
        return self._shards_of(member) == set(member.shards.numbers)

    def is_connected(self, guild_id: int) -> bool:
        """Return whether a bot has a connection that hears of a server."""
        sessions = self._double.gateway.sessions.connected()
        return any(Shards(s.shard[0], s.shard[0], s.shard[1]).serve(guild_id) for s in sessions)

    def owner(self, guild_id: int) -> ClusterMember:
        """Return the bot that a server belongs to."""
        return next(m for m in self.members if m.shards is not None and m.shards.serve(guild_id))

    def _shards_of(self, member: ClusterMember) -> set[int]:
        """Return the numbers of a bot's shards that are connected."""
        assert member.shards is not None  # noqa: S101  # a bot
        numbers = {one.shard[0] for one in self._double.gateway.sessions.connected()}
        return numbers & set(member.shards.numbers)

    def _forget(self, member: ClusterMember) -> None:
        """Have the stand-in forget what nobody takes up again, and count no sessions of the day."""
        assert member.shards is not None  # noqa: S101  # a bot
        sessions = self._double.gateway.sessions
        for session in sessions.all():
            if session.shard[0] in member.shards.numbers and session.socket is None:
                sessions.forget(session)
        self._double.world.sessions_begun_s.clear()

    async def _until(self, reached: Callable[[], bool]) -> None:
        async with asyncio.timeout(_CONNECTED_S):
            while not reached():  # noqa: ASYNC110  # it is another process
                await asyncio.sleep(_LOOK_S)


def _written_s(path: Path) -> float:
    """Return when a file was written last, 0 where there is none."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
