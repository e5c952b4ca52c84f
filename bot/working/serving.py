"""Workers alone: what servers bring is read and embedded here, and answered from elsewhere."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

from bot.chat.logs import write_log_in
from bot.chat.rereading import Rereading, rereading_on_signal
from bot.chat.signs_of_life import EVERY_S
from bot.chat.stopping import stopping_on_signals
from bot.config import EMBEDDED, Config
from bot.library import WORKER, Shelves, employed
from bot.meanwhile import doing
from bot.phrases import counted
from bot.working.health import WORK_FILE, WorkHealthFile, WorkState
from index import BriefingError, CollectionError, UnwritableError, alone_in

_log = logging.getLogger(__name__)


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
    health = WorkHealthFile(config.data / WORK_FILE, workers, time.time)

    def apply(changed: Config) -> None:
        write_log_in(changed.log.form)
        shelves.config = changed

    _log.info("%s, on %s", counted(workers, "worker"), config.data)
    with stopping_on_signals(stop.set), rereading_on_signal(rereading, apply, stop.set):
        async with (
            _telling(health, shelves),
            employed(config, None, shelves, module, done=lambda _: health.count()),
        ):
            await stop.wait()
            _log.info("stopping: what is at hand is handed back")


@asynccontextmanager
async def _telling(health: WorkHealthFile, shelves: Shelves) -> AsyncIterator[None]:
    """Write how the workers fare while the block runs, and that they stopped.

    Yields:
        Nothing.
    """

    async def tell() -> None:
        while True:
            state, reason = await asyncio.to_thread(_looked, shelves)
            health.tell(state, reason)
            await asyncio.sleep(EVERY_S)

    health.tell(WorkState.STARTING)
    async with doing(tell):
        yield
    health.tell(WorkState.STOPPED)


def _looked(shelves: Shelves) -> tuple[WorkState, str]:
    """Return what can be done, and why nothing."""
    try:
        shelves.has_jobs()
    except BriefingError as error:
        return WorkState.AWAY, str(error)
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
