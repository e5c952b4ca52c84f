"""Who waits for their turn to have work done, in the order in which they came."""

import asyncio
from typing import Any

from index import BriefingError

_LEFT = "not begun: the bot is being stopped"


class LeavingError(BriefingError):
    """The program is about to end: what has not begun is not begun any more."""


class WaitingLine:
    """A bound on how much is done at once. It belongs to one loop of events."""

    def __init__(self, abreast: int) -> None:
        """Let so many have their turn at once."""
        self._abreast = abreast
        self._having = 0
        self._waiting: dict[asyncio.Future[None], asyncio.Task[Any] | None] = {}
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
        if self._having < self._abreast:  # then nobody waits
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
        """Give turns to those who wait, as far as there are any."""
        while self._waiting and self._having < self._abreast:
            turn = next(iter(self._waiting))
            del self._waiting[turn]
            if not turn.done():  # else its task was cancelled
                self._having += 1
                turn.set_result(None)
