"""Messages made, changed and removed by Discord's rules, and everybody told."""

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.sandbox.deeds.message_payloads import announced_payload
from bot.sandbox.deeds.uploads import Uploads, attach, file_url
from bot.sandbox.world import (
    ApiError,
    Audience,
    Channel,
    Event,
    Fault,
    Form,
    Json,
    Mentions,
    Message,
    MessageFlag,
    MessageType,
    Origin,
    Permission,
    Reference,
    StoredFile,
    World,
    check_message,
    clean_name,
    registered_components,
)

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EMBED_KEYS = (
    "title",
    "description",
    "url",
    "timestamp",
    "color",
    "footer",
    "image",
    "thumbnail",
    "author",
    "fields",
)
_SETTABLE = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
)

_NONCES_KEPT_S = 300.0  # for which a nonce is unique in its channel: "the past few minutes"


@dataclass(frozen=True, slots=True)
class Posting:
    """Who posts where, and in answer to what."""

    channel: Channel
    author_id: int
    type: MessageType = MessageType.DEFAULT
    origin: Origin | None = None
    visible_to: int | None = None
    reference: Reference | None = None


def post_message(world: World, posting: Posting, body: Json, uploads: Uploads) -> Message:
    """Return a new message made of a request's body, after everybody was told of it.

    Raises:
        ApiError: The message would be empty; other faults are raised as an invalid form.
    """
    if (already := _posted_before(world, posting, body)) is not None:
        return already
    flags = MessageFlag(body.get("flags") or 0) & _SETTABLE
    if posting.visible_to is not None:
        flags |= MessageFlag.EPHEMERAL
    check_message(body, flags=flags)
    content = (body.get("content") or "").strip()
    reference = posting.reference or _reference(world, posting.channel, body)
    ephemeral = posting.visible_to is not None
    files = attach(world, posting.channel.id, body, uploads, ephemeral=ephemeral)
    embeds = _embeds(world, body.get("embeds") or [], files)
    if not (content or embeds or body.get("components") or files):
        raise ApiError(Fault.EMPTY_MESSAGE)
    kind = posting.type
    if reference is not None and kind is MessageType.DEFAULT:
        kind = MessageType.REPLY
    message = Message(
        world.ids.next(),
        posting.channel.id,
        posting.author_id,
        world.clock.now_s(),
        kind,
        content=content,
        embeds=embeds,
        components=registered_components(body.get("components") or []),
        files=files,
        flags=flags,
        mentions=_mentions(world, body, reference),
        reference=reference,
        origin=posting.origin,
        visible_to=posting.visible_to,
        nonce=body.get("nonce"),
    )
    return put_message(world, message)


def _posted_before(world: World, posting: Posting, body: Json) -> Message | None:
    """Return the message that a repeated request has made already, where its nonce is enforced."""
    nonce = body.get("nonce")
    if nonce is None or not body.get("enforce_nonce"):
        return None
    since_s = world.clock.now_s() - _NONCES_KEPT_S
    newest = world.messages.newest_first(posting.channel.id)
    for message in takewhile(lambda one: one.created_s >= since_s, newest):
        if message.author_id == posting.author_id and message.nonce == nonce:
            return message
    return None


def put_message(world: World, message: Message) -> Message:
    """Return a finished message after it was kept and everybody was told of it."""
    _join_thread(world, message)
    world.messages.put(message)
    tell_of_message(world, "MESSAGE_CREATE", message)
    return message


def _join_thread(world: World, message: Message) -> None:
    channel = world.channel(message.channel_id)
    if channel.is_thread:
        # Who speaks in a thread or is mentioned there joins it, and it opens again.
        joined = channel.members | {message.author_id} | set(message.mentions.users)
        opened = replace(channel, members=joined, archived=False)
        world.population.channels[channel.id] = opened


def edit_message(
    world: World, message: Message, body: Json, uploads: Uploads, *, by_author: bool = True
) -> Message:
    """Return a message after a request's body was laid over it and everybody was told.

    Raises:
        ApiError: Nothing would be left of it; other faults are raised as an invalid form.
    """
    flags = (message.flags & ~MessageFlag.LOADING) | (
        MessageFlag(body.get("flags") or 0) & _SETTABLE
    )
    check_message(body, flags=flags)
    files = _kept_files(message, body)
    ephemeral = message.visible_to is not None
    files += attach(world, message.channel_id, body, uploads, ephemeral=ephemeral)
    changes = _changes(world, message, body, files)
    was_thinking = bool(message.flags & MessageFlag.LOADING)
    edited = replace(
        message,
        **changes,
        files=files,
        flags=flags,
        edited_s=world.clock.now_s() if by_author and not was_thinking else message.edited_s,
    )
    if not (edited.content or edited.embeds or edited.components or edited.files):
        raise ApiError(Fault.EMPTY_MESSAGE)
    return update_message(world, edited)


def _changes(world: World, message: Message, body: Json, files: tuple[StoredFile, ...]) -> Json:
    changes: Json = {}
    if "content" in body:
        changes["content"] = (body["content"] or "").strip()
        changes["mentions"] = _mentions(world, body, message.reference)
    if "embeds" in body:
        changes["embeds"] = _embeds(world, body["embeds"] or [], files)
    if "components" in body:
        changes["components"] = registered_components(body["components"] or [])
    return changes


def _kept_files(message: Message, body: Json) -> tuple[StoredFile, ...]:
    if body.get("attachments") is None:
        return message.files
    ids = {str(entry["id"]) for entry in body["attachments"]}
    return tuple(file for file in message.files if str(file.id) in ids)


