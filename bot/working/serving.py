"""Workers alone: what servers bring is read and embedded here, and answered from elsewhere."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

from bot.chat.observability.logs import write_log_in
from bot.chat.observability.signs_of_life import EVERY_S
from bot.chat.rereading import Rereading, rereading_on_signal
from bot.chat.stopping import stopping_on_signals
from bot.config import EMBEDDED, Config
from bot.library import WORKER, Shelves, employed
from bot.meanwhile import doing
from bot.phrases import counted
from bot.working.health import WORK_FILE, WorkHealthFile, WorkState
from index import BriefingError, CollectionError, UnwritableError, alone_in

_MOST_IN_VAIN = 5  # workers in a row; a document that ends each is given up before

_log = logging.getLogger(__name__)


class _Record:
    """What workers do: the jobs go into the file of their health, those in vain are counted."""

    def __init__(self, health: WorkHealthFile) -> None:
        self.health = health
        self.in_vain = 0  # in a row

    def note(self, guild: int | None) -> None:
        """Note a job of a server, or with None a worker that was of no use."""
        if guild is None:
            self.in_vain += 1
        else:
            self.in_vain = 0
            self.health.count()


def work_alone(config: Config, read: Callable[[], Config], module: str = WORKER) -> None:
    """Work off what servers bring until SIGTERM or Ctrl-C; what is at hand then is handed back.

    Args:
        config: What the operator decided.
        read: Reads the configuration anew, at SIGHUP.
        module: Whose `main` a worker runs.

    Raises:
        CollectionError: Another process has the data folder.
    """
    with _alone(config):
        asyncio.run(_work(config, read, module))


async def _work(config: Config, read: Callable[[], Config], module: str) -> None:
    shelves, rereading = Shelves(config, answers=False), Rereading(config, read)
    workers, stop = max(config.library.workers, 1), asyncio.Event()
    record = _Record(WorkHealthFile(config.data / WORK_FILE, workers, time.time))

    def apply(changed: Config) -> None:
        write_log_in(changed.log.form)
        shelves.config = changed

    _log.info("%s, on %s", counted(workers, "worker"), config.data)
    with stopping_on_signals(stop.set), rereading_on_signal(rereading, apply, stop.set):
        async with (
            _telling(record, shelves),
            employed(config, None, shelves, module, done=record.note),
        ):
            await stop.wait()
            _log.info("stopping: what is at hand is handed back")


@asynccontextmanager
async def _telling(record: _Record, shelves: Shelves) -> AsyncIterator[None]:
    """Write how the workers fare while the block runs, and that they stopped.

    Yields:
        Nothing.
    """

    async def tell() -> None:
        while True:
            state, reason = await asyncio.to_thread(_looked, shelves, record.in_vain)
            record.health.tell(state, reason)
            await asyncio.sleep(EVERY_S)

    record.health.tell(WorkState.STARTING)
    async with doing(tell):
        yield
    record.health.tell(WorkState.STOPPED)


def _looked(shelves: Shelves, in_vain: int) -> tuple[WorkState, str]:
    """Return what can be done, and why nothing, after some workers in a row in vain."""
    try:
        waits = shelves.has_jobs()
    except BriefingError as error:
        return WorkState.AWAY, str(error)
    if waits and in_vain >= _MOST_IN_VAIN:
        return WorkState.DYING, f"the last {in_vain} ended before any work; the log says more"
    return WorkState.WORKING, ""


@contextmanager
def _alone(config: Config) -> Iterator[None]:
    """Hold the data folder; one process of workers uses it, and on a database nobody else.

    Yields:
        Nothing.

    Raises:
        CollectionError: Another process has it.
    """
    with ExitStack() as held:
        try:
            held.enter_context(alone_in(config.data, "work"))
            if config.storage != EMBEDDED:
                held.enter_context(_from_bots(config.data))
        except UnwritableError as error:
            _log.warning("%s (a second `work` would not be noticed)", error)
        yield


@contextmanager
def _from_bots(data: Path) -> Iterator[None]:
    """Hold a data folder that no bot has.

    Yields:
        Nothing.

    Raises:
        CollectionError: A bot has it.
    """
    with ExitStack() as held:
        try:
            held.enter_context(alone_in(data, "run"))
        except CollectionError as error:
            raise CollectionError(
                f"{data} is in use by a bot: on a database every process has a folder of its own; "
                "name another with --data"
            ) from error
        yield
