"""What lives as long as the program is kept out of the garbage collector's rounds."""

import gc
import weakref

from bot.library import settle_memory


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
