"""What documents are called in questions, and their titles, which are asked for."""

import pytest

from index.answers.whole_documents.catalogue import Catalogue, Entry
from index.types import Document, Metadata, Name
from tests.support.documents.cited_documents import document_of

HARBOUR = document_of(
    ("The mill at the quay gets its power from the sea.",),
    Metadata("The harbour of Lorham", author=(Name("Okafor", "Ada"),), issued=(1999, 5, 3)),
    name="harbour",
)


def entry(question: str, *documents: Document, history: tuple[str, ...] = ()) -> Entry | None:
    return Catalogue(documents or (HARBOUR,)).look_up(question, history, lambda _: None)


def titled(count: int) -> list[Document]:
    return [document_of(metadata=Metadata(f"No. {n}"), name=f"no-{n}") for n in range(count)]


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("who is the author of the statutes", "statutes"),
        ("When were the rules published?", "house-rules"),
        ("who wrote the price list", "prices"),
        ("where can i find the price list", "prices"),
        ("when was the readme written", "readme"),
    ],
)
def test_a_document_is_named_by_what_such_works_are_called(question: str, document: str) -> None:
    titles = {
        "statutes": "Statutes of the Mill",
        "house-rules": "House rules",
        "prices": "Price list 2025",
        "readme": "The mill",
    }
    kept = [
        document_of(
            ("Guests sign the waiting list.",),
            Metadata(title, author=(Name(literal=name),), issued=(2021,), url=f"https://m/{name}"),
            name=name,
        )
        for name, title in titles.items()
    ]
    found = entry(question, HARBOUR, *kept)
    assert found is not None
    assert [line.document.id for line in found.lines] == [document]
    assert entry("where can i find the waiting list", HARBOUR, *kept) is None


@pytest.mark.parametrize(
    "question",
    [
        "what documents do you have",
        "list the documents",
        "what Sources are there",
        "what are the titles of all documents",
    ],
)
def test_all_titles_are_listed_where_they_are_asked_for(question: str) -> None:
    found = entry(question, *titled(5))
    assert found is not None
    assert [line.text for line in found.lines] == [f"No. {n}" for n in range(5)]
    assert entry(question, *titled(101)) == Entry()
    assert entry("what is the title?", *titled(5)) == Entry()


def test_sources_may_be_those_that_were_talked_of() -> None:
    before = ("Where does the mill get its power?",)
    assert entry("what sources are there?", history=before) is None
    assert entry("what documents are there?", history=before) is not None


def test_the_last_change_is_the_date_stated_where_the_text_says_none() -> None:
    found = entry("when was this last updated?")
    assert found is not None
    assert [line.text for line in found.lines] == ["Ada Okafor, 3 May 1999"]
    for told in (
        "Last updated: 4 May 2001",
        "It was amended at the meeting of May 2001.",
    ):
        revised = document_of((told,), HARBOUR.metadata)
        assert entry("when was this last updated?", revised) is None
    assert entry("when was this last updated?", *titled(1)) is None
    assert entry("when was the fee last updated?") is None


@pytest.mark.parametrize("before", ["What is the joining fee?", "Who founded the mill?"])
def test_what_something_that_was_named_covers_is_no_overview(before: str) -> None:
    known = Catalogue((HARBOUR,))
    for question in ("what does this cover?", "what does it cover?"):
        assert known.whole(question, (before,), lambda _: None) is None
        assert known.whole(question, (), lambda _: None) is not None


def test_a_document_is_named_by_the_month_that_it_is_of() -> None:
    minutes = [
        document_of(("The minutes were approved.",), Metadata("Committee"), name=f"minutes-{month}")
        for month in ("2024-10", "2024-11")
    ]
    letter = document_of(("A mill.",), Metadata("Newsletter", issued=(2024, 10)), name="letter")
    known = Catalogue((HARBOUR, *minutes, letter))
    for question, document in (
        ("summarise the october minutes", minutes[0]),
        ("what are the minutes of November about?", minutes[1]),
        ("what is the October newsletter about?", letter),
    ):
        wanted = known.whole(question, (), lambda _: None)
        assert wanted is not None
        assert list(wanted.documents) == [document]
    for question in ("summarise the december minutes", "what is the october storm about"):
        assert known.whole(question, (), lambda _: None) is None
