"""Who may ask now, what was handled already, and what is in flight: plain state, no requests."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any, TypeAlias, TypeVar

from discord.utils import snowflake_time

from bot.chat.incoming.in_hand import InHand, OpenEvent, taken_up

T = TypeVar("T")
_Turn: TypeAlias = tuple[int, int | None]
"""A member's, in a server; None for those in all of them together."""
_REMEMBERED = 10_000  # turns, events or deeds; the oldest are forgotten first
_OF_BEFORE = timedelta(days=1)  # how long before its beginning another process may have answered
_OF_EACH = 8  # times that a member's turn was taken: what was asked before comes in later


class Cooldown:
    """The least time between two questions of one member: the operator's, and a server's own.

    Its methods may be called from several threads.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        """Start with nobody waiting."""
        self._seconds = seconds
        self._clock = clock
        self._taken: OrderedDict[_Turn, tuple[float, ...]] = OrderedDict()  # the latest last
        self._told: OrderedDict[_Turn, float] = OrderedDict()  # until when, who was told to wait
        self._lock = Lock()  # of both

    def change(self, seconds: float) -> None:
        """Have members wait for so many seconds from now on."""
        self._seconds = seconds

    def wait_s(
        self,
        member_id: int,
        guild: int | None = None,
        seconds: float | None = None,
        at: datetime | None = None,
    ) -> float:
        """Return how many seconds a member has to wait; 0 takes their turn.

        What was asked minutes apart, and is heard at once after an outage, was not too fast. So a
        turn is taken when it was asked for, whatever comes to be known first.

        Args:
            member_id: Whose turn it is.
            guild: The server that they ask in.
            seconds: That server's own cooldown, of the questions asked there; None without one.
            at: When they asked, by the same clock in all calls; None for now.
        """
        if taken_up() is not None:
            return 0.0  # it had its turn under the process that was killed
        now = self._clock() if at is None else at.timestamp()
        with self._lock:
            of_server = 0.0 if seconds is None else self._left_s((member_id, guild), seconds, now)
            wait = max(self._left_s((member_id, None), self._seconds, now), of_server)
            if not wait:
                for turn in {(member_id, None), (member_id, guild)}:
                    self._take(turn, now)
        return wait

    def is_to_tell(self, member_id: int, guild: int | None, at: datetime, wait_s: float) -> bool:
        """Return whether a member is still to be told that they have to wait: once until they may.

        Args:
            member_id: Who asked too fast.
            guild: The server that they asked in.
            at: When they asked.
            wait_s: How long they have to wait from then on.
        """
        turn, now = (member_id, guild), at.timestamp()
        with self._lock:
            if now < self._told.get(turn, 0.0):
                return False
            _put(self._told, turn, now + wait_s)
        return True

    def give_back(
        self, member_id: int, guild: int | None = None, at: datetime | None = None
    ) -> None:
        """Let a turn of a member's cost nothing; those before and behind it count as they did.

        Args:
            member_id: Whose turn it was.
            guild: The server that they asked in.
            at: When they asked, as it was given to `wait_s`; None for the turn taken last.
        """
        with self._lock:
            for turn in {(member_id, None), (member_id, guild)}:
                self._let_go(turn, None if at is None else at.timestamp())
                self._told.pop(turn, None)

    def _left_s(self, turn: _Turn, seconds: float, now: float) -> float:
        apart = (abs(now - taken) for taken in self._taken.get(turn, ()))
        return max(0.0, seconds - min(apart, default=seconds))

    def _take(self, turn: _Turn, now: float) -> None:
        before = self._taken.get(turn, ())[1 - _OF_EACH :]
        _put(self._taken, turn, (*before, now))

    def _let_go(self, turn: _Turn, at: float | None) -> None:
        """Forget when a turn was taken, in seconds; None for the last time."""
        taken = list(self._taken.get(turn, ()))
        if not taken or (at is not None and at not in taken):
            return  # it was taken under the process that was killed, or is forgotten
        taken.remove(taken[-1] if at is None else at)
        self._taken[turn] = tuple(taken)


def _put(kept: OrderedDict[_Turn, T], turn: _Turn, value: T) -> None:
    """Keep something of a turn, and of all turns no more than what was put there last."""
    kept[turn] = value
    kept.move_to_end(turn)
    while len(kept) > _REMEMBERED:
        kept.popitem(last=False)


class Handled:
    """The events that were taken up: Discord may deliver one twice after a resume."""

    def __init__(self, began: datetime | None = None) -> None:
        """Start with none.

        Args:
            began: When, in UTC; None where no process before this one took anything up.
        """
        self._began = began
        self._ids: OrderedDict[int, None] = OrderedDict()

    def may_have(self, message_id: int) -> bool:
        """Return whether a message was taken up, or may have been.

        That is not known of one of the day before this process began, nor of one from before all
        that it remembers.
        """
        if message_id in self._ids or self._is_of_before(message_id):
            return True
        return len(self._ids) >= _REMEMBERED and message_id < next(iter(self._ids))

    def first(self, event_id: int) -> bool:
        """Return whether this is the first time that the event comes."""
        if event_id in self._ids:
            return False
        self._ids[event_id] = None
        while len(self._ids) > _REMEMBERED:
            self._ids.popitem(last=False)
        return True

    def _is_of_before(self, message_id: int) -> bool:
        """Return whether a message was sent within a day before this process began."""
        if self._began is None:
            return False
        return timedelta(0) < self._began - snowflake_time(message_id) <= _OF_BEFORE


class Once:
    """What is done once for each thing, whoever asks for it and however often."""

    def __init__(self) -> None:
        """Start with nothing done."""
        self._deeds: OrderedDict[int, asyncio.Task[str | None]] = OrderedDict()

    async def problem(
        self, thing_id: int, deed: Callable[[], Coroutine[Any, Any, str | None]]
    ) -> str | None:
        """Return why something could not be done; None where it is done, now or before.

        Args:
            thing_id: Of what it is done for.
            deed: Does it, and returns why it could not; it is begun anew only after that.
        """
        task = self._deeds.get(thing_id)
        if task is None:
            task = self._deeds[thing_id] = asyncio.create_task(deed())
            while len(self._deeds) > _REMEMBERED:
                self._deeds.popitem(last=False)
        try:
            problem = await asyncio.shield(task)  # who gives up takes it from nobody
        except BaseException:
            if task.done():
                self._forget(thing_id, task)
            raise
        if problem is not None:
            self._forget(thing_id, task)
        return problem

    def begin_anew(self, thing_id: int) -> None:
        """Have a deed done once more for a thing that is another now."""
        self._deeds.pop(thing_id, None)

    def _forget(self, thing_id: int, task: asyncio.Task[str | None]) -> None:
        """Have a deed done anew, unless somebody began it anew already."""
        if self._deeds.get(thing_id) is task:
            del self._deeds[thing_id]


class InFlight:
    """Questions that are being worked on."""

    def __init__(self, in_hand: InHand | None = None) -> None:
        """Start with none.

        Args:
            in_hand: Keeps them for the next process; None for nobody.
        """
        self._in_hand = in_hand
        self._count = 0
        self._none = asyncio.Event()
        self._none.set()

    @asynccontextmanager
    async def hold(self, event: OpenEvent | None = None) -> AsyncIterator[None]:
        """Count a question as in flight while the block runs.

        Args:
            event: What is taken up by the next process where this one ends in the midst; None for
                what is not.

        Yields:
            Nothing.
        """
        self._count += 1
        self._none.clear()
        try:
            with self._kept(event):
                yield
        finally:
            self._count -= 1
            if not self._count:
                self._none.set()

    @contextmanager
    def _kept(self, event: OpenEvent | None) -> Iterator[None]:
        """Keep what is being answered while the block runs, and longer where that is cut off.

        Yields:
            Nothing.
        """
        if self._in_hand is None or event is None:
            yield
            return
        self._in_hand.keep(event)
        is_cut_off = True
        try:
            yield
            is_cut_off = False
        except Exception:
            is_cut_off = False  # which is told its member elsewhere
            raise
        finally:
            if not is_cut_off:
                self._in_hand.settle(event.id)

    def is_empty(self) -> bool:
        """Return whether nothing is in flight."""
        return not self._count

    async def drained(self, timeout_s: float) -> bool:
        """Return whether everything in flight was finished within `timeout_s`."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._none.wait()
        except TimeoutError:
            return False
        return True
