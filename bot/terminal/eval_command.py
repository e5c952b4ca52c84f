"""`eval`: graded questions held against a collection or a public set: tables, JSON, curves."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from rich.table import Table

from bot.config import Config
from bot.terminal import printing
from index import (
    Answer,
    Collection,
    Part,
    QuestionSet,
    Report,
    SentenceEncoder,
    Settings,
    SettingsError,
    draw_curves,
    evaluate_set,
    read_question_set,
    read_questions,
    scopes_of,
)

_DEFAULT = "questions"


def evaluate(config: Config, opened: Callable[[], Collection], chosen: Namespace) -> None:
    """Print the figures of every file and folder of questions.

    Args:
        config: How answers are made.
        opened: Gives the collection that files of questions are about, the same each time.
        chosen: What was asked for on the command line.

    Raises:
        SettingsError: A file or folder holds no graded questions.
    """
    for path in chosen.questions or sorted((config.knowledge / _DEFAULT).glob("*.jsonl")):
        for report in _reports(path, config, opened, chosen.part):
            if chosen.json:
                sys.stdout.write(json.dumps(_plain(report), ensure_ascii=False) + "\n")
            else:
                _print(report)
            if chosen.plots and isinstance(report, Report):
                chosen.plots.mkdir(parents=True, exist_ok=True)
                draw_curves(report, chosen.plots)


def _reports(
    path: Path, config: Config, opened: Callable[[], Collection], part: str
) -> Iterator[Report | dict[str, Any]]:
    """Measure one file or folder.

    Yields:
        A report a scope.

    Raises:
        SettingsError: It holds no graded questions.
    """
    if path.is_dir():
        questions = read_question_set(path)
        for scope in scopes_of(questions):
            yield _measured(questions, part, scope, config.index)
        return
    records = _records(path)
    kind = next((key for key in ("turns", "topic", "question") if key in records[0]), "")
    collection = opened()
    if kind == "turns":
        yield _follow_ups(path, records, collection)
    elif kind == "question":
        documents = tuple(collection.documents.values())
        graded = read_questions(path, documents[0].id)
        questions = QuestionSet(path.stem, documents, graded, scoped=False)
        in_force = replace(config.index, answer_threshold=collection.threshold.value)
        yield _measured(questions, part, scopes_of(questions)[0], in_force)
    elif kind == "topic":
        yield _briefs(path, records, collection)
    else:
        raise SettingsError(
            f"{path} holds no graded questions: a line has question, turns or topic"
        )


def _measured(questions: QuestionSet, part: str, scope: Any, settings: Settings) -> Report:  # noqa: ANN401
    with printing.progress() as tell:
        chosen = None if part == "all" else Part(part)
        encoder = SentenceEncoder(settings)
        return evaluate_set(questions, chosen, scope, encoder, settings, tell)


def _records(path: Path) -> list[dict[str, Any]]:
    """Return the object of each line, at least one.

    Raises:
        SettingsError: The file cannot be read, or a line is no JSON object.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        records = [json.loads(line) for line in lines if line.strip()]
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SettingsError(f"{path} is not a file of JSON lines") from error
    if not records or not all(isinstance(record, dict) for record in records):
        raise SettingsError(f"{path} is not a file of JSON lines, each an object")
    return records


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _required(path: Path, number: int, told: str, *, good: bool) -> None:
    if not good:
        raise SettingsError(f"{path}: line {number} needs {told}; mend or remove it")


def _follow_ups(
    path: Path, records: Sequence[dict[str, Any]], collection: Collection
) -> dict[str, Any]:
    """Return how many second turns find their paragraph first, and show their evidence."""
    for number, record in enumerate(records, 1):
        good = bool(record.get("turns")) and _texts(record["turns"])
        good = (
            good and isinstance(record.get("paragraphs"), list) and _texts(record.get("evidence"))
        )
        told = "turns and evidence, lists of texts, and paragraphs, a list of numbers"
        _required(path, number, told, good=good)
    found = shown = 0
    for record in records:
        *history, question = record["turns"]
        outcome = collection.ask(question, history)
        quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
        first = outcome.hits[0].passage.paragraph if outcome.hits else None
        found += first in record["paragraphs"]
        shown += any(e in quote.text for e in record["evidence"] for quote in quotes)
    return {"name": path.stem, "n": len(records), "recall@1": found, "evidence shown": shown}


def _briefs(
    path: Path, records: Sequence[dict[str, Any]], collection: Collection
) -> dict[str, Any]:
    """Return how many key points the briefs of a file's topics cover."""
    for number, record in enumerate(records, 1):
        points = record.get("key_points")
        good = isinstance(points, list) and all(map(_texts, points))
        told = "topic, a text, and key_points, a list of lists of texts"
        _required(path, number, told, good=good and isinstance(record.get("topic"), str))
    covered = total = 0
    for record in records:
        made = collection.brief(record["topic"])
        text = " ".join(point.text for point in getattr(made, "points", ()))
        covered += sum(any(form in text for form in point) for point in record["key_points"])
        total += len(record["key_points"])
    return {"name": path.stem, "n": total, "key points covered": covered}


def _print(report: Report | dict[str, Any]) -> None:
    out = printing.console()
    if isinstance(report, dict):
        named = (
            f"{key} {value}/{report['n']}" for key, value in report.items() if key not in _META
        )
        out.print(f"{report['name']}: {', '.join(named)}")
        return
    table = Table(title=f"{report.name} · {report.questions} questions", title_justify="left")
    for column in ("figure", "by", "value", "95 %", "n"):
        table.add_column(column, justify="left" if column in {"figure", "by"} else "right")
    for by, name, estimate in _estimates(report):
        interval = f"{estimate.low:.3f}–{estimate.high:.3f}"
        table.add_row(name, by, f"{estimate.value:.3f}", interval, str(estimate.n))
    out.print(table)


_META = frozenset({"name", "n"})


def _estimates(report: Report) -> Iterator[tuple[str, str, Any]]:
    """Give every figure with who it belongs to.

    Yields:
        Way, name and estimate.
    """
    for by, figures in report.search.items():
        yield from ((by, figure.name, figure.estimate) for figure in figures)
    yield from (("", figure.name, figure.estimate) for figure in report.answers)
    for by, figures in report.abstention.items():
        yield from ((by, figure.name, figure.estimate) for figure in figures)


def _plain(report: Report | dict[str, Any]) -> dict[str, Any]:
    return report if isinstance(report, dict) else asdict(report)
