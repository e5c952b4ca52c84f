"""The workers of a bot: started where something waits, looked after, and ended with it."""

import asyncio
import json
import logging
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Set
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import asdict
from threading import Event
from typing import Any
from uuid import uuid4

from bot.config import Config, LibrarySettings
from bot.library.ports import LeasesPort
from bot.library.shelving.holdings import Holdings
from bot.library.shelving.shelves import Shelves
from bot.library.workers.taking import take_next
from bot.library.workers.worker import WorkOrder
from index import BriefingError, Collection

WORKER = "bot.library.workers.worker"
# `-P`: what lies in the current folder is not imported; the path is that of this process.
_CODE = (
    "import json, sys; sys.path[:] = json.loads(sys.stdin.buffer.readline()); "
    "from {} import main; main()"
)
_LOOK_S = 2.0  # between two looks for what other processes have brought, and after a worker
_LONGEST_LOOK_S = 10.0  # between two looks at what waits, while it cannot be looked at
_AT_ONCE = 2**16  # bytes that are read of what a killed worker has left to say
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 1.0, 60.0  # after a worker that did nothing: it doubles
_LEASED = "what a worker was at is not taken up before its lease has run out"

_log = logging.getLogger(__name__)


@asynccontextmanager
async def employed(
    config: Config,
    holdings: Holdings | None,
    shelves: Shelves,
    module: str = WORKER,
    longest_pause_s: float = _LONGEST_PAUSE_S,
    *,
    done: Callable[[int | None], object] = lambda _: None,
) -> AsyncIterator[None]:
    """Have what servers bring taken in while the block runs, and what is taken in opened.

    Args:
        config: Says by how many workers; 0: by a thread of this process; by none where it answers
            and they are apart.
        holdings: The operator's collection; None in a process that answers nobody, which has no
            thread for it, but one worker at least.
        shelves: Of the servers.
        module: Whose `main` a worker runs.
        longest_pause_s: After one worker that has done nothing and died comes the next; and
            between two looks for what is to be done, while an error lasts, where it is below 10 s.
        done: Is called with the server of each job that a worker has ended; with None for a worker
            that was of no use.

    Yields:
        Nothing.
    """
    staff = _Workforce(holdings, shelves, module, done, longest_pause_s)
    workers = _work(staff, config.library, answers=holdings is not None)
    tasks = [asyncio.create_task(one) for one in (*workers, staff.keep_up())]
    try:
        with shelves.listening(*staff.ears):
            yield
    finally:
        staff.end()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


def _work(
    staff: "_Workforce", settings: LibrarySettings, *, answers: bool
) -> list[Coroutine[Any, Any, None]]:
    """Return what is to be done by as many workers as a process has."""
    if answers and settings.workers_apart:
        return []
    if answers and not settings.workers:
        return [staff.keep_thread()]
    return [staff.keep_one() for _ in range(max(settings.workers, 1))]


