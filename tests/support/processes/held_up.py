"""What is taken into a server's library, held up half-way for as long as a test likes."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from bot.library import Shelves
from bot.library.files.editions import Opener
from bot.library.submissions.brought import Arrival, Settling, Taken, unnoted
from index import Progress
from tests.support.patience import WAIT_S

_LOOK_S = 0.02


@contextmanager
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Have what is taken in wait half-way until an event is set.

    Yields:
        The event.
    """
    go_on = threading.Event()
    take_all = Shelves.take_all

    def slow(
        shelves: Shelves,
        guild: int,
        brought: Sequence[Arrival],
        opener: Opener,
        progress: Progress | None = None,
        settle: Settling = unnoted,
    ) -> Taken:
        until = time.monotonic() + WAIT_S
        while not go_on.wait(_LOOK_S):
            if progress:  # by which whoever is at it learns that the program ends
                progress("encoding passages", 256, 3_000)
            assert time.monotonic() < until
        return take_all(shelves, guild, brought, opener, progress, settle)

    monkeypatch.setattr(Shelves, "take_all", slow)
    try:
        yield go_on
    finally:
        go_on.set()
