"""One WebSocket connection of the bot: an ordered queue out, compressed where it asks for it."""

import asyncio
import contextlib
import json
import zlib

from aiohttp import web

from bot.sandbox.world import Json, Op


class Socket:
    """A connection. `send` never waits: one task writes what is queued, in order."""

    def __init__(self, response: web.WebSocketResponse, request: web.Request) -> None:
        """Speak over a prepared WebSocket; compress as its address asks.

        A client that asks for zstd is sent plain text, which discord.py takes as well.
        """
        self._response = response
        self._transport = request.transport
        wants = request.query.get("compress")
        self._deflate = zlib.compressobj() if wants == "zlib-stream" else None
        self._queue: asyncio.Queue[tuple[str, int | None]] = asyncio.Queue()
        self._writer = asyncio.get_running_loop().create_task(self._write())

    def send(
        self, op: Op, data: object = None, *, sequence: int | None = None, name: str | None = None
    ) -> None:
        """Queue a payload."""
        payload: Json = {"op": int(op), "d": data, "s": sequence, "t": name}
        self._queue.put_nowait((json.dumps(payload, separators=(",", ":")), None))

    def close(self, code: int) -> None:
        """Close with a code, once what is queued has gone out."""
        self._queue.put_nowait(("", code))

    def abort(self) -> None:
        """Cut the connection without a word, as a broken network does."""
        self._writer.cancel()
        if self._transport is not None:
            self._transport.abort()

    async def stop(self) -> None:
        """Stop writing."""
        self._writer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._writer

    async def _write(self) -> None:
        # The other side may be gone at any moment: its session keeps what did not arrive.
        with contextlib.suppress(ConnectionError):
            while True:
                text, code = await self._queue.get()
                if code is not None:
                    await self._response.close(code=code)
                    return
                await self._send(text)

    async def _send(self, text: str) -> None:
        if self._deflate is None:
            await self._response.send_str(text)
            return
        packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        await self._response.send_bytes(packed)
