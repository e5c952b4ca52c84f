"""The graded essays as a question set: each question asked of its own essay."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from index.grading import GradedQuestion, QuestionSet, read_question_set
from index.types import Document, Metadata, Paragraph

_PASSAGES = "passages.jsonl"


def read_set(folder: Path) -> QuestionSet:
    """Return the questions of a folder: a public set's, or those of graded essays.

    Raises:
        SourceError: A file of a public set is missing, or a line does not say what it must.
    """
    if (folder / _PASSAGES).is_file():
        return read_question_set(folder)
    lines = chain.from_iterable(_lines(path) for path in sorted(folder.glob("*.jsonl")))
    essays = [json.loads(line) for line in lines]
    documents = tuple(_document(essay) for essay in essays)
    questions = chain.from_iterable(map(_questions, essays, documents))
    return QuestionSet(folder.name, documents, tuple(questions), scoped=True)


def _lines(path: Path) -> Iterator[str]:
    return filter(str.strip, path.read_text(encoding="utf-8").splitlines())


def _document(essay: Mapping[str, Any]) -> Document:
    """Return an essay, its title as its id, as `split_of` knows it."""
    text, paragraphs = "", []
    for number, paragraph in enumerate(essay["paragraphs"], start=1):
        text += "\n\n" if text else ""
        paragraphs.append(Paragraph(number, len(text), len(text) + len(paragraph), None))
        text += paragraph
    title = str(essay["title"])
    return Document(title, text, tuple(paragraphs), Metadata(title))


def _questions(essay: Mapping[str, Any], document: Document) -> Iterator[GradedQuestion]:
    """Yield the questions that the text is to answer; not those about its metadata."""
    for number, record in enumerate(essay["questions"]):
        if record["kind"] == "meta":
            continue
        lead = tuple(record["lead"])
        places = {_place(document, piece) for piece in (*lead, *record.get("also", ()))}
        yield GradedQuestion(
            id=f"{document.id}/{number}",
            question=record["question"],
            answerable=record["answerable"],
            gold=tuple(sorted(places)),
            evidence=lead,
            document=document.id,
            kind="" if record["answerable"] else record["kind"],
        )


def _place(document: Document, piece: str) -> tuple[str, int]:
    """Return the paragraph that a slice of the text stands in.

    Raises:
        ValueError: The text does not hold it.
    """
    paragraph = document.paragraph_at(document.text.index(piece))
    if paragraph is None:
        msg = f"{piece!r} stands between paragraphs"
        raise ValueError(msg)
    return document.id, paragraph.number
