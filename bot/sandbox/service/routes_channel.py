"""Routes of channels, messages, reactions and threads."""

from dataclasses import replace
from urllib.parse import unquote

from bot.sandbox import deeds
from bot.sandbox.service.rest import NO_CONTENT, Call, Endpoint, RouteReply
from bot.sandbox.world import (
    CHANNEL,
    MESSAGE,
    NO_PERMISSION,
    THREAD,
    ApiError,
    Channel,
    Event,
    Fault,
    Intent,
    Json,
    Message,
    Permission,
)

_MESSAGES_AT_ONCE = 100  # that one request may ask for

_CHANNEL = "/channels/{channel_id}"
_MESSAGES = _CHANNEL + "/messages"
_MESSAGE = _MESSAGES + "/{message_id}"
_REACTION = _MESSAGE + "/reactions/{emoji_name}/@me"


def _channel(call: Call, needed: Permission = NO_PERMISSION) -> Channel:
    channel = call.world.channel(call.id("channel_id"))
    call.world.require(call.world.application.bot_id, channel, needed)
    return channel


def _message(call: Call, channel: Channel) -> Message:
    """Return the message that the path names.

    Raises:
        ApiError: It is ephemeral, which only its interaction's token reaches.
    """
    message = call.world.messages.get(channel.id, call.id("message_id"))
    if message.visible_to is not None:
        raise ApiError(Fault.UNKNOWN_MESSAGE)
    return message


def _shown(call: Call, message: Message) -> Json:
    # The intent governs what the HTTP API shows just as it does the gateway.
    bot_id = call.world.application.bot_id
    shown = deeds.message_payload(call.world, message, viewer_id=bot_id)
    if call.world.application.privileged & Intent.MESSAGE_CONTENT:
        return shown
    return deeds.censored_payload(call.world, shown)


async def channel(call: Call) -> RouteReply:
    """Return a channel."""
    bot_id = call.world.application.bot_id
    return RouteReply(deeds.channel_payload(call.world, _channel(call), viewer_id=bot_id))


async def messages(call: Call) -> RouteReply:
    """Return a channel's messages, newest first."""
    place = _channel(call, Permission.READ_MESSAGE_HISTORY)
    limit = call.number("limit", 50, low=1, high=_MESSAGES_AT_ONCE)
    before = call.number("before", 1 << 63)
    after = call.number("after", 0)
    fitting = [
        message
        for message in call.world.messages.newest_first(place.id)
        if message.visible_to is None and after < message.id < before
    ]
    # With `after` the nearest ones are meant, which are the oldest of those that fit.
    nearest = fitting[-limit:] if "after" in call.query else fitting[:limit]
    return RouteReply([_shown(call, message) for message in nearest])


async def message(call: Call) -> RouteReply:
    """Return a message."""
    place = _channel(call, Permission.READ_MESSAGE_HISTORY)
    return RouteReply(_shown(call, _message(call, place)))


async def create_message(call: Call) -> RouteReply:
    """Post a message."""
    place = _channel(call)
    by_bot = deeds.Posting(place, call.world.application.bot_id)
    deeds.check_may_post(call.world, by_bot, call.body, call.uploads)
    return RouteReply(_shown(call, deeds.post_message(call.world, by_bot, call.body, call.uploads)))


async def edit_message(call: Call) -> RouteReply:
    """Edit one of the bot's own messages.

    Raises:
        ApiError: It is somebody else's.
    """
    original = _message(call, _channel(call))
    if original.author_id != call.world.application.bot_id:
        raise ApiError(Fault.NOT_YOUR_MESSAGE)
    return RouteReply(
        _shown(call, deeds.edit_message(call.world, original, call.body, call.uploads))
    )


async def delete_message(call: Call) -> RouteReply:
    """Delete a message."""
    place = _channel(call)
    doomed = _message(call, place)
    if doomed.author_id != call.world.application.bot_id:
        call.world.require(call.world.application.bot_id, place, Permission.MANAGE_MESSAGES)
    deeds.delete_message(call.world, doomed)
    return NO_CONTENT


