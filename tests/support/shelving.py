"""A server's library as its moderator uses it on the wire, and what is said of it."""

from bot.sandbox.deeds import Upload
from bot.sandbox.world.wire import Json
from tests.support.desk import Desk
from tests.support.patience import WAIT_S


def text_file(raw: bytes, name: str) -> Upload:
    """Return a text as it is attached."""
    return Upload(name, "text/plain", raw)


async def library(desk: Desk, action: str, **options: str | int | Upload) -> Json:
    """Have the moderator use `/library`; return the answer."""
    invoker = desk.stage.moderator.invoker
    call = await invoker.slash(desk.general, f"library {action}", dict(options))
    return await call.answer(WAIT_S)


def said(message: Json) -> str:
    """Return everything that a message says."""
    parts = [str(message.get("content", ""))]
    for embed in message.get("embeds", ()):
        parts += [str(embed.get("title", "")), str(embed.get("description", ""))]
        parts += [f"{field['name']} {field['value']}" for field in embed.get("fields", ())]
        parts.append(str(embed.get("footer", {}).get("text", "")))
    return "\n".join(parts)
