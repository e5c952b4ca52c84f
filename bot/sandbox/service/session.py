"""One session of the bot on the gateway: which events it is sent, and those kept for a resume."""

import secrets
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.sandbox.deeds import censored_payload
from bot.sandbox.service.connection import Socket
from bot.sandbox.world import Audience, Event, Intent, Json, Op, Permission, World, shard_of

# Events kept for a session that resumes; Discord says neither how many nor how long.
REPLAYED = 1_000

_MESSAGES = (Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)
_REACTIONS = (Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS)
_MEMBERS = (Intent.GUILD_MEMBERS, Intent.GUILD_MEMBERS)
# The intent that an event needs in a server, and in a direct message; the others need GUILDS.
_INTENTS: dict[str, tuple[Intent, Intent]] = {
    "MESSAGE_CREATE": _MESSAGES,
    "MESSAGE_UPDATE": _MESSAGES,
    "MESSAGE_DELETE": _MESSAGES,
    "MESSAGE_REACTION_ADD": _REACTIONS,
    "MESSAGE_REACTION_REMOVE": _REACTIONS,
    "GUILD_MEMBER_ADD": _MEMBERS,
    "GUILD_MEMBER_UPDATE": _MEMBERS,
    "GUILD_MEMBER_REMOVE": _MEMBERS,
    "TYPING_START": (Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING),
}


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One event as it was sent."""

    sequence: int
    name: str
    data: Json


class Session:
    """What the bot identified for. It outlives its socket, so that another can take it up."""

    def __init__(
        self,
        world: World,
        intents: Intent,
        shard: tuple[int, int],
        sent: Callable[[Dispatch], None] = lambda _: None,
    ) -> None:
        """Start without a socket.

        Args:
            world: Whose events it is sent.
            intents: What the bot asked for.
            shard: Number and count of shards.
            sent: Told of each event that goes out on a socket.
        """
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.socket: Socket | None = None
        self._world = world
        self._sent = sent
        self._sequence = 0
        self._kept: deque[Dispatch] = deque(maxlen=REPLAYED)

    def receive(self, event: Event) -> None:
        """Send an event that this session is to have, or keep it until it resumes."""
        data = self._shown(event)
        if data is not None:
            self.dispatch(event.name, data)

    def dispatch(self, name: str, data: Json) -> None:
        """Send an event, or keep it until this session resumes."""
        self._sequence += 1
        self._kept.append(Dispatch(self._sequence, name, data))
        self._send(self._kept[-1])

    def replay(self, after: int) -> bool:
        """Send again what came after a sequence number; return whether all of it is still there."""
        oldest = self._kept[0].sequence if self._kept else self._sequence + 1
        if not oldest - 1 <= after <= self._sequence:
            return False
        for dispatch in self.after(after):
            self._send(dispatch)
        return True

    def after(self, sequence: int) -> Iterator[Dispatch]:
        """Return the events behind a sequence number, as far as they are kept."""
        return (dispatch for dispatch in tuple(self._kept) if dispatch.sequence > sequence)

    def _send(self, dispatch: Dispatch) -> None:
        if self.socket is not None:
            self.socket.send(
                Op.DISPATCH, dispatch.data, sequence=dispatch.sequence, name=dispatch.name
            )
            self._sent(dispatch)

    def _shown(self, event: Event) -> Json | None:
        if event.audience is Audience.PEOPLE:
            return None
        if shard_of(event.guild_id, self.shard[1]) != self.shard[0]:
            return None
        if event.name == "INTERACTION_CREATE":
            return event.data
        in_guild, in_direct = _INTENTS.get(event.name, (Intent.GUILDS, Intent.GUILDS))
        needed = in_direct if event.guild_id is None else in_guild
        if not needed & self.intents or not self._sees(event):
            return None
        if event.message is not None and not self.intents & Intent.MESSAGE_CONTENT:
            return censored_payload(self._world, event.data)
        return event.data

    def _sees(self, event: Event) -> bool:
        if event.channel_id is None:
            return True
        channel = self._world.channel(event.channel_id)
        bot_id = self._world.application.bot_id
        return bool(self._world.permissions(bot_id, channel) & Permission.VIEW_CHANNEL)
