"""A readership's collection, and the one place where work crosses to a thread."""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, TypeVar

from bot.config import Config
from bot.library.departures import Departures
from bot.library.holdings import Holdings
from bot.library.readership import Readership
from bot.library.server_settings import ServerSettings
from bot.library.shelves import Shelves
from index import BriefingError, Collection, Settings

T = TypeVar("T")
_GLANCES = 2  # threads that read what a server chose, in a millisecond or so


class LeavingError(BriefingError):
    """The program is about to end: what has not begun is not begun any more."""


class Library:
    """The collections that a bot answers from, and the bound on how much it does at once."""

    def __init__(self, config: Config, holdings: Holdings, shelves: Shelves | None = None) -> None:
        """Serve what is held to every server, and to each what stands on its shelves."""
        self._config = config
        self._holdings = holdings
        self.shelves = shelves or Shelves(config)
        kept = timedelta(days=config.discord.kept_after_leaving_days)
        self.departures = Departures(self.shelves, kept)
        self._bound = asyncio.Semaphore(config.discord.concurrent_questions)
        self._leaving = asyncio.Event()
        self.waiting = 0  # tasks that wait for their turn
        # Its own: Discord waits 3 s for a first answer, whatever fills the other threads by then.
        self._glances = ThreadPoolExecutor(_GLANCES, thread_name_prefix="settings")
        self._notes = ThreadPoolExecutor(1, thread_name_prefix="choices")  # one: in their order
        self._shared: dict[Hashable, asyncio.Task[Any]] = {}

    @property
    def settings(self) -> Settings:
        """The settings of the collections."""
        return self._config.index

    @property
    def public(self) -> Collection:
        """The operator's documents, which every server has."""
        return self._holdings.collection

    def collection(self, readership: Readership) -> Collection:
        """Return what a readership may ask; called in a thread, for it may have to be opened."""
        return self.shelves.collection(readership, self.public)

    async def server_settings(self, guild: int | None) -> ServerSettings:
        """Return what a server chose, by now; the defaults in direct messages."""
        if guild is None:
            return ServerSettings()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._glances, self.shelves.servers.settings, guild)

    @property
    def read_at(self) -> float:
        """When the documents were last read, in seconds since the epoch."""
        return self._holdings.read_at

    async def work(self, task: Callable[[], T]) -> T:
        """Return the result of `task`, done in a thread; at most so many run at once.

        Raises:
            LeavingError: It would begin after `leave`.
        """
        await self._turn()
        try:
            return await asyncio.to_thread(task)
        finally:
            self._bound.release()

    async def work_once(self, key: Hashable, task: Callable[[], T]) -> T:
        """Return the result of `task`; whoever asks for the same meanwhile is given it, too.

        Args:
            key: Of tasks with the same result.
            task: Done in a thread as by `work`; nothing is kept of it once it is done.

        Raises:
            LeavingError: It would begin after `leave`.
        """
        shared = self._shared.get(key)
        if shared is None:
            shared = asyncio.create_task(self.work(task))
            self._shared[key] = shared
            shared.add_done_callback(lambda _: self._shared.pop(key))
        result: T = await asyncio.shield(shared)  # who gives up takes it from nobody
        return result

    async def render(self, task: Callable[[], T]) -> T:
        """Return the result of `task`, done in a thread at once: it takes milliseconds."""
        return await asyncio.to_thread(task)

    async def note(self, task: Callable[[], None]) -> None:
        """Do `task` in a thread for such alone, in turn: it writes what a member chose.

        Their command may not be acknowledged yet, so that it waits for no other work.
        """
        await asyncio.get_running_loop().run_in_executor(self._notes, task)

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

    async def _turn(self) -> None:
        """Wait until one more may run.

        Raises:
            LeavingError: Nothing begins any more.
        """
        turn = asyncio.ensure_future(self._bound.acquire())
        leaving = asyncio.ensure_future(self._leaving.wait())
        begins = False
        self.waiting += 1
        try:
            await asyncio.wait({turn, leaving}, return_when=asyncio.FIRST_COMPLETED)
            begins = not self._leaving.is_set()
        finally:
            self.waiting -= 1
            leaving.cancel()
            if not begins and not turn.cancel():  # it has the turn already
                self._bound.release()
        if not begins:
            raise LeavingError("not begun: the bot is being stopped")
