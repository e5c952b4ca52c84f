"""Whatever the documents, every quote is a slice of one; and the facade's own promises."""

import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.briefs.briefs import Brief
from index.collection import Collection
from index.errors import AddressError
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from index.types import Answer, Document, Quote

ALPHABET = (
    'abcdefgh ABC 12.?!,;:()*_~`>|<[]@#\\"“”’…—-'
    "\u00a0\u00ad\ufb01éß漢字🌊\U0001f468\u200d\U0001f469"
)
TEXTS = st.lists(
    st.lists(st.text(ALPHABET, min_size=1, max_size=140), min_size=1, max_size=3).map(". ".join),
    min_size=1,
    max_size=5,
).map("\n\n".join)
SETTINGS = Settings(reader="none", answer_threshold=0.31)


def collection_of(texts: list[str], folder: Path) -> Collection:
    knowledge = folder / "knowledge"
    knowledge.mkdir()
    (knowledge / "known.txt").write_text("Ships wait in the harbour at dawn.\n", "utf-8")
    for number, text in enumerate(texts):
        (knowledge / f"text-{number}.txt").write_text(text, "utf-8")
    return Collection.open(knowledge, folder / "data", SETTINGS, encoder=HashedEncoder())


def is_slice(quote: Quote, collection: Collection) -> bool:
    document = collection.documents[quote.document.id]
    lit = quote.highlight
    return document.text[quote.start : quote.end] == quote.text and (
        lit is None or quote.start <= lit.start < lit.end <= quote.end
    )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, max_size=2), st.text(ALPHABET, max_size=60))
def test_every_quote_of_every_outcome_is_a_slice(texts: list[str], question: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        collection = collection_of(texts, Path(folder))
        for asked in (question, "Where do ships wait?"):
            check_outcome(collection, asked)
        check_brief(collection)
        for document in collection.documents.values():
            check_addresses(collection, document)


def check_outcome(collection: Collection, question: str) -> None:
    outcome = collection.ask(question)
    quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
    assert all(is_slice(quote, collection) for quote in quotes)
    assert sum(len(quote.text) for quote in quotes) <= SETTINGS.excerpt_characters
    passages = [(hit.passage.document, hit.passage.start) for hit in outcome.hits]
    assert len(passages) == len(set(passages)) <= 10
    assert all(a.score >= b.score for a, b in pairwise(outcome.hits))
    supported = collection.support(f"It is said that {question}")
    assert all(is_slice(quote, collection) for quote in supported.passages)


def check_brief(collection: Collection) -> None:
    brief = collection.brief(None)
    points = brief.points if isinstance(brief, Brief) else brief.nearest
    assert all(is_slice(point, collection) for point in points)
    assert sum(len(point.text) for point in points) <= SETTINGS.brief_characters


def check_addresses(collection: Collection, document: Document) -> None:
    for paragraph in document.paragraphs:
        quote = collection.passage_at(f"{document.id}:{paragraph.number}")
        assert quote.text == document.text[paragraph.start : paragraph.end]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return collection_of(
        ["One stone.\n\nTwo stones.\n\nThree stones."], tmp_path_factory.mktemp("c")
    )


def test_around_a_quote_stand_its_neighbours(small: Collection) -> None:
    texts = ["One stone.", "Two stones.", "Three stones."]
    for number, expected in ((1, texts[:2]), (2, texts), (3, texts[1:])):
        around = small.around(small.passage_at(f"text-0:{number}"))
        assert [quote.text for quote in around] == expected


def test_a_number_alone_is_an_address_in_a_single_document_only(
    small: Collection, tmp_path: Path
) -> None:
    assert small.document().id == "known"
    with pytest.raises(AddressError, match="of which document; write for example known:1"):
        small.passage_at("1")
    single = collection_of([], tmp_path)
    assert single.passage_at("1").text == "Ships wait in the harbour at dawn."


@pytest.mark.parametrize("address", ["known:2", "known:0", "nowhere:1", "9999"])
def test_an_address_that_leads_nowhere_is_refused(small: Collection, address: str) -> None:
    with pytest.raises(AddressError):
        small.passage_at(address)


def test_an_unknown_document_is_refused_with_the_known_ones(small: Collection) -> None:
    with pytest.raises(AddressError, match="known, text-0"):
        small.document("gone")


def test_a_brief_on_a_curated_topic_of_one_document_is_made_of_that_one(tmp_path: Path) -> None:
    texts = [f"Ships wait in the {harbour} harbour." for harbour in ("northern", "southern")]
    collection = collection_of(texts, tmp_path)
    topics = "- title: The ships\n  query: ships wait in the harbour\n  document: text-1\n"
    (tmp_path / "knowledge" / "topics.yaml").write_text(topics, "utf-8")
    brief = collection.brief("the ships")
    points = brief.points if isinstance(brief, Brief) else brief.nearest
    assert [point.text for point in points] == ["Ships wait in the southern harbour."]
