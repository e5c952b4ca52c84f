"""A document may be meant by what its title calls it."""

import pytest

from index.answers.whole_documents.catalogue import Catalogue, Entry
from index.types import Document, Metadata, Name
from tests.support.documents.cited_documents import document_of

HARBOUR = document_of(
    ("The letter to the minister asked for a second pier.",),
    Metadata("The harbour of Lorham"),
    name="harbour",
)
CONSTITUTION = document_of(
    ("Every member has one vote. Back to the constitution.",),
    Metadata("Constitution of the chess club", author=(Name("Vogel", "Hanna"),)),
    name="constitution",
)
TAGGER = document_of(
    ("The tagger labels words. Back to the guide.",), Metadata("Labelling words"), name="tagger"
)
WHY = document_of(
    ("The statutes were broken.",),
    Metadata("Why the manifesto of the millers failed", author=(Name("Okafor", "Ada"),)),
    name="why",
)


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("tldr of the constitution", CONSTITUTION),
        ("summarize the constitution", CONSTITUTION),
        ("give me a summary of the chess club's constitution", CONSTITUTION),
        ("what is the constitution about?", CONSTITUTION),
        ("summarize the tagger guide", TAGGER),
        ("can you sum up the tagger page", TAGGER),
    ],
)
def test_a_text_that_its_title_or_id_alone_names_is_summed_up(
    question: str, document: Document
) -> None:
    wanted = Catalogue((CONSTITUTION, TAGGER, HARBOUR)).whole(question, (), lambda _: None)
    assert wanted is not None
    assert list(wanted.documents) == [document]


@pytest.mark.parametrize(
    "question",
    [
        "summarize the constitution of Lorham",  # a word of it is in no title
        "what does the club say?",
        "what are the chess club's arguments",
        "summarize the harbour letter",  # the letter is told of
        "summarize the club",  # two have it
    ],
)
def test_what_a_title_does_not_alone_name_is_not(question: str) -> None:
    club = document_of(("It plays.",), Metadata("The club house"), name="house")
    documents = (CONSTITUTION, TAGGER, HARBOUR, club)
    assert Catalogue(documents).whole(question, (), lambda _: None) is None


def entry(question: str, *documents: Document, history: tuple[str, ...] = ()) -> Entry | None:
    return Catalogue(documents).look_up(question, history, lambda _: None)


def authors(found: Entry | None) -> list[str]:
    assert found is not None
    return [line.text for line in found.lines]


def test_what_a_title_calls_its_text_may_be_asked_of() -> None:
    documents = (CONSTITUTION, TAGGER, WHY)
    assert authors(entry("who wrote the constitution", *documents)) == ["Hanna Vogel"]
    leave = ("What does the handbook say on leave?",)
    assert authors(entry("who wrote the constitution", *documents, history=leave)) == [
        "Hanna Vogel"
    ]
    assert entry("who wrote the manifesto", *documents) is None  # told of, by its title
    assert entry("where is the tagger from", *documents) is None
    assert entry("who wrote the constitution", CONSTITUTION) is None  # which it tells of
