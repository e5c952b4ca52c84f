"""A command that is typed behind a mention: what the member meant is done, or they are told how."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

import discord

from bot.chat.audience.readerships import readership_of_message
from bot.chat.buttons import kept_reply
from bot.chat.embeds import (
    NO_CLAIM,
    NO_QUOTATION,
    choose_command,
    too_long,
)
from bot.chat.host import Deed, Host
from bot.chat.replies.about import about_reply, sources_reply, topics_reply
from bot.chat.replies.briefs import brief_reply
from bot.chat.replies.claims import support_reply
from bot.chat.replies.findings import brief_on, support_of, verifications_of
from bot.chat.replies.questions import answer_message, serve_message
from bot.chat.replies.verifications import verification_reply
from bot.chat.sending.delivery import Reply
from bot.library import Asker, Readership, ServerSettings
from index import Collection

_COMMAND = re.compile(r"/([a-z]+)\b\s*(?:(?:question|topic|claim|quotation):\s*)?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Typed:
    """What somebody typed: the words behind the command, and what is asked for them."""

    host: Host
    readership: Readership
    words: str
    member_id: int
    chosen: ServerSettings


@dataclass(frozen=True, slots=True)
class _Order:
    """A command, and the words behind it."""

    name: str
    words: str


async def obey(host: Host, message: discord.Message, words: str, chosen: ServerSettings) -> bool:
    """Return whether words are a command, which then is done as far as a message can do it.

    What everybody in the channel may see is all that is shown: the reply is read by all of them.

    Args:
        host: Who does it.
        message: What somebody wrote.
        words: Its words without the mention.
        chosen: By the server.
    """
    match = _COMMAND.fullmatch(words.strip())
    name, rest = (match[1], match[2].strip()) if match else ("", "")
    if name == "help":
        await host.delivery.reply_to(message, Reply(host.usage(chosen)))
    elif name == "ask":
        await answer_message(host, message, rest, chosen)
    elif name in _MADE:
        await _do(host, message, _Order(name, rest), chosen)
    elif name in {command.name for command in host.tree.get_commands()}:
        await host.delivery.reply_to(message, Reply(content=choose_command(name)))
    else:
        return False
    return True


async def _do(host: Host, message: discord.Message, order: _Order, chosen: ServerSettings) -> None:
    """Send what a command makes of the words behind it."""
    name, words = order.name, order.words
    limit = host.config.discord.question_characters
    hint = too_long(len(words), limit) if len(words) > limit and name != "verify" else None
    if not words and name in _WANTING:
        hint = str(_WANTING[name])
    if hint:
        await host.delivery.reply_to(message, Reply(content=hint))
        return

    async def made() -> Reply:
        readership = readership_of_message(message, await host.memberships.of_author(message))
        return await _MADE[name](_Typed(host, readership, words, message.author.id, chosen))

    def kept(told: str) -> Reply:
        deed = _DEEDS.get(name)
        return kept_reply(deed, words, told, private=None) if deed else Reply(content=told)

    await serve_message(host, message, made, kept, chosen)


async def _topics(typed: _Typed) -> Reply:
    return await _told(typed, topics_reply)


async def _sources(typed: _Typed) -> Reply:
    return await _told(typed, partial(sources_reply, typed.host))


async def _about(typed: _Typed) -> Reply:
    return await _told(typed, partial(about_reply, typed.host))


async def _told(typed: _Typed, make: Callable[[Collection], Reply]) -> Reply:
    """Return what is made of what those who read the reply may see."""
    library, asker = typed.host.library, Asker(typed.readership.guild)
    return await library.work(lambda: make(library.collection(typed.readership)), asker)


async def _brief(typed: _Typed) -> Reply:
    brief = await brief_on(typed.host, typed.readership, typed.words or None)
    return await typed.host.library.render(lambda: brief_reply(brief, typed.member_id))


async def _cite(typed: _Typed) -> Reply:
    style = typed.host.style_of(typed.member_id, typed.chosen)
    support = await support_of(typed.host, typed.readership, typed.words)
    return await typed.host.library.render(lambda: support_reply(support, style, typed.member_id))


async def _verify(typed: _Typed) -> Reply:
    checked = await verifications_of(typed.host, typed.readership, typed.words)
    return await typed.host.library.render(lambda: verification_reply(checked, typed.member_id))


_MADE: Mapping[str, Callable[[_Typed], Awaitable[Reply]]] = {
    "topics": _topics,
    "sources": _sources,
    "about": _about,
    "brief": _brief,
    "cite": _cite,
    "verify": _verify,
}
_DEEDS = {"brief": Deed.BRIEF, "cite": Deed.CITE, "verify": Deed.VERIFY}
_WANTING = {"cite": NO_CLAIM, "verify": NO_QUOTATION}  # what is told where no words follow
