"""Graded lines that are not single questions: conversations, and topics with their key points."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from index import (
    Collection,
    GradedQuestion,
    ParagraphPlace,
    SettingsError,
    are_texts,
    read_questions,
)

_T = TypeVar("_T")

GradedLine = Mapping[str, Any]  # one line of a file, not yet checked


@dataclass(frozen=True, slots=True)
class GradedConversation:
    """Questions in a row, the last one graded.

    Args:
        turns: At least one.
        gold: The paragraphs that answer the last question, each with its document.
        evidence: Texts of which one has to be shown.
    """

    turns: tuple[str, ...]
    gold: tuple[ParagraphPlace, ...]
    evidence: tuple[str, ...]

    @classmethod
    def of(cls, line: GradedLine, document: str) -> "GradedConversation | None":
        """Return what a line says, None where it lacks something.

        Args:
            line: Of a file.
            document: The document whose paragraphs are meant where the line names none.
        """
        turns, paragraphs = line.get("turns"), line.get("paragraphs")
        evidence = line.get("evidence")
        if not (turns and are_texts(turns) and are_texts(evidence)):
            return None
        if not (isinstance(paragraphs, list) and all(type(one) is int for one in paragraphs)):
            return None
        name = str(line.get("document") or document)
        gold = tuple((name, paragraph) for paragraph in paragraphs)
        return cls(tuple(turns), gold, tuple(evidence or ()))


@dataclass(frozen=True, slots=True)
class GradedTopic:
    """A topic and what a brief on it should say.

    Args:
        topic: What the brief is on.
        key_points: The forms that each may take, of which one has to be in the brief.
    """

    topic: str
    key_points: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, line: GradedLine) -> "GradedTopic | None":
        """Return what a line says, None where it lacks something."""
        topic, points = line.get("topic"), line.get("key_points")
        if not (isinstance(topic, str) and isinstance(points, list)):
            return None
        return cls(topic, tuple(map(tuple, points))) if all(map(are_texts, points)) else None


def read_lines(path: Path) -> list[GradedLine]:
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


def conversations_of(
    path: Path, lines: list[GradedLine], document: str
) -> list[GradedConversation]:
    """Return the conversations of a file's lines.

    Args:
        path: The file.
        lines: Its own.
        document: The document whose paragraphs are meant where a line names none.

    Raises:
        SettingsError: A line lacks something.
    """
    needed = "turns and evidence, lists of texts, none blank, and paragraphs, a list of numbers"
    return [
        _required(GradedConversation.of(line, document), path, number, needed)
        for number, line in enumerate(lines, 1)
    ]


def questions_of(path: Path, collection: Collection) -> tuple[GradedQuestion, ...]:
    """Return the graded questions of a file on paragraphs of a collection.

    Args:
        path: Whose questions are on the first document where they name none.
        collection: Has the documents.

    Raises:
        SourceError: The file is missing, or a line is not such a question.
        SettingsError: A question names a document or paragraph that there is not.
    """
    graded = read_questions(path, collection.document().id)
    for question in graded:
        where = f"{path}: question {question.id}"
        check_places(where, question.document, question.gold, collection)
    return graded


def check_places(
    where: str,
    document: str | None,
    places: Iterable[ParagraphPlace],
    collection: Collection,
) -> None:
    """Hold what a question is graded by against the documents that there are.

    Args:
        where: Whose they are: a file, with the question or line in it.
        document: The one that it is asked about, None for any.
        places: The paragraphs that answer it.
        collection: Has the documents.

    Raises:
        SettingsError: A document or paragraph is not among them.
    """
    documents = collection.documents
    missing = [
        f"{name}:{paragraph}"
        for name, paragraph in places
        if name not in documents or not 1 <= paragraph <= len(documents[name].paragraphs)
    ]
    if document is not None and document not in documents:
        missing.insert(0, document)
    if missing:
        raise SettingsError(
            f"{where} names {missing[0]}, which is not among the documents; mend or remove it"
        )


def topics_of(path: Path, lines: list[GradedLine]) -> list[GradedTopic]:
    """Return the topics of a file's lines.

    Raises:
        SettingsError: A line lacks something.
    """
    needed = "topic, a text, and key_points, a list of lists of texts, none blank"
    return [
        _required(GradedTopic.of(line), path, number, needed)
        for number, line in enumerate(lines, 1)
    ]


def _required(graded: _T | None, path: Path, number: int, needed: str) -> _T:
    if graded is None:
        raise SettingsError(f"{path}: line {number} needs {needed}; mend or remove it")
    return graded
