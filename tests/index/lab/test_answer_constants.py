"""Constants compared: by hand on a reader whose preferences are known, and the whole trip once."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.answers import Weighing
from index.lab.answer_constants import (
    AskedCase,
    RememberingReader,
    asked_cases,
    figures_of,
    weighings,
)
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageReading, ReaderInput
from index.settings import Settings

ESSAY = {
    "title": "The Mill",
    "paragraphs": [
        "The mill gained a road from the town.",
        "Rain fell on the hills in June.",
        "The inn gained a baker from the mill.",
        "Rain fell on the hills in May, too.",
        "The road that the mill did gain was paved with slate.",
    ],
    "questions": [
        {
            "question": "What came to the mill?",
            "kind": "role",
            "lead": ["The mill gained a road"],
            "also": ["was paved with slate"],
            "wrong": ["The inn gained a baker"],
        },
        {"question": "Who wrote it?", "kind": "meta", "lead": ["Ada"]},
        {"question": "Who sold the mill?", "kind": "near", "lead": []},
    ],
    "claims": [{"claim": "The mill burnt.", "verdict": "not_mentioned", "evidence": []}],
    "conversations": [
        {"turns": ["What came to the mill?", "And the inn?"], "lead": ["The inn gained"]}
    ],
}
ALONE = Weighing(
    passage=0.0,
    passage_leaning=0.0,
    earlier=0.0,
    beside=0.0,
    margin=9.0,
    least_odds=-9.0,
    margin_apart=9.0,
)
ODDS = {"mill gained": 2.0, "inn gained": 1.0, "paved": -2.0, "Rain": -20.0}


class FixedReader:
    """A reader that likes a sentence by its words alone."""

    def __init__(self) -> None:
        self.passages = 0

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        self.passages += len(passages)
        odds = [
            tuple(next(v for k, v in ODDS.items() if k in s) for s in one.sentences)
            for one in passages
        ]
        return [PassageReading(max(row), row) for row in odds]


@pytest.fixture
def asked() -> list[AskedCase]:
    reader = RememberingReader(FixedReader())
    return list(asked_cases([ESSAY], HashedEncoder(), reader, Settings()))


def test_only_what_the_text_answers_is_asked(asked: list[AskedCase]) -> None:
    assert [one.case.turns[-1] for one in asked] == ["What came to the mill?", "And the inn?"]
    assert [one.also for one in asked] == [("was paved with slate",), ()]


def test_what_leads_and_what_stands_beside_is_counted(asked: list[AskedCase]) -> None:
    # The reader alone: the mill's gain leads both, which is wrong of the conversation.
    figures = figures_of(asked, ALONE)
    assert (figures.right, figures.other, figures.talks) == (1.0, 0.0, 0.0)
    # Beside it: the inn, and the pavement, which may be shown of the question alone.
    assert figures.further == 2.0
    assert figures.beside == 0.5  # the pavement for the question, the inn for the conversation


def test_what_answered_before_is_worth_less(asked: list[AskedCase]) -> None:
    # 2 - 1 x 2 against 1 - 1 x 1 is a draw; twice the weight decides it for the inn.
    assert figures_of(asked, Weighing(passage=0.0, earlier=2.0)).talks == 1.0


def test_what_would_not_answer_by_itself_is_not_shown_beside(asked: list[AskedCase]) -> None:
    figures = figures_of(asked, Weighing(passage=0.0, earlier=0.0, margin=9.0, least_odds=0.5))
    assert figures.further == 1.0


def test_what_stands_apart_must_be_nearer_to_the_best(asked: list[AskedCase]) -> None:
    # The inn is 1 below the mill, the pavement 4; each stands in a paragraph of its own.
    def further(margin_apart: float) -> float:
        wide = replace(ALONE, margin_apart=margin_apart)
        return figures_of(asked, wide).further

    assert [further(0.5), further(1.5), further(4.5)] == [0.0, 1.0, 2.0]


def test_each_constant_is_varied_alone() -> None:
    shipped = Weighing()
    names = [name for name, _ in weighings()]
    assert len(set(names)) == len(names)
    for _, weighing in weighings():
        changed = [n for n in Weighing.__slots__ if getattr(weighing, n) != getattr(shipped, n)]
        assert len(changed) <= 1


def test_no_passage_is_read_twice_for_a_question() -> None:
    fixed = FixedReader()
    reader = RememberingReader(fixed)
    one, other = ReaderInput(("The mill gained.",)), ReaderInput(("The inn gained.",))
    assert reader.read("?", [one, other, one]) == reader.read("?", [one, other, one])
    assert fixed.passages == 2
    reader.read("!", [one])
    assert fixed.passages == 3
