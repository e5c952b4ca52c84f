"""A brief on what one side gains is not made of what the other gains."""

import pytest

from index.briefs.briefs import Brief, BriefOptions, brief
from index.briefs.gains import side_of, weights_of_sides
from index.briefs.pool import Layout
from index.reading.documents import document_of
from tests.support.documents.pools import ENCODER, pool_of

PACT = """How it began

The Brandt growers and the Ossel mill signed a pact in 1990. The pact has lasted for thirty years.

What the pact is to Ossel

Ossel gains a supply of grain from the pact all year. Brandt has helped Ossel with repairs.
The mill stays open in winter. Ossel relies on Brandt for its workers.

Benefits for Brandt

Brandt has benefited from the mill of Ossel since the pact was signed. Ossel supplies Brandt with
flour at half of its price. The old pact leaves the growers free to sell elsewhere."""


def layout_of(text: str) -> Layout:
    return Layout(pool_of(document_of(text, id="pact")))


@pytest.mark.parametrize(
    ("topic", "side"),
    [
        ("What Brandt gains from the pact", {"brandt"}),
        ("how does the Ossel mill benefit?", {"ossel", "mill"}),
        ("the benefits of the pact for Brandt", {"brandt"}),
        ("What the pact has cost Brandt", set()),
        ("the pact", set()),
    ],
)
def test_the_side_of_a_topic_is_whoever_gains(topic: str, side: set[str]) -> None:
    assert side_of(topic) == side


def test_a_sentence_counts_by_whose_gain_it_tells_of_and_where_it_stands() -> None:
    layout = layout_of(PACT)
    weights = weights_of_sides("What Brandt gains from the pact", layout)
    texts = [sentence.text.split(".")[0] for sentence in layout.sentences]
    told = dict(zip(texts, weights.round(2).tolist(), strict=True))
    assert told["The pact has lasted for thirty years"] == 1
    assert told["Ossel gains a supply of grain from the pact all year"] == 0
    assert told["Brandt has helped Ossel with repairs"] == 0
    assert told[
        "Brandt has benefited from the mill of Ossel since the pact was signed"
    ] == pytest.approx(1.56)
    assert told["The old pact leaves the growers free to sell elsewhere"] == 1.25


def test_other_topics_and_those_on_whose_gain_nothing_is_told_weigh_nothing() -> None:
    layout = layout_of(PACT)
    for topic in ("the pact", "What Quist gains from the pact"):
        assert set(weights_of_sides(topic, layout).tolist()) == {1.0}


@pytest.mark.parametrize(("side", "other"), [("Brandt", "Ossel"), ("Ossel", "Brandt")])
def test_a_brief_on_one_sides_gain_shows_none_of_the_others(side: str, other: str) -> None:
    options = BriefOptions(min_confidence=0.0)
    pool = pool_of(document_of(PACT, id="pact"))
    made = brief(f"What {side} gains from the pact", pool, ENCODER.encode, options=options)
    assert isinstance(made, Brief)
    texts = [point.text for point in made.points]
    assert any(text.startswith(side) or f"{other} supplies" in text for text in texts)
    for beginning in (f"{other} gains", f"{other} has benefited", f"{other} relies"):
        assert not any(text.startswith(beginning) for text in texts)
