"""The bot answers an interaction: first answer, edits of it, followups; each by Discord's rules.

Source: https://discord.com/developers/docs/interactions/receiving-and-responding.
"""

from dataclasses import replace

from bot.sandbox.deeds.invoking import fail_interaction, tell_of_interaction
from bot.sandbox.deeds.posting import (
    Posting,
    delete_message,
    edit_message,
    post_message,
    put_message,
)
from bot.sandbox.deeds.uploads import Uploads
from bot.sandbox.world import (
    TOKEN_S,
    ApiError,
    CallbackType,
    CommandType,
    Fault,
    Form,
    InteractionState,
    InteractionType,
    Json,
    Message,
    MessageFlag,
    MessageType,
    Origin,
    Reference,
    StoredInteraction,
    World,
    check_modal,
    check_suggestions,
    registered_components,
)

_DEEDS = frozenset(
    {InteractionType.COMMAND, InteractionType.COMPONENT, InteractionType.MODAL_SUBMIT}
)
# Which first answers each kind of interaction takes.
_ANSWERS: dict[CallbackType, frozenset[InteractionType]] = {
    CallbackType.MESSAGE: _DEEDS,
    CallbackType.DEFERRED_MESSAGE: _DEEDS,
    CallbackType.DEFERRED_UPDATE: _DEEDS - {InteractionType.COMMAND},
    CallbackType.UPDATE: _DEEDS - {InteractionType.COMMAND},
    CallbackType.AUTOCOMPLETE: frozenset({InteractionType.AUTOCOMPLETE}),
    CallbackType.MODAL: _DEEDS - {InteractionType.MODAL_SUBMIT},
}


def answer_interaction(
    world: World, interaction: StoredInteraction, body: Json, uploads: Uploads
) -> Message | None:
    """Return the message that a first answer made or changed, after the member was told."""
    kind = _kind(interaction, body)
    data: Json = body.get("data") or {}
    message: Message | None = None
    match kind:
        case CallbackType.MESSAGE:
            message = _answer(world, interaction, data, uploads)
        case CallbackType.DEFERRED_MESSAGE:
            message = _think(world, interaction, data)
        case CallbackType.UPDATE:
            message = edit_message(world, pressed_message(world, interaction), data, uploads)
        case CallbackType.AUTOCOMPLETE:
            check_suggestions(data.get("choices") or [])
            interaction.choices = data.get("choices") or []
        case CallbackType.MODAL:
            check_modal(data)
            parts = registered_components(data.get("components") or [])
            interaction.modal = data | {"components": list(parts)}
        case _:
            pass
    if kind in (CallbackType.UPDATE, CallbackType.DEFERRED_UPDATE):
        interaction.original_id = interaction.message_id
    elif message is not None:
        interaction.original_id = message.id
    _acknowledge(world, interaction, kind)
    return message


def _kind(interaction: StoredInteraction, body: Json) -> CallbackType:
    form = Form()
    kind = int(body.get("type") or 0)
    fitting = {int(k) for k, kinds in _ANSWERS.items() if interaction.type in kinds}
    if interaction.message_id is None:
        fitting -= {int(CallbackType.UPDATE), int(CallbackType.DEFERRED_UPDATE)}
    if kind not in fitting:
        form.add("type", "BASE_TYPE_CHOICES", f"Value must be one of {sorted(fitting)}.")
    form.check()
    return CallbackType(kind)


def _acknowledge(world: World, interaction: StoredInteraction, kind: CallbackType) -> None:
    deferred = kind in (CallbackType.DEFERRED_MESSAGE, CallbackType.DEFERRED_UPDATE)
    interaction.move(InteractionState.DEFERRED if deferred else InteractionState.ANSWERED)
    if kind is CallbackType.DEFERRED_MESSAGE:
        # A bot that thinks for fifteen minutes has not answered.
        interaction.deadline = world.clock.call_later(
            TOKEN_S, lambda: fail_interaction(world, interaction)
        )
    tell_of_interaction(world, "INTERACTION_SUCCESS", interaction)
    if interaction.modal is not None:
        opened = {"channel_id": str(interaction.channel_id), **interaction.modal}
        tell_of_interaction(world, "MODAL_OPEN", interaction, opened)


def _answer(world: World, interaction: StoredInteraction, data: Json, uploads: Uploads) -> Message:
    interaction.ephemeral = _is_ephemeral(data)
    return post_message(world, _posting(world, interaction), data, uploads)


def _think(world: World, interaction: StoredInteraction, data: Json) -> Message:
    interaction.ephemeral = _is_ephemeral(data)
    place = _posting(world, interaction)
    flags = MessageFlag.LOADING
    if place.visible_to is not None:
        flags |= MessageFlag.EPHEMERAL
    message = Message(
        world.ids.next(),
        place.channel.id,
        place.author_id,
        world.clock.now_s(),
        place.type,
        flags=flags,
        reference=place.reference,
        origin=place.origin,
        visible_to=place.visible_to,
    )
    return put_message(world, message)


def _is_ephemeral(data: Json) -> bool:
    return bool(MessageFlag(data.get("flags") or 0) & MessageFlag.EPHEMERAL)


