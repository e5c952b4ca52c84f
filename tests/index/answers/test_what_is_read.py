"""Which passages are read for a question, how far, and which sentences again."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.answers.judgement.weighing import (
    FIRST_READ,
    READ_MARGIN,
    READ_ON,
    SMALL,
    ReadingBudget,
    Weighing,
    worth_reading,
)
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models.passage_reader import PassageReading, ReaderInput
from index.reading.source_folder import list_sources, read_source
from index.search.candidates import Candidate, Features
from index.settings import Settings
from index.types import Passage, Span
from tests.support.networks.word_reader import WordReader


def candidate(row: int, score: float, length: int = 100) -> Candidate:
    span = Span(row * 10_000, row * 10_000 + length)
    passage = Passage("d", row + 1, span.start, span.end, (span,))
    return Candidate(passage, row, score, Features(0, 0, 0, 0, 0, 0), (0.0,))


@pytest.mark.parametrize(
    ("scores", "lengths", "read"),
    [
        ([9.0 - n / 10 for n in range(8)], [100] * 8, 5),
        ([9.0, 9.0 - READ_MARGIN - 0.1, -9.0], [100] * 3, 1),
        ([9.0, 8.0, 7.0], [900] * 3, 2),
        ([9.0, 8.0, 7.0], [300] * 3, 3),
        ([], [], 0),
    ],
)
def test_only_what_may_still_be_best_is_read(
    scores: list[float], lengths: list[int], read: int
) -> None:
    found = [candidate(i, *pair) for i, pair in enumerate(zip(scores, lengths, strict=True))]
    assert worth_reading(found, ReadingBudget(passages=5, characters=900)) == found[:read]


def reads(tmp_path: Path, question: str, paragraphs: int = 30) -> list[str]:
    """Return the sentences that are read of a long text whose last paragraph alone has a mill."""
    dull = " ".join(["The town held a fair and the guild a feast in the hall"] * 9) + "."
    told = [f"In the year 17{n:02} as in others: {dull}" for n in range(paragraphs)]
    text = "\n\n".join([*told, "The town built a mill."])
    (tmp_path / "town.txt").write_text(text, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    reader = WordReader()
    answerer = answerer_of(documents, HashedEncoder(), Settings(), reader)
    replace(answerer, weighing=Weighing(again=0.0)).answer(question)
    return reader.read_texts


def test_what_answers_beyond_doubt_ends_the_reading(tmp_path: Path) -> None:
    read = reads(tmp_path, "Which guild held a feast in the hall of the town?")
    assert sum(map(len, read)) <= FIRST_READ.characters


def test_it_is_read_on_where_nothing_answers_and_no_passage_twice(tmp_path: Path) -> None:
    read = reads(tmp_path, "Was the fair dear to Atlantis?")
    assert FIRST_READ.characters < sum(map(len, read)) <= READ_ON.characters
    assert len(set(read)) == len(read)


def test_a_large_collection_is_not_read_on(tmp_path: Path) -> None:
    read = reads(tmp_path, "Was the fair dear to Atlantis?", paragraphs=SMALL)
    assert sum(map(len, read)) <= FIRST_READ.characters


def lists_read(tmp_path: Path, history: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return what is read as one passage though it stands in two, of two sentences as near."""
    text = "The guild lent florins for the mill.\n\nThe town lent florins for the mill."
    (tmp_path / "town.txt").write_text(text, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    given: list[tuple[str, ...]] = []

    class Noting(WordReader):
        def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
            given.extend(passage.sentences for passage in passages)
            return super().read(question, passages)

    answerer = answerer_of(documents, HashedEncoder(), Settings(), Noting())
    answerer.answer("Who lent florins for it?" if history else "Who lent florins?", history)
    return [sentences for sentences in given if len(sentences) > 1]


def test_sentences_of_two_passages_that_come_near_each_other_are_read_as_one(
    tmp_path: Path,
) -> None:
    both = ("The guild lent florins for the mill.", "The town lent florins for the mill.")
    assert lists_read(tmp_path) == [both]


def test_for_a_question_that_leans_on_another_they_are_not(tmp_path: Path) -> None:
    assert lists_read(tmp_path, ("Was there a mill?",)) == []
