"""The sessions of a world's bot: begun, taken up again, left, and told of every event."""

from collections.abc import Callable

from bot.sandbox.deeds import application_payload, guild_create_payload, own_user_payload
from bot.sandbox.service.connection import Socket
from bot.sandbox.service.session import Dispatch, Session
from bot.sandbox.world import Audience, Event, Intent, Json, World, shard_of


class Sessions:
    """Every session that may still be taken up, by id."""

    def __init__(self, world: World) -> None:
        """Listen to what happens in `world`."""
        self._world = world
        self._by_id: dict[str, Session] = {}
        self._forgotten: dict[str, Session] = {}
        self._listeners: list[Callable[[Dispatch], None]] = []
        self._mourners: list[Callable[[Dispatch], None]] = []
        world.events.listen(self._tell)

    def _tell(self, event: Event) -> None:
        for session in tuple(self._by_id.values()):
            session.receive(event)

    def listen(self, listener: Callable[[Dispatch], None]) -> None:
        """Tell `listener` of every event that goes out to the bot from now on."""
        self._listeners.append(listener)

    def listen_for_lost(self, listener: Callable[[Dispatch], None]) -> None:
        """Tell `listener` of every event that the bot shows it never had, sent out or not.

        It does where it takes a session up that was forgotten: by the last number that arrived.
        """
        self._mourners.append(listener)

    def _sent(self, dispatch: Dispatch) -> None:
        for listener in self._listeners:
            listener(dispatch)

    def all(self) -> list[Session]:
        """Return all, connected or not."""
        return list(self._by_id.values())

    def connected(self) -> list[Session]:
        """Return those that have a socket now."""
        return [session for session in self._by_id.values() if session.socket is not None]

    def of(self, socket: Socket) -> Session | None:
        """Return the session of a socket, or None."""
        return next((s for s in self._by_id.values() if s.socket is socket), None)

    def begin(self, socket: Socket, intents: Intent, shard: tuple[int, int]) -> None:
        """Begin a session: READY, then the servers of its shard."""
        world = self._world
        session = Session(world, intents, shard, self._sent)
        self._by_id[session.id] = session
        session.socket = socket
        world.sessions_begun_s.append(world.clock.now_s())
        guilds = [
            guild
            for guild in world.population.guilds.values()
            if world.is_member(guild.id, world.application.bot_id)
            and shard_of(guild.id, shard[1]) == shard[0]
        ]
        ready: Json = {
            "v": 10,
            "user": own_user_payload(world.user(world.application.bot_id)),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": world.gateway_url,
            "shard": list(shard),
            "application": {
                "id": str(world.application.id),
                "flags": application_payload(world)["flags"],
            },
        }
        session.dispatch("READY", ready)
        if intents & Intent.GUILDS:
            for guild in guilds:
                session.dispatch("GUILD_CREATE", guild_create_payload(world, guild))
        self._status()

    def resume(self, socket: Socket, session_id: str, after: int) -> bool | None:
        """Take a session up again: what it missed, then RESUMED.

        Args:
            socket: Where it goes on.
            session_id: Which.
            after: The last sequence number that arrived.

        Returns:
            None where there is no such session, False where what it missed is gone.
        """
        session = self._by_id.get(session_id)
        if session is None:
            self._mourn(session_id, after)
            return None
        session.socket = socket
        if not session.replay(after):
            session.socket = None
            return False
        session.dispatch("RESUMED", {})
        self._status()
        return True

    def leave(self, socket: Socket) -> None:
        """Leave a socket's session without it; from now on it keeps what happens."""
        session = self.of(socket)
        if session is not None:
            session.socket = None
            self._status()

    def forget(self, session: Session) -> None:
        """Forget a session: it cannot be taken up again."""
        if self._by_id.pop(session.id, None) is not None:
            self._forgotten[session.id] = session

    def _mourn(self, session_id: str, after: int) -> None:
        """Tell which events of a forgotten session never arrived."""
        session = self._forgotten.pop(session_id, None)
        for dispatch in session.after(after) if session else ():
            for listener in self._mourners:
                listener(dispatch)

    def _status(self) -> None:
        online = bool(self.connected())
        self._world.events.publish(Event("BOT_STATUS", {"online": online}, Audience.PEOPLE))
