"""What other processes have brought and changed, heard while it happens.

Nobody relies on it: what was missed while the connection was broken is seen by the next look.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait  # select() takes no number above 1,023
from threading import Thread

from bot.library.postgres.connections import RawConnection, connected_to, told
from index import BriefingError

_JOBS, _LIBRARIES = "briefing_jobs", "briefing_libraries"
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 30.0  # before the database is connected to again
_PARTING_S = 1.0  # nobody waits longer for one that is just connecting
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Ear:
    """Listens until the other end of a pipe is closed.

    Args:
        address: Of the database.
        brought: Is called when jobs begin to wait, and whenever some may have been missed.
        changed: Is called with the number of a server whose documents changed, and with 0 whenever
            those of others may have.
        over: The end of the pipe that is read from; it is closed then.
    """

    address: str
    brought: Callable[[], object]
    changed: Callable[[int], object]
    over: int

    def listen(self) -> None:
        """Listen, and connect again where that breaks."""
        try:
            self._listen()
        finally:
            os.close(self.over)

    def _listen(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while not self._ends_within(pause_s if pause_s > _FIRST_PAUSE_S else 0):
            try:
                with closing(connected_to(self.address, autocommit=True)) as connection:
                    connection.execute(f"LISTEN {_JOBS}")
                    connection.execute(f"LISTEN {_LIBRARIES}")
                    if self._ends_within(0):
                        return
                    self.brought()
                    self.changed(0)
                    pause_s = _FIRST_PAUSE_S
                    with told(self.address):
                        self._hear(connection)
            except BriefingError as error:
                _log.info("news of other processes are looked for, not heard: %s", error)
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    def _hear(self, connection: RawConnection) -> None:
        """Tell what is heard, until it is over."""
        while True:
            if self.over in wait([connection.fileno(), self.over]):
                return
            for notice in connection.notifies(timeout=0):
                if notice.channel == _JOBS:
                    self.brought()
                elif notice.payload.isdigit():
                    self.changed(int(notice.payload))

    def _ends_within(self, seconds: float) -> bool:
        return bool(wait([self.over], seconds))


@contextmanager
def listening(
    address: str, brought: Callable[[], object], changed: Callable[[int], object]
) -> Iterator[None]:
    """Have somebody told, by a thread, of what any process has brought or changed.

    Args:
        address: Of the database.
        brought: Is called when jobs begin to wait.
        changed: Is called with the number of a server whose documents changed, and with 0 whenever
            those of others may have.

    Yields:
        Nothing.
    """
    over, end = os.pipe()
    thread = Thread(target=_Ear(address, brought, changed, over).listen, name="news", daemon=True)
    thread.start()
    try:
        yield
    finally:
        os.close(end)
        thread.join(_PARTING_S)
