"""A brief shows what bears on its topic, verbatim and once, or abstains."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.briefs.briefs import Brief, BriefAbstention, BriefOptions, brief, with_questions
from index.briefs.date_labels import date_label
from index.briefs.pool import Layout, Pool
from index.briefs.pool_words import wording_of
from index.briefs.relevance import (
    Relevance,
    WordVectors,
    relevance_of,
    without_common,
    word_likeness,
)
from index.briefs.section_relevance import SectionRelevance, section_relevance_of
from index.reading.documents import document_of
from index.search.passages import passages_of
from index.types import Embeddings, Passage, Quote, Span, quote_of
from tests.support.documents.pools import ENCODER, pool_of

ORCHARD = """Growing apples

Apples grow on trees in the northern valley. Farmers prune the apple trees in winter. Nobody knows
who planted them first.

Bees visit the apple blossom in May 1954. Their keeper, Ana Sample, sells honey in Zorbia.

Making bread

Bread needs flour, water and salt. The baker kneads the dough at night. It rises for three hours.

Ovens were built of brick in 1890. They burn beech wood.
"""


@pytest.fixture(scope="module")
def orchard() -> Pool:
    return pool_of(document_of(ORCHARD, id="orchard"))


def made(topic: str | None, pool: Pool, **options: float) -> Brief:
    outcome = brief(topic, pool, ENCODER.encode, options=BriefOptions(**options))  # type: ignore[arg-type]
    assert isinstance(outcome, Brief)
    return outcome


def test_a_brief_shows_what_bears_on_the_topic(orchard: Pool) -> None:
    shown = made("apple trees", orchard, max_chars=120)
    assert "Farmers prune the apple trees in winter." in [point.text for point in shown.points]
    assert not any("read" in point.text for point in shown.points)


def test_points_are_grouped_by_section_in_reading_order(orchard: Pool) -> None:
    shown = made(None, orchard, max_chars=400)
    assert [section for _, section, _ in shown.groups] == ["Growing apples", "Making bread"]
    assert [point for _, _, points in shown.groups for point in points] == list(shown.points)


def test_documents_are_shown_in_the_order_of_the_pool() -> None:
    documents = [document_of(f"The {x} likes apples. It is {x}.", id=x) for x in ("zebra", "ant")]
    shown = made("apples", pool_of(*documents))
    assert list(dict.fromkeys(point.document.id for point in shown.points)) == ["zebra", "ant"]


def test_what_does_not_bear_on_the_topic_is_not_shown_to_fill_the_brief(orchard: Pool) -> None:
    shown = made("brick ovens", orchard)
    assert [point.text for point in shown.points] == ["Ovens were built of brick in 1890."]


def test_an_unknown_topic_abstains_and_shows_what_is_near(orchard: Pool) -> None:
    outcome = brief("quantum computing", orchard, ENCODER.encode, options=BriefOptions(nearest=2))
    assert isinstance(outcome, BriefAbstention)
    assert outcome.confidence < 0.5
    assert len(outcome.nearest) == 2
    assert outcome.related == ()


def test_of_what_is_near_an_unknown_topic_only_what_bears_on_it_is_related(orchard: Pool) -> None:
    options = BriefOptions(min_confidence=1.0, nearest=100)
    outcome = brief("brick ovens", orchard, ENCODER.encode, options=options)
    assert isinstance(outcome, BriefAbstention)
    assert [quote.text for quote in outcome.related] == ["Ovens were built of brick in 1890."]
    assert len(outcome.nearest) > 1


@pytest.mark.parametrize("topic", [None, "", "   "])
def test_without_a_topic_every_section_is_shown(orchard: Pool, topic: str | None) -> None:
    shown = made(topic, orchard, max_chars=200)
    assert {point.section for point in shown.points} == {"Growing apples", "Making bread"}
    assert shown.topic is None


def test_an_empty_pool_has_an_empty_brief_and_knows_no_topic() -> None:
    empty = Pool((), (), np.zeros((0, 128), np.float32), np.zeros((0, 128), np.float32))
    assert made(None, empty).points == ()
    assert isinstance(brief("apples", empty, ENCODER.encode), BriefAbstention)


def test_a_brief_tells_who_is_named_and_when(orchard: Pool) -> None:
    shown = made("apple blossom and bees", orchard, max_chars=150)
    assert {entity.name for entity in shown.names} == {"Ana Sample", "Zorbia"}
    assert [date_label(statement) for statement in shown.dates] == ["May 1954"]
    assert shown.dates[0].quote.address == "orchard:2"


@given(
    topic=st.sampled_from(["apples", "bread", "bees in Zorbia", "the", "?!", "Ana Sample's honey"]),
    max_chars=st.integers(20, 600),
)
@settings(max_examples=60, deadline=None)
def test_points_fit_follow_the_text_and_never_overlap(topic: str, max_chars: int) -> None:
    pool = pool_of(document_of(ORCHARD, id="orchard"))
    shown = made(topic, pool, max_chars=max_chars, min_confidence=0.0)
    assert len("\n".join(point.text for point in shown.points)) <= max_chars
    for point in shown.points:
        assert point.document.text[point.start : point.end] == point.text
    for before, after in zip(shown.points, shown.points[1:], strict=False):
        assert before.end <= after.start


def test_a_sentence_that_stands_in_two_passages_is_shown_once() -> None:
    read = document_of("Apples grow here. They are red.", id="a")
    (passage,) = passages_of(read)
    last = Passage("a", 1, passage.sentences[1].start, passage.end, passage.sentences[1:])
    vectors = ENCODER.encode(["Apples grow here.", "They are red.", "They are red."])
    pool = Pool((read,), (passage, last), vectors[:2], vectors)
    texts = [point.text for point in made(None, pool).points]
    assert texts == ["Apples grow here. They are red."]


def test_no_two_points_say_the_same() -> None:
    read = document_of("Apples grow here now. Pears grow there. Here apples grow now.")
    texts = [point.text for point in made("apples", pool_of(read)).points]
    assert sum("pples" in text for text in texts) == 1


def test_the_same_words_in_other_company_are_shown_once() -> None:
    """An encoder that reads a sentence within its passage gives the same words other vectors."""
    said = "The fee is due on the first day of March."
    company = ("Anglers pay by the season.", "Stalls are let by the year.", "The choir sings.")
    read = document_of("\n\n".join(f"{before} {said}" for before in company))
    passages = passages_of(read)
    vectors = np.eye(6, 128, dtype=np.float32)
    pool = Pool((read,), passages, vectors[: len(passages)], vectors)
    for topic in ("the fee", None):
        texts = [point.text for point in made(topic, pool, min_confidence=0.0).points]
        assert texts.count(said) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The fee is due in March.", "the fee is due, in March", True),
        ("The fee is due in March.", "The fees are due in March.", False),
        ("The fee is due in March.", "The fee is not due in March.", False),
        ("The fee is 40 crowns now.", "The fee is 45 crowns now.", False),
        ("Arvale beat Zorbia there.", "Zorbia beat Arvale there.", False),
    ],
)
def test_only_what_says_the_same_in_the_same_words_has_one_wording(
    one: str, other: str, *, same: bool
) -> None:
    assert (wording_of(one) == wording_of(other)) is same


def test_the_first_page_has_the_best_points_and_each_page_follows_the_text(orchard: Pool) -> None:
    shown = made("bread and flour", orchard, max_chars=400, min_confidence=0.0)
    assert len(shown.points) > 1
    best = {point for point, rank in zip(shown.points, shown.ranks, strict=True) if rank <= 1}
    first, *others = shown.pages(1)
    assert set(first) == best
    assert "Bread needs flour, water and salt." in [point.text for point in first]
    for page in (first, *others):
        assert [point.start for point in page] == sorted(point.start for point in page)
    assert sorted((p for page in (first, *others) for p in page), key=lambda p: p.start) == list(
        shown.points
    )


def test_a_point_has_the_rank_by_which_it_was_chosen(orchard: Pool) -> None:
    whole = made("brick ovens", orchard, max_chars=600, min_confidence=0.0)
    for count in range(1, len(whole.points) + 1):
        best = [p for p, rank in zip(whole.points, whole.ranks, strict=True) if rank <= count]
        room = sum(len(point.text) + 1 for point in best)
        fewer = made("brick ovens", orchard, max_chars=room, min_confidence=0.0)
        assert set(best) <= set(fewer.points)


def test_points_without_ranks_are_paged_as_they_stand(orchard: Pool) -> None:
    points = made(None, orchard, max_chars=400).points
    assert Brief(None, 1.0, points).pages(3)[0] == points[:3]
    assert Brief(None, 1.0, ()).pages(3) == ()


def test_ranks_are_those_of_the_points(orchard: Pool) -> None:
    points = made(None, orchard, max_chars=400).points[:2]
    with pytest.raises(ValueError, match="ranks"):
        Brief(None, 1.0, points, ranks=(1, 1))


def test_what_a_brief_takes_from_the_documents_is_points_names_and_dates(orchard: Pool) -> None:
    shown = made("apple blossom and bees", orchard, max_chars=150)
    taken = {quote.text for quote in shown.quotes}
    assert {point.text for point in shown.points} <= taken
    assert {"Ana Sample", "Zorbia"} <= taken
    assert {statement.quote for statement in shown.dates} <= set(shown.quotes)


def test_a_pool_needs_a_vector_for_every_sentence(orchard: Pool) -> None:
    with pytest.raises(ValueError, match="sentences have"):
        Pool(orchard.documents, orchard.passages, orchard.passage_vectors, orchard.passage_vectors)


def test_a_pool_needs_the_documents_of_its_passages(orchard: Pool) -> None:
    with pytest.raises(ValueError, match="not in the pool"):
        Pool((), orchard.passages, orchard.passage_vectors, orchard.sentence_vectors)


def test_words_that_stand_everywhere_are_left_out_of_the_topic() -> None:
    read = document_of(
        "Apples fall. Apples rot. Apples sell. Apples go. Apples stay. Prices of apples."
    )
    layout = Layout(pool_of(read))
    assert without_common("the price of apples", layout) == "the price of"
    assert without_common("apples", layout) == "apples"


def test_word_likeness_is_the_squared_cosine_with_the_nearest_word() -> None:
    layout = Layout(pool_of(document_of("Red apples fall. Nobody came.")))
    likeness, weights = word_likeness("apple tart", layout, WordVectors(ENCODER.encode))
    words = ENCODER.encode(["apple", "tart"])
    for row, sentence in enumerate((["red", "apples", "fall"], ["nobody", "came"])):
        cosines = np.clip(words @ ENCODER.encode(sentence).T, 0, 1).max(axis=1)
        np.testing.assert_allclose(likeness[:, row], cosines**2, atol=1e-5)
    assert weights.sum() == pytest.approx(1)
    assert weights[0] < weights[1]  # "apple" is said, "tart" is not


def test_company_lifts_the_sentences_of_a_paragraph_that_speaks_of_the_topic() -> None:
    read = document_of("Apples grow here. Nobody came.\n\nBread is old. Nobody came then.")
    layout = Layout(pool_of(read))
    scores = relevance_of("apples", layout, WordVectors(ENCODER.encode)).scores
    texts = [sentence.text for sentence in layout.sentences]
    ranked = [texts[int(row)] for row in np.argsort(-scores)]
    assert ranked[:2] == ["Apples grow here.", "Nobody came."]


def test_one_sentence_that_is_nearly_the_topic_does_not_hide_the_others() -> None:
    scores = np.array([9, 3, 2.9, 1, 1, 1, 1], dtype=np.float32)
    relevance = Relevance(scores, scores, scores, 0.5)
    # Of the single best the least would be 0.72 * 9 = 6.48.
    assert relevance.least == pytest.approx(0.72 * (9 + 3 + 2.9) / 3)


def test_a_topic_in_other_words_counts_as_known_and_a_strange_one_does_not() -> None:
    """ "pledges of allegiance" where the text says "bayat", and football, by what MiniLM gives."""
    none = np.zeros(1, dtype=np.float32)
    near, far = (np.array([0.1, cosine], dtype=np.float32) for cosine in (0.46, 0.23))
    assert Relevance(none, none, near, 0.66).confidence > 0.5
    assert Relevance(none, none, far, 0.55).confidence < 0.5


def test_a_word_or_two_are_known_from_less_than_a_question() -> None:
    """ "drugs" where the text says "narcotics", and cricket, by what MiniLM gives."""
    none = np.zeros(1, dtype=np.float32)
    near, far = (np.array([cosine], dtype=np.float32) for cosine in (0.45, 0.2))
    assert Relevance(none, none, near, 0.5).confidence < 0.5
    assert Relevance(none, none, near, 0.5, is_short=True).confidence > 0.5
    assert Relevance(none, none, far, 0.3, is_short=True).confidence < 0.5


def test_a_brief_ends_where_the_relevance_falls_off(orchard: Pool) -> None:
    texts = [point.text for point in made("apple trees", orchard).points]
    assert "Farmers prune the apple trees in winter." in texts
    assert "Bread needs flour, water and salt." not in texts


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Their long trade has changed over time.", True),
        ("Their trade has changed over time.", False),
        ("That is no longer the case.", False),
        ("The trade changed the town.", True),
        ("However, the trade has accrued some great benefits.", False),
    ],
)
def test_what_says_nothing_by_itself_is_no_point(text: str, is_told: bool) -> None:
    others = " ".join(f"The miller of town {number} sold bread to seamen." for number in range(9))
    layout = Layout(pool_of(document_of(f"{text} {others}")))
    points = [layout.sentences[row].text for row in layout.points.tolist()]
    assert (text in points) is is_told


@pytest.mark.parametrize(
    ("topic", "is_short"),
    [("bread", True), ("the bread ovens", True), ("how bread is baked in Zorbia", False)],
)
def test_a_topic_of_two_content_words_is_short(topic: str, is_short: bool, orchard: Pool) -> None:
    relevance = relevance_of(topic, Layout(orchard), WordVectors(ENCODER.encode))
    assert relevance.is_short is is_short


def test_bearings_run_from_the_middling_to_the_best_sentence(orchard: Pool) -> None:
    layout = Layout(orchard)
    scores = np.arange(len(layout), dtype=np.float32)
    first, second = section_relevance_of(layout, scores, [0, len(layout) - 1])
    assert (first.section, second.section) == ("Growing apples", "Making bread")
    assert first.paragraphs == (1, 2)
    assert first.relevance[0] == 0
    assert second.strongest == 1
    assert (sum(first.shown), sum(second.shown)) == (1, 1)


def test_uneven_columns_are_refused(orchard: Pool) -> None:
    with pytest.raises(ValueError, match="uneven"):
        SectionRelevance(orchard.documents[0], None, (1, 2), (0.5,), (0, 0))


def test_questions_are_offered_that_are_near_and_answered_in_what_is_shown(orchard: Pool) -> None:
    shown = made("apple trees", orchard)
    away = next(
        quote_of(orchard.documents[0], paragraph.span)
        for paragraph in orchard.documents[0].paragraphs
        if "bread" in orchard.documents[0].text[paragraph.start : paragraph.end].lower()
    )
    leads = {
        "Who prunes apple trees?": shown.points[0],
        "Where do apple trees grow?": None,
        "Are apple trees baked?": away,
        "What is bread?": shown.points[0],
    }
    asked: list[str] = []

    def lead(question: str) -> Quote | None:
        asked.append(question)
        return leads[question]

    found = with_questions(shown, list(leads), lead, ENCODER.encode)
    assert found.questions == ("Who prunes apple trees?",)
    assert set(leads) - set(asked) == {"What is bread?"}


def test_questions_that_were_written_for_a_topic_come_first_wherever_they_are_answered(
    orchard: Pool,
) -> None:
    shown = made("apple trees", orchard)
    questions = ["Who prunes apple trees?", "What is bread?", "Who sold the moon?"]

    def lead(question: str) -> Quote | None:
        return None if question == "Who sold the moon?" else shown.points[0]

    found = with_questions(shown, questions, lead, ENCODER.encode, own=questions[1:])
    assert found.questions == ("What is bread?", "Who prunes apple trees?")


def test_hardly_any_question_is_asked_before_a_brief_is_there(orchard: Pool) -> None:
    asked: list[str] = []
    questions = [f"Who prunes apple trees {number}?" for number in range(40)]
    with_questions(made("apple trees", orchard), questions, asked.append, ENCODER.encode)
    assert len(asked) == 10


def test_vectors_of_what_was_typed_are_not_kept(orchard: Pool) -> None:
    seen: list[str] = []

    def encode(texts: Sequence[str]) -> Embeddings:
        seen.extend(texts)
        return ENCODER.encode(texts)

    words = WordVectors(encode)
    for _ in range(2):
        relevance_of("zebras and bread", Layout(orchard), words)
    assert (seen.count("zebras"), seen.count("bread"), seen.count("honey")) == (2, 1, 1)
    typed = words.of_typed(["honey", "zebras"])
    np.testing.assert_allclose(typed, ENCODER.encode(["honey", "zebras"]), atol=1e-6)


def test_spans_of_points_are_whole_sentences(orchard: Pool) -> None:
    sentences = {span for passage in orchard.passages for span in passage.sentences}
    shown = made("bread", orchard)
    assert {Span(point.start, point.end) for point in shown.points} <= sentences