async def typing(call: Call) -> RouteReply:
    """Show the bot as typing."""
    place = _channel(call, Permission.SEND_MESSAGES)
    data: Json = {
        "channel_id": str(place.id),
        "user_id": str(call.world.application.bot_id),
        "timestamp": int(call.world.clock.now_s()),
    }
    event = Event("TYPING_START", data, guild_id=place.guild_id, channel_id=place.id)
    call.world.events.publish(event)
    return NO_CONTENT


async def add_reaction(call: Call) -> RouteReply:
    """React to a message."""
    place = _channel(call, Permission.ADD_REACTIONS | Permission.READ_MESSAGE_HISTORY)
    emoji, bot_id = unquote(call.params["emoji_name"]), call.world.application.bot_id
    deeds.add_reaction(call.world, _message(call, place), emoji, bot_id)
    return NO_CONTENT


async def remove_reaction(call: Call) -> RouteReply:
    """Take the bot's own reaction back."""
    place = _channel(call)
    emoji, bot_id = unquote(call.params["emoji_name"]), call.world.application.bot_id
    deeds.remove_reaction(call.world, _message(call, place), emoji, bot_id)
    return NO_CONTENT


async def start_thread(call: Call) -> RouteReply:
    """Start a thread, from a message where the path names one."""
    place = _channel(call)
    source = _message(call, place) if "message_id" in call.params else None
    bot_id = call.world.application.bot_id
    thread = deeds.start_thread(call.world, place, bot_id, call.body, from_message=source)
    return RouteReply(deeds.channel_payload(call.world, thread, viewer_id=bot_id), 201)


async def edit_channel(call: Call) -> RouteReply:
    """Rename, archive or lock a thread; other channels are not the bot's to change."""
    place = _channel(call)
    bot_id = call.world.application.bot_id
    if not place.is_thread or place.owner_id != bot_id:
        right = Permission.MANAGE_THREADS if place.is_thread else Permission.MANAGE_CHANNELS
        call.world.require(bot_id, place, right)
    body = call.body
    changed = replace(
        place,
        name=body.get("name") or place.name,
        archived=body.get("archived", place.archived),
        locked=body.get("locked", place.locked),
    )
    call.world.population.channels[place.id] = changed
    if changed.is_thread:
        deeds.tell_of_thread(call.world, "THREAD_UPDATE", changed)
    return RouteReply(deeds.channel_payload(call.world, changed, viewer_id=bot_id))


async def delete_channel(call: Call) -> RouteReply:
    """Delete a thread, with what was said there."""
    place = _channel(call, Permission.MANAGE_THREADS)
    shown = deeds.channel_payload(call.world, place, viewer_id=call.world.application.bot_id)
    deeds.tell_of_thread(call.world, "THREAD_DELETE", place)
    deeds.forget_channel(call.world, place)
    return RouteReply(shown)


async def join_thread(call: Call) -> RouteReply:
    """Join a thread."""
    place = _channel(call)
    joined = replace(place, members=place.members | {call.world.application.bot_id})
    call.world.population.channels[place.id] = joined
    return NO_CONTENT


ENDPOINTS = [
    Endpoint("GET", _CHANNEL, channel),
    Endpoint("PATCH", _CHANNEL, edit_channel, takes=CHANNEL),
    Endpoint("DELETE", _CHANNEL, delete_channel),
    Endpoint("GET", _MESSAGES, messages),
    Endpoint("POST", _MESSAGES, create_message, takes=MESSAGE),
    Endpoint("GET", _MESSAGE, message),
    Endpoint("PATCH", _MESSAGE, edit_message, takes=MESSAGE),
    Endpoint("DELETE", _MESSAGE, delete_message),
    Endpoint("PUT", _REACTION, add_reaction),
    Endpoint("DELETE", _REACTION, remove_reaction),
    Endpoint("POST", _CHANNEL + "/typing", typing),
    Endpoint("POST", _CHANNEL + "/threads", start_thread, takes=THREAD),
    Endpoint("POST", _MESSAGE + "/threads", start_thread, takes=THREAD),
    Endpoint("PUT", _CHANNEL + "/thread-members/@me", join_thread),
]
