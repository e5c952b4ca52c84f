"""A confidence counts with as many answerable questions as people ask in front of documents."""

import math

import pytest

from index.answers.judgement.confidence import READ, Evidence, at_even_odds, confidence


def test_the_odds_are_four_times_those_of_as_many_questions_without_an_answer() -> None:
    evidence = Evidence(odds=1.0, answerable=2.0, sentence=0.3, score=0.1)
    fitted = math.exp(READ.bias + READ.odds + 2 * READ.answerable)
    told = confidence(evidence)
    assert told / (1 - told) == pytest.approx(4 * fitted)
    assert at_even_odds(told) == pytest.approx(fitted / (1 + fitted))


def test_what_is_certain_stays_so_at_even_odds() -> None:
    assert (at_even_odds(0.0), at_even_odds(0.8), at_even_odds(1.0)) == pytest.approx((0, 0.5, 1))
