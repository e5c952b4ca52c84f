"""Who changed what a server has, as those who manage it read it."""

from collections.abc import Mapping, Sequence

import discord

from bot.chat.embeds.document_card import readers
from bot.chat.embeds.fitting import joined
from bot.chat.embeds.markdown import cut, escape
from bot.chat.embeds.texts import EVENTS_KEPT, NO_EVENTS
from bot.chat.embeds.theme import PLAIN
from bot.languages import marked, say
from bot.library import DEFAULT, KEPT_DAYS, OPERATOR, EventKind, NotedChange, Scope
from bot.phrases import few

EVENTS_ON_PAGE = 15  # a line has 200 characters at most, and an embed 4,096
_FEW = 2  # channels, and roles, that are named of one setting or document
_LONGEST = 100  # characters of what was changed, of both files together where there are two
_SEEN_BY: Mapping[EventKind, str] = {
    EventKind.ADDED: marked("{who} added {what}, to be seen by {seen_by}"),
    EventKind.LIMITED: marked("{who} changed who may see {what}: {seen_by}"),
}
_DEEDS: Mapping[EventKind, str] = {
    EventKind.ADDED: marked("{who} added {what}"),
    EventKind.REPLACED: marked("{who} put a new version in the place of {what}"),
    EventKind.REMOVED: marked("{who} removed {what}"),
    EventKind.LIMITED: marked("{who} changed who may see {what}"),
    EventKind.OPENED: marked("{who} opened {what} to everybody"),
    EventKind.DESCRIBED: marked("{who} described {what}"),
    EventKind.IMPORTED: marked("{who} had the library {what} taken back"),
    EventKind.SETTINGS: marked("{who} changed settings: {what}"),
}


def events_embed(events: Sequence[NotedChange], page: int) -> discord.Embed:
    """Return a page of what was changed, the newest first; mentions in an embed notify nobody.

    Args:
        events: All of them, the newest first.
        page: Its number, from 0.
    """
    shown = events[page * EVENTS_ON_PAGE : (page + 1) * EVENTS_ON_PAGE]
    embed = discord.Embed(title=say("What was changed here, and by whom"), colour=PLAIN)
    embed.description = joined([_line(event) for event in shown]) or str(NO_EVENTS)
    return embed.set_footer(text=say(EVENTS_KEPT, days=KEPT_DAYS))


def _line(event: NotedChange) -> str:
    moment, who = discord.utils.format_dt(event.moment, "f"), _who(event)
    if event.before:
        what, before = _named(event.what, _LONGEST // 2), _named(event.before, _LONGEST // 2)
        told = say("{who} put {what} in the place of {before}", who=who, what=what, before=before)
        return f"{moment} · {told}"
    if event.after and event.kind in _SEEN_BY:
        told = say(
            _SEEN_BY[event.kind],
            who=who,
            what=_named(event.what, _LONGEST // 2),
            seen_by=readers(Scope.of_texts(event.after), _FEW),
        )
        return f"{moment} · {told}"
    what = _values(event.after) or _named(event.what, _LONGEST)
    return f"{moment} · {say(_DEEDS[event.kind], who=who, what=what)}"


def _values(after: Mapping[str, str]) -> str:
    """Return what settings are since; "" where it is not known."""
    return ", ".join(
        f"{_named(name, _LONGEST)} = {_value(name, text)}" for name, text in after.items()
    )


def _value(name: str, text: str) -> str:
    """Return a setting's value, which may be the ids of channels or roles."""
    parts, of = text.split(","), name.removesuffix("s")
    if text == DEFAULT or not of.endswith(("channel", "role")):
        return escape(text)
    mention = "<#{}>" if of.endswith("channel") else "<@&{}>"
    return few([mention.format(id_) for id_ in parts], _FEW)


def _named(what: str, longest: int) -> str:
    return f"**{escape(cut(what, longest))}**"


def _who(event: NotedChange) -> str:
    if event.member is None:
        return say("somebody")
    return say("the operator") if event.member == OPERATOR else f"<@{event.member}>"
