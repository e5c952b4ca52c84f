"""A message as Discord's JSON, and how much of it a bot without the content intent receives.

Source of the rules of content:
https://discord.com/developers/docs/events/gateway#message-content-intent.
"""

from bot.sandbox.deeds.payloads import channel_payload, member_payload, user_payload
from bot.sandbox.deeds.uploads import file_url
from bot.sandbox.world import Json, Message, MessageType, Origin, StoredFile, World, iso


def attachment_payload(world: World, file: StoredFile) -> Json:
    """Return an uploaded file, with its address on the double."""
    url = file_url(world, file)
    shown: Json = {
        "id": str(file.id),
        "filename": file.filename,
        "size": len(file.data),
        "url": url,
        "proxy_url": url,
        "content_type": file.content_type,
        "flags": 0,
    }
    if file.title is not None:
        shown["title"] = file.title
    if file.description is not None:
        shown["description"] = file.description
    if file.ephemeral:
        shown["ephemeral"] = True
    return shown


def message_payload(world: World, state: Message, *, viewer_id: int) -> Json:
    """Return a message, complete, as one user sees it."""
    shown = _bare(world, state, viewer_id)
    if state.reference is not None and state.type is not MessageType.THREAD_CREATED:
        target = world.messages.find(state.reference.message_id)
        shown["referenced_message"] = (
            _bare(world, target, viewer_id) if target and is_shown_to(target, viewer_id) else None
        )
    return shown


def is_shown_to(state: Message, viewer_id: int) -> bool:
    """Return whether a message is not somebody else's ephemeral one.

    Its two sides see an ephemeral one: whom it is for, and whose it is.
    """
    return state.visible_to in (None, viewer_id) or state.author_id == viewer_id


def _bare(world: World, state: Message, viewer_id: int) -> Json:
    shown: Json = {
        "id": str(state.id),
        "type": int(state.type),
        "channel_id": str(state.channel_id),
        "author": user_payload(world.user(state.author_id)),
        "content": state.content,
        "mentions": [user_payload(world.user(u)) for u in state.mentions.users],
        "mention_roles": [str(r) for r in state.mentions.roles],
        "mention_everyone": state.mentions.everyone,
        "attachments": [attachment_payload(world, file) for file in state.files],
        "embeds": list(state.embeds),
        "components": list(state.components),
        "timestamp": iso(state.created_s),
        "edited_timestamp": None if state.edited_s is None else iso(state.edited_s),
        "flags": int(state.flags),
        "pinned": False,
        "tts": False,
    }
    if state.nonce is not None:
        shown["nonce"] = state.nonce
    return shown | _links(world, state, viewer_id)


def _links(world: World, state: Message, viewer_id: int) -> Json:
    # The keys that are there only where they mean something.
    shown: Json = {}
    if state.reference is not None:
        reference = state.reference
        shown["message_reference"] = {
            "type": 0,
            "message_id": str(reference.message_id),
            "channel_id": str(reference.channel_id),
        }
        if reference.guild_id is not None:
            shown["message_reference"]["guild_id"] = str(reference.guild_id)
    if state.origin is not None:
        shown |= _origin(world, state.origin)
    if state.thread_id is not None and state.thread_id in world.population.channels:
        thread = world.channel(state.thread_id)
        shown["thread"] = channel_payload(world, thread, viewer_id=viewer_id)
    if state.reactions:
        shown["reactions"] = [_reaction(e, users, viewer_id) for e, users in state.reactions]
    return shown


def _reaction(emoji: str, users: tuple[int, ...], viewer_id: int) -> Json:
    return {
        "emoji": {"id": None, "name": emoji},
        "count": len(users),
        "count_details": {"burst": 0, "normal": len(users)},
        "burst_colors": [],
        "me_burst": False,
        "me": viewer_id in users,
    }


def _origin(world: World, origin: Origin) -> Json:
    who = user_payload(world.user(origin.user_id))
    metadata: Json = {
        "id": str(origin.interaction_id),
        "type": int(origin.interaction_type),
        "user": who,
        "authorizing_integration_owners": origin.owners,
    }
    if origin.original_id is not None:
        metadata["original_response_message_id"] = str(origin.original_id)
    if origin.target_message_id is not None:
        metadata["target_message_id"] = str(origin.target_message_id)
    if origin.target_user_id is not None:
        metadata["target_user"] = user_payload(world.user(origin.target_user_id))
    if origin.pressed_message_id is not None:
        metadata["interacted_message_id"] = str(origin.pressed_message_id)
    if origin.triggered_by is not None:
        metadata["triggering_interaction_metadata"] = _origin(world, origin.triggered_by)[
            "interaction_metadata"
        ]
    application_id = str(world.application.id)
    shown: Json = {
        "webhook_id": application_id,
        "application_id": application_id,
        "interaction_metadata": metadata,
    }
    if origin.command is not None:
        # Deprecated by Discord, still sent, and the only place that has the command's name.
        shown["interaction"] = {
            "id": metadata["id"],
            "type": metadata["type"],
            "name": origin.command,
            "user": who,
        }
    return shown


def announced_payload(world: World, state: Message, *, viewer_id: int) -> Json:
    """Return a message as the gateway announces it: with its server and its author's membership.

    An ephemeral message goes to its two sides alone and names neither.
    """
    shown = message_payload(world, state, viewer_id=viewer_id)
    guild_id = world.channel(state.channel_id).guild_id
    if guild_id is None or state.visible_to is not None:
        return shown
    shown["guild_id"] = str(guild_id)
    author = world.population.members.get((guild_id, state.author_id))
    if author is not None and state.origin is None:
        shown["member"] = member_payload(author)
    return shown


def has_content(world: World, shown: Json) -> bool:
    """Return whether a bot without the content intent receives what a message says."""
    bot_id = str(world.application.bot_id)
    channel = world.population.channels.get(int(shown["channel_id"]))
    in_direct = channel is not None and channel.guild_id is None
    mentioned = any(user["id"] == bot_id for user in shown["mentions"])
    return in_direct or shown["author"]["id"] == bot_id or mentioned


def censored_payload(world: World, shown: Json) -> Json:
    """Return a message's JSON as a bot without the content intent receives it."""
    if not has_content(world, shown):
        shown = shown | {"content": "", "embeds": [], "attachments": [], "components": []}
    if shown.get("referenced_message"):
        shown = shown | {"referenced_message": censored_payload(world, shown["referenced_message"])}
    return shown
