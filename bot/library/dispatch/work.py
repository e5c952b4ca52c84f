"""A readership's collection, and the one place where work crosses to a thread."""

import asyncio
import logging
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from datetime import timedelta
from typing import Any, TypeVar

from bot.config import Config
from bot.library.dispatch.askers import Asker, current_asker
from bot.library.dispatch.departures import Departures
from bot.library.dispatch.waiting_line import WaitingLine
from bot.library.shelving.holdings import Holdings
from bot.library.shelving.shelves import Shelves
from bot.library.tables.readership import Readership
from bot.library.tables.server_settings import ServerSettings
from index import BriefingError, Collection, Settings

T = TypeVar("T")

_log = logging.getLogger(__name__)
_GLANCES = 2  # threads that read what a server chose, in a millisecond or so
_GLANCE_S = 1.0  # that a first answer, which Discord takes for 3 s, waits for them
_MOST = 64  # turns at once, as many as an operator may choose; a thread begins where one is needed
_RENDERED = 4  # threads that make of what was found what is sent, in milliseconds
_MANAGED = 4  # threads that look after libraries: each may have to be opened, or waited for
_LOOKUPS = 4  # threads that look collections up, in as much, or a second where one is to be opened


class Library:
    """The collections that a bot answers from, and the bound on how much it does at once."""

    def __init__(self, config: Config, holdings: Holdings, shelves: Shelves | None = None) -> None:
        """Serve what is held to every server, and to each what stands on its shelves."""
        self._config = config
        self._holdings = holdings
        self.shelves = shelves or Shelves(config, waits=False)
        kept = timedelta(days=config.discord.kept_after_leaving_days)
        self._shards = config.discord.served()
        self.departures = Departures(self.shelves, kept, self.serves)
        self._line = WaitingLine(config.discord.concurrent_questions)
        self._leaving = asyncio.Event()
        self.importing = asyncio.Lock()
        """Who imports an archive holds it while that is in memory: 100 MB, and one at a time."""
        # Its own: Discord waits 3 s for a first answer, whatever fills the other threads by then.
        self._glances = ThreadPoolExecutor(_GLANCES, thread_name_prefix="settings")
        self._notes = ThreadPoolExecutor(1, thread_name_prefix="choices")  # one: in their order
        self._lookups = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="collections")
        # Each its own, so that answers wait for answers alone, and for nobody's library.
        self._answers = ThreadPoolExecutor(_MOST, thread_name_prefix="answers")
        self._rendered = ThreadPoolExecutor(_RENDERED, thread_name_prefix="replies")
        self._managed = ThreadPoolExecutor(_MANAGED, thread_name_prefix="libraries")
        self._shared: dict[Hashable, asyncio.Task[Any]] = {}
        # By the task that asked: what it shares, and who asked.
        self._sharing: dict[asyncio.Task[Any] | None, tuple[asyncio.Task[Any], Asker]] = {}

    @property
    def settings(self) -> Settings:
        """The settings of the collections."""
        return self._config.index

    @property
    def public(self) -> Collection:
        """The operator's documents, which every server has."""
        return self._holdings.collection

    def serves(self, guild: int) -> bool:
        """Return whether this process is the one that looks after a server."""
        return self._shards is None or self._shards.serve(guild)

    def collection(self, readership: Readership) -> Collection:
        """Return what a readership may ask; called in a thread, for it may have to be opened."""
        return self.shelves.collection(readership, self.public)

    async def server_settings(
        self, guild: int | None, beside: Callable[[], object] = lambda: None
    ) -> ServerSettings:
        """Return what a server chose, by now; the defaults in direct messages.

        Where that takes long, as from a database that hangs, what was last read holds, and where
        nothing was, `UNKNOWN`: a first answer waits for nothing.

        Args:
            guild: The server; None in direct messages.
            beside: Is called in the same thread: what else has to be looked up for a reply.
        """
        loop, context = asyncio.get_running_loop(), copy_context()

        def look() -> ServerSettings:
            beside()
            return self.shelves.servers.settings(guild)

        looking = loop.run_in_executor(self._glances, context.run, look)
        done, _ = await asyncio.wait([looking], timeout=_GLANCE_S)
        if done:
            return looking.result()
        _log.warning("what server %s chose cannot be read in time: what was last read holds", guild)
        looking.add_done_callback(_forgotten)
        return self.shelves.servers.known(guild)

    @property
    def read_at(self) -> float:
        """When the documents were last read, in seconds since the epoch."""
        return self._holdings.read_at

    async def work(self, task: Callable[[], T], asker: Asker | None = None) -> T:
        """Return the result of `task`, done in a thread; at most so many run at once.

        Args:
            task: That one.
            asker: For whom it is done; None for who is asking (`asking`).

        Raises:
            NotBegunError: It would begin after `leave`, or after who asked can be told, or too many
                wait.
        """
        await self._line.turn(asker or current_asker())
        try:
            return await _in_thread(self._answers, task)
        finally:
            self._line.give_back()

    async def clear(self) -> None:
        """Return once no first answer is to be sent before all else: see `WaitingLine.clear`."""
        await self._line.clear()

    def due(self) -> Callable[[], None]:
        """Let no work begin until what is returned is called: see `WaitingLine.due`."""
        return self._line.due()

    async def find(
        self, readership: Readership, key: Hashable, task: Callable[[Collection], T]
    ) -> T:
        """Return what is found in the collection of a readership, in a thread as by `work`.

        Who asks for the same meanwhile, and sees the same documents, is given it, too, and waits
        for the one turn that it needs; nothing is kept of it once it is done.

        Args:
            readership: Whose collection is asked.
            key: Of tasks that find the same in the same collection.
            task: Finds it.

        Raises:
            NotBegunError: As of `work`.
        """
        asking_task, asker = asyncio.current_task(), current_asker()
        collection = await _in_thread(self._lookups, lambda: self.collection(readership))
        shared: asyncio.Task[T] = self._shared.get((collection, key)) or self._begun(
            (collection, key), lambda: task(collection), readership.guild
        )
        self._sharing[asking_task] = (shared, asker)
        try:
            return await asyncio.shield(shared)  # who gives up takes it from nobody
        finally:
            del self._sharing[asking_task]

    def _begun(self, key: Hashable, task: Callable[[], T], guild: int | None) -> asyncio.Task[T]:
        """Return `task`, begun, for all to share that ask for it while it is not done."""

        def hears() -> bool:
            return any(one.hears() for shared, one in self._sharing.values() if shared is begun)

        begun = asyncio.create_task(self.work(task, Asker(guild, hears)))
        self._shared[key] = begun

        def end(ended: asyncio.Task[T]) -> None:
            del self._shared[key]
            if not ended.cancelled():
                ended.exception()  # heard, though all who asked gave up

        begun.add_done_callback(end)
        return begun

    def reconfigure(self, config: Config) -> None:
        """Go by another configuration of the same collections from now on."""
        self._config = config
        self.departures.keep_for(timedelta(days=config.discord.kept_after_leaving_days))
        self._line.widen(config.discord.concurrent_questions)

    def before(self, asker: asyncio.Task[Any]) -> int | None:
        """Return how many wait before what a task asked for; None where that does not wait."""
        shared, _ = self._sharing.get(asker, (asker, None))
        return self._line.before(shared)

    @property
    def waiting(self) -> int:
        """How many tasks wait for their turn."""
        return len(self._line)

    async def render(self, task: Callable[[], T]) -> T:
        """Return the result of `task`, done in a thread at once: it takes milliseconds."""
        return await _in_thread(self._rendered, task)

    async def manage(self, task: Callable[[], T]) -> T:
        """Return the result of `task`, done in a thread for such alone: it asks for a library.

        That may have to be opened, or is waited for as long as a question waits.
        """
        return await _in_thread(self._managed, task)

    async def opened(self, guild: int) -> None:
        """Return once a server's documents are open as they are now; no thread waits for that.

        Where they cannot be, whoever asks for them next is told.
        """
        with suppress(BriefingError):
            opening = self.shelves.opening(guild, self.public)
            await asyncio.shield(asyncio.wrap_future(opening))  # others wait for it, too

    async def note(self, task: Callable[[], T]) -> T:
        """Return the result of `task`, done in a thread for such alone, in turn.

        It writes what a member chose.

        Their command may not be acknowledged yet, so that it waits for no other work.
        """
        return await asyncio.get_running_loop().run_in_executor(self._notes, task)

    async def stays(self, seconds: float) -> bool:
        """Return after so many seconds that the program goes on; at once where it is to end."""
        try:
            async with asyncio.timeout(seconds):
                await self._leaving.wait()
        except TimeoutError:
            return True
        return False

    def leave(self) -> None:
        """Let what runs end, and nothing begin any more, nor wait for its turn."""
        self._leaving.set()
        self._line.leave()


async def _in_thread(threads: ThreadPoolExecutor, task: Callable[[], T]) -> T:
    """Return the result of `task`, done in one of these threads, in the context of who waits."""
    loop, context = asyncio.get_running_loop(), copy_context()
    return await loop.run_in_executor(threads, lambda: context.run(task))


def _forgotten(looking: "asyncio.Future[Any]") -> None:
    """Take note of an error that nobody waits for any more."""
    if not looking.cancelled() and (error := looking.exception()):
        _log.warning("what a server chose cannot be read: %s", error)
