"""The gateway's door: connections greeted, listened to, and refused with Discord's codes.

Source: https://discord.com/developers/docs/events/gateway (v10).
"""

import asyncio
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.deeds import full_member_payload
from bot.sandbox.service.connection import Socket
from bot.sandbox.service.session import Session
from bot.sandbox.service.sessions import Sessions
from bot.sandbox.world import (
    FRAME,
    FRAME_DATA,
    PRIVILEGED,
    ApiError,
    CloseCode,
    Intent,
    Json,
    Op,
    World,
    check_shape,
    opens,
    parse_json,
)

# Discord's own; above 60 s an idle discord.py client would resume without end.
HEARTBEAT_MS = 41_250
# The way to Discord and back. discord.py 2.7.1 notes that it sent a heartbeat only after it has
# (gateway.py:199): an acknowledgement that came at once would be taken for the last one's, and the
# client would warn that it is a whole interval behind.
ACKNOWLEDGED_AFTER_S = 0.04

MAX_FRAME_BYTES = 4_096  # Discord's; a larger one closes the connection with 4002
_MAX_MESSAGE_BYTES = 64 * 1024  # what is not even read


class Gateway:
    """The gateway of a world."""

    def __init__(self, world: World, *, token: str) -> None:
        """Serve `world` to whoever has the bot's token."""
        self.sessions = Sessions(world)
        self.heartbeat_ms = HEARTBEAT_MS
        self.acknowledged_after_s = ACKNOWLEDGED_AFTER_S
        self._world = world
        self._token = token
        self._sockets: set[Socket] = set()

    def connected(self) -> list[Session]:
        """Return the sessions that have a socket now."""
        return self.sessions.connected()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        response = web.WebSocketResponse(max_msg_size=_MAX_MESSAGE_BYTES)
        await response.prepare(request)
        socket = Socket(response, request)
        self._sockets.add(socket)
        socket.send(Op.HELLO, {"heartbeat_interval": self.heartbeat_ms})
        try:
            async for message in response:
                if message.type is WSMsgType.TEXT:
                    self._receive(socket, message.data)
        finally:
            self._sockets.discard(socket)
            self.sessions.leave(socket)
            await socket.stop()
        return response

    def _receive(self, socket: Socket, text: str) -> None:
        try:
            op, data = _read_frame(text)
        except (ValueError, ApiError):
            socket.close(CloseCode.DECODE_ERROR)
            return
        match op:
            case Op.HEARTBEAT:
                loop = asyncio.get_running_loop()
                loop.call_later(self.acknowledged_after_s, socket.send, Op.HEARTBEAT_ACK)
            case Op.IDENTIFY:
                self._identify(socket, data)
            case Op.RESUME:
                self._resume(socket, data)
            case Op.PRESENCE | Op.VOICE_STATE:
                pass
            case Op.REQUEST_MEMBERS:
                self._members(socket, data)
            case _:
                socket.close(CloseCode.UNKNOWN_OPCODE)

    def _identify(self, socket: Socket, data: Json) -> None:
        intents = Intent(data["intents"])
        number, count = data.get("shard") or (0, 1)
        if not opens(data["token"], self._token):
            socket.close(CloseCode.AUTHENTICATION_FAILED)
        elif self.sessions.of(socket) is not None:
            socket.close(CloseCode.ALREADY_AUTHENTICATED)
        elif not number < count:
            socket.close(CloseCode.INVALID_SHARD)
        elif intents & PRIVILEGED & ~self._world.application.privileged:
            socket.close(CloseCode.DISALLOWED_INTENTS)
        else:
            self.sessions.begin(socket, intents, (number, count))

    def _resume(self, socket: Socket, data: Json) -> None:
        if not opens(data["token"], self._token):
            socket.close(CloseCode.AUTHENTICATION_FAILED)
            return
        after = int(data.get("seq") or 0)  # nothing from a client that was sent no event
        resumed = self.sessions.resume(socket, str(data.get("session_id")), after)
        if resumed is None:
            socket.send(Op.INVALID_SESSION, data=False)
        elif not resumed:
            socket.close(CloseCode.INVALID_SEQUENCE)

    def _members(self, socket: Socket, data: Json) -> None:
        session = self.sessions.of(socket)
        if session is None:
            socket.close(CloseCode.NOT_AUTHENTICATED)
            return
        guild_id = int(data["guild_id"])
        wanted = {int(user_id) for user_id in data.get("user_ids") or ()}
        members = [
            full_member_payload(self._world, member)
            for (guild, user_id), member in self._world.population.members.items()
            if guild == guild_id and (not wanted or user_id in wanted)
        ]
        chunk: Json = {"guild_id": str(guild_id), "members": members, "chunk_index": 0}
        chunk |= {"chunk_count": 1, "not_found": [], "nonce": data.get("nonce")}
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk)

    async def close(self) -> None:
        """End every connection."""
        for socket in tuple(self._sockets):
            socket.abort()


def _read_frame(text: str) -> tuple[Op, Json]:
    """Return what a frame asks for, and its data; none where that is no object.

    Raises:
        ApiError: Its data is not what its opcode takes.
        ValueError: It is too long, no JSON, or has no known opcode.
    """
    if len(text.encode()) > MAX_FRAME_BYTES:
        raise ValueError("a frame is too long")
    payload: Any = parse_json(text)
    check_shape(FRAME, payload)
    op, data = Op(payload["op"]), payload.get("d")
    if op in FRAME_DATA:
        check_shape(FRAME_DATA[op], data)
    return op, data if isinstance(data, dict) else {}
