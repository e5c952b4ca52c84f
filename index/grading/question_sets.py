"""Graded questions, and public question sets with their passages, read for evaluation.

A question set is a folder with `passages.jsonl` (id, doc, title?, section?, text) and
`questions.jsonl` (question, gold_passages, answers?, evidence?, answerable, doc?, about_passage?).
Questions on documents of a knowledge folder name paragraphs instead of passages.
"""

import enum
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeGuard

from index.errors import SourceError
from index.types import Document, Metadata, Paragraph

ParagraphPlace: TypeAlias = tuple[str, int]
"""A document's id and a paragraph's number."""

_FILE_NAME = re.compile(r"\S\.[A-Za-z]{2,4}$")
_TRAIN_SHARE = 0.6
_TUNE_SHARE = 0.2
_MOST_NAMED = 8  # of what a line is faulted for


class Part(enum.StrEnum):
    """The parts that a question set is split into, by document."""

    TRAIN = "train"
    TUNE = "tune"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class GradedQuestion:
    """A question and what is known about its answer.

    Args:
        id: The set's name for it.
        question: As it was asked.
        answerable: Whether the documents answer it.
        gold: The paragraphs that answer it, any of them.
        evidence: Verbatim alternatives, any of which answers it; may be empty.
        document: The document that it was asked about, or that its gold stands in; None: any.
        kind: The set's own label, such as "near" or "off" of an unanswerable question.
    """

    id: str
    question: str
    answerable: bool
    gold: tuple[ParagraphPlace, ...]
    evidence: tuple[str, ...] = ()
    document: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Documents with questions on them.

    Args:
        name: The folder's name.
        documents: In the order in which they stand in the folder.
        questions: In the order in which they stand in the folder.
        scoped: Whether every question says which document it is asked of.
    """

    name: str
    documents: tuple[Document, ...]
    questions: tuple[GradedQuestion, ...]
    scoped: bool

    def part(self, part: Part) -> tuple[GradedQuestion, ...]:
        """Return the questions on the documents of one part."""
        parts = split_of(document.id for document in self.documents)
        return tuple(q for q in self.questions if q.document and parts[q.document] is part)


def split_of(documents: Iterable[str]) -> dict[str, Part]:
    """Return the part that each document belongs to: 60 % train, 20 % tune, the rest report.

    The order is that of the sha256 of the names, so it depends on nothing else.
    """
    ordered = sorted(set(documents), key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    train = int(len(ordered) * _TRAIN_SHARE)
    tune = train + int(len(ordered) * _TUNE_SHARE)
    parts = (ordered[:train], ordered[train:tune], ordered[tune:])
    return {name: part for part, names in zip(Part, parts, strict=True) for name in names}


def read_questions(path: Path, document: str) -> tuple[GradedQuestion, ...]:
    """Return the graded questions of a file on paragraphs of a document.

    Args:
        path: JSON lines with id, question, paragraphs, evidence, kind and answerable.
        document: The document whose paragraphs are meant where a question names none.

    Raises:
        SourceError: The file is missing, or a line is not such a question.
    """
    questions = []
    for number, record in _records(path):
        try:
            place = _name(record.get("document")) or document
            questions.append(
                GradedQuestion(
                    id=str(record.get("id", number)),
                    question=_text(record["question"]),
                    answerable=_truth(record["answerable"]),
                    gold=tuple((place, number) for number in _paragraphs(record)),
                    evidence=_texts(record, "evidence"),
                    document=place,
                    kind=str(record.get("kind", "")),
                )
            )
        except (KeyError, TypeError) as error:
            raise SourceError(_fault(path, number, error)) from error
    return tuple(questions)


def read_question_set(folder: Path) -> QuestionSet:
    """Return the question set of a folder.

    Raises:
        SourceError: A file is missing, or a line does not say what it must.
    """
    documents, places = _passages(folder / "passages.jsonl")
    path = folder / "questions.jsonl"
    records = list(_records(path))
    questions = tuple(_question(path, number, record, places) for number, record in records)
    scoped = all("doc" in record for _, record in records)
    return QuestionSet(folder.name, documents, questions, scoped)


def _passages(path: Path) -> tuple[tuple[Document, ...], dict[str, ParagraphPlace]]:
    """Return the documents that a file of passages makes up, and the place of each passage's id.

    Raises:
        SourceError: The file is missing, or a line does not say what it must.
    """
    passages: dict[str, list[dict[str, Any]]] = {}
    places: dict[str, ParagraphPlace] = {}
    for number, record in _records(path):
        try:
            name = str(record["doc"])
            if not record["text"].strip():
                continue
            passages.setdefault(name, []).append(record)
            places[str(record["id"])] = (name, len(passages[name]))
        except (KeyError, TypeError, AttributeError) as error:
            raise SourceError(_fault(path, number, error)) from error
    return tuple(_document(name, records) for name, records in passages.items()), places


def _question(
    path: Path, number: int, record: dict[str, Any], places: Mapping[str, ParagraphPlace]
) -> GradedQuestion:
    """Return the question of a line.

    Raises:
        SourceError: It lacks something, or names passages that there are not.
    """
    try:
        gold_names, about_name = _names(record, "gold_passages"), _name(record.get("about_passage"))
        unknown = [name for name in (*gold_names, about_name) if name and name not in places]
        if unknown:
            raise SourceError(_unknown(path, number, unknown))
        gold = tuple(places[name] for name in gold_names)
        about = gold[0] if gold else places.get(about_name or "")
        return GradedQuestion(
            id=str(record.get("id", number)),
            question=_text(record["question"]),
            answerable=_truth(record["answerable"]),
            gold=gold,
            evidence=_texts(record, "answers") or _texts(record, "evidence"),
            document=_name(record.get("doc")) or (about[0] if about else None),
            kind=str(record.get("label", "")),
        )
    except (KeyError, TypeError) as error:
        raise SourceError(_fault(path, number, error)) from error


def _names(record: Mapping[str, Any], field: str) -> list[str]:
    """Return the names in a field, which other programs give as numbers, too.

    Raises:
        TypeError: It is no list.
    """
    names = record.get(field) or []
    if not isinstance(names, list):
        raise TypeError(field)
    return [str(name) for name in names]


def _paragraphs(record: Mapping[str, Any]) -> list[int]:
    """Return the numbers of the paragraphs that answer a question.

    Raises:
        TypeError: They are no list of numbers.
    """
    numbers = record.get("paragraphs", [])
    if not isinstance(numbers, list) or any(type(number) is not int for number in numbers):
        msg = "paragraphs (a list of numbers)"
        raise TypeError(msg)
    return numbers


def _texts(record: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """Return the texts in a field, none where it is missing.

    Raises:
        TypeError: They are no list of texts, or one is blank and would stand in any quote.
    """
    texts = record.get(field)
    if texts is None:
        return ()
    if not are_texts(texts):
        msg = f"{field} (a list of texts, none blank)"
        raise TypeError(msg)
    return tuple(texts)


def are_texts(value: object) -> TypeGuard[list[str]]:
    """Return whether a value is a list of texts, none of them blank."""
    return isinstance(value, list) and all(isinstance(t, str) and t.strip() for t in value)


def _name(value: object) -> str | None:
    """Return a name as a text, whichever form a file gives it in; None where there is none."""
    return None if value is None or value == "" else str(value)


def _unknown(path: Path, number: int, names: Sequence[str]) -> str:
    named = ", ".join(map(repr, names[:_MOST_NAMED]))
    further = ", …" if len(names) > _MOST_NAMED else ""
    return (
        f"{path}: line {number} names passages that have no text in passages.jsonl: "
        f"{named}{further}; mend or remove it"
    )


def _document(name: str, records: list[dict[str, Any]]) -> Document:
    """Return the passages of one document, each a paragraph, put together again."""
    paragraphs = []
    text = ""
    for number, record in enumerate(records, start=1):
        text += "\n\n" if text else ""
        start = len(text)
        text += record["text"].rstrip()
        paragraphs.append(Paragraph(number, start, len(text), record.get("section")))
    title = str(records[0].get("title") or name.replace("_", " "))
    # A number or a file's name says nothing about the document.
    telling = any(character.isalpha() for character in title) and not _FILE_NAME.search(title)
    return Document(name, text, tuple(paragraphs), Metadata(title if telling else ""))


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number and the object of each line that is not empty.

    Raises:
        SourceError: The file cannot be read, or a line is not JSON.
    """
    number = 0
    try:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield number, dict(json.loads(line))
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}; name a .jsonl file") from error
    except (ValueError, TypeError) as error:
        message = f"{path}: line {number} is not a JSON object: {error}; mend or remove it"
        raise SourceError(message) from error


def _truth(value: object) -> bool:
    """Return whether a question is answerable.

    Raises:
        TypeError: It is neither true nor false.
    """
    if not isinstance(value, bool):
        msg = "answerable (true or false)"
        raise TypeError(msg)
    return value


def _text(value: object) -> str:
    """Return a question as it is.

    Raises:
        TypeError: It is no text.
    """
    if not isinstance(value, str):
        msg = "question"
        raise TypeError(msg)
    return value


def _fault(path: Path, number: int, error: Exception) -> str:
    return f"{path}: line {number} lacks {error} or gives it in another form; mend or remove it"
