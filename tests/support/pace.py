"""Times that hold on a busy machine: of work against those of other work beside it."""

import time
from collections.abc import Callable

_ADDITIONS = 2_000_000  # a fifteenth of a second on an idle core
_ATTEMPTS = 5


def _reference_s() -> float:
    """Return the processor seconds that this thread takes for a fixed amount of work."""
    began = time.thread_time()
    total = 0
    for number in range(_ADDITIONS):
        total += number
    return time.thread_time() - began


def pace_of(work: Callable[[], object], *, limit: float) -> float:
    """Return how many times as long as the fixed amount of work something takes.

    Other work on the same core slows both: the slower of two readings around it counts. It may
    also slow only the one between them: what is over the limit is measured again, up to five
    times, and the least counts. What truly takes too long is over the limit each time.

    Args:
        work: What is measured.
        limit: The pace under which no further measurement is needed.
    """
    least = float("inf")
    for _ in range(_ATTEMPTS):
        before = _reference_s()
        began = time.thread_time()
        work()
        elapsed = time.thread_time() - began
        least = min(least, elapsed / max(before, _reference_s()))
        if least < limit:
            break
    return least
