"""Processes that read documents, kept for the next test that reads instead of begun anew.

One costs a fifth of a second of the processor's time to start, and as much again for its first
document. They are the product's own, started and bounded as it does it; between two builds they
stand idle, which changes nothing: within one build they read file after file, too. One that was
killed, crashed, is used up, or did not answer as it should is never kept.
"""

import json
import os
import sys
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from time import monotonic

import pytest

from index.reading import reading_process
from index.reading.reading_versions import ReadingLimits
from tests.support.processes.process_state import CURRENT_TEST

_STARTED = reading_process._Worker  # as the product starts one
_MOST = 4  # idle at once, for memory; tests read with one kind of bounds, and seldom two at once


class _Shelf:
    """The idle ones, with all that each has of the process that started it."""

    def __init__(self) -> None:
        self._idle: list[_Sound] = []  # the newest last

    def take(self, limits: ReadingLimits) -> "_Sound":
        """Return an idle one that was started as one would be now, or such a new one."""
        inherited = _inherited(limits)
        for worker in tuple(self._idle):
            if worker.inherited == inherited and self._is_mine(worker):
                if worker.is_alive():
                    return worker
                worker.end_it()
        return _Sound(limits, inherited, self.give_back)

    def give_back(self, worker: "_Sound") -> None:
        """Keep one, and end the oldest where there are too many."""
        self._idle.append(worker)
        for oldest in tuple(self._idle)[:-_MOST]:
            if self._is_mine(oldest):
                oldest.end_it()

    def _is_mine(self, worker: "_Sound") -> bool:
        """Take one off the shelf; return whether no other thread was quicker."""
        try:
            self._idle.remove(worker)
        except ValueError:
            return False
        return True

    def clear(self) -> None:
        """End all of them."""
        while self._idle:
            self._idle.pop().end_it()


class _Sound(_STARTED):
    """One that goes back to the idle ones at its end, unless something is wrong with it."""

    def __init__(
        self, limits: ReadingLimits, inherited: Hashable, give_back: Callable[["_Sound"], None]
    ) -> None:
        self._sound, self.inherited, self._give_back = False, inherited, give_back
        super().__init__(limits)

    def answer_to(self, *messages: object, max_seconds: float) -> bytes:
        self._sound = False  # whatever is raised from here on
        begun_s = monotonic()
        line = super().answer_to(*messages, max_seconds=max_seconds)
        self._sound = monotonic() - begun_s < max_seconds and _is_sound(line)
        return line

    def end(self) -> int:
        if not self._sound or not self.is_alive():
            return self.end_it()
        self._give_back(self)
        return 0

    def end_it(self) -> int:
        """End the process as the product does it."""
        return super().end()


def _inherited(limits: ReadingLimits) -> Hashable:
    """Return all that a process that is started now has of this one."""
    environment = {name: word for name, word in os.environ.items() if name != CURRENT_TEST}
    program = sys.executable, reading_process._COMMAND, tuple(sys.path)
    return program, astuple(limits), Path.cwd(), frozenset(environment.items())


def _is_sound(line: bytes) -> bool:
    """Return whether a line is the answer of a process that can read another file."""
    try:
        answer = json.loads(line)
    except ValueError:
        return False
    return isinstance(answer, dict) and not answer.get("spent")


@contextmanager
def kept_readers() -> Iterator[None]:
    """Keep processes that read for as long as the block runs."""
    shelf = _Shelf()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading_process, "_Worker", shelf.take)
        try:
            yield
        finally:
            shelf.clear()


def begun_anew(patch: pytest.MonkeyPatch) -> None:
    """Have each build start a process of its own, as the product does."""
    patch.setattr(reading_process, "_Worker", _STARTED)
