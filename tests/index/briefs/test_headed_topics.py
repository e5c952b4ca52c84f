"""A brief has what stands under a heading that is its topic, whatever the words there."""

from pathlib import Path

import pytest

from index.briefs.briefs import Brief, BriefAbstention, BriefOptions, brief
from index.briefs.headed_topics import under_heading
from index.briefs.pool import Layout, Pool
from index.reading.documents import read_document
from tests.support.documents.pools import ENCODER, pool_of

CLUB = b"""# Club

## 7. The Courses

Six Sunday mornings cost 120 florins for adults. Members get a fifth off the price.

## Sauna

The stove burns beech wood on Mondays. Nobody may pour water on it twice.

### Fees

Guests pay the keeper nine florins. Members pay him nothing at all.

## Rule 3

Whoever comes late waits at the gate until noon. Nobody is let in behind him then.

## Prices

| What | Price |
|---|---|
| Key | 9 |
"""
STRICT = BriefOptions(min_confidence=0.9999)  # so that no topic is dealt with by its words


@pytest.fixture(scope="module")
def club() -> Pool:
    return pool_of(read_document(Path("club.md"), raw=CLUB))


@pytest.mark.parametrize(
    ("topic", "section"),
    [
        ("courses", "7. The Courses"),
        ("Course", "7. The Courses"),
        ("7. the courses", "7. The Courses"),
        ("rule 3", "Rule 3"),
    ],
)
def test_a_heading_is_a_topic(club: Pool, topic: str, section: str) -> None:
    shown = brief(topic, club, ENCODER.encode, options=STRICT)
    assert isinstance(shown, Brief)
    assert {point.section for point in shown.points} == {section}
    assert shown.topic == topic
    assert shown.confidence == 1.0


def said(topic: str, club: Pool) -> set[str]:
    """Return the first words of the points on a topic that the text deals with in its words."""
    shown = brief(topic, club, ENCODER.encode, options=BriefOptions(min_confidence=0.0))
    assert isinstance(shown, Brief)
    return {" ".join(point.text.split()[:2]) for point in shown.points}


def test_what_stands_there_is_shown_beside_what_has_the_topic_s_words(club: Pool) -> None:
    assert said("the sauna", club) >= {"The stove", "Nobody may"}
    assert said("rule 3", club) >= {"Whoever comes", "Nobody is"}
    assert said("beech wood", club).isdisjoint({"Guests pay", "Members pay", "Whoever comes"})


@pytest.mark.parametrize("topic", ["beech wood", "the", "7", "courses and fees", "Rule 7"])
def test_nothing_else_is(club: Pool, topic: str) -> None:
    assert isinstance(brief(topic, club, ENCODER.encode, options=STRICT), BriefAbstention)


def test_the_last_of_the_headings_around_a_text_is_its_topic_too(club: Pool) -> None:
    layout = Layout(club)
    under = under_heading("fees", layout).tolist()
    assert [one.text[:6] for one, so in zip(layout.sentences, under, strict=True) if so] == [
        "Guests",
        "Member",
    ]
