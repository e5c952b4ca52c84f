"""What briefs show of key points, beside plain ways of choosing that keep to the same length."""

import numpy as np
import pytest

from index.briefs.pool import Layout
from index.briefs.relevance import WordVectors
from index.lab.briefs import coverage, methods
from index.lab.briefs.coverage import evaluate_briefs, redundancy
from index.lab.briefs.graded_topics import GradedTopic
from index.lab.briefs.methods import METHODS, OURS, pool_of
from index.lab.briefs.summarizers import lexrank, textrank
from index.lab.hashed_encoder import HashedEncoder
from index.reading.documents import document_of

ENCODER = HashedEncoder()
TEXT = """Apples grow on trees. Farmers prune apple trees in winter.

Bread needs flour. The baker kneads dough at night. It rises for hours."""


def test_a_key_point_is_covered_when_one_alternative_is_shown() -> None:
    pool = pool_of([document_of(TEXT)], ENCODER)
    topics = [
        GradedTopic("apple trees", (("not there", "prune apple trees"), ("nowhere",))),
        GradedTopic("bread", (("needs flour",),)),
    ]
    (ours,) = evaluate_briefs([(pool, topics)], ENCODER.encode, baselines=False)
    assert ours.method == OURS
    assert ours.topics.value == pytest.approx((0.5 + 1) / 2)
    assert ours.points.value == pytest.approx(2 / 3)
    assert (ours.topics.n, ours.points.n) == (2, 3)


def test_page_one_and_precision_are_of_what_was_chosen_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    layout = Layout(pool_of([document_of(TEXT)], ENCODER))
    texts = [sentence.text for sentence in layout.sentences]
    first, second = (texts.index(text) for text in ("Bread needs flour.", "Apples grow on trees."))
    monkeypatch.setitem(METHODS, OURS, lambda *_: [first, second])
    monkeypatch.setattr(coverage, "PAGE", 1)
    topics = [GradedTopic("food", (("grow on trees",), ("needs flour",), ("kneads",)))]
    pool = pool_of([document_of(TEXT)], ENCODER)
    (ours,) = coverage.evaluate_briefs([(pool, topics)], ENCODER.encode, baselines=False)
    assert ours.points.value == pytest.approx(2 / 3)
    assert ours.page_one.value == pytest.approx(1 / 3)
    assert ours.precision.value == 1
    topics = [GradedTopic("food", (("grow on trees",),))]
    (ours,) = coverage.evaluate_briefs([(pool, topics)], ENCODER.encode, baselines=False)
    assert (ours.page_one.value, ours.precision.value) == (0, 0.5)


@pytest.mark.parametrize("method", METHODS)
def test_no_way_of_choosing_shows_more_than_it_may(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(methods, "MAX_CHARS", 90)
    layout = Layout(pool_of([document_of(TEXT)], ENCODER))
    rows = METHODS[method]("apple trees", layout, WordVectors(ENCODER.encode))
    assert rows
    assert len(set(rows)) == len(rows)
    assert len("\n".join(layout.sentences[row].text for row in rows)) <= 90


def test_cosine_shows_the_nearest_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(methods, "MAX_CHARS", 45)
    layout = Layout(pool_of([document_of(TEXT)], ENCODER))
    rows = METHODS["cosine"](
        "Farmers prune apple trees in winter.", layout, WordVectors(ENCODER.encode)
    )
    assert [layout.sentences[row].text for row in rows] == ["Farmers prune apple trees in winter."]


def test_redundancy_is_the_mean_of_the_greatest_cosines() -> None:
    rows = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)
    assert redundancy(rows) == pytest.approx((0.8 + 0.8 + 0.6) / 3)
    assert redundancy(rows[:1]) == 0


@pytest.mark.parametrize("summarize", [lexrank, textrank])
def test_a_plain_summary_prefers_what_the_other_sentences_share(summarize: object) -> None:
    pytest.importorskip("sumy")
    sentences = ["Red apples grow here.", "Apples grow here.", "Apples grow.", "Zinc melts late."]
    assert callable(summarize)
    assert summarize(sentences, 22) in ([0], [1], [2])
    assert summarize(sentences, 1000) == [0, 1, 2, 3]
    assert summarize(sentences, 5) == []
