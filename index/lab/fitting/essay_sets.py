"""The graded essays as a question set: each question asked of its own essay."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from index.evaluation import Scope, scopes_of
from index.grading import GradedQuestion, QuestionSet, read_question_set
from index.lab.graded_essays import EssayRecord, document_of, essay_files, records_of
from index.types import Document

_PASSAGES = "passages.jsonl"


def read_set(folder: Path) -> QuestionSet:
    """Return the questions of a folder: a public set's, or those of graded essays.

    Raises:
        SourceError: A file of a public set is missing, or a line does not say what it must.
    """
    if (folder / _PASSAGES).is_file():
        return read_question_set(folder)
    essays = records_of(essay_files(folder))
    documents = tuple(document_of(essay) for essay in essays)
    questions = chain.from_iterable(map(_questions, essays, documents))
    return QuestionSet(folder.name, documents, tuple(questions), scoped=True)


def meant_scopes(folder: Path, questions: QuestionSet) -> Sequence[Scope]:
    """Return where the questions of a set are searched: those on an essay mean that essay alone.

    Args:
        folder: The set's.
        questions: The set.
    """
    if (folder / _PASSAGES).is_file():
        return scopes_of(questions)
    return (Scope(own_document=True),)


def _questions(essay: EssayRecord, document: Document) -> Iterator[GradedQuestion]:
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
