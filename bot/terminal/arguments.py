"""The command line: arguments, help with examples, and the one edge where errors become text."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module, metadata
from pathlib import Path

from index import STYLES, BriefingError, SettingsError

OK, FAULT, USAGE = 0, 1, 2
Adder = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command by name, summary and example."""
_INTERRUPTED = 130

_DESCRIPTION = """\
Answers questions from documents with cited, verbatim excerpts, in the terminal and on Discord.
Without a command it does its main job: on a terminal the same as `run`; with questions piped in,
it answers them and ends."""

_EXAMPLES = """\
examples:
  briefing-bot ask "Why has the alliance persisted?"
  briefing-bot brief "what the Taliban gains"
  briefing-bot cite deadly-cooperation:12 --style apa
  briefing-bot verify "the Taliban almost does not need us"
  briefing-bot ask --knowledge ~/papers "What did the trial measure?"
  briefing-bot run                    the sandbox in your browser; with DISCORD_TOKEN set, Discord
"""


def run(arguments: Sequence[str]) -> int:
    """Return the exit code: 0 success, 1 a fault, 2 wrong usage or configuration."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    name = chosen.command or "main"
    # The commands import the library and rich: not before it is known that help is not all.
    command = getattr(import_module("bot.terminal.commands"), f"command_{name}")
    try:
        return int(command(chosen) or OK)
    except SettingsError as error:
        return _complain(error, USAGE)
    except BriefingError as error:
        return _complain(error, FAULT)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has left; there is nobody to tell
        return OK
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _complain(f"{place}{error.strerror or error}", FAULT)


def _complain(error: object, code: int) -> int:
    sys.stderr.write(f"briefing-bot: {error}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing-bot",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=_version())
    common = _common()
    _add_places(parser)  # the same options may stand before the command
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def add(name: str, summary: str, example: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            parents=[common],
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    _add_reading(add)
    _add_sources(add)
    _add_running(add)
    return parser


def _add_reading(add: Adder) -> None:
    index = add(
        "index", "build or refresh the collection", "briefing-bot index --knowledge ~/papers"
    )
    _json(index)
    ask = add(
        "ask",
        "answer a question, or one question a line from standard input",
        'briefing-bot ask "What does the Taliban gain?"',
    )
    ask.add_argument("question", nargs="?", help="the question; none: one a line from input")
    _json(ask)
    brief = add(
        "brief",
        "brief on a topic, or on everything",
        'briefing-bot brief "Taliban funding" --format md > funding.md',
    )
    brief.add_argument("topic", nargs="?", help="what the brief is on; none: everything")
    brief.add_argument(
        "--format", choices=("text", "md", "html", "json"), default="text", help="default: text"
    )
    _json(brief)
    show = add("show", "show a document as it is quoted", "briefing-bot show --repairs")
    show.add_argument("document", nargs="?", help="its id; default: the first")
    show.add_argument("--repairs", action="store_true", help="list what was mended, and where")
    _json(show)


def _add_sources(add: Adder) -> None:
    cite = add(
        "cite",
        "find the passages that support a claim, or cite an address",
        "briefing-bot cite deadly-cooperation:12 --style mla",
    )
    cite.add_argument("claim", nargs="?", help="a claim, or an address such as 12 or document:12")
    cite.add_argument("--style", choices=STYLES, help="default: as configured")
    _json(cite)
    verify = add(
        "verify",
        "hold a quotation against the sources",
        'briefing-bot verify "the Taliban almost does not need us"',
    )
    verify.add_argument("quotation", nargs="?", help="none: one a line from input")
    _json(verify)
    evaluate = add(
        "eval",
        "measure on graded questions",
        "briefing-bot eval knowledge/questions/essay_dev.jsonl",
    )
    evaluate.add_argument(
        "questions", nargs="*", type=Path, help="JSONL files, or folders of passages and questions"
    )
    evaluate.add_argument(
        "--part", choices=("all", "train", "tune", "report"), default="all", help="default: all"
    )
    evaluate.add_argument("--plots", type=Path, metavar="DIR", help="draw the curves there")
    _json(evaluate)
    _add_calibrating(add)


def _add_calibrating(add: Adder) -> None:
    calibrate = add(
        "calibrate",
        "choose how sure the bot must be to answer, on questions made of your own documents",
        "briefing-bot calibrate --error 0.05 --dry-run\n"
        "  briefing-bot calibrate --knowledge ~/papers --questions graded.jsonl",
    )
    calibrate.add_argument(
        "--error",
        type=float,
        default=0.1,
        metavar="SHARE",
        help="the share of unanswerable questions that may be answered; default: 0.1",
    )
    calibrate.add_argument(
        "--questions",
        nargs="+",
        type=Path,
        default=[],
        metavar="FILE.jsonl",
        help="graded questions on these documents, used in addition",
    )
    calibrate.add_argument(
        "--count",
        type=int,
        default=300,
        metavar="N",
        help="sentences to ask about, 0: graded questions alone; default: 300",
    )
    calibrate.add_argument("--dry-run", action="store_true", help="report, and keep nothing")
    _json(calibrate)


def _add_running(add: Adder) -> None:
    run_parser = add(
        "run",
        "the bot: on Discord with DISCORD_TOKEN set, else in a local sandbox",
        "DISCORD_TOKEN=… briefing-bot run",
    )
    run_parser.add_argument("--port", type=int, help="of the sandbox; default: as configured")
    run_parser.add_argument(
        "--no-browser", action="store_true", help="print the sandbox's address, open nothing"
    )
    doctor = add(
        "doctor", "check configuration, models, collection and token", "briefing-bot doctor"
    )
    _json(doctor)


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    _add_places(common)
    return common


def _add_places(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("places")
    missing = argparse.SUPPRESS
    group.add_argument(
        "--knowledge", type=Path, metavar="DIR", default=missing, help="a folder of documents"
    )
    group.add_argument(
        "--data", type=Path, metavar="DIR", default=missing, help="where built collections live"
    )
    group.add_argument(
        "--config", type=Path, metavar="FILE", default=missing, help="default: config.yaml"
    )


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON for programs")


def _version() -> str:
    try:
        return f"briefing-bot {metadata.version('briefing-bot')}"
    except metadata.PackageNotFoundError:
        return "briefing-bot (not installed)"
