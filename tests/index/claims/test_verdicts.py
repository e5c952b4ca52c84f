"""Verdicts are made of what the reader says of each passage and of what the words give away."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.claims.verdicts import (
    Bearing,
    ClaimVerdict,
    PassageStance,
    Scales,
    judged_by_reader,
    judged_by_words,
    likeliest,
    mixed_stance,
    probabilities,
)

FOR, AGAINST, SILENT = (5.0, 0.0, 0.0), (0.0, 5.0, 0.0), (0.0, 0.0, 5.0)
SUPPORTED, CONTRADICTED, NOT_MENTIONED = ClaimVerdict
SCALES = Scales(sharpness=1.0, mentioned=0.5, supported=0.6, undisputed=1.01, least=0.4)
LOGITS = st.floats(-20, 20)


def test_three_logits_become_probabilities() -> None:
    assert probabilities((0.0, 0.0, 0.0)) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert probabilities((1.0, 0.0, -1000.0)) == pytest.approx((0.731059, 0.268941, 0.0), abs=1e-6)


def test_the_passage_with_the_best_sentence_weighs_most() -> None:
    passages = [PassageStance(3.0, AGAINST), PassageStance(0.0, FOR)]
    mean = mixed_stance(passages, 0.0)
    assert mean[0] == pytest.approx(mean[1])
    supported, contradicted, _ = mixed_stance(passages, 1.0)
    assert contradicted / supported == pytest.approx(
        (20.085537 * 148.413159 + 1) / (20.085537 + 148.413159), rel=1e-5
    )
    assert judged_by_reader(passages, Bearing.FITS, scales=SCALES).verdict is CONTRADICTED


@pytest.mark.parametrize(
    ("stance", "verdict"), [(FOR, SUPPORTED), (AGAINST, CONTRADICTED), (SILENT, NOT_MENTIONED)]
)
def test_one_passage_decides_as_the_reader_does(
    stance: tuple[float, float, float], verdict: ClaimVerdict
) -> None:
    scales = replace(SCALES, read=math.log(0.986702 / 0.013298), read_falls=0.0)
    judgement = judged_by_reader([PassageStance(0.0, stance)], Bearing.FITS, scales=scales)
    assert judgement.verdict is likeliest(stance) is verdict
    assert judgement.confidence == pytest.approx(0.986702, abs=1e-5)


def test_a_contradiction_is_as_sure_as_those_told_alike_are_often_ones() -> None:
    passages = [PassageStance(0.0, AGAINST)]
    scales = replace(SCALES, shown=0.5, shown_falls=0.2, read=0.0, read_falls=0.1)
    by_reading = judged_by_reader(passages, Bearing.FITS, scales)
    by_words = judged_by_reader(passages, Bearing.OPPOSES, scales)
    assert by_reading.verdict is by_words.verdict is CONTRADICTED
    support = math.log(0.006649 / 0.986702)  # log-odds
    assert by_reading.confidence == pytest.approx(1 / (1 + math.exp(0.1 * support)), abs=1e-4)
    assert by_words.confidence == pytest.approx(1 / (1 + math.exp(-0.5 + 0.2 * support)), abs=1e-4)


@pytest.mark.parametrize(
    ("bearing", "verdict"),
    [
        (Bearing.FITS, SUPPORTED),
        (Bearing.OPPOSES, CONTRADICTED),
        (Bearing.LACKS, NOT_MENTIONED),
    ],
)
def test_words_correct_support_unless_the_reader_is_undisputed(
    bearing: Bearing, verdict: ClaimVerdict
) -> None:
    passages = [PassageStance(0.0, FOR)]
    assert judged_by_reader(passages, bearing, scales=SCALES).verdict is verdict
    trusting = Scales(undisputed=0.95)
    assert judged_by_reader(passages, bearing, scales=trusting).verdict is SUPPORTED


@pytest.mark.parametrize("bearing", [Bearing.OPPOSES, Bearing.LACKS])
def test_words_make_no_claim_mentioned_that_the_reader_does_not_find(bearing: Bearing) -> None:
    passages = [PassageStance(0.0, SILENT)]
    assert judged_by_reader(passages, bearing, scales=SCALES).verdict is NOT_MENTIONED


@pytest.mark.parametrize(
    ("probability", "bearing", "verdict", "confidence"),
    [
        (0.9, Bearing.FITS, SUPPORTED, 0.9),
        (0.9, Bearing.OPPOSES, CONTRADICTED, 0.9),
        (0.9, Bearing.LACKS, NOT_MENTIONED, 0.1),
        (0.3, Bearing.FITS, NOT_MENTIONED, 0.7),
        (0.3, Bearing.OPPOSES, NOT_MENTIONED, 0.7),
    ],
)
def test_without_a_stance_the_words_decide_on_what_the_documents_speak_of(
    probability: float, bearing: Bearing, verdict: ClaimVerdict, confidence: float
) -> None:
    judgement = judged_by_words(probability, bearing, SCALES)
    assert judgement.verdict is verdict
    assert judgement.confidence == pytest.approx(confidence)


@pytest.mark.parametrize("stance", [FOR, AGAINST])
def test_a_verdict_less_sure_than_asked_for_is_that_the_claim_is_not_mentioned(
    stance: tuple[float, float, float],
) -> None:
    scales = replace(SCALES, read=math.log(0.986702 / 0.013298), read_falls=0.0)
    passages = [PassageStance(0.0, stance)]
    plain = judged_by_reader(passages, Bearing.FITS, scales)
    assert judged_by_reader(passages, Bearing.FITS, scales.raised_to(0.98)) == plain
    unsure = judged_by_reader(passages, Bearing.FITS, scales.raised_to(0.99))
    assert unsure.verdict is NOT_MENTIONED
    # What is told of it is as probable as that the verdict is wrong which is not sure enough.
    assert unsure.confidence == pytest.approx(1 - 0.986702, abs=1e-5)


def test_a_claim_that_is_not_mentioned_is_so_at_least_as_surely_as_the_reader_is_silent() -> None:
    scales = replace(SCALES, read=math.log(4), read_falls=0.0, mentioned=0.1).raised_to(0.99)
    passages = [PassageStance(0.0, (0.0, math.log(3), math.log(6)))]  # one, three, six in ten
    unsure = judged_by_reader(passages, Bearing.FITS, scales)
    assert unsure.verdict is NOT_MENTIONED
    assert unsure.confidence == pytest.approx(0.6)


@pytest.mark.parametrize("threshold", [0.0, 0.35, 0.4])
def test_a_threshold_below_that_of_claims_leaves_them_as_they_are(threshold: float) -> None:
    assert SCALES.raised_to(threshold) == SCALES


@given(
    st.lists(st.tuples(LOGITS, st.tuples(LOGITS, LOGITS, LOGITS)), min_size=1, max_size=5),
    st.sampled_from(Bearing),
)
def test_a_confidence_is_a_probability(
    passages: list[tuple[float, tuple[float, float, float]]], bearing: Bearing
) -> None:
    read = [PassageStance(odds, stance) for odds, stance in passages]
    assert sum(mixed_stance(read, 1.0)) == pytest.approx(1.0)
    assert 0.0 <= judged_by_reader(read, bearing, scales=SCALES).confidence <= 1.0


def test_another_number_of_the_same_things_is_sure_though_a_reader_sees_support() -> None:
    passages = [PassageStance(0.0, (4.0, 0.0, 0.0))]
    refuted = judged_by_reader(passages, Bearing.REFUTES)
    assert (refuted.verdict, refuted.confidence) == (CONTRADICTED, SCALES.refuted)
    assert judged_by_reader(passages, Bearing.OPPOSES).confidence < 0.1
