"""Passes through a network side by side, each on one processor thread.

Of small networks several passes at once take less time than one after another, each on all threads:
there is too little in one to share out.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def side_by_side(
    work: Callable[[_Given], _Made], given: Iterable[_Given], threads: int
) -> Iterator[_Made]:
    """Yield what is made of each, in the order given.

    No more is taken, and waits to be fetched, than keeps the threads busy.

    Args:
        work: Called on several threads at once; what it raises is raised here.
        given: What there is to do.
        threads: How many at once, at least 1; with 1 all is done on the calling thread.
    """
    if threads == 1:
        yield from map(work, given)
        return
    begun: deque[Future[_Made]] = deque()
    with ThreadPoolExecutor(threads, "model") as pool:
        try:
            for one in given:
                begun.append(pool.submit(work, one))
                if len(begun) > 2 * threads:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # where the work ends with an error