def _posting(
    world: World, interaction: StoredInteraction, *, ephemeral: bool | None = None
) -> Posting:
    hidden = interaction.ephemeral if ephemeral is None else ephemeral
    channel = world.channel(interaction.channel_id)
    reference = None
    if interaction.message_id is not None:
        reference = Reference(interaction.message_id, channel.id, channel.guild_id)
    return Posting(
        channel,
        world.application.bot_id,
        _message_type(interaction),
        origin_of(interaction),
        interaction.user_id if hidden else None,
        reference,
    )


def _message_type(interaction: StoredInteraction) -> MessageType:
    if interaction.type is not InteractionType.COMMAND:
        return MessageType.DEFAULT if interaction.message_id is None else MessageType.REPLY
    slash = interaction.payload["data"].get("type") == CommandType.SLASH
    return MessageType.CHAT_INPUT_COMMAND if slash else MessageType.CONTEXT_MENU_COMMAND


def origin_of(interaction: StoredInteraction) -> Origin:
    """Return an interaction as its answers name it."""
    data = interaction.payload["data"]
    target = int(data["target_id"]) if "target_id" in data else None
    at_message = data.get("type") == CommandType.MESSAGE_MENU
    is_command = interaction.type is InteractionType.COMMAND
    return Origin(
        interaction.id,
        int(interaction.type),
        interaction.user_id,
        interaction.payload["authorizing_integration_owners"],
        command=command_path(data) if is_command else None,
        target_message_id=target if at_message else None,
        target_user_id=None if at_message else target,
        pressed_message_id=interaction.message_id,
        triggered_by=interaction.triggered_by,
    )


def command_path(data: Json) -> str:
    """Return a command's name with its subcommands: "library add"."""
    names, options = [data["name"]], data.get("options") or []
    while options and options[0]["type"] in (1, 2):
        names.append(options[0]["name"])
        options = options[0].get("options") or []
    return " ".join(names)


def pressed_message(world: World, interaction: StoredInteraction) -> Message:
    """Return the message whose component was used.

    Raises:
        ApiError: It is gone.
    """
    if interaction.message_id is None:
        raise ApiError(Fault.UNKNOWN_MESSAGE)
    return world.messages.get(interaction.channel_id, interaction.message_id)


def original_answer(world: World, interaction: StoredInteraction) -> Message:
    """Return the message of the first answer.

    Raises:
        ApiError: The first answer made none, or it is gone.
    """
    if interaction.original_id is None:
        raise ApiError(Fault.UNKNOWN_WEBHOOK)
    return world.messages.get(interaction.channel_id, interaction.original_id)


def answer_of(world: World, interaction: StoredInteraction, message_id: int) -> Message:
    """Return a message that answers an interaction.

    Raises:
        ApiError: The message answers another one, or none.
    """
    message = world.messages.get(interaction.channel_id, message_id)
    made_here = message.origin is not None and message.origin.interaction_id == interaction.id
    if not made_here and message_id != interaction.original_id:
        raise ApiError(Fault.UNKNOWN_MESSAGE)
    return message


def follow_up(
    world: World, interaction: StoredInteraction, body: Json, uploads: Uploads
) -> Message:
    """Return a further answer, posted; while the bot is thinking it takes that message's place."""
    first = world.messages.find(interaction.original_id or 0)
    if first is not None and first.flags & MessageFlag.LOADING:
        return change_answer(world, interaction, first, body, uploads)
    place = _posting(world, interaction, ephemeral=_is_ephemeral(body))
    named = replace(origin_of(interaction), original_id=interaction.original_id)
    place = replace(place, origin=named, type=MessageType.DEFAULT, reference=None)
    if interaction.original_id is not None:
        reference = Reference(interaction.original_id, place.channel.id, place.channel.guild_id)
        place = replace(place, reference=reference, type=MessageType.REPLY)
    message = post_message(world, place, body, uploads)
    interaction.move(InteractionState.ANSWERED)
    return message


def change_answer(
    world: World, interaction: StoredInteraction, message: Message, body: Json, uploads: Uploads
) -> Message:
    """Return an answer after it was edited."""
    edited = edit_message(world, message, body, uploads)
    if message.id == interaction.original_id:
        interaction.move(InteractionState.ANSWERED)
    return edited


def remove_answer(world: World, interaction: StoredInteraction, message: Message) -> None:
    """Delete an answer."""
    delete_message(world, message)
    if message.id == interaction.original_id:
        interaction.move(InteractionState.ANSWERED)


def answered_payload(interaction: StoredInteraction) -> Json:
    """Return an interaction as the answer to its callback describes it."""
    state: Json = {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "channel_id": interaction.payload["channel_id"],
    }
    if "guild_id" in interaction.payload:
        state["guild_id"] = interaction.payload["guild_id"]
    if interaction.original_id is not None:
        state["response_message_id"] = str(interaction.original_id)
        state["response_message_loading"] = interaction.state is InteractionState.DEFERRED
        state["response_message_ephemeral"] = interaction.ephemeral
    return state
