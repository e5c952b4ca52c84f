"""Briefs on a collection's topics."""

import pytest

from index.briefs import Brief, BriefAbstention, BriefOptions, Groundwork, Topic
from index.evaluation.trials import index_of
from index.lab.hashed_encoder import HashedEncoder
from index.reading.documents import document_of
from index.search import Retriever
from index.topic_briefs import TopicBriefs

ENCODER = HashedEncoder()
TEXT = "Apples grow on old trees. Farmers prune the apple trees in winter.\n\nBread needs flour."
TOPICS = (Topic("Weather", "rainfall in Norway", ("Does it rain?",)), Topic("Fruit", "apple trees"))


@pytest.fixture
def briefs() -> TopicBriefs:
    documents = (document_of(TEXT, id="orchard"),)
    index = index_of(documents, ENCODER)
    groundwork = Groundwork.of(ENCODER.encode, index)
    return TopicBriefs(documents, Retriever(index, ENCODER), groundwork, BriefOptions())


def never(_: str) -> None:
    return None


def test_a_curated_topic_that_is_refused_keeps_its_title(briefs: TopicBriefs) -> None:
    outcome = briefs.on("weather", TOPICS, never)
    assert isinstance(outcome, BriefAbstention)
    assert outcome.topic == "Weather"


def test_a_curated_topic_is_searched_by_its_query_and_shown_by_its_title(
    briefs: TopicBriefs,
) -> None:
    outcome = briefs.on("fruit", TOPICS, never)
    assert isinstance(outcome, Brief)
    assert outcome.topic == "Fruit"
    assert "Farmers prune the apple trees in winter." in [point.text for point in outcome.points]


def test_a_brief_on_everything_is_made_once(
    briefs: TopicBriefs, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = briefs.on(None, TOPICS, never)
    assert isinstance(first, Brief)
    monkeypatch.setattr("index.topic_briefs.pool_on", lambda *_: pytest.fail("it was made again"))
    for topic in (None, "", "  "):
        again = briefs.on(topic, TOPICS, never)
        assert isinstance(again, Brief)
        assert (again.points, again.topic, again.questions) == (first.points, None, ())


def test_a_topic_offers_the_questions_that_were_written_for_it(briefs: TopicBriefs) -> None:
    plain = briefs.on("apple trees", TOPICS, never)
    assert isinstance(plain, Brief)
    topics = (*TOPICS[:1], Topic("Fruit", "apple trees", ("Who bakes?",)))
    known = briefs.on("fruit", topics, lambda _: plain.points[0])
    assert isinstance(known, Brief)
    assert known.questions == ("Who bakes?",)


def test_no_question_is_asked_once_asking_has_taken_long(
    briefs: TopicBriefs, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    asked: list[str] = []

    def lead(question: str) -> None:
        asked.append(question)
        now[0] += 3.0

    monkeypatch.setattr("index.briefs.briefs.perf_counter", lambda: now[0])
    questions = tuple(f"Who prunes apple trees {number}?" for number in range(9))
    briefs.on("apple trees", (Topic("Fruit", "apple trees", questions),), lead)
    assert len(asked) == 2
