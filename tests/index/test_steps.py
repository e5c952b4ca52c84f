"""Steps: told to who watches, in threads and tasks that are begun meanwhile, and else to nobody."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from index.steps import Ending, came_to, step, watched_by


class Notes:
    """A watcher that writes down what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    @contextmanager
    def watched(self, name: str) -> Iterator[Ending]:
        self.lines.append(f"{name} begins")
        yield lambda outcome: self.lines.append(f"{name} came to {outcome}")
        self.lines.append(f"{name} ends")


def test_who_watches_is_told_of_steps_within_steps() -> None:
    notes = Notes()
    with watched_by(notes), step("whole"), step("part") as end:
        end("little")
        came_to("much")
    told = ["whole begins", "part begins", "part came to little", "whole came to much"]
    assert notes.lines == [*told, "part ends", "whole ends"]


def test_several_who_watch_are_all_told_as_long_as_each_watches() -> None:
    whole, part = Notes(), Notes()
    with watched_by(whole):
        with watched_by(part), step("both"):
            came_to("much")
        with step("one"):
            pass
    assert part.lines == ["both begins", "both came to much", "both ends"]
    assert whole.lines == [*part.lines, "one begins", "one ends"]


async def test_a_thread_that_is_begun_within_is_watched() -> None:
    notes = Notes()

    def work() -> None:
        with step("part"):
            came_to("much")

    with watched_by(notes), step("whole"):
        await asyncio.to_thread(work)
    assert notes.lines[1:4] == ["part begins", "whole came to much", "part ends"]


def test_where_nobody_watches_nobody_is_told() -> None:
    notes = Notes()
    with watched_by(notes):
        pass
    with step("whole") as end:
        end("much")
        came_to("much")
    came_to("nothing")
    assert notes.lines == []
