"""What one human sees: the servers, channels and messages that are theirs to see, and no others."""

from bot.sandbox import invoking, message_payloads, payloads
from bot.sandbox.errors import ApiError, Fault
from bot.sandbox.events import Audience, Event, Observer
from bot.sandbox.models import Channel, Message
from bot.sandbox.permissions import Permission
from bot.sandbox.wire import ChannelType, Json
from bot.sandbox.world import World


class Viewer:
    """One human's sight of a world."""

    def __init__(self, world: World, user_id: int) -> None:
        """See `world` as the user of this id."""
        self.world = world
        self.id = user_id

    def user(self) -> Json:
        """Return the human's own account."""
        return payloads.user(self.world.user(self.id))

    def guilds(self) -> list[Json]:
        """Return the servers that the human is in, with their channels, threads and members."""
        return [
            self._guild(guild_id)
            for guild_id in self.world.population.guilds
            if self.world.is_member(guild_id, self.id)
        ]

    def _guild(self, guild_id: int) -> Json:
        world = self.world
        guild = world.guild(guild_id)
        channels, threads = payloads.visible_channels(world, guild_id, self.id)
        members = [
            payloads.full_member(world, member)
            for (of_guild, _), member in world.population.members.items()
            if of_guild == guild_id
        ]
        held = world.base_permissions(guild, self.id)
        return payloads.guild(guild) | {
            "channels": sorted(channels, key=lambda channel: channel["position"]),
            "threads": threads,
            "members": members,
            "me": payloads.full_member(world, world.member(guild_id, self.id)),
            "permissions": str(int(held)),
        }

    def dms(self) -> list[Json]:
        """Return the human's direct messages."""
        return [
            payloads.channel(self.world, channel, viewer_id=self.id)
            for channel in self.world.population.channels.values()
            if channel.type is ChannelType.DM and self.id in channel.recipients
        ]

    def permissions(self, channel_id: int) -> int:
        """Return the human's permission bits in a channel."""
        return int(self.world.permissions(self.id, self.world.channel(channel_id)))

    def messages(
        self, channel_id: int, *, limit: int = 50, before: int | None = None
    ) -> list[Json]:
        """Return a channel's newest messages that the human may see, oldest first."""
        self.channel(channel_id)
        found: list[Json] = []
        for message in self.world.messages.newest_first(channel_id):
            if len(found) == limit:
                break
            if (before is None or message.id < before) and self._may_see(message):
                found.append(self.shown(message))
        return found[::-1]

    def commands(self, channel_id: int) -> list[Json]:
        """Return the commands that the human may use in a channel, as registered."""
        return invoking.usable(self.world, self.id, self.channel(channel_id))

    def observe(self) -> Observer:
        """Return the events that the human may see, from now on."""
        return Observer(self.world.events, self._event)

    def _event(self, event: Event) -> Json | None:
        if event.audience is Audience.BOT or event.only_to not in (None, self.id):
            return None
        if event.channel_id is not None and event.only_to is None:
            channel = self.world.channel(event.channel_id)
            if not self.world.permissions(self.id, channel) & Permission.VIEW_CHANNEL:
                return None
        if event.message is not None:
            return message_payloads.announced(self.world, event.message, viewer_id=self.id)
        return event.data

    def channel(self, channel_id: int, needed: Permission = Permission.VIEW_CHANNEL) -> Channel:
        """Return a channel that the human may see and, where asked, do more in."""
        channel = self.world.channel(channel_id)
        self.world.require(self.id, channel, needed)
        return channel

    def message(self, channel_id: int, message_id: int) -> Message:
        """Return a message that the human may see.

        Raises:
            ApiError: It is somebody else's ephemeral message.
        """
        self.channel(channel_id)
        message = self.world.messages.get(channel_id, message_id)
        if not self._may_see(message):
            raise ApiError(Fault.UNKNOWN_MESSAGE)
        return message

    def _may_see(self, message: Message) -> bool:
        return message.visible_to in (None, self.id)

    def shown(self, message: Message) -> Json:
        """Return a message as the human sees it."""
        return message_payloads.announced(self.world, message, viewer_id=self.id)
