"""What happened, and who is told: one publisher, the gateway and the people listening."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from types import TracebackType
from typing import Self

from bot.sandbox.world.models import Message
from bot.sandbox.world.wire import Json


class Audience(Enum):
    """Which side an event is for."""

    ALL = auto()
    BOT = auto()
    PEOPLE = auto()


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, in Discord's JSON.

    Args:
        name: Discord's name of it.
        data: What is told of it.
        audience: Which side it is for.
        guild_id: The server where it happened.
        channel_id: The channel where it happened.
        only_to: Id of the one human who may learn of it; the bot is governed by `audience`.
        message: Events that show a message: it, for each receiver is shown it in its own way.
    """

    name: str
    data: Json
    audience: Audience = Audience.ALL
    guild_id: int | None = None
    channel_id: int | None = None
    only_to: int | None = None
    message: Message | None = None


Listener = Callable[[Event], None]


class Hub:
    """The publisher. Listeners are called in turn, at once, on the event loop."""

    def __init__(self) -> None:
        """Start without listeners."""
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every event from now on; return the call that stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, event: Event) -> None:
        """Tell every listener."""
        for listener in tuple(self._listeners):
            listener(event)


class Observer:
    """The events that one human may see, in order; an async iterator."""

    def __init__(self, hub: Hub, show: Callable[[Event], Json | None]) -> None:
        """Listen to `hub`; `show` gives an event's data as the human sees it, or None."""
        self._queue: asyncio.Queue[Json] = asyncio.Queue()
        self._show = show
        self._stop = hub.listen(self._receive)
        self._open = True

    def _receive(self, event: Event) -> None:
        data = self._show(event)
        if data is not None:
            self._queue.put_nowait({"t": event.name, "d": data})

    def close(self) -> None:
        """Stop listening; closing twice is no fault."""
        if self._open:
            self._open = False
            self._stop()

    def get_nowait(self) -> Json | None:
        """Return the next event, or None where none waits."""
        return None if self._queue.empty() else self._queue.get_nowait()

    async def get(self) -> Json:
        """Return the next event, once there is one."""
        return await self._queue.get()

    def __aiter__(self) -> Self:
        """Return itself."""
        return self

    async def __anext__(self) -> Json:
        """Return the next event, once there is one."""
        return await self.get()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        self.close()
