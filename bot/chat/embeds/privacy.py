"""What is kept of members and servers, as members read it."""

import json
from collections.abc import Mapping

import discord

from bot.chat.embeds.self_description import (
    NOTHING_KEPT,
    PRIVACY_DISCORD,
    PRIVACY_HISTORY,
    PRIVACY_MEMORY,
    PRIVACY_PLACE,
    PRIVACY_SETTINGS,
    WORDING_IN_HAND,
    WORDING_LOGGED,
    WORDING_NOT_LOGGED,
    deleted,
    privacy_library,
)
from bot.chat.embeds.theme import PLAIN
from bot.languages import Sentence, number, say
from bot.library import Named, Naming

_HISTORIES, _BROUGHT = "lines_of_histories", "brought"  # among what is kept of a member
_NAMES = {
    _HISTORIES: Sentence("lines of servers' histories that name you:"),
    _BROUGHT: Sentence("files that name you as who brought them:"),
    "citation_style": Sentence("citation style"),
    "form_of_replies": Sentence("form of replies"),
}


def privacy_embed(*, questions_logged: bool, days: int) -> discord.Embed:
    """Return what is kept, where and how long, as the bot is configured now.

    Args:
        questions_logged: Whether the log has the wording of questions.
        days: How long what a server has is kept after it took the bot out.
    """
    wording = WORDING_LOGGED if questions_logged else WORDING_NOT_LOGGED
    questions = say("**Of questions:** {what}", what=f"{wording} {WORDING_IN_HAND}")
    kept = [questions, PRIVACY_SETTINGS, privacy_library(days), PRIVACY_HISTORY, PRIVACY_MEMORY]
    text = "\n\n".join(map(str, [*kept, f"{PRIVACY_PLACE}\n{PRIVACY_DISCORD}"]))
    return discord.Embed(title=say("What is kept"), description=text, colour=PLAIN)


def deleted_text(settings: Mapping[str, object]) -> str:
    """Return what a member is told whose settings were deleted: which there were."""
    told = [f"{_words(name)} {_value(value)}" for name, value in settings.items()]
    return deleted(told) if told else str(NOTHING_KEPT)


def naming_record(naming: Naming) -> Mapping[str, object]:
    """Return what names a member, by its name, as far as there is any."""
    parts = {_HISTORIES: naming.lines, _BROUGHT: naming.brought}
    return {name: list(map(_named, lines)) for name, lines in parts.items() if lines}


def _named(line: Named) -> Mapping[str, str]:
    moment = line.moment.isoformat(timespec="seconds")
    return {"server": str(line.guild), "moment": moment, "kind": line.kind, "what": line.what}


def settings_record(member_id: int, settings: Mapping[str, object]) -> str:
    """Return what is kept of a member as JSON."""
    return json.dumps({"member": str(member_id), **settings}, indent=2, ensure_ascii=False)


def _words(name: str) -> str:
    return str(_NAMES.get(name, name.replace("_", " ")))


def _value(value: object) -> str:
    if isinstance(value, list):
        return number(len(value))
    return say(value) if isinstance(value, str) else json.dumps(value)
