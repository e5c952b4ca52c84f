"""The command line: help with examples, and the one edge where errors become text."""

import argparse
import difflib
import errno
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NoReturn

from bot.plain_text import visible
from bot.terminal.command import FAULT, OK, USAGE, TerminalCommand
from bot.terminal.commands import all_commands
from bot.terminal.places import Places, add_places
from index import BriefingError, SettingsError

_MAX_FAULT = 4_000  # characters; twenty faults of a configuration file stay whole
_FULL = (errno.ENOSPC, errno.EDQUOT)

_DESCRIPTION = """\
Answers questions from documents with cited, verbatim excerpts, in the terminal and on Discord.
Without a command it does its main job: on a terminal the same as `run`; with questions piped in,
it answers them and ends."""

_EXAMPLES = """\
examples:
  briefing-bot ask "How does al-Qaeda help the Taliban?"
  briefing-bot brief "what the Taliban gains"
  briefing-bot cite deadly-cooperation:12 --style apa
  briefing-bot verify "the Taliban almost does not need us"
  briefing-bot ask --knowledge ~/papers "What did the trial measure?"
  briefing-bot run                    the sandbox in your browser; with DISCORD_TOKEN set, Discord
"""


def _never() -> bool:
    return False


def run(arguments: Sequence[str], interrupted: Callable[[], bool] = _never) -> int:
    """Return the exit code: 0 success, 1 a fault, 2 wrong usage or configuration.

    Args:
        arguments: Those of the command line.
        interrupted: Tells whether Ctrl-C came: an error may be what somebody made of it.

    Raises:
        BriefingError: One that came after Ctrl-C.
        OSError: The same.
    """
    commands = all_commands()
    parsed, unknown = _parser(commands).parse_known_args(arguments)
    if parsed.command is not None:
        unknown = commands[parsed.command].take_rest(parsed, unknown)
    if unknown:  # told here: argparse would point to the help of all commands
        command = f" {parsed.command}" if parsed.command else ""
        _Parser(f"briefing-bot{command}").error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        if parsed.command is None:
            return _flushed(_main_job(Places.of(parsed)))
        return _flushed(commands[parsed.command].of(parsed).run())
    except (BriefingError, OSError) as error:
        if interrupted():
            raise
        return _ended_by(error)


def _ended_by(error: BriefingError | OSError) -> int:
    """Say what ended a command; return its exit code."""
    match error:
        case SettingsError():
            return _complain(error, USAGE)
        case BriefingError():
            return _complain(error, FAULT)
        case BrokenPipeError():
            _let_go_of_output()  # the reader has left; there is nobody to tell
            return OK
        case _:
            return _complain(_told(error), FAULT)


def _main_job(places: Places) -> int:
    from bot.terminal.main_job import main_job  # which imports the library

    return main_job(places)


def _flushed(code: int) -> int:
    sys.stdout.flush()  # what cannot be written is told here, and not while Python ends
    return code


def _let_go_of_output() -> None:
    """Have what is left to be written go nowhere: Python would try once more as it ends."""
    with suppress(OSError, ValueError):  # where it is no file, as in a test, nothing is left
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _complain(error: object, code: int) -> int:
    sys.stderr.write(visible(f"briefing-bot: {_bounded(str(error))}\n"))
    return code


def _told(error: OSError) -> str:
    """Return what happened, to what, and where a disk is full, what to do."""
    place = f"{error.filename}: " if error.filename else ""
    if error.errno in _FULL:
        with suppress(OSError):  # it may be the output: Python would try once more as it ends
            sys.stdout.close()
        return f"{place}no space is left where this is written; free some space"
    return f"{place}{error.strerror or error}"


def _bounded(message: str) -> str:
    """Return a message that names something of whatever length, short enough to be read."""
    return message if len(message) <= _MAX_FAULT else f"{message[: _MAX_FAULT - 1]}…"


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are one line, with the word that was probably meant."""

    def error(self, message: str) -> NoReturn:
        """End with a fault."""
        told = f"{self.prog}: {_bounded(message)} (`{self.prog} --help` explains)\n"
        self.exit(USAGE, visible(told))

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401
        """Hold a value against the choices; argparse's own fault does not say what is near.

        Raises:
            ArgumentError: It is none of them.
        """
        if action.choices is None or value in action.choices:
            return
        names = [str(choice) for choice in action.choices]
        near = difflib.get_close_matches(str(value).lower(), names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
        noun = str(action.metavar or action.dest).lower()
        raise argparse.ArgumentError(None, f"there is no {noun} {value!r}; {hint}")


def _parser(commands: Mapping[str, type[TerminalCommand]]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="briefing-bot",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version",
        action=_Version,
        nargs=0,
        dest=argparse.SUPPRESS,
        help="show program's version number and exit",
    )
    add_places(parser)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, command in commands.items():
        summary = command.summary
        subparser = subparsers.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog=f"example:\n  {command.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        add_places(subparser)
        command.declare(subparser)
    return parser


class _Version(argparse.Action):
    """Prints the version of the installed program; it is looked up only then, which takes long."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:  # noqa: ANN401
        from bot.terminal.versions import version

        sys.stdout.write(f"briefing-bot {version()}\n")
        parser.exit()
