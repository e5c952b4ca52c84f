"""Routes that answer interactions: the callback, and the webhook of its token."""

from bot.sandbox import deeds
from bot.sandbox.service.rest import NO_CONTENT, Call, Endpoint, RouteReply
from bot.sandbox.world import CALLBACK, MESSAGE, CallbackType, Json, Message, StoredInteraction

_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ANSWERS = (_WEBHOOK + "/messages/@original", _WEBHOOK + "/messages/{message_id}")


async def callback(call: Call) -> RouteReply:
    """Take the first answer to an interaction."""
    world = call.world
    interaction = world.interactions.to_acknowledge(
        call.id("interaction_id"), call.params["interaction_token"]
    )
    message = deeds.answer_interaction(world, interaction, call.body, call.uploads)
    if call.query.get("with_response", "").lower() not in ("1", "true"):
        return NO_CONTENT
    shown: Json = {"interaction": deeds.answered_payload(interaction)}
    if message is not None and call.body["type"] != CallbackType.DEFERRED_MESSAGE:
        shown["resource"] = {"type": call.body["type"], "message": _shown(call, message)}
    return RouteReply(shown)


def _followed(call: Call) -> StoredInteraction:
    return call.world.interactions.to_follow(
        call.id("webhook_id"), call.params["webhook_token"], bot_id=call.world.application.id
    )


def _message(call: Call, interaction: StoredInteraction) -> Message:
    if call.params.get("message_id", "@original") == "@original":
        return deeds.original_answer(call.world, interaction)
    return deeds.answer_of(call.world, interaction, call.id("message_id"))


def _shown(call: Call, message: Message) -> Json:
    bot_id = call.world.application.bot_id
    return deeds.message_payload(call.world, message, viewer_id=bot_id)


async def follow(call: Call) -> RouteReply:
    """Post a further answer."""
    message = deeds.follow_up(call.world, _followed(call), call.body, call.uploads)
    waits = call.query.get("wait", "1").lower() in ("1", "true")
    return RouteReply(_shown(call, message)) if waits else NO_CONTENT


async def message(call: Call) -> RouteReply:
    """Return an answer."""
    return RouteReply(_shown(call, _message(call, _followed(call))))


async def edit_message(call: Call) -> RouteReply:
    """Edit an answer."""
    interaction = _followed(call)
    original = _message(call, interaction)
    edited = deeds.change_answer(call.world, interaction, original, call.body, call.uploads)
    return RouteReply(_shown(call, edited))


async def delete_message(call: Call) -> RouteReply:
    """Delete an answer."""
    interaction = _followed(call)
    deeds.remove_answer(call.world, interaction, _message(call, interaction))
    return NO_CONTENT


ENDPOINTS = [
    Endpoint(
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        callback,
        needs_token=False,
        takes=CALLBACK,
    ),
    Endpoint("POST", _WEBHOOK, follow, needs_token=False, takes=MESSAGE),
    *(Endpoint("GET", path, message, needs_token=False) for path in _ANSWERS),
    *(Endpoint("PATCH", path, edit_message, needs_token=False, takes=MESSAGE) for path in _ANSWERS),
    *(Endpoint("DELETE", path, delete_message, needs_token=False) for path in _ANSWERS),
]
