"""The page's side of the WebSocket, for tests that need no browser."""

import asyncio

import aiohttp

from bot.sandbox.world.wire import Json
from tests.support.patience import WAIT_S


class Tab:
    """An open page: asks, and keeps the events that come in between."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Speak through `socket`."""
        self._socket = socket
        self._next = 0
        self.events: list[Json] = []

    async def raw(self, text: str) -> Json:
        """Return the answer to a frame sent as it is."""
        await self._socket.send_str(text)
        return await self._receive()

    async def _receive(self) -> Json:
        async with asyncio.timeout(WAIT_S):
            frame: Json = await self._socket.receive_json()
        return frame

    async def event(self) -> Json:
        """Return the next event."""
        return self.events.pop(0) if self.events else await self._receive()

    async def ask(self, op: str, **fields: object) -> Json:
        """Return the answer to a request: {"data"} or {"error"}."""
        self._next += 1
        await self._socket.send_json({"id": self._next, "op": op, **fields})
        while True:
            frame = await self._receive()
            if frame.get("re") == self._next:
                return frame
            self.events.append(frame)
