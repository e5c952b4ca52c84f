"""What one human sees: the servers, channels and messages that are theirs to see, and no others."""

from bot.sandbox.deeds import (
    channel_payload,
    full_member_payload,
    guild_payload,
    usable_commands,
    user_payload,
    visible_channels,
)
from bot.sandbox.people.sight import Sight
from bot.sandbox.world import (
    LOCALE,
    LOCALES,
    Audience,
    ChannelType,
    Event,
    Json,
    Observer,
    Permission,
)


class Viewer:
    """One human, looking around."""

    def __init__(self, sight: Sight) -> None:
        """Act as the human of `sight`."""
        self._sight = sight
        self._world, self._user_id = sight.world, sight.user_id

    def user(self) -> Json:
        """Return the human's own account."""
        return user_payload(self._world.user(self._user_id))

    def speak(self, locale: str) -> None:
        """Have the human's client be in a language, as Discord names it; an unknown one is none."""
        self._world.locales[self._user_id] = locale if locale in LOCALES else LOCALE

    def guilds(self) -> list[Json]:
        """Return the servers that the human is in, with their channels, threads and members."""
        return [
            self._guild(guild_id)
            for guild_id in self._world.population.guilds
            if self._world.is_member(guild_id, self._user_id)
        ]

    def _guild(self, guild_id: int) -> Json:
        world = self._world
        guild = world.guild(guild_id)
        channels, threads = visible_channels(world, guild_id, self._user_id)
        members = [
            full_member_payload(world, member)
            for (of_guild, _), member in world.population.members.items()
            if of_guild == guild_id
        ]
        held = world.base_permissions(guild, self._user_id)
        return guild_payload(guild) | {
            "channels": sorted(channels, key=lambda channel: channel["position"]),
            "threads": threads,
            "members": members,
            "me": full_member_payload(world, world.member(guild_id, self._user_id)),
            "permissions": str(int(held)),
        }

    def dms(self) -> list[Json]:
        """Return the human's direct messages."""
        return [
            channel_payload(self._world, channel, viewer_id=self._user_id)
            for channel in self._world.population.channels.values()
            if channel.type is ChannelType.DM and self._user_id in channel.recipients
        ]

    def messages(
        self,
        channel_id: int,
        *,
        limit: int = 50,
        before: int | None = None,
        private_since: int = 0,
    ) -> list[Json]:
        """Return a channel's newest messages that the human may see, oldest first.

        Args:
            channel_id: Where.
            limit: The most messages.
            before: Only those with a lower id.
            private_since: The id from which on ephemeral messages are still there.
        """
        self._sight.channel(channel_id)
        newest: list[Json] = []
        for message in self._world.messages.newest_first(channel_id):
            if len(newest) == limit:
                break
            too_new = before is not None and message.id >= before
            gone = message.visible_to is not None and message.id < private_since
            if not too_new and not gone and self._sight.may_see(message):
                newest.append(self._sight.shown(message))
        return newest[::-1]

    def commands(self, channel_id: int) -> list[Json]:
        """Return the commands that the human may use in a channel, as registered."""
        return usable_commands(self._world, self._user_id, self._sight.channel(channel_id))

    def observe(self) -> Observer:
        """Return the events that the human may see, from now on."""
        return Observer(self._world.events, self._event)

    def _event(self, event: Event) -> Json | None:
        if event.audience is Audience.BOT or event.only_to not in (None, self._user_id):
            return None
        if event.channel_id is not None and event.only_to is None:
            channel = self._world.channel(event.channel_id)
            if not self._world.permissions(self._user_id, channel) & Permission.VIEW_CHANNEL:
                return None
        if event.message is not None:
            return self._sight.shown(event.message)
        return event.data