def update_message(world: World, message: Message) -> Message:
    """Return a message after its new state was kept and everybody was told of it."""
    world.messages.put(message)
    tell_of_message(world, "MESSAGE_UPDATE", message)
    return message


def delete_message(world: World, message: Message) -> None:
    """Remove a message and tell everybody who could see it."""
    world.messages.remove(message)
    data: Json = {"id": str(message.id), "channel_id": str(message.channel_id)}
    channel = world.channel(message.channel_id)
    if channel.guild_id is not None and message.visible_to is None:
        data["guild_id"] = str(channel.guild_id)
    world.events.publish(_event("MESSAGE_DELETE", data, channel, message))


def tell_of_message(world: World, name: str, message: Message) -> None:
    """Tell everybody who may see a message what became of it."""
    data = announced_payload(world, message, viewer_id=world.application.bot_id)
    channel = world.channel(message.channel_id)
    world.events.publish(replace(_event(name, data, channel, message), message=message))


def _event(name: str, data: Json, channel: Channel, message: Message) -> Event:
    hidden = message.visible_to is not None
    return Event(
        name,
        data,
        Audience.ALL,
        # An ephemeral message goes to its two sides as a direct message would.
        guild_id=None if hidden else channel.guild_id,
        channel_id=channel.id,
        only_to=message.visible_to,
    )


def _reference(world: World, channel: Channel, body: Json) -> Reference | None:
    given = body.get("message_reference")
    if not given:
        return None
    message_id = int(given["message_id"])
    target = world.messages.find(message_id)
    if target is None or target.channel_id != channel.id or target.visible_to is not None:
        if given.get("fail_if_not_exists", True):
            form = Form()
            form.add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
            form.check()
        return None
    return Reference(message_id, channel.id, channel.guild_id)


def _mentions(world: World, body: Json, reference: Reference | None) -> Mentions:
    allowed = body.get("allowed_mentions")
    mentions = _written_mentions(world, body.get("content") or "")
    if allowed is not None:
        mentions = _restricted(mentions, allowed)
    author_id = _replied_author(world, reference)
    pings = allowed is None or bool(allowed.get("replied_user", False))
    if author_id is not None and pings and author_id not in mentions.users:
        return replace(mentions, users=(*mentions.users, author_id))
    return mentions


def _written_mentions(world: World, content: str) -> Mentions:
    users = [int(u) for u in _USER.findall(content) if int(u) in world.population.users]
    roles = [int(r) for r in _ROLE.findall(content)]
    everyone = "@everyone" in content or "@here" in content
    return Mentions(tuple(dict.fromkeys(users)), tuple(dict.fromkeys(roles)), everyone)


def _restricted(mentions: Mentions, allowed: Json) -> Mentions:
    parsed = allowed.get("parse") or []
    return Mentions(
        _allowed(mentions.users, allowed.get("users"), everything="users" in parsed),
        _allowed(mentions.roles, allowed.get("roles"), everything="roles" in parsed),
        mentions.everyone and "everyone" in parsed,
    )


def _replied_author(world: World, reference: Reference | None) -> int | None:
    """Return whom a reply pings; a reply to what answered an interaction pings nobody."""
    target = None if reference is None else world.messages.find(reference.message_id)
    if target is None or target.origin is not None:  # the author of an answer is a webhook
        return None
    return target.author_id


def _allowed(
    ids: tuple[int, ...], listed: list[str | int] | None, *, everything: bool
) -> tuple[int, ...]:
    if everything:
        return ids
    named = {int(entry) for entry in listed or []}
    return tuple(entry for entry in ids if entry in named)


def _embeds(world: World, embeds: list[Json], files: tuple[StoredFile, ...]) -> tuple[Json, ...]:
    """Return the cards of a message, without those that would show nothing."""
    shown = (_embed(world, embed, files) for embed in embeds)
    return tuple(embed for embed in shown if embed.keys() != {"type"})


def _embed(world: World, embed: Json, files: tuple[StoredFile, ...]) -> Json:
    shown = {key: embed[key] for key in _EMBED_KEYS if embed.get(key) not in (None, [], {})}
    shown["type"] = "rich"
    for place in ("image", "thumbnail"):
        if place in shown:
            url = _file_url(world, shown[place]["url"], files)
            shown[place] = {"url": url, "proxy_url": url}
    if "fields" in shown:
        shown["fields"] = [{"inline": False} | field for field in shown["fields"]]
    return shown


def _file_url(world: World, url: str, files: tuple[StoredFile, ...]) -> str:
    name = url.removeprefix("attachment://")
    for file in files if name != url else ():
        if file.filename == clean_name(name):
            return file_url(world, file)
    return url


def check_may_post(world: World, posting: Posting, body: Json, uploads: Uploads) -> None:
    """Pass where an author may post this here.

    Raises:
        ApiError: The thread is locked; missing permissions are raised by the world.
    """
    channel = posting.channel
    needed = Permission.SEND_MESSAGES
    if channel.is_thread:
        needed = Permission.SEND_MESSAGES_IN_THREADS
        moderates = world.permissions(posting.author_id, channel) & Permission.MANAGE_THREADS
        if channel.locked and not moderates:
            raise ApiError(Fault.THREAD_ARCHIVED)
    if body.get("embeds"):
        needed |= Permission.EMBED_LINKS
    if uploads:
        needed |= Permission.ATTACH_FILES
    if body.get("message_reference"):
        needed |= Permission.READ_MESSAGE_HISTORY
    world.require(posting.author_id, channel, needed)
