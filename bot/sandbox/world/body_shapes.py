"""The shapes of the bodies that the HTTP API takes, and of the gateway's frames.

Source: https://discord.com/developers/docs/resources/message and
https://discord.com/developers/docs/interactions/application-commands.
"""

from bot.sandbox.world.shapes import (
    Shape,
    address,
    among,
    anything,
    either,
    flag,
    list_of,
    map_of,
    moment,
    number,
    pair_of,
    record,
    snowflake,
    text,
    text_of,
    up_to,
    whole,
    word_of,
)
from bot.sandbox.world.wire import THREADS, CommandType, ComponentType, Op, OptionType

_LINK = address(2_048, "http", "https")
_SOURCE = address(2_048, "http", "https", "attachment")
_COLOUR = up_to(0xFFFFFF)
_ARCHIVE_MINUTES = (60, 1_440, 4_320, 10_080)

_PICTURE = record({"url": _SOURCE}, needed=("url",))
_FIELD = record({"name": text, "value": text, "inline": flag})
_EMBED = record(
    {
        "title": text,
        "description": text,
        "url": _LINK,
        "timestamp": moment,
        "color": _COLOUR,
        "footer": record({"text": text, "icon_url": _SOURCE}),
        "image": _PICTURE,
        "thumbnail": _PICTURE,
        "author": record({"name": text, "url": _LINK, "icon_url": _SOURCE}),
        "fields": list_of(_FIELD),
    }
)

_EMOJI = record({"id": snowflake, "name": text, "animated": flag})
_SELECT_OPTION = record(
    {"label": text, "value": text, "description": text, "emoji": _EMOJI, "default": flag}
)
_DEFAULT_VALUE = record({"id": snowflake, "type": text}, needed=("id", "type"))
_COMPONENT_FIELDS: dict[str, Shape] = {
    "type": among(ComponentType),
    "id": whole,
    "custom_id": text,
    "style": whole,
    "label": text,
    "description": text,
    "emoji": _EMOJI,
    "url": text,
    "disabled": flag,
    "options": list_of(_SELECT_OPTION),
    "placeholder": text,
    "min_values": whole,
    "max_values": whole,
    "channel_types": list_of(whole),
    "default_values": list_of(_DEFAULT_VALUE),
    "min_length": whole,
    "max_length": whole,
    "required": flag,
    "value": text,
    "content": text,
    "accent_color": _COLOUR,
    "spoiler": flag,
    "divider": flag,
    "spacing": whole,
    "media": anything,
    "items": list_of(anything),
    "file": anything,
}
_COMPONENT = record(_COMPONENT_FIELDS, needed=("type",))
_COMPONENTS = list_of(_COMPONENT)
# Components hold components: these are added once there is a shape to name.
_COMPONENT_FIELDS |= {
    "components": _COMPONENTS,
    "accessory": _COMPONENT,
    "component": _COMPONENT,
}

_ALLOWED_MENTIONS = record(
    {
        "parse": list_of(word_of("users", "roles", "everyone")),
        "users": list_of(snowflake),
        "roles": list_of(snowflake),
        "replied_user": flag,
    }
)
_REFERENCE = record(
    {
        "message_id": snowflake,
        "channel_id": snowflake,
        "guild_id": snowflake,
        "fail_if_not_exists": flag,
    },
    needed=("message_id",),
)
_ATTACHMENT = record(
    {"id": snowflake, "filename": text_of(1_024), "description": text_of(1_024)}, needed=("id",)
)
_MESSAGE_FIELDS: dict[str, Shape] = {
    "content": text,
    "nonce": either(text_of(25), whole),
    "enforce_nonce": flag,
    "embeds": list_of(_EMBED),
    "components": _COMPONENTS,
    "allowed_mentions": _ALLOWED_MENTIONS,
    "message_reference": _REFERENCE,
    "attachments": list_of(_ATTACHMENT),
    "flags": whole,
}
MESSAGE = record(_MESSAGE_FIELDS)

_CHOICE = record(
    {"name": text, "value": either(text, number), "name_localizations": map_of(text)},
    needed=("name", "value"),
)
_MODAL_FIELDS: dict[str, Shape] = {"title": text, "custom_id": text}
CALLBACK = record(
    {
        "type": whole,
        "data": record({**_MESSAGE_FIELDS, **_MODAL_FIELDS, "choices": list_of(_CHOICE)}),
    }
)

_NAMED: dict[str, Shape] = {
    "name": text,
    "description": text,
    "name_localizations": map_of(text),
    "description_localizations": map_of(text),
}
_OPTION_FIELDS: dict[str, Shape] = {
    **_NAMED,
    "type": among(OptionType),
    "required": flag,
    "choices": list_of(_CHOICE),
    "channel_types": list_of(whole),
    "min_value": number,
    "max_value": number,
    "min_length": whole,
    "max_length": whole,
    "autocomplete": flag,
}
_OPTION = record(_OPTION_FIELDS, needed=("type",))
_OPTION_FIELDS["options"] = list_of(_OPTION)
COMMAND = record(
    {
        **_NAMED,
        "type": among(CommandType),
        "options": list_of(_OPTION),
        "default_member_permissions": snowflake,
        "dm_permission": flag,
        "contexts": list_of(whole),
        "integration_types": list_of(whole),
        "nsfw": flag,
    }
)
COMMANDS = list_of(COMMAND)

THREAD = record(
    {"name": text, "type": among(THREADS), "auto_archive_duration": among(_ARCHIVE_MINUTES)}
)
CHANNEL = record({"name": text, "archived": flag, "locked": flag})
RECIPIENT = record({"recipient_id": snowflake}, needed=("recipient_id",))

FRAME = record({"op": whole}, needed=("op",))
FRAME_DATA = {
    Op.IDENTIFY: record(
        {"token": text, "intents": whole, "shard": pair_of(whole)}, needed=("token", "intents")
    ),
    # A client whose connection ended before it was READY has neither session nor number.
    Op.RESUME: record({"token": text, "session_id": text, "seq": whole}, needed=("token",)),
    Op.REQUEST_MEMBERS: record(
        {"guild_id": snowflake, "user_ids": list_of(snowflake)}, needed=("guild_id",)
    ),
}
