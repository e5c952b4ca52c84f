"""What those who manage a server chose for it, each thing as a value and as a text."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

from bot.config import Config, DiscordSettings
from bot.languages import ENGLISH, languages
from bot.library.tables.catalogue import Scope
from bot.library.tables.events import OPERATOR, Change, EventKind
from bot.library.tables.transactions import DatabaseAwayError
from index import SettingsError, Style, rules

DEFAULT = "default"  # as a text, what puts a setting back
_YES, _NO = "yes", "no"
_COOLDOWN = rules(DiscordSettings)["cooldown_s"]  # an operator's range is a server's


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server chose; None where it is left as the operator has it, or to nobody.

    Args:
        channels: Ids of the channels that are answered in, with their threads; empty for all.
        private_answers: Whether answers to commands are seen by the asker alone.
        private_roles: Ids of the roles whose members alone see the answers to their commands,
            which are then made of all that they may see; for others it is as above.
        citation_style: Of members who chose none.
        cooldown_s: Least seconds between two questions of a member; never under the operator's.
        operator_documents: Whether the operator's documents are asked here, too.
        manager_role: Id of the role that may manage the library besides Manage Server.
        gaps_channel: Id of the channel that is told of what the documents do not answer.
        gaps_role: Id of the role that is mentioned there.
        new_channels: Ids of the channels that new documents are for; empty for all.
        new_roles: Ids of the roles that new documents are for; empty for everybody.
        opinions: Whether members are asked if an answer helped.
        threads: Whether what is asked by a mention is answered in a thread of its own.
        language: In which the bot answers where everybody reads it, by its tag.
        is_known: Whether these are its choices; else they cannot be read: see `UNKNOWN`.
    """

    channels: frozenset[int] = frozenset()
    private_answers: bool | None = None
    private_roles: frozenset[int] = frozenset()
    citation_style: Style | None = None
    cooldown_s: float | None = None
    operator_documents: bool = True
    manager_role: int | None = None
    gaps_channel: int | None = None
    gaps_role: int | None = None
    new_channels: frozenset[int] = frozenset()
    new_roles: frozenset[int] = frozenset()
    opinions: bool = False
    threads: bool = False
    language: str | None = None
    is_known: bool = True

    def __post_init__(self) -> None:
        """Check every value.

        Raises:
            SettingsError: An id is none, or the cooldown is out of range.
        """
        single = (self.manager_role, self.gaps_channel, self.gaps_role)
        several = self.channels | self.private_roles | self.new_channels | self.new_roles
        ids = [*several, *(id_ for id_ in single if id_ is not None)]
        if any(id_ <= 0 for id_ in ids):
            msg = (
                "an id is a positive number: in Discord, switch on User Settings › Advanced › "
                "Developer Mode, then open the menu of the channel or role › Copy ID"
            )
            raise SettingsError(msg)
        fault = None if self.cooldown_s is None else _COOLDOWN.fault(self.cooldown_s)
        if fault:
            raise SettingsError(f"cooldown_s {fault}")

    @property
    def new_scope(self) -> Scope:
        """Who may see a document that is new, where whoever brings it does not say.

        Raises:
            DatabaseAwayError: They cannot be read now.
        """
        known = self.checked()
        return Scope(known.new_channels, known.new_roles)

    def checked(self) -> Self:
        """Return these, where they are the server's.

        Raises:
            DatabaseAwayError: They cannot be read now.
        """
        if not self.is_known:
            raise DatabaseAwayError("what the server chose cannot be read now, and never was")
        return self

    def admits(self, channels: frozenset[int]) -> bool:
        """Return whether one is answered in a channel, given by its id and its parent's."""
        return not self.channels or bool(self.channels & channels)

    def changed(self, name: str, text: str) -> Self:
        """Return these with one of them changed.

        Args:
            name: Of the setting.
            text: Its value as a text; `default` puts it back.

        Raises:
            SettingsError: There is no such setting, or the text is no value of it.
        """
        if name not in _FORMS:
            raise SettingsError(f"there is no setting {name!r}; there are {', '.join(_FORMS)}")
        if text == DEFAULT:
            return replace(self, **{name: getattr(_NOTHING_CHOSEN, name)})
        try:
            value = _FORMS[name].read(text)
        except ValueError as error:
            msg = f"{name} must be {_FORMS[name].kind}, or {DEFAULT}, not {text!r}"
            raise SettingsError(msg) from error
        return replace(self, **{name: value})

    def chosen(self) -> Mapping[str, str]:
        """Return what is not as by default, as the texts that `changed` takes."""
        return {
            name: _text(getattr(self, name))
            for name in _FORMS
            if getattr(self, name) != getattr(_NOTHING_CHOSEN, name)
        }

    def noted(self, names: Collection[str], by: int = OPERATOR) -> Change:
        """Return what is noted once settings were changed to these.

        Args:
            names: Of those that were changed.
            by: Id of who changed them; as `member` of `NotedChange`.
        """
        chosen, changed = self.chosen(), sorted(names)
        after = {name: chosen.get(name, DEFAULT) for name in changed}
        return Change(EventKind.SETTINGS, ", ".join(changed), by, after=after)

    def in_force(self, config: Config) -> Self:
        """Return these with what the operator has where the server chose nothing."""
        private, style = self.private_answers, self.citation_style
        return replace(
            self,
            private_answers=config.discord.private_answers if private is None else private,
            citation_style=style or Style(config.index.citation_style),
            cooldown_s=max(self.cooldown_s or 0.0, config.discord.cooldown_s),
        )


_NOTHING_CHOSEN = ServerSettings()
UNKNOWN = ServerSettings(private_answers=True, operator_documents=False, is_known=False)
"""Of a server whose choices cannot be read, and were not before: what shows least to fewest."""


def _text(value: object) -> str:
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, frozenset):
        return ",".join(map(str, sorted(value)))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _ids(text: str) -> frozenset[int]:
    return frozenset(int(part) for part in text.split(",") if part.strip())


def _yes_or_no(text: str) -> bool:
    """Return whether a text says yes.

    Raises:
        ValueError: It says neither yes nor no.
    """
    if text not in {_YES, _NO}:
        raise ValueError(text)
    return text == _YES


def _language(text: str) -> str:
    """Return the tag of a language that there is.

    Raises:
        ValueError: There is no such language.
    """
    if text not in {ENGLISH, *languages()}:
        raise ValueError(text)
    return text


class _Form(NamedTuple):
    """How a setting is written as a text.

    Args:
        read: Gives its value; raises a `ValueError` where the text is none.
        kind: What the text must be.
    """

    read: Callable[[str], Any]
    kind: str


_YES_OR_NO = _Form(_yes_or_no, f"{_YES} or {_NO}")
_FORMS: Mapping[str, _Form] = {
    "channels": _Form(_ids, "ids of channels with commas between"),
    "private_answers": _YES_OR_NO,
    "private_roles": _Form(_ids, "ids of roles with commas between"),
    "citation_style": _Form(Style, f"one of {', '.join(Style)}"),
    "cooldown_s": _Form(float, "a number of seconds"),
    "operator_documents": _YES_OR_NO,
    "manager_role": _Form(int, "the id of a role"),
    "gaps_channel": _Form(int, "the id of a channel"),
    "gaps_role": _Form(int, "the id of a role"),
    "new_channels": _Form(_ids, "ids of channels with commas between"),
    "new_roles": _Form(_ids, "ids of roles with commas between"),
    "opinions": _YES_OR_NO,
    "threads": _YES_OR_NO,
    "language": _Form(_language, f"one of {', '.join((ENGLISH, *languages()))}"),
}
