"""A follow-up is read once more behind what answered the question before."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from index.answers.judgement.follow_up_readings import read_behind
from index.answers.judgement.weighing import JudgedPassage, Weighing
from index.models import PassageReading, ReaderInput
from index.search.candidates import Candidate, Features
from index.types import Passage, Span

SOLD = "The town sold its mill."
WEIGHING = Weighing(earlier=0.5, behind=1.0, beside=2.0, contested=3.0)


@dataclass
class Behind:
    """Gives every sentence the same log-odds, and keeps what it was given."""

    odds: float
    given: list[ReaderInput] = field(default_factory=list)

    def read(self, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        self.given += passages
        return [PassageReading(0.0, (self.odds,) * len(one.sentences)) for one in passages]


def judged(
    odds: float, earlier: float, paragraph: int, document: str = "mill"
) -> tuple[JudgedPassage, ReaderInput]:
    """A passage of one sentence, and as it is read."""
    passage = Passage(document, paragraph, 0, 20, (Span(0, 20),))
    candidate = Candidate(passage, 0, 0.0, Features(0, 0, 0, 0, 0, 0), (0.0,))
    one = JudgedPassage(candidate, PassageReading(0.0, (odds,)), weighing=WEIGHING)
    text = SOLD if earlier > 0 else f"Paragraph {paragraph} tells of florins."
    return replace(one, earlier=PassageReading(0.0, (earlier,))), ReaderInput(
        (text,), "Mills", "Then came June."
    )


def read(*passages: tuple[JudgedPassage, ReaderInput], odds: float) -> list[JudgedPassage]:
    one, given = zip(*passages, strict=True)
    return read_behind(one, given, Behind(odds).read)


def test_what_comes_near_the_best_is_read_behind_what_answered_the_question_before() -> None:
    answered, near, far = judged(0.0, 4.0, 1), judged(1.0, -5.0, 2), judged(-9.0, -5.0, 3)
    reader = Behind(0.0)
    read_behind([answered[0], near[0], far[0]], [answered[1], near[1], far[1]], reader.read)
    assert reader.given == [replace(one[1], before=SOLD) for one in (answered, near)]


def test_both_readings_are_heard_with_less_for_what_answered_before() -> None:
    answered, other = read(judged(1.0, 4.0, 1), judged(2.0, -5.0, 9), odds=3.0)
    assert answered.odds == [pytest.approx(1.0)]  # of 1 and 3 - 4 / 2
    assert other.odds == [pytest.approx(2.5)]  # of 2 and 3


@pytest.mark.parametrize(
    ("paragraph", "document", "gains"),
    [(4, "mill", 0), (5, "mill", 2), (6, "mill", 2), (7, "mill", 2), (8, "mill", 0), (6, "inn", 0)],
)
def test_what_stands_beside_that_or_soon_after_gains(
    paragraph: int, document: str, gains: float
) -> None:
    _, other = read(judged(0.0, 4.0, 5), judged(1.0, -5.0, paragraph, document), odds=1.0)
    assert other.sentence_scores() == [1.0 + gains]
    assert other.odds == [1.0]  # the confidence hears nothing of it


def test_all_stays_as_it_was_where_nothing_answered_the_question_before() -> None:
    passages = judged(1.0, -3.0, 1), judged(2.0, -5.0, 1)
    assert read(*passages, odds=9.0) == [one for one, _ in passages]


def test_a_question_that_the_document_prints_answered_nothing() -> None:
    (asking, given), other = judged(0.0, 4.0, 1), judged(1.0, -5.0, 1)
    passages = (asking, replace(given, sentences=("Who sold the mill?",))), other
    assert read(*passages, odds=9.0) == [asking, other[0]]
