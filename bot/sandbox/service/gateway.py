"""The gateway's door: connections greeted, listened to, and refused with Discord's codes.

Source: https://discord.com/developers/docs/events/gateway (v10).
"""

import asyncio
import json

from aiohttp import WSMsgType, web

from bot.sandbox.deeds import full_member_payload
from bot.sandbox.service.connection import Socket
from bot.sandbox.service.session import Session
from bot.sandbox.service.sessions import Sessions
from bot.sandbox.world import PRIVILEGED, CloseCode, Intent, Json, Op, World

# Discord's own; above 60 s an idle discord.py client would resume without end.
HEARTBEAT_MS = 41_250
# The way to Discord and back. discord.py 2.7.1 notes that it sent a heartbeat only after it has
# (gateway.py:199): an acknowledgement that came at once would be taken for the last one's, and the
# client would warn that it is a whole interval behind.
ACKNOWLEDGED_AFTER_S = 0.04


class Gateway:
    """The gateway of a world."""

    def __init__(self, world: World, *, token: str | None = None) -> None:
        """Serve `world`; take any token where `token` is None."""
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
        response = web.WebSocketResponse(max_msg_size=0)
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
            payload: Json = json.loads(text)
            op = Op(payload["op"])
        except (ValueError, KeyError, TypeError):
            socket.close(CloseCode.DECODE_ERROR)
            return
        data: Json = payload.get("d") or {}
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
        shard: tuple[int, int] = tuple(data.get("shard") or (0, 1))
        if not self._accepts(data["token"]):
            socket.close(CloseCode.AUTHENTICATION_FAILED)
        elif self.sessions.of(socket) is not None:
            socket.close(CloseCode.ALREADY_AUTHENTICATED)
        elif not 0 <= shard[0] < shard[1]:
            socket.close(CloseCode.INVALID_SHARD)
        elif intents & PRIVILEGED & ~self._world.application.privileged:
            socket.close(CloseCode.DISALLOWED_INTENTS)
        else:
            self.sessions.begin(socket, intents, shard)

    def _accepts(self, token: object) -> bool:
        return self._token is None or token == self._token

    def _resume(self, socket: Socket, data: Json) -> None:
        if not self._accepts(data["token"]):
            socket.close(CloseCode.AUTHENTICATION_FAILED)
            return
        resumed = self.sessions.resume(socket, str(data["session_id"]), int(data["seq"]))
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
