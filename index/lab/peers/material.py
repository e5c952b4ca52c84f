"""What all tools are given: the same passages, and questions with the passages that answer them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.building import open_or_build
from index.grading import GradedQuestion, read_question_set
from index.lab.indexing_speed import paragraphs_of, write_documents
from index.models import Encoder, Purpose, encoder_of
from index.settings import Settings

_K = 10  # passages that are looked at


@dataclass(frozen=True, slots=True)
class PosedQuestion:
    """A question, and which passages it should find.

    Args:
        text: As it was asked.
        answering: The numbers of the passages that hold a graded answer, at least one.
        nearest: The numbers of the ten passages of the highest cosine.
    """

    text: str
    answering: frozenset[int]
    nearest: frozenset[int]


class OwnedText(NamedTuple):
    """A passage's text, its spaces single, and the id of its document."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class SharedMaterial:
    """What is compared on.

    Args:
        knowledge: Where the documents lie, as files.
        paragraphs: How many of them there are.
        passages: What they are cut into.
        questions: At least one.
    """

    knowledge: Path
    paragraphs: int
    passages: tuple[str, ...]
    questions: tuple[PosedQuestion, ...]


@dataclass(frozen=True, slots=True)
class RankingQuality:
    """How good the first ten are.

    Args:
        nearest: The share of the ten nearest passages by exact cosine that is among them.
        answered: The share of questions with an answering passage among them.
        n: Questions.
    """

    nearest: float
    answered: float
    n: int


def quality_of(
    rankings: Sequence[Sequence[int]], questions: Sequence[PosedQuestion]
) -> RankingQuality:
    """Return how good rankings are.

    Args:
        rankings: The numbers of the passages that each question found, ten at most.
        questions: At least one, in the same order.
    """
    pairs = list(zip(rankings, questions, strict=True))
    nearest = [
        len(posed.nearest.intersection(found)) / len(posed.nearest) for found, posed in pairs
    ]
    answered = [bool(posed.answering.intersection(found)) for found, posed in pairs]
    return RankingQuality(float(np.mean(nearest)), float(np.mean(answered)), len(pairs))


def material_of(
    folder: Path, paragraphs: int, most: int, work: Path, encoder: Encoder | None = None
) -> SharedMaterial:
    """Return passages and questions of a public set.

    Args:
        folder: The set's.
        paragraphs: How many of it at most, the first ones.
        most: Questions, at most; they are taken at equal distances.
        work: An empty folder: the documents, and a build that says where they are cut.
        encoder: All-MiniLM-L6-v2 where none is given.
    """
    settings = Settings()
    encoder = encoder or encoder_of(settings)
    documents = paragraphs_of(folder, paragraphs)
    paths = write_documents(documents, work / "knowledge" / "documents")
    index = open_or_build(work / "knowledge", work / "data", settings, encoder).index
    owners = dict(zip(documents, (path.stem for path in paths), strict=True))
    owned = [
        OwnedText(passage.document, _plain(text))
        for passage, text in zip(index.passages, index.texts, strict=True)
    ]
    asked = _answerable(read_question_set(folder).questions, owners, owned)
    nearest = nearest_by_cosine(list(asked), index.texts, encoder)
    questions = [
        PosedQuestion(text, found, near)
        for (text, found), near in zip(asked.items(), nearest, strict=True)
    ]
    at_distance = questions[:: max(1, len(questions) // most)][:most]
    count = sum(map(len, documents.values()))
    return SharedMaterial(work / "knowledge", count, tuple(index.texts), tuple(at_distance))


def _answerable(
    questions: Sequence[GradedQuestion], owners: Mapping[str, str], passages: Sequence[OwnedText]
) -> dict[str, frozenset[int]]:
    """Return the answering passages of each question that has any, by its text."""
    found = {graded.question: answering(graded, owners, passages) for graded in questions}
    return {text: numbers for text, numbers in found.items() if numbers}


def answering(
    question: GradedQuestion, owners: Mapping[str, str], passages: Sequence[OwnedText]
) -> frozenset[int]:
    """Return the numbers of the passages that hold a graded answer, of the question's document.

    Args:
        question: With its evidence.
        owners: The ids of documents as indexed, by their names in the set.
        passages: In order.
    """
    owner = owners.get(question.document or "")
    answers = [_plain(answer) for answer in question.evidence]
    numbers = (
        number
        for number, passage in enumerate(passages)
        if passage.document == owner and any(answer in passage.text for answer in answers)
    )
    return frozenset(numbers)


def nearest_by_cosine(
    questions: Sequence[str], passages: Sequence[str], encoder: Encoder
) -> list[frozenset[int]]:
    """Return the numbers of the ten passages of the highest cosine with each question."""
    asked = encoder.encode(questions, Purpose.QUERY)
    cosines = asked @ encoder.encode(passages).T
    return [frozenset(np.argsort(-row, kind="stable")[:_K].tolist()) for row in cosines]


def _plain(text: str) -> str:
    return " ".join(text.split())
