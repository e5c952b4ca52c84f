"""The state of the double: who and what there is, and the one place where it is looked up."""

from dataclasses import dataclass, field

from bot.sandbox.world import permissions
from bot.sandbox.world.clock import Clock
from bot.sandbox.world.commands import CommandBook
from bot.sandbox.world.errors import ApiError, Fault
from bot.sandbox.world.events import Hub
from bot.sandbox.world.files import FileBook
from bot.sandbox.world.interaction import InteractionBook
from bot.sandbox.world.messages import MessageBook
from bot.sandbox.world.models import Channel, Guild, Member, User
from bot.sandbox.world.permissions import (
    DM_PERMISSIONS,
    EVERY_PERMISSION,
    NO_PERMISSION,
    Permission,
)
from bot.sandbox.world.snowflake import Snowflakes
from bot.sandbox.world.wire import ChannelType, Install, Intent

BOT_NAME = "Briefing bot"
LOCALE = "en-US"  # where nobody chose another
NO_INTENT = Intent(0)


@dataclass(frozen=True, slots=True)
class Application:
    """The one bot of a world, as its owner has set it up.

    Args:
        id: Of the application.
        bot_id: Of its account.
        owner_id: Of its owner's account.
        name: As members see it.
        privileged: Privileged intents that the owner has turned on; others close the gateway with
            4014.
        installs: For whom it may be installed.
        user_installs: Ids of users who have it installed for themselves.
    """

    id: int
    bot_id: int
    owner_id: int
    name: str
    privileged: Intent = NO_INTENT
    installs: frozenset[Install] = frozenset({Install.GUILD, Install.USER})
    user_installs: frozenset[int] = frozenset()


@dataclass(slots=True)
class Population:
    """Who and what there is. Dictionaries by id; members by (server, user)."""

    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    members: dict[tuple[int, int], Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)


class World:
    """Everything behind the double's doors."""

    def __init__(self, *, clock: Clock | None = None) -> None:
        """Start with the bot and its owner, and nothing else; by default in the machine's time."""
        self.clock = clock or Clock()
        self.ids = Snowflakes(self.clock)
        self.events = Hub()
        self.population = Population()
        self.files = FileBook()
        self.messages = MessageBook(self.files)
        self.commands = CommandBook(self.ids)
        self.interactions = InteractionBook(self.clock)
        self.locales: dict[int, str] = {}  # of a user's client, as Discord names it, by their id
        self.sessions_begun_s: list[float] = []  # when the bot began a session on the gateway
        self.base_url = "http://127.0.0.1"
        self.gateway_url = "ws://127.0.0.1/gateway"
        owner, bot = self.ids.next(), self.ids.next()
        self.population.users[owner] = User(owner, "Operator")
        self.population.users[bot] = User(bot, BOT_NAME, bot=True)
        self.application = Application(id=bot, bot_id=bot, owner_id=owner, name=BOT_NAME)

    def user(self, user_id: int) -> User:
        """Return a user.

        Raises:
            ApiError: There is none with this id.
        """
        try:
            return self.population.users[user_id]
        except KeyError:
            raise ApiError(Fault.UNKNOWN_USER) from None

    def guild(self, guild_id: int) -> Guild:
        """Return a server.

        Raises:
            ApiError: There is none with this id.
        """
        try:
            return self.population.guilds[guild_id]
        except KeyError:
            raise ApiError(Fault.UNKNOWN_GUILD) from None

    def member(self, guild_id: int, user_id: int) -> Member:
        """Return a user as a member of a server.

        Raises:
            ApiError: The user is no member there.
        """
        try:
            return self.population.members[guild_id, user_id]
        except KeyError:
            raise ApiError(Fault.UNKNOWN_MEMBER) from None

    def channel(self, channel_id: int) -> Channel:
        """Return a channel, a thread or a direct message.

        Raises:
            ApiError: There is none with this id.
        """
        try:
            return self.population.channels[channel_id]
        except KeyError:
            raise ApiError(Fault.UNKNOWN_CHANNEL) from None

    def locale(self, user_id: int) -> str:
        """Return the language of a user's client, as Discord names it."""
        return self.locales.get(user_id, LOCALE)

    def is_member(self, guild_id: int, user_id: int) -> bool:
        """Return whether a user is a member of a server."""
        return (guild_id, user_id) in self.population.members

    def base_permissions(self, guild: Guild, user_id: int) -> Permission:
        """Return what a user's roles grant in a server, before any channel's overwrites."""
        member = self.population.members.get((guild.id, user_id))
        if member is None:
            return NO_PERMISSION
        if user_id == guild.owner_id:
            return EVERY_PERMISSION
        granted = guild.roles[0].permissions
        for role in guild.roles[1:]:
            if role.id in member.role_ids:
                granted |= role.permissions
        return granted

    def permissions(self, user_id: int, channel: Channel) -> Permission:
        """Return what a user may do in a channel; a thread has its parent's overwrites."""
        if channel.guild_id is None:
            return DM_PERMISSIONS if user_id in channel.recipients else NO_PERMISSION
        guild = self.guild(channel.guild_id)
        base = self.base_permissions(guild, user_id)
        if user_id == guild.owner_id or base is NO_PERMISSION:
            return base
        is_private = channel.type is ChannelType.PRIVATE_THREAD
        if is_private and user_id not in channel.members and not base & Permission.MANAGE_THREADS:
            return NO_PERMISSION
        holder = self.channel(channel.parent_id) if channel.parent_id is not None else channel
        return permissions.resolve(
            base,
            holder.overwrites,
            everyone=guild.id,
            roles=self.member(guild.id, user_id).role_ids,
            user=user_id,
        )

    def require(self, user_id: int, channel: Channel, needed: Permission) -> None:
        """Check what a user needs to do something in a channel.

        Raises:
            ApiError: The channel is not the user's to see, or a permission is missing.
        """
        held = self.permissions(user_id, channel)
        if not held & Permission.VIEW_CHANNEL:
            raise ApiError(Fault.MISSING_ACCESS)
        if needed & ~held:
            raise ApiError(Fault.MISSING_PERMISSIONS)


def shard_of(guild_id: int | None, count: int) -> int:
    """Return the shard that a server's events go to; direct messages go to shard 0.

    References:
        https://discord.com/developers/docs/events/gateway#sharding-sharding-formula
    """
    return 0 if guild_id is None else (guild_id >> 22) % count
