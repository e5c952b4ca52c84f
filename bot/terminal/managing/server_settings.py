"""What a server chose, on the command line, changed by `NAME=VALUE`; its gaps and its history."""

from collections.abc import Sequence

from rich.text import Text

from bot.config import Config
from bot.library import (
    OPERATOR,
    EventKind,
    NotedChange,
    Scope,
    ServerSettings,
    Shelves,
    lines_in_force,
    opinions_of_all,
    readers_words,
)
from bot.phrases import NO_GAPS, counted, told_opinions
from bot.terminal.console import console
from bot.terminal.json_records import emit, event_record, gaps_record, settings_record
from index import Collection, SettingsError


def settle(config: Config, server: int, changes: Sequence[str], *, as_json: bool) -> None:
    """Change what a server chose, and print what is in force there then.

    Args:
        config: What the operator chose, and where the library lies.
        server: Its id.
        changes: Each `NAME=VALUE`; they are made together, or none is.
        as_json: Whether a program reads it.

    Raises:
        SettingsError: A change is none.
        BriefingError: It cannot be kept, or read.
    """
    shelves = Shelves(config, answers=False)
    servers = shelves.servers
    if changes:
        chosen = servers.change(server, lambda present: _changed(present, changes))
        names = {change.partition("=")[0].strip() for change in changes}
        shelves.events.note(server, chosen.noted(names))
    else:
        chosen = servers.settings(server).checked()
    if as_json:
        emit(settings_record(server, chosen, chosen.in_force(config)))
        return
    for name, value in lines_in_force(
        chosen, config, "channel {}".format, "role {}".format
    ).items():
        console().print(Text(f"{name}: {value}"), soft_wrap=True)


def tell_gaps(shelves: Shelves, public: Collection, server: int, *, as_json: bool) -> None:
    """Print how often moderators were told of a question, and what members found helpful.

    Args:
        shelves: The libraries.
        public: The operator's collection.
        server: Its id.
        as_json: Whether a program reads it.

    Raises:
        BriefingError: It cannot be read.
    """
    days, opinions = shelves.servers.gaps(server), opinions_of_all(shelves, server, public)
    if as_json:
        emit(gaps_record(server, days, opinions))
        return
    lines = [f"{day} UTC: {counted(told, 'question')} told" for day, told in days] or [NO_GAPS]
    lines += [f"{one.document}: {told_opinions(one.now, one.before)}" for one in opinions]
    for line in lines:
        console().print(Text(line), soft_wrap=True)


def tell_events(shelves: Shelves, server: int, *, as_json: bool) -> None:
    """Print what was changed in a server, the newest first, and by whom.

    Args:
        shelves: The libraries.
        server: Its id.
        as_json: Whether a program reads it.

    Raises:
        BriefingError: It cannot be read.
    """
    for event in shelves.events.of(server):
        if as_json:
            emit(event_record(event))
            continue
        line = f"{event.moment:%Y-%m-%d %H:%M} UTC: {_deed(event)}, by {_who(event)}"
        console().print(Text(line), soft_wrap=True)


def _deed(event: NotedChange) -> str:
    """Return what was done, in words."""
    if event.before:
        return f"put {event.what} in the place of {event.before}"
    if event.kind is EventKind.OPENED:
        return f"opened {event.what} to everybody"
    if event.kind in (EventKind.ADDED, EventKind.LIMITED) and event.after:
        scope = Scope.of_texts(event.after)
        seen_by = readers_words(scope, "channel {}".format, "role {}".format)
        return f"{event.kind} {event.what}: seen by {seen_by}"
    after = ", ".join(f"{name}={value}" for name, value in event.after.items())
    return f"{event.kind} {after or event.what}"


def _who(event: NotedChange) -> str:
    if event.member is None:
        return "somebody who had that deleted"
    return "the operator" if event.member == OPERATOR else f"member {event.member}"


def _changed(present: ServerSettings, changes: Sequence[str]) -> ServerSettings:
    """Return choices after some changes.

    Raises:
        SettingsError: One of them is none.
    """
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals:
            msg = f"--set takes NAME=VALUE, such as cooldown_s=10, not {change!r}"
            raise SettingsError(msg)
        present = present.changed(name.strip(), value.strip())
    return present
