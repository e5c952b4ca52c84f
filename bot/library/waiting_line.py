"""Who waits for their turn to have work done, in the order in which they came."""

import asyncio
from collections.abc import Callable
from typing import Any

from index import BriefingError

_LEFT = "not begun: the bot is being stopped"
_PATIENCE_S = 1.0  # the longest that what is due first keeps somebody from their turn
_DUE_S = 3.0  # then it is due no more


class LeavingError(BriefingError):
    """The program is about to end: what has not begun is not begun any more."""


class WaitingLine:
    """A bound on how much is done at once. It belongs to one loop of events."""

    def __init__(self, abreast: int) -> None:
        """Let so many have their turn at once."""
        self._abreast = abreast
        self._having = 0
        self._waiting: dict[asyncio.Future[None], asyncio.Task[Any] | None] = {}
        self._due: set[object] = set()
        self._held: list[asyncio.Future[None]] = []  # those who wait for what is due alone
        self._due_since = 0.0  # the loop's time; of when nothing else was due
        self._leaving = False

    def __len__(self) -> int:
        """Return how many tasks wait."""
        return len(self._waiting)

    def before(self, task: asyncio.Task[Any]) -> int | None:
        """Return how many wait before a task; None where it does not wait."""
        places = (place for place, other in enumerate(self._waiting.values()) if other is task)
        return next(places, None)

    async def turn(self) -> None:
        """Return once it is the turn of the task that runs, which gives it back afterwards.

        Raises:
            LeavingError: Nothing begins any more.
            CancelledError: The task was cancelled; it has no turn.
        """
        if self._leaving:
            raise LeavingError(_LEFT)
        if self._having < self._abreast and not self._waiting and not self._yields():
            self._having += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting[turn] = asyncio.current_task()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.give_back()  # it was given the turn already
            raise
        finally:
            self._waiting.pop(turn, None)

    def give_back(self) -> None:
        """End a turn: whoever has waited longest is next."""
        self._having -= 1
        self._go_on()

    async def clear(self) -> None:
        """Return once nothing is due any more, or has been for too long to be waited for."""
        if self._yields():
            held = asyncio.get_running_loop().create_future()
            self._held.append(held)
            await held

    def due(self) -> Callable[[], None]:
        """Let no turn begin until what is returned is called: something else is to be done first.

        It holds nobody up for longer than `_PATIENCE_S`, and ends by itself after `_DUE_S`.
        """
        loop, mark = asyncio.get_running_loop(), object()
        if not self._due:
            self._due_since = loop.time()
            loop.call_later(_PATIENCE_S, self._go_on)
        self._due.add(mark)

        def done() -> None:
            self._due.discard(mark)
            if not self._due:
                self._go_on()

        loop.call_later(_DUE_S, done)
        return done

    def widen(self, abreast: int) -> None:
        """Let so many have their turn at once from now on, more or fewer than before."""
        self._abreast = abreast
        self._go_on()

    def leave(self) -> None:
        """Let nothing begin any more, nor wait for its turn."""
        self._leaving = True
        for turn in self._waiting:
            if not turn.done():
                turn.set_exception(LeavingError(_LEFT))
        self._waiting.clear()

    def _go_on(self) -> None:
        """Give turns to those who wait, as far as there are any, and let those who are held go."""
        if self._yields():
            return
        held, self._held = self._held, []
        for one in held:
            if not one.done():  # else its task was cancelled
                one.set_result(None)
        while self._waiting and self._having < self._abreast:
            turn = next(iter(self._waiting))
            del self._waiting[turn]
            if not turn.done():  # else its task was cancelled
                self._having += 1
                turn.set_result(None)

    def _yields(self) -> bool:
        """Return whether those who wait let something else be done first."""
        if not self._due:
            return False
        return asyncio.get_running_loop().time() - self._due_since < _PATIENCE_S
