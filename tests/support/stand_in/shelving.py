"""A server's library as its moderator uses it on the wire, and what is said of it."""

import asyncio
from collections.abc import Sequence

from bot.sandbox.deeds import Upload
from bot.sandbox.people.invocation import Invocation
from bot.sandbox.world.wire import Json
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import Desk, press

REMOVE = "Remove it for good"
_TAKEN_IN_S = 5 * WAIT_S  # by a worker that has the lowest priority on a busy machine


def text_file(raw: bytes, name: str) -> Upload:
    """Return a text as it is attached."""
    return Upload(name, "text/plain", raw)


async def library(desk: Desk, action: str, **options: str | int | Upload) -> Json:
    """Have the moderator use `/library`; return the answer."""
    invoker = desk.stage.moderator.invoker
    return await outcome(await invoker.slash(desk.general, f"library {action}", dict(options)))


async def removed(desk: Desk, document: str) -> Json:
    """Have the moderator ask for a document's removal and press the button; return the answer."""
    return await press(
        desk, await library(desk, "remove", document=document), REMOVE, moderator=True
    )


async def scoped(
    desk: Desk, document: str, channels: Sequence[int] = (), roles: Sequence[int] = ()
) -> Json:
    """Have the moderator choose who sees a document, by the form; "" for what is added later."""
    moderator, options = desk.stage.moderator, {"document": document} if document else {}
    call = await moderator.invoker.slash(desk.general, "library scope", options)
    form = await call.modal()
    chosen = {"channels": list(map(str, channels)), "roles": list(map(str, roles))}
    return await outcome(await moderator.presser.submit(int(form["id"]), chosen))


async def outcome(call: Invocation) -> Json:
    """Return the answer once nothing more becomes of it."""
    async with asyncio.timeout(_TAKEN_IN_S):
        while True:
            answer = await call.answer(_TAKEN_IN_S)
            if "Being taken in" not in said(answer) or "by itself" in said(answer):
                return answer
            await asyncio.sleep(0.05)


def said(message: Json) -> str:
    """Return everything that a message says."""
    parts = [str(message.get("content", ""))]
    for embed in message.get("embeds", ()):
        parts += [str(embed.get("title", "")), str(embed.get("description", ""))]
        parts += [f"{field['name']} {field['value']}" for field in embed.get("fields", ())]
        parts.append(str(embed.get("footer", {}).get("text", "")))
    return "\n".join(parts)
