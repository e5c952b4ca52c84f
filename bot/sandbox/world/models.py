"""The nouns of a chat service: immutable values; `world` keeps the current one of each."""

from dataclasses import dataclass, field

from bot.sandbox.world.keys import new_key
from bot.sandbox.world.permissions import Overwrite, Permission
from bot.sandbox.world.wire import THREADS, ChannelType, Json, MessageFlag, MessageType

NO_FLAGS = MessageFlag(0)


@dataclass(frozen=True, slots=True)
class User:
    """An account: a human or the bot."""

    id: int
    name: str
    bot: bool = False

    def __post_init__(self) -> None:
        """Check the name's length.

        Raises:
            ValueError: The name is empty or longer than 32.
        """
        if not 1 <= len(self.name) <= 32:
            raise ValueError(f"a user's name has 1 to 32 characters: {self.name!r}")


@dataclass(frozen=True, slots=True)
class Role:
    """A role of one server."""

    id: int
    name: str
    permissions: Permission
    position: int


@dataclass(frozen=True, slots=True)
class Guild:
    """A server; the first role is @everyone and has the server's id."""

    id: int
    name: str
    owner_id: int
    roles: tuple[Role, ...]
    locale: str = "en-US"

    def __post_init__(self) -> None:
        """Check that @everyone comes first.

        Raises:
            ValueError: It does not.
        """
        if not self.roles or self.roles[0].id != self.id:
            raise ValueError(f"the first role of server {self.id} must be @everyone, with its id")


@dataclass(frozen=True, slots=True)
class Member:
    """A user within one server."""

    guild_id: int
    user_id: int
    joined_s: float
    role_ids: frozenset[int] = frozenset()
    nick: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A text channel, a thread, or a direct message.

    Args:
        id: Of the channel.
        type: Which of them it is.
        name: Empty for direct messages.
        guild_id: Of its server; None for direct messages.
        topic: What it is about.
        position: Among its server's channels, from 0.
        overwrites: What it changes of its server's permissions.
        recipients: Direct messages: ids of both sides.
        parent_id: Threads: id of the channel.
        owner_id: Threads: id of who started it.
        members: Threads: ids of who has joined.
        archived: Threads: whether it is closed for now.
        locked: Threads: whether only moderators may write.
        archive_minutes: Threads: how long without a message until it is archived.
        created_s: When, in seconds since 1970.
    """

    id: int
    type: ChannelType
    name: str = ""
    guild_id: int | None = None
    topic: str | None = None
    position: int = 0
    overwrites: tuple[Overwrite, ...] = ()
    recipients: tuple[int, ...] = ()
    parent_id: int | None = None
    owner_id: int | None = None
    members: frozenset[int] = frozenset()
    archived: bool = False
    locked: bool = False
    archive_minutes: int = 1440
    created_s: float = 0.0

    @property
    def is_thread(self) -> bool:
        """Return whether this is a thread."""
        return self.type in THREADS


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An uploaded file; whoever has its key may have it.

    Args:
        id: Of the file.
        channel_id: Where it was uploaded.
        filename: The name by which it is handed out.
        content_type: Of what kind it is.
        data: Its bytes.
        description: What its sender says of it.
        ephemeral: Whether it is not kept for good.
        title: What it was called, without its ending, where that could not be handed out.
        key: What its address holds.
    """

    id: int
    channel_id: int
    filename: str
    content_type: str
    data: bytes = field(repr=False)
    description: str | None = None
    ephemeral: bool = False
    title: str | None = None
    key: str = field(default_factory=new_key, repr=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """The message that another one replies to."""

    message_id: int
    channel_id: int
    guild_id: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """The interaction that a message answers.

    Args:
        interaction_id: Of the interaction.
        interaction_type: What was done.
        user_id: Who did it.
        owners: `authorizing_integration_owners` of the interaction.
        command: Commands: the name, with its subcommands.
        original_id: Followups: id of the first answer.
        target_message_id: Menus of messages: id of the message.
        target_user_id: Menus of users: id of the user.
        pressed_message_id: Components: id of the message that was pressed.
        triggered_by: Modals: the interaction that opened the modal.
    """

    interaction_id: int
    interaction_type: int
    user_id: int
    owners: Json
    command: str | None = None
    original_id: int | None = None
    target_message_id: int | None = None
    target_user_id: int | None = None
    pressed_message_id: int | None = None
    triggered_by: "Origin | None" = None


@dataclass(frozen=True, slots=True)
class Mentions:
    """Whom a message pings."""

    users: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    everyone: bool = False


NOBODY = Mentions()


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands now; an edit makes a new value with the same id.

    Args:
        id: Of the message.
        channel_id: Where it stands.
        author_id: Who wrote it.
        created_s: When, in seconds since 1970.
        type: What kind of message it is.
        content: Its text.
        embeds: Its cards.
        components: Its buttons and selects, as registered.
        files: Its attachments.
        flags: Discord's flags.
        mentions: Whom it pings.
        reference: The message that it replies to.
        origin: The interaction that it answers.
        edited_s: When it was last edited, in seconds since 1970.
        visible_to: Ephemeral messages: id of the one member who sees it.
        thread_id: Of the thread that starts from it.
        nonce: Comes back to who sent it.
        reactions: Each emoji with the ids of who gave it.
    """

    id: int
    channel_id: int
    author_id: int
    created_s: float
    type: MessageType = MessageType.DEFAULT
    content: str = ""
    embeds: tuple[Json, ...] = ()
    components: tuple[Json, ...] = ()
    files: tuple[StoredFile, ...] = ()
    flags: MessageFlag = NO_FLAGS
    mentions: Mentions = NOBODY
    reference: Reference | None = None
    origin: Origin | None = None
    edited_s: float | None = None
    visible_to: int | None = None
    thread_id: int | None = None
    nonce: str | int | None = None
    reactions: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def __post_init__(self) -> None:
        """Check that an ephemeral message has its addressee and no other has.

        Raises:
            ValueError: It has not.
        """
        if bool(self.flags & MessageFlag.EPHEMERAL) != (self.visible_to is not None):
            raise ValueError(f"message {self.id}: the ephemeral flag and an addressee go together")
