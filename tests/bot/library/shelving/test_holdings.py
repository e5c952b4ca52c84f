"""What lives as long as the program is kept out of the garbage collector's rounds."""

import gc
import weakref

import pytest

from bot.library import settle_grown_memory, settle_memory


class Knot:
    """Something that only the garbage collector can free."""

    def __init__(self) -> None:
        self.itself = self


def test_what_there_is_is_left_alone_and_what_is_gone_is_freed_the_next_time() -> None:
    knot = Knot()
    gone = weakref.ref(knot)
    settle_memory()
    assert gc.get_freeze_count() > 0
    del knot
    gc.collect()
    assert gone() is not None  # it was settled: no round looks at it
    settle_memory()
    assert gone() is None


def test_memory_is_settled_again_once_much_was_done_since(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settle_memory()
    gc.unfreeze()
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 39))
    settle_grown_memory()
    assert gc.get_freeze_count() == 0
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 40))
    settle_grown_memory()
    assert gc.get_freeze_count() > 0
