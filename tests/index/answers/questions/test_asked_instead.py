"""What is asked in a question's place, heard together."""

import pytest

from index.answers.questions.asked_instead import heard_together
from index.models import PassageReading


def readings(*passages: tuple[float, ...]) -> list[PassageReading]:
    return [PassageReading(0.0, sentences) for sentences in passages]


def test_a_sentence_near_to_all_that_is_asked_stands_out() -> None:
    own = readings((0.0, 0.0), (0.0,))
    first, second = readings((-6.0, 0.0), (5.0,)), readings((-6.0, 0.0), (-9.0,))
    one, other = heard_together(own, [first, second], share=0.3)
    assert one.decisive == (-6.0, 0.0)
    assert other.decisive == (5.0,)
    assert one.odds[1] > other.odds[0] > one.odds[0]


def test_the_question_itself_counts_a_little() -> None:
    instead = [readings((1.0, 1.0, -4.0))]
    (flat,) = heard_together(readings((2.0, 2.0, 2.0)), instead, share=0.3)
    (own,) = heard_together(readings((5.0, -5.0, 5.0)), instead, share=0.3)
    assert flat.odds[0] == pytest.approx(flat.odds[1])
    assert own.odds[0] > own.odds[1] > own.odds[2]


def test_a_question_that_counts_for_more_is_heard_against_what_is_asked_in_its_place() -> None:
    own, asked = readings((4.0, 0.0)), [readings((-1.0, 1.0))]
    (little,) = heard_together(own, asked, share=0.3)
    (much,) = heard_together(own, asked, share=1.5)
    assert little.odds[0] < little.odds[1]
    assert much.odds[0] > much.odds[1]
    assert much.decisive == little.decisive


def test_what_asks_the_same_has_to_be_answered_in_all_its_wordings() -> None:
    own, first = readings((0.0, 0.0)), readings((4.0, -2.0))
    second = readings((1.0, 3.0))
    (different,) = heard_together(own, [first, second], share=0.3)
    (same,) = heard_together(own, [first, second], alike=True, share=0.3)
    assert (different.decisive, different.alike) == ((4.0, 3.0), False)
    assert (same.decisive, same.alike) == ((1.0, -2.0), True)
    assert same.odds == different.odds


def test_how_sure_the_reader_is_of_all_together_does_not_count() -> None:
    own, asked = readings((3.0, 1.0), (-2.0,)), readings((0.0, 4.0), (1.0,))
    low = readings((-10.0, -6.0), (-9.0,))
    pairs = zip(
        heard_together(own, [asked], share=0.3), heard_together(own, [low], share=0.3), strict=True
    )
    for one, other in pairs:
        assert one.odds == pytest.approx(other.odds)


def test_a_single_sentence_is_worth_neither_more_nor_less() -> None:
    (one,) = heard_together(readings((3.0,)), [readings((-2.0,))], share=0.3)
    assert one.odds == (0.0,)
    assert one.decisive == (-2.0,)


def test_odds_are_spread_as_far_as_log_odds_are_however_even_they_were() -> None:
    (one,) = heard_together(readings((0.5, -0.5)), [readings((0.1, -0.1))], share=0.3)
    assert one.odds == pytest.approx((3.9, -3.9))  # three standard deviations' worth of 1 and 0.3
