"""Where several sentences come near the best, they are read again: together, and each alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from index.answers.judgement import listwise
from index.answers.judgement.listwise import read_again
from index.answers.judgement.weighing import JudgedPassage, Weighing
from index.models import PassageReading, ReaderInput
from index.search.candidates import Candidate, Features
from index.types import Passage, Span

TEXTS = ("The mill paid.", "The inn gained a road.", "It was paved.", "Rain fell.")
SPANS = tuple(Span(20 * n, 20 * n + 10) for n in range(len(TEXTS)))


@dataclass
class Rereader:
    """Gives each sentence the log-odds that it has together with others, and alone."""

    together: dict[str, float] = field(default_factory=dict)
    alone: dict[str, float] = field(default_factory=dict)
    given: list[ReaderInput] = field(default_factory=list)

    def read(self, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        self.given += passages
        return [
            PassageReading(0.0, tuple(self._odds(one).get(text, -9.0) for text in one.sentences))
            for one in passages
        ]

    def _odds(self, given: ReaderInput) -> dict[str, float]:
        return self.alone if len(given.sentences) == 1 else self.together


def judged(*odds: float, document: str = "mill", begin: int = 0) -> JudgedPassage:
    spans = tuple(Span(span.start + begin, span.end + begin) for span in SPANS[: len(odds)])
    passage = Passage(document, 1, begin, begin + 90, spans)
    candidate = Candidate(passage, 0, 0.0, Features(0, 0, 0, 0, 0, 0), (0.0,) * len(odds))
    return JudgedPassage(candidate, PassageReading(0.0, odds))


def given(*texts: str, context: str = "Two houses", before: str = "") -> ReaderInput:
    return ReaderInput(texts, context, before)


FIRST, SECOND = judged(3.0, 2.0), judged(1.0, -9.0, begin=100)
INPUTS = [given(*TEXTS[:2]), given("The road helped.", TEXTS[3], before="Then came June.")]


def test_the_best_are_read_in_the_order_of_their_text_then_each_behind_the_one_before() -> None:
    reader = Rereader()
    two = [judged(4.0, begin=100), FIRST]
    read_again(two, INPUTS[::-1], reader.read)
    together, *alone = reader.given
    assert together == given(*TEXTS[:2], "The road helped.")
    assert alone == [
        given("The road helped.", before="Then came June."),
        given(TEXTS[0]),
        given(TEXTS[1], before=TEXTS[0]),
    ]


def test_what_is_far_below_the_best_is_read_with_it_and_stays_as_it_is() -> None:
    reader = Rereader({TEXTS[0]: 1.0, TEXTS[1]: 1.0}, {TEXTS[0]: 1.0, TEXTS[1]: 1.0})
    far = judged(-0.1, begin=100)
    first, second = read_again([FIRST, far], INPUTS, reader.read)
    assert reader.given[0] == given(*TEXTS[:2], "The road helped.")
    assert len(reader.given) == 3
    assert (second.sentence_scores(), first.sentence_scores()) == ([-0.1], [3.0, 2.5])


def test_what_both_readings_make_of_a_sentence_counts_half_the_best_being_laid_equal() -> None:
    road = "The road helped."
    reader = Rereader({TEXTS[0]: -2.0, TEXTS[1]: 1.0, road: 0.0}, {TEXTS[1]: 3.0, road: -1.0})
    reader.alone[TEXTS[0]] = -6.0
    first, second = read_again([FIRST, SECOND], INPUTS, reader.read)
    # Again they have -4.0, 2.0 and -0.5; the best of these is laid on 3.0, the best of before.
    assert first.sentence_scores() == pytest.approx([(3.0 - 3.0) / 2, (2.0 + 3.0) / 2])
    assert second.sentence_scores()[0] == pytest.approx((1.0 + 0.5) / 2)
    assert (first.best_odds, first.answering) == (FIRST.best_odds, FIRST.answering)


def test_one_that_points_back_is_read_behind_the_sentence_before_it() -> None:
    one = judged(3.0, -30.0, 2.0)
    reader = Rereader()
    read_again([one], [given(*TEXTS[:3])], reader.read)
    assert reader.given[0] == given(*TEXTS[:3])
    assert len(reader.given) == 3
    behind = Rereader()
    read_again([FIRST], [given(TEXTS[2], TEXTS[3], before="A road came.")], behind.read)
    assert behind.given[0] == given("A road came.", *TEXTS[2:])


@pytest.mark.parametrize(
    "passage",
    [
        judged(3.0),
        judged(3.0, -0.1),
        replace(judged(3.0, 2.9), silent=frozenset({1})),
        judged(-1.1, -1.2),
    ],
    ids=["one alone", "far below", "one that asks", "none that answers"],
)
def test_where_one_leads_nothing_is_read_again(passage: JudgedPassage) -> None:
    reader = Rereader()
    assert read_again([passage], INPUTS[:1], reader.read) == [passage]
    assert reader.given == []


def test_where_it_counts_nothing_nothing_is_read_again() -> None:
    reader = Rereader()
    passage = replace(FIRST, weighing=Weighing(again=0.0))
    assert read_again([passage], INPUTS[:1], reader.read) == [passage]
    assert reader.given == []


def test_no_more_are_read_again_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listwise, "_MOST", 2)
    reader = Rereader()
    read_again([FIRST, SECOND], INPUTS, reader.read)
    assert reader.given[0] == given(*TEXTS[:2])


def test_no_more_text_is_read_again_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listwise, "_MOST_CHARACTERS", len(TEXTS[0]) + len(TEXTS[1]) - 1)
    reader = Rereader()
    assert read_again([FIRST, SECOND], INPUTS, reader.read) == [FIRST, SECOND]
    assert reader.given == []


def test_a_sentence_of_two_passages_is_read_again_once() -> None:
    reader = Rereader({TEXTS[0]: 1.0}, {TEXTS[0]: 1.0})
    again = judged(2.5, 2.0)
    moved, other = read_again([FIRST, again], [INPUTS[0], INPUTS[0]], reader.read)
    assert reader.given[0] == given(*TEXTS[:2])
    assert other == replace(again, moved=(0.0, 0.0))
    assert moved.sentence_scores()[0] == pytest.approx(3.0)


def test_sentences_of_several_documents_are_read_together_under_no_title() -> None:
    reader = Rereader()
    elsewhere = judged(2.0, document="inn")
    inputs = [INPUTS[0], given("Rain fell.", context="An inn")]
    read_again([FIRST, elsewhere], inputs, reader.read)
    together, *alone = reader.given
    assert together == given("Rain fell.", *TEXTS[:2], context="")
    assert given("Rain fell.", context="An inn") in alone


def test_what_search_leads_away_from_loses_as_much_in_all_readings() -> None:
    words = "Rain fell."
    reader = Rereader({TEXTS[0]: 3.0, words: 3.0}, {TEXTS[0]: 3.0, words: 3.0})
    far = replace(judged(4.5, document="inn"), document_gap=2.0)
    inputs = [INPUTS[0], given(words, context="An inn")]
    near, moved = read_again([judged(3.0, -30.0), far], inputs, reader.read)
    assert far.sentence_scores() == [2.5]
    assert near.sentence_scores()[0] == pytest.approx(3.0)
    assert moved.sentence_scores()[0] == pytest.approx((2.5 + 3.0 - 2.0) / 2)
