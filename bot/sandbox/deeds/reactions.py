"""Reactions added and taken back, and everybody told."""

import unicodedata
from dataclasses import replace

from bot.sandbox.world import ApiError, Event, Fault, Json, Message, World

_LONGEST = 20  # characters of which an emoji is put together
# Digits and signs are emojis with what follows them (keycaps); ℹ alone of the letters is one.
_JOINING = frozenset("0123456789#*ℹ\u200d")
_EMOJI_KINDS = frozenset({"So", "Sk", "Sm", "Po", "Pd", "Mn", "Me", "Cf"})


def add_reaction(world: World, message: Message, emoji: str, user_id: int) -> None:
    """Add a user's reaction; adding it twice is no fault.

    Raises:
        ApiError: It is an ephemeral message, on which others would see it, or no emoji.
    """
    if not _is_emoji(emoji):
        raise ApiError(Fault.UNKNOWN_EMOJI)
    if message.visible_to is not None:
        raise ApiError(Fault.UNKNOWN_MESSAGE)
    held = dict(message.reactions)
    if user_id not in held.get(emoji, ()):
        held[emoji] = (*held.get(emoji, ()), user_id)
        _put(world, message, held)
        _tell(world, "MESSAGE_REACTION_ADD", message, emoji, user_id)


def _is_emoji(text: str) -> bool:
    """Return whether a text can be an emoji of Unicode: there are no others here."""
    kinds = {unicodedata.category(character) for character in text if character not in _JOINING}
    return not text.isascii() and len(text) <= _LONGEST and kinds <= _EMOJI_KINDS


def remove_reaction(world: World, message: Message, emoji: str, user_id: int) -> None:
    """Take a user's reaction back; taking back what is not there is no fault."""
    held = dict(message.reactions)
    if user_id in held.get(emoji, ()):
        held[emoji] = tuple(u for u in held[emoji] if u != user_id)
        _put(world, message, held)
        _tell(world, "MESSAGE_REACTION_REMOVE", message, emoji, user_id)


def _put(world: World, message: Message, held: dict[str, tuple[int, ...]]) -> None:
    reactions = tuple((emoji, users) for emoji, users in held.items() if users)
    world.messages.put(replace(message, reactions=reactions))


def _tell(world: World, name: str, message: Message, emoji: str, user_id: int) -> None:
    guild_id = world.channel(message.channel_id).guild_id
    data: Json = {
        "user_id": str(user_id),
        "channel_id": str(message.channel_id),
        "message_id": str(message.id),
        "emoji": {"id": None, "name": emoji},
        "burst": False,
        "type": 0,
    }
    if guild_id is not None:
        data["guild_id"] = str(guild_id)
    world.events.publish(Event(name, data, guild_id=guild_id, channel_id=message.channel_id))
