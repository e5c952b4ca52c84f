"""Some documents of some collections, held against collections that were built of them alone."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from index import AddressError, Answer, Brief, Collection, CollectionError, Settings
from index.lab.hashed_encoder import HashedEncoder
from index.storage import document_line

MILL = """The Mill

The mill at Arvale was built in 1702 by Ada Marlow. Its wheel was made of oak.

It burned in 1911, because a lamp fell into the flour. Nobody was hurt."""
BRIDGE = """The Bridge

The bridge at Borrin was built in 1850 by Carl Ferro. It has three arches of granite.

A flood took one arch in 1924. The council rebuilt it within two years."""
LIGHT = """The Light

The lighthouse at Cape Dorn was lit in 1833. Its keeper was Elsa Quarrington.

Ships see it from twenty miles. It has been automatic since 1971."""
FERRY = """The Ferry

The ferry at Ebbing crosses the strait twice a day. It carries forty cars.

In winter it rests, because ice closes the harbour."""
ALL = {"mill": MILL, "bridge": BRIDGE, "light": LIGHT, "ferry": FERRY}
QUESTIONS = [
    "Who built the mill?",
    "When was the bridge built?",
    "Why did the mill burn?",
    "Who kept the lighthouse?",
    "How many cars does the ferry carry?",
    "Quarrington",
    "Who sank the submarine?",
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("joining")


def collection(place: Path, documents: Mapping[str, str]) -> Collection:
    """Return a collection that is built of some documents."""
    folder = place / "-".join(documents)
    folder.mkdir(exist_ok=True)
    for name, text in documents.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(reader="none")
    return Collection.open(folder, place / "data", settings, encoder=HashedEncoder())


def some(*names: str) -> dict[str, str]:
    return {name: ALL[name] for name in names}


def told(collection: Collection, question: str) -> object:
    """Return everything that is told of a question, but for how long it took."""
    outcome = collection.ask(question)
    quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
    hits = [(hit.passage, round(hit.score, 5)) for hit in outcome.hits]
    return (
        type(outcome).__name__,
        round(outcome.confidence, 5),
        [(quote.address, quote.text, quote.highlight) for quote in quotes],
        hits,
    )


def points(collection: Collection, topic: str) -> object:
    """Return what a brief has, or that there is none."""
    brief = collection.brief(topic)
    if not isinstance(brief, Brief):
        return brief.topic
    return [(point.address, point.text) for point in brief.points]


def counts(collection: Collection) -> tuple[int, int, int]:
    report = collection.report
    return report.documents, report.passages, report.sentences


def same(one: Collection, other: Collection) -> None:
    """Check that two collections cannot be told apart."""
    assert list(one.documents) == list(other.documents)
    assert [told(one, q) for q in QUESTIONS] == [told(other, q) for q in QUESTIONS]
    assert one.topics == other.topics
    topics = ("The Mill", "bridge", "Elsa Quarrington")
    assert [points(one, topic) for topic in topics] == [points(other, topic) for topic in topics]
    for quotation in ("built in 1850 by Carl Ferro", "Its keeper was Elsa Quarringdon"):
        assert one.verify(quotation).verdict is other.verify(quotation).verdict
    assert counts(one) == counts(other)


def test_all_documents_of_one_collection_are_that_collection(place: Path) -> None:
    whole = collection(place, some("mill", "bridge", "light"))
    same(Collection.joined([(whole, whole.documents)]), whole)


def test_what_is_left_out_leaves_no_trace(place: Path) -> None:
    whole = collection(place, some("mill", "bridge", "light", "ferry"))
    without = collection(place, some("mill", "bridge", "ferry"))
    joined = Collection.joined([(whole, {"mill", "bridge", "ferry"})])
    same(joined, without)
    index, oracle = joined._built.index, without._built.index
    assert index.lexical.vocabulary == oracle.lexical.vocabulary
    assert index.lexical.word_forms == oracle.lexical.word_forms
    rows = np.arange(len(index.lexical.vocabulary), dtype=np.int32)
    joined_terms, terms = index.related_terms.of(rows), oracle.related_terms.of(rows)
    near = terms[1] > 0
    assert np.array_equal(joined_terms[0][near], terms[0][near])
    assert joined_terms[1] == pytest.approx(terms[1], abs=1e-6)
    assert "quarrington" not in str(index.lexical.word_forms)


def test_collections_together_are_as_if_they_were_built_together(place: Path) -> None:
    one = collection(place, some("bridge", "ferry"))
    other = collection(place, some("light", "mill"))
    same(
        Collection.joined([(one, one.documents), (other, other.documents)]),
        collection(place, some("bridge", "ferry", "light", "mill")),
    )


def test_a_document_whose_id_is_taken_gets_a_number(place: Path) -> None:
    one = collection(place, some("mill", "bridge"))
    (place / "second").mkdir()
    other = collection(place / "second", {"mill": LIGHT, "ferry": FERRY})
    joined = Collection.joined([(one, one.documents), (other, other.documents)])
    assert list(joined.documents) == ["bridge", "mill", "ferry", "mill-2"]
    assert "Ada Marlow" in joined.passage_at("mill:1").text
    assert "Elsa Quarrington" in joined.passage_at("mill-2:1").text
    outcome = joined.ask("Who kept the lighthouse?")
    assert outcome.hits[0].passage.document == "mill-2"


def test_documents_know_whose_they_are_where_that_is_said(place: Path) -> None:
    one = collection(place, some("mill"))
    (place / "another").mkdir()
    other = collection(place / "another", {"ferry": FERRY})
    chosen = [(one, one.documents), (other, other.documents)]
    joined = Collection.joined(chosen, ["", "Ebbing"])
    assert {name: document.holder for name, document in joined.documents.items()} == {
        "mill": "",
        "ferry": "Ebbing",
    }
    assert "holder" not in json.loads(document_line(joined.document("ferry")))


def test_an_address_of_a_document_that_is_left_out_leads_nowhere(place: Path) -> None:
    whole = collection(place, some("mill", "bridge", "light"))
    joined = Collection.joined([(whole, {"mill", "bridge"})])
    with pytest.raises(AddressError) as unknown:
        joined.passage_at("nothing:1")
    with pytest.raises(AddressError) as left_out:
        joined.passage_at("light:1")
    assert str(left_out.value).replace("light", "nothing") == str(unknown.value)


def test_of_earlier_states_only_those_of_the_chosen_documents_are_known(place: Path) -> None:
    two = collection(place, {"mill": MILL, "bridge": BRIDGE})
    one = collection(place, {"mill": MILL})
    joined = Collection.joined([(two, {"mill"}), (one, {"mill"})]).revisions.of_document
    assert dict(joined) == {
        "mill": two.revisions.of_document["mill"],
        "mill-2": one.revisions.of_document["mill"],
    }
    assert len(joined) == 2
    assert "bridge" not in joined


def test_what_is_joined_cannot_be_refreshed(place: Path) -> None:
    whole = collection(place, some("mill", "bridge"))
    with pytest.raises(CollectionError, match="joined anew"):
        Collection.joined([(whole, {"mill"})]).refreshed()


@pytest.mark.parametrize("swapped", [False, True], ids=["first", "second"])
def test_names_with_numbers_do_not_meet(place: Path, *, swapped: bool) -> None:
    (place / "third").mkdir(exist_ok=True)
    (place / "fourth").mkdir(exist_ok=True)
    one = collection(place / "third", {"report": MILL})
    other = collection(place / "fourth", {"report": LIGHT, "report-2": FERRY})
    chosen = [(one, one.documents), (other, other.documents)]
    joined = Collection.joined(chosen[::-1] if swapped else chosen)
    assert len(joined.documents) == 3
    assert joined.document("report-2").text.startswith("The Ferry")
    for words, name in (("Ada Marlow", MILL), ("Quarrington", LIGHT), ("forty cars", FERRY)):
        (holding,) = (one for one in joined.documents.values() if words in one.text)
        assert holding.text.split("\n")[0] in name.replace("\n\n", "\n")
