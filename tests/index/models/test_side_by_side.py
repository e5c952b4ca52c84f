"""Work done side by side: in order, no more begun than needed, and its errors raised."""

import threading
from collections.abc import Iterator

import pytest

from index.models.side_by_side import side_by_side


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_what_is_made_comes_in_the_order_given(threads: int) -> None:
    assert list(side_by_side(lambda number: number**2, range(40), threads)) == [
        number**2 for number in range(40)
    ]
    assert list(side_by_side(str, [], threads)) == []


def test_so_many_are_worked_on_at_once() -> None:
    met = threading.Barrier(3)  # breaks, and raises, where fewer come

    def work(_: int) -> int:
        return met.wait(timeout=60)

    assert {*side_by_side(work, range(3), 3)} == {0, 1, 2}


def test_one_thread_is_the_calling_one() -> None:
    me = threading.get_ident()
    assert [*side_by_side(lambda _: threading.get_ident(), range(3), 1)] == [me] * 3


def test_no_more_is_taken_than_keeps_the_threads_busy() -> None:
    taken: list[int] = []

    def given() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    made = side_by_side(str, given(), 2)
    assert [next(made), next(made)] == ["0", "1"]
    assert len(taken) <= 2 + 5


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_of_the_work_is_raised_and_nothing_more_is_done(threads: int) -> None:
    done: list[int] = []

    def work(number: int) -> int:
        if number == 3:
            msg = "out of memory"
            raise MemoryError(msg)
        done.append(number)
        return number

    with pytest.raises(MemoryError, match="out of memory"):
        list(side_by_side(work, range(1000), threads))
    assert len(done) < 20
