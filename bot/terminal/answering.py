"""Questions to printed answers: of an argument, a file, or somebody who types."""

import json as json_format
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.config import Config
from bot.plain_text import bounded
from bot.records import outcome_record
from bot.terminal.console import console
from bot.terminal.given import GivenText, each, typed
from bot.terminal.json_records import emit
from bot.terminal.opening import opened
from bot.terminal.printing import Manner, print_outcome
from index import SettingsError, Style

_PROMPT = "\nask> "
_SHOWN = 80  # characters of a faulty line


@dataclass(frozen=True, slots=True)
class _Line:
    question: str
    history: list[str]


def answer_lines(
    lines: Iterable[GivenText], config: Config, *, json: bool, nearest: bool = False
) -> int:
    """Print the answer of each line, which is a question or a JSON object with its history.

    Args:
        lines: Of standard input, or the one argument.
        config: The operator's.
        json: Whether the answers are for programs.
        nearest: Whether a refusal is followed by what comes nearest.

    Returns:
        The exit code: 1 where a line could not be read; that is told in its place.

    Raises:
        SettingsError: The argument starts with `{` and is not such an object, or is too long.
        BriefingError: The collection cannot be used.
    """
    style = Style(config.index.citation_style)
    collection = opened(config, json=json)
    manner = Manner(style, nearest=nearest)
    out = console()

    def answer(text: str) -> None:
        line = _parsed(text)
        outcome = collection.ask(line.question, line.history)
        if json:
            emit(outcome_record(outcome, collection.documents, style))
        else:
            out.rule(out.render_str(line.question), style="dim")
            print_outcome(out, outcome, manner)

    return each(lines, answer, json=json)


def _parsed(line: str) -> _Line:
    if not line.startswith("{"):
        return _Line(bounded(line, "question"), [])
    try:
        record: Any = json_format.loads(line)
        question, history = record["question"], record.get("history") or []
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SettingsError(
            f'a line that starts with {{ must be {{"question": …, "history": […]}}: {line[:_SHOWN]}'
        ) from error
    texts = isinstance(history, list) and all(isinstance(turn, str) for turn in history)
    if not isinstance(question, str) or not texts:
        raise SettingsError(f"question must be text and history a list of texts: {line[:_SHOWN]}")
    return _Line(bounded(question, "question"), [bounded(turn, "history") for turn in history])


def converse(config: Config, *, nearest: bool = False) -> None:
    """Answer at a prompt; each question may lean on the ones before it.

    Args:
        config: The operator's.
        nearest: Whether a refusal is followed by what comes nearest.

    Raises:
        BriefingError: The collection cannot be used.
    """
    collection = opened(config)
    manner = Manner(Style(config.index.citation_style), nearest=nearest)
    out = console()
    out.print(f"Ask about “{collection.document().title}”. An empty line or Ctrl-D ends.")
    history: list[str] = []

    def answer(question: str) -> None:
        question = bounded(question, "question")
        print_outcome(out, collection.ask(question, history), manner)
        history.append(question)

    each(typed(_PROMPT), answer, json=False)