class _Workforce:
    """Keeps workers at work."""

    def __init__(
        self,
        holdings: Holdings | None,
        shelves: Shelves,
        module: str,
        done: Callable[[int | None], object],
        longest_pause_s: float,
    ) -> None:
        self._holdings = holdings
        self._done = done
        self._longest_pause_s = longest_pause_s
        self._shelves = shelves
        self._code = _CODE.format(module)
        self._brought = asyncio.Event()
        self._over = Event()
        self._changed: asyncio.Queue[int] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        shelves.when_brought(self.ears[0])

    @property
    def ears(self) -> tuple[Callable[[], object], Callable[[int], object]]:
        """What is called, by any thread, when something was brought, and a library changed."""
        call = self._loop.call_soon_threadsafe
        return lambda: call(self._brought.set), lambda guild: call(self._changed.put_nowait, guild)

    def end(self) -> None:
        """Have a thread hand back what it is at, and what is built beside left."""
        self._shelves.when_brought(lambda: None)
        self._shelves.interrupt()
        self._over.set()

    async def keep_one(self) -> None:
        """Have one process at work whenever there is something to do."""
        pause_s = _FIRST_PAUSE_S
        while True:
            await self._due()
            useful = False
            with _logged("nothing is taken in"):
                useful = await self._had_one()
            if useful:
                pause_s = _FIRST_PAUSE_S
                continue
            self._done(None)
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, self._longest_pause_s)

    async def keep_thread(self) -> None:
        """Do job after job in a thread of this process.

        Raises:
            asyncio.CancelledError: It was ended, once the thread has handed its job back.
        """
        worker = uuid4().hex
        assert self._holdings is not None  # noqa: S101  # see `employed`
        while True:
            await self._due()
            shelves, public = self._shelves, self._holdings.collection
            work = asyncio.create_task(
                asyncio.to_thread(
                    take_next, shelves.jobs, shelves, public, worker, self._over.is_set
                )
            )
            pause_s = _LOOK_S
            with _logged("nothing is taken in"):
                await _ended(work)
                pause_s = 0.0
            await asyncio.sleep(pause_s)

    async def keep_up(self) -> None:
        """Open anew what others changed, so that nobody waits for that; remove what they did.

        Before that, what a kill has left of documents that were taken out.
        """
        if self._holdings:
            await asyncio.to_thread(self._tidy)
        while True:
            changed = {await self._changed.get()}
            while not self._changed.empty():
                changed.add(self._changed.get_nowait())
            with _logged("what has changed is not taken up"):
                await asyncio.to_thread(self._take_up, changed)

    def _tidy(self) -> None:
        """Remove what a kill has left, of this process or of a worker."""
        with _logged("what was taken out stays on the disk for now"):
            self._shelves.tidy()

    def _take_up(self, changed: Set[int]) -> None:
        """Open libraries as they are by now, of some servers or, with 0, of all; and sweep."""
        if 0 in changed:
            self._shelves.keeping_up.with_all(self._opener)
        else:
            for guild in sorted(changed):
                self._shelves.keeping_up.with_one(guild, self._opener)
        with _logged("what was taken out stays on the disk for now"):
            self._shelves.sweep()

    async def _due(self) -> None:
        """Wait until there is something to do; while looks fail, they come ever later."""
        pause_s = _LOOK_S
        while True:
            self._brought.clear()
            known = False
            with _logged("what is to be taken in is not known"):
                if await asyncio.to_thread(self._shelves.has_jobs):
                    return
                known = True
            if known:
                pause_s = _LOOK_S
            await _heard(self._brought, pause_s)
            pause_s = min(2 * pause_s, self._longest_pause_s, _LONGEST_LOOK_S)  # after an error

    async def _had_one(self) -> bool:
        """Run a worker to its end; return whether it was of use: it ended well, or did a job.

        Raises:
            asyncio.CancelledError: We end; the worker was killed, and what it was at handed back.
        """
        worker = uuid4().hex
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-c", self._code), stdin=PIPE, stdout=PIPE
            )
        except OSError as error:
            _log.warning("no worker can be started: %s", error)
            return False
        try:
            done, code = await self._watched(process, worker)
        except asyncio.CancelledError:  # we end: what it was at was no try
            await _killed(process)
            with _logged(_LEASED):
                self._shelves.jobs.hand_back(worker)
            raise
        except Exception:  # a try: what it was at may be the cause
            await _killed(process)
            await self._let_go(worker)
            raise
        if code:
            _log.warning("a worker ended with %d; what it was at is tried again", code)
            await self._let_go(worker)
        return code == 0 or done > 0

    async def _let_go(self, worker: str) -> None:
        """Have others take what a worker that has died was at, and remove what it has left."""
        with _logged(_LEASED):
            await asyncio.to_thread(self._shelves.jobs.let_go, worker)
        await asyncio.to_thread(self._tidy)

    async def _watched(self, process: Process, worker: str) -> tuple[int, int]:
        """Return how many jobs a worker did, and its exit code; one that is stuck is killed."""
        assert process.stdin is not None  # noqa: S101  # both are pipes
        assert process.stdout is not None  # noqa: S101
        for message in (sys.path, asdict(WorkOrder.of(self._shelves.config, worker))):
            process.stdin.write(json.dumps(message).encode() + b"\n")
        done = 0
        looking = asyncio.create_task(_look_after(process, self._shelves.jobs, worker))
        try:
            while line := await process.stdout.readline():
                if line.strip().isdigit():  # not what a library prints
                    done += 1
                    await asyncio.to_thread(self._follow, int(line))
            return done, await process.wait()
        finally:
            looking.cancel()

    def _follow(self, guild: int) -> None:
        """Open what a worker has built, so that nobody's question waits for it."""
        self._shelves.keeping_up.with_one(guild, self._opener)
        self._done(guild)

    @property
    def _opener(self) -> Collection | None:
        """What opens libraries; None where nobody is answered."""
        return self._holdings.collection if self._holdings else None


async def _heard(brought: asyncio.Event, longest_s: float) -> None:
    """Wait until something is brought, at most so long."""
    with suppress(TimeoutError):
        async with asyncio.timeout(longest_s):
            await brought.wait()


async def _look_after(process: Process, jobs: LeasesPort, worker: str) -> None:
    """Kill a worker that gives no sign of life any more; an error that lasts is logged once."""
    last = ""
    while True:
        await asyncio.sleep(_LOOK_S)
        try:
            if await asyncio.to_thread(jobs.is_lost, worker):
                _kill(process)  # whoever reads from it sees its end
                await process.wait()
            last = ""
        except Exception as error:  # noqa: BLE001  # as in `_logged`
            if repr(error) != last:
                _log_error("whether a worker is stuck is not known", error)
            last = repr(error)


@contextmanager
def _logged(what: str) -> Iterator[None]:
    """Have an error end the block alone, and be logged: with its stack where nobody foresaw it.

    Yields:
        Nothing.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001  # whoever keeps something up goes on
        _log_error(what, error)


def _log_error(what: str, error: Exception) -> None:
    """Log what is not done for now, and why; with the stack where nobody foresaw the error."""
    if isinstance(error, BriefingError):
        _log.warning("%s: %s", what, error)
    else:
        _log.error("%s", what, exc_info=error)


async def _ended(work: asyncio.Task[object]) -> None:
    """Wait until a thread has ended.

    Raises:
        asyncio.CancelledError: This was cancelled, and the thread has handed back what it was at.
    """
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        raise


async def _killed(process: Process) -> None:
    """Kill a process that nobody reads from any more, and wait for its end.

    asyncio waits for the end of its pipes (3.11: base_subprocess.py:245), and one that is read no
    further, since it was full, has none: what is left is read.
    """
    assert process.stdout is not None  # noqa: S101  # a pipe
    _kill(process)
    while await process.stdout.read(_AT_ONCE):
        pass
    await process.wait()


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
