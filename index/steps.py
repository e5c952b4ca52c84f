"""Steps of the work on a question, told to whoever watches: names and outcomes, never words.

Who watches is known to what is begun from here on, in this task and in those and the threads that
it starts; where nobody does, a step costs nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeAlias

Ending: TypeAlias = Callable[[str], None]


class Watcher(Protocol):
    """Told of each step as it begins and ends."""

    def watched(self, name: str) -> AbstractContextManager[Ending]:
        """Return a context for a step, which gives what is to be told its outcome in a word."""


class _Both:
    """Two who watch the same."""

    def __init__(self, one: Watcher, other: Watcher) -> None:
        self._one = one
        self._other = other

    @contextmanager
    def watched(self, name: str) -> Iterator[Ending]:
        """Tell both of a step.

        Yields:
            What takes its outcome.
        """
        with self._one.watched(name) as end, self._other.watched(name) as end_too:

            def end_both(outcome: str) -> None:
                end(outcome)
                end_too(outcome)

            yield end_both


_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)
_whole: ContextVar[Ending | None] = ContextVar("whole", default=None)  # of the outermost step


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Have somebody told of the steps within the block, beside who is told of them already.

    Yields:
        Nothing.
    """
    other = _watcher.get()
    token = _watcher.set(watcher if other is None else _Both(other, watcher))
    try:
        yield
    finally:
        _watcher.reset(token)


@contextmanager
def step(name: str) -> Iterator[Ending]:
    """Do a step, and yield what is to be told its outcome.

    Yields:
        What takes the outcome, in a word.
    """
    watcher = _watcher.get()
    if watcher is None:
        yield _unheard
        return
    with watcher.watched(name) as end:
        token = _whole.set(_whole.get() or end)
        try:
            yield end
        finally:
            _whole.reset(token)


def came_to(outcome: str) -> None:
    """Tell what came of the whole, from within any step of it."""
    if end := _whole.get():
        end(outcome)


def _unheard(_: str) -> None:
    """Take an outcome that nobody wants to know."""
