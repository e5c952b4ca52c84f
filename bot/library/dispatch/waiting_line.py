"""Who waits for their turn to have work done: servers take turns, and each has its own order."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

from bot.library.dispatch.askers import Asker
from index import BriefingError

_LEFT = "not begun: the bot is being stopped"
_PATIENCE_S = 1.0  # the longest that what is due first keeps somebody from their turn
_DUE_S = 3.0  # then it is due no more
_MOST = 200  # that wait for one server: two minutes or so, while no other has the bot answer


class NotBegunError(BriefingError):
    """Work was not begun, and nothing is wrong with what was asked: it can be asked again."""


class LeavingError(NotBegunError):
    """The program is about to end: what has not begun is not begun any more."""


class LineFullError(NotBegunError):
    """So many wait for a server that nobody is to wait behind them."""


class UnheardError(NotBegunError):
    """Who asked can be told no more what comes of it."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Somebody who waits."""

    task: asyncio.Task[Any] | None
    asker: Asker


_Turn: TypeAlias = "asyncio.Future[None]"


class WaitingLine:
    """A bound on how much is done at once. It belongs to one loop of events.

    Each server has a queue, and the servers take turns: many who ask in one keep nobody in another
    waiting for longer than one of them takes.
    """

    def __init__(self, abreast: int) -> None:
        """Let so many have their turn at once."""
        self._abreast = abreast
        self._having = 0
        # By the server, the one whose turn it is first; a queue that is empty is not there.
        self._queues: OrderedDict[int | None, dict[_Turn, _Waiting]] = OrderedDict()
        self._due: set[object] = set()
        self._held: list[asyncio.Future[None]] = []  # those who wait for what is due alone
        self._due_since = 0.0  # the loop's time; of when nothing else was due
        self._leaving = False

    def __len__(self) -> int:
        """Return how many tasks wait."""
        return sum(map(len, self._queues.values()))

    def before(self, task: asyncio.Task[Any]) -> int | None:
        """Return how many wait before a task; None where it does not wait.

        They are as many as would have their turn before it if nobody came any more.
        """
        order = (waiting.task for waiting in self._in_turns())
        return next((place for place, other in enumerate(order) if other is task), None)

    def _in_turns(self) -> Iterator[_Waiting]:
        """Yield those who wait, in the order in which they have their turns.

        Yields:
            Each.
        """
        queues = [list(queue.values()) for queue in self._queues.values()]
        longest = max(map(len, queues), default=0)
        rounds = ([queue[at] for queue in queues if at < len(queue)] for at in range(longest))
        yield from chain.from_iterable(rounds)

    async def turn(self, asker: Asker | None = None) -> None:
        """Return once it is the turn of the task that runs, which gives it back afterwards.

        Args:
            asker: For whom that is; None for somebody of no server, who can always be told.

        Raises:
            LeavingError: Nothing begins any more.
            LineFullError: Too many wait already for the server.
            UnheardError: Who asked can be told nothing any more, by the time it is their turn.
            CancelledError: The task was cancelled; it has no turn.
        """
        asker = asker or Asker()
        if self._leaving:
            raise LeavingError(_LEFT)
        if self._having < self._abreast and not self._queues and not self._yields():
            self._having += 1
            return
        turn = self._queued(asker)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.give_back()  # it was given the turn already
            raise
        finally:
            self._forget(asker.guild, turn)

    def _queued(self, asker: Asker) -> _Turn:
        """Return the turn that somebody waits for from now on.

        Raises:
            LineFullError: Too many wait already for the server.
        """
        for turn, waiting in tuple(self._queues.get(asker.guild, {}).items()):
            if not waiting.asker.hears():
                self._pass_over(asker.guild, turn)
        queue = self._queues.get(asker.guild, {})
        if len(queue) >= _MOST:
            raise LineFullError(f"not begun: {len(queue)} questions of a server wait already")
        turn = asyncio.get_running_loop().create_future()
        queue[turn] = _Waiting(asyncio.current_task(), asker)
        self._queues[asker.guild] = queue
        return turn

    def _forget(self, guild: int | None, turn: _Turn) -> None:
        """Take somebody out of the queue of a server, if they are in it."""
        queue = self._queues.get(guild, {})
        queue.pop(turn, None)
        if not queue:
            self._queues.pop(guild, None)

    def _pass_over(self, guild: int | None, turn: _Turn) -> None:
        """Take somebody out of the queue of a server who can be told nothing any more."""
        self._forget(guild, turn)
        if not turn.done():
            turn.set_exception(UnheardError("not begun: who asked can be told nothing any more"))

    def give_back(self) -> None:
        """End a turn: who has waited longest of the server whose turn it is comes next."""
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
        for turn in chain.from_iterable(self._queues.values()):
            if not turn.done():
                turn.set_exception(LeavingError(_LEFT))
        self._queues.clear()

    def _go_on(self) -> None:
        """Give turns to those who wait, as far as there are any, and let those who are held go."""
        if self._yields():
            return
        held, self._held = self._held, []
        for one in held:
            if not one.done():  # else its task was cancelled
                one.set_result(None)
        while self._queues and self._having < self._abreast:
            self._give_turn()

    def _give_turn(self) -> None:
        """Give a turn to the first of the server whose turn it is, or pass them over."""
        guild = next(iter(self._queues))
        turn, waiting = next(iter(self._queues[guild].items()))
        if turn.done():  # its task was cancelled
            self._forget(guild, turn)
        elif not waiting.asker.hears():
            self._pass_over(guild, turn)
        else:
            self._having += 1
            self._forget(guild, turn)
            turn.set_result(None)
            if guild in self._queues:
                self._queues.move_to_end(guild)

    def _yields(self) -> bool:
        """Return whether those who wait let something else be done first."""
        if not self._due:
            return False
        return asyncio.get_running_loop().time() - self._due_since < _PATIENCE_S
