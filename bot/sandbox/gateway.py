"""The gateway's door: connections greeted, sessions begun and taken up again.

Source: https://discord.com/developers/docs/events/gateway (v10).
"""

import json

from aiohttp import WSMsgType, web

from bot.sandbox import payloads
from bot.sandbox.connection import Socket
from bot.sandbox.events import Audience, Event
from bot.sandbox.session import Session
from bot.sandbox.wire import PRIVILEGED, CloseCode, Intent, Json, Op
from bot.sandbox.world import World, shard_of

HEARTBEAT_MS = 41_250
"""Discord's own; above 60 s an idle discord.py client would resume without end."""


class Gateway:
    """The sessions of a world's bot."""

    def __init__(self, world: World, *, token: str | None = None) -> None:
        """Serve `world`; take any token where `token` is None."""
        self.sessions: dict[str, Session] = {}
        self.refusals = 0
        """Connections still to be refused."""
        self.heartbeat_ms = HEARTBEAT_MS
        self.acknowledges = True
        """Whether heartbeats are acknowledged."""
        self._world = world
        self._token = token
        self._sockets: set[Socket] = set()
        world.events.listen(self._tell)

    def _tell(self, event: Event) -> None:
        for session in tuple(self.sessions.values()):
            session.receive(event)

    def connected(self) -> list[Session]:
        """Return the sessions that have a socket now."""
        return [session for session in self.sessions.values() if session.socket is not None]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        if self.refusals > 0:
            self.refusals -= 1
            return web.Response(status=503)
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
            self.detach(socket)
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
                if self.acknowledges:
                    socket.send(Op.HEARTBEAT_ACK)
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
        elif self._session_of(socket) is not None:
            socket.close(CloseCode.ALREADY_AUTHENTICATED)
        elif not 0 <= shard[0] < shard[1]:
            socket.close(CloseCode.INVALID_SHARD)
        elif intents & PRIVILEGED & ~self._world.application.privileged:
            socket.close(CloseCode.DISALLOWED_INTENTS)
        else:
            session = Session(self._world, intents, shard)
            self.sessions[session.id] = session
            session.socket = socket
            self._greet(session)

    def _accepts(self, token: object) -> bool:
        return self._token is None or token == self._token

    def _greet(self, session: Session) -> None:
        world, number = self._world, session.shard
        guilds = [
            guild
            for guild in world.population.guilds.values()
            if world.is_member(guild.id, world.application.bot_id)
            and shard_of(guild.id, number[1]) == number[0]
        ]
        ready: Json = {
            "v": 10,
            "user": payloads.own_user(world.user(world.application.bot_id)),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": world.base_url.replace("http", "ws", 1) + "/gateway",
            "shard": list(number),
            "application": {
                "id": str(world.application.id),
                "flags": payloads.application(world)["flags"],
            },
        }
        session.dispatch("READY", ready)
        if session.intents & Intent.GUILDS:
            for guild in guilds:
                session.dispatch("GUILD_CREATE", payloads.guild_create(world, guild))
        self._status()

    def _resume(self, socket: Socket, data: Json) -> None:
        session = self.sessions.get(str(data.get("session_id")))
        if session is None or not self._accepts(data.get("token")):
            socket.send(Op.INVALID_SESSION, data=False)
            return
        session.socket = socket
        if session.replay(int(data["seq"])):
            session.dispatch("RESUMED", {})
            self._status()
            return
        session.socket = None
        socket.close(CloseCode.INVALID_SEQUENCE)

    def _members(self, socket: Socket, data: Json) -> None:
        session = self._session_of(socket)
        if session is None:
            socket.close(CloseCode.NOT_AUTHENTICATED)
            return
        guild_id = int(data["guild_id"])
        wanted = {int(user_id) for user_id in data.get("user_ids") or ()}
        found = [
            payloads.full_member(self._world, member)
            for (guild, user_id), member in self._world.population.members.items()
            if guild == guild_id and (not wanted or user_id in wanted)
        ]
        chunk: Json = {"guild_id": str(guild_id), "members": found, "chunk_index": 0}
        chunk |= {"chunk_count": 1, "not_found": [], "nonce": data.get("nonce")}
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk)

    def _session_of(self, socket: Socket) -> Session | None:
        return next((s for s in self.sessions.values() if s.socket is socket), None)

    def detach(self, socket: Socket) -> None:
        """Leave a socket's session without it; what happens from now on is kept for a resume."""
        session = self._session_of(socket)
        if session is not None:
            session.socket = None
            self._status()

    def _status(self) -> None:
        online = bool(self.connected())
        self._world.events.publish(Event("BOT_STATUS", {"online": online}, Audience.PEOPLE))

    async def close(self) -> None:
        """End every connection."""
        for socket in tuple(self._sockets):
            socket.abort()
