"""What a command of the command line is; imports nothing heavy."""

import sys
from abc import ABC, abstractmethod
from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import dataclass, fields
from typing import ClassVar, Self

from bot.terminal.places import Places

# Exit codes.
OK = 0
FAULT = 1
USAGE = 2  # also: a faulty configuration

_IDS = range(1, 2**63)  # that the catalogue can look up; Discord's are among them
_LEAST_ID = 10**16  # Discord's have had 17 digits since its first month
WHERE_IDS_ARE = (
    "in Discord, switch on User Settings › Advanced › Developer Mode, then open its menu "
    "(right-click, or press and hold) › Copy ID"
)


@dataclass(frozen=True, slots=True)
class TerminalCommand(ABC):
    """A command with the arguments that it was given, one field for each.

    A module of `bot/terminal/commands` defines one, and its file's name is the command's. `--help`
    imports them all: what is heavy is imported in `run`.

    Args:
        places: Where the operator's files lie.
    """

    summary: ClassVar[str]  # a line of help, in small letters and without a full stop
    example: ClassVar[str]  # what to type

    places: Places

    @classmethod
    @abstractmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the command's own arguments, each for the field of its name."""

    @classmethod
    def take_rest(cls, parsed: Namespace, rest: list[str]) -> list[str]:
        """Return what was typed that is no argument of the command.

        A command that is about several things may take some of it: `argparse` does not understand
        words that stand behind options where others stood before these.
        """
        del parsed
        return rest

    @classmethod
    def of(cls, arguments: Namespace) -> Self:
        """Return the command with its share of the parsed arguments."""
        values = vars(arguments)
        own = {field.name: values[field.name] for field in fields(cls) if field.name != "places"}
        return cls(places=Places.of(arguments), **own)

    @abstractmethod
    def run(self) -> int:
        """Do what was asked and return the exit code.

        Raises:
            SettingsError: What was asked or configured is wrong.
            BriefingError: It cannot be done.
            OSError: A file cannot be read or written.
        """


class _JoinedWords(Action):
    """Keeps the words of a text as one, None where there are none."""

    def __call__(
        self, parser: ArgumentParser, namespace: Namespace, values: object, *_: object
    ) -> None:
        del parser
        words = values if isinstance(values, list) else []
        setattr(namespace, self.dest, " ".join(words) if words else None)


def add_text(parser: ArgumentParser, name: str, meaning: str) -> None:
    """Add the text that a command is about, for a field of this name; it needs no quotes.

    Args:
        parser: The command's.
        name: Of the field, a text or None.
        meaning: A line of help.
    """
    parser.add_argument(name, nargs="*", action=_JoinedWords, help=meaning)


def discord_id(text: str) -> int:
    """Return the id of a server, channel or role; warn of one that cannot be Discord's.

    That is not refused: what was kept for such an id can still be looked at and removed.

    Raises:
        ArgumentTypeError: The text is none.
    """
    try:
        id_ = int(text)
    except ValueError:
        id_ = 0
    if id_ not in _IDS:
        msg = f"{text[:30]!r} is no id: {WHERE_IDS_ARE}"
        raise ArgumentTypeError(msg)
    if id_ < _LEAST_ID:
        told = f"{id_} has fewer than 17 digits, and is no ID of Discord's: {WHERE_IDS_ARE}"
        sys.stderr.write(f"briefing-bot: {told}\n")
    return id_


def add_json(parser: ArgumentParser) -> None:
    """Add the option of commands that print JSON, for a field `json`."""
    parser.add_argument("--json", action="store_true", help="print JSON for programs")


def add_nearest(parser: ArgumentParser) -> None:
    """Add the option of commands that may refuse, for a field `nearest`."""
    parser.add_argument(
        "--nearest",
        action="store_true",
        help="where the documents do not answer, show what comes nearest",
    )
