"""Which document a question means, and what is known of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.answers.questions.document_questions import DocumentQuestion, document_question
from index.answers.questions.intents import Whole
from index.answers.whole_documents import catalogue
from index.answers.whole_documents.catalogue import Catalogue, Entry
from index.collection import Collection
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from index.types import Abstention, Document, Metadata, MetadataField, Name, Reason
from tests.support.documents.cited_documents import document_of

HARBOUR = document_of(
    (
        "The letter to the minister asked for a second pier at Lorham.",
        "A treaty was published in 1907. The Harbour Song was sung at the quay.",
    ),
    Metadata(
        "The harbour of Lorham",
        author=(Name("Okafor", "Ada"),),
        container_title="Coast Review",
        issued=(1999, 5, 3),
        url="https://coast.example/harbour",
    ),
    name="harbour",
)
HANDBOOK = document_of(
    ("Everybody has thirty days of leave.",),
    Metadata("Staff handbook", author=(Name(literal="Office of Personnel"),), issued=(2021, 3)),
    name="handbook",
)
SONG = document_of(
    ("The ballad Blue Lamp was written in 1911 by a sailor.",), Metadata("Blue Lamp"), name="song"
)


def nowhere(_: str) -> Document | None:
    return None


def entry(
    question: str,
    *documents: Document,
    history: tuple[str, ...] = (),
    source: Document | None = None,
) -> Entry | None:
    return Catalogue(documents or (HARBOUR,)).look_up(question, history, lambda _: source)


def lit(found: Entry | None) -> list[str]:
    assert found is not None
    return [line.text[line.highlight.start : line.highlight.end] for line in found.lines]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who wrote this?", "Ada Okafor"),
        ("When was the essay published?", "3 May 1999"),
        ("Where did the piece on the harbour appear?", "Coast Review"),
        ("what is the title", "The harbour of Lorham"),
        ("link?", "https://coast.example/harbour"),
        ("When did the report appear?", "3 May 1999"),  # no text has a report
        ("Who wrote the harbour of Lorham?", "Ada Okafor"),
        ("Who wrote this piece for the paper?", "Ada Okafor"),
        ("Who wrote this, and where?", "Ada Okafor, Coast Review"),
    ],
)
def test_the_metadata_answer(question: str, answer: str) -> None:
    assert lit(entry(question)) == [answer]


def test_a_line_states_who_where_and_when() -> None:
    found = entry("Who wrote this?")
    assert found is not None
    assert [line.text for line in found.lines] == ["Ada Okafor, Coast Review, 3 May 1999"]


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the letter to the minister?",
        "Who wrote the letter?",
        "When was the treaty published?",
        "When was the Harbour Song written?",
        "Who wrote the text for the Harbour Song?",
        "What is the name of the minister?",
        "Who wrote about the pier?",
        "Who wrote the thing about the pier?",
        "Who wrote the best thing of the harbour?",
        "Who wrote the thing?",
        "Who wrote that the pier would fail?",
        "Where is the author from?",
        "Where was this first published?",  # the metadata state one place of it, not the first
    ],
)
def test_what_a_document_tells_of_is_not_the_document(question: str) -> None:
    assert entry(question) is None


def test_a_title_that_the_text_tells_of_is_the_work_itself() -> None:
    assert entry("When was Blue Lamp written?", SONG) is None


def test_what_the_metadata_lack_is_told() -> None:
    found = entry("Where was the handbook published?", HARBOUR, HANDBOOK)
    assert found == Entry((), (MetadataField.PUBLICATION,))
    assert found.silent is HANDBOOK
    both = entry("Who wrote this, and where?", HANDBOOK)
    assert lit(both) == ["Office of Personnel"]
    assert both is not None
    assert both.missing == (MetadataField.PUBLICATION,)


def test_one_of_several_documents_is_named_by_its_title() -> None:
    assert lit(entry("Who wrote the handbook?", HARBOUR, HANDBOOK)) == ["Office of Personnel"]
    assert lit(entry("who wrote the harbour piece", HARBOUR, HANDBOOK)) == ["Ada Okafor"]
    assert lit(entry("who wrote the thing about the harbour", HARBOUR, HANDBOOK)) == ["Ada Okafor"]
    assert lit(entry("when was the stuff about lorham published", HARBOUR)) == ["3 May 1999"]


def test_of_a_few_documents_each_is_told() -> None:
    for question in ("Who wrote this?", "Who wrote these documents?"):
        told = lit(entry(question, HARBOUR, HANDBOOK))
        assert told == ["Ada Okafor", "Office of Personnel"]


def test_of_many_documents_one_has_to_be_named() -> None:
    many = [document_of(metadata=Metadata(f"No. {n}"), name=f"no-{n}") for n in range(5)]
    assert entry("Who wrote this?", *many) == Entry()


def test_what_may_be_of_something_else_is_asked_of_many_texts_that_answer_it() -> None:
    many = [document_of(metadata=Metadata(f"No. {n}"), name=f"no-{n}") for n in range(5)]
    for loose in ("Where can I download it?", "Who made it?"):
        assert entry(loose, *many, source=many[2]) is None
        assert entry(loose, *many) == Entry()
    assert entry("Who wrote this?", *many, source=many[2]) == Entry()


def test_the_conversation_says_which_document_is_meant() -> None:
    documents = (HARBOUR, HANDBOOK)
    leave = ("How many days of leave are there?",)
    assert lit(entry("who wrote this?", *documents, history=leave, source=HANDBOOK)) == [
        "Office of Personnel"
    ]
    first = ("Who wrote the handbook?",)
    assert lit(entry("and when?", *documents, history=first)) == ["March 2021"]
    assert lit(entry("when was it published?", *documents, history=first)) == ["March 2021"]
    assert lit(entry("and the harbour of Lorham?", *documents, history=first)) == ["Ada Okafor"]
    assert lit(entry("the handbook", *documents, history=("Who wrote this?",))) == [
        "Office of Personnel"
    ]


def test_a_long_conversation_is_looked_back_on_a_little_way() -> None:
    long = ("Who wrote the handbook?",) + ("How deep is the harbour?",) * 3000
    assert lit(entry("who wrote this?", HARBOUR, HANDBOOK, history=long)) == [
        "Ada Okafor",
        "Office of Personnel",
    ]


def test_a_work_that_was_named_before_is_meant_rather_than_the_document() -> None:
    letter = ("What did the letter ask for?",)
    for question in ("Who wrote it?", "Who wrote this letter?", "And the author?"):
        assert entry(question, history=letter) is None
    assert lit(entry("Who wrote this article?", history=letter)) == ["Ada Okafor"]


@pytest.mark.parametrize(
    ("question", "whole", "documents"),
    [
        ("What is the handbook about?", Whole.OVERVIEW, [HANDBOOK]),
        ("tl;dr", Whole.OVERVIEW, [HARBOUR, HANDBOOK]),
        ("what does the author of the handbook conclude?", Whole.CONCLUSION, [HANDBOOK]),
        ("what's the conclusion", Whole.CONCLUSION, [HARBOUR, HANDBOOK]),
    ],
)
def test_the_whole_of_a_document(question: str, whole: Whole, documents: list[Document]) -> None:
    wanted = Catalogue((HARBOUR, HANDBOOK)).whole(question, (), nowhere)
    assert wanted is not None
    assert (wanted.whole, list(wanted.documents)) == (whole, documents)


@pytest.mark.parametrize(
    "question", ["What is the toll about?", "Summarize the treaty", "the conclusion of the trial?"]
)
def test_the_whole_of_something_else(question: str) -> None:
    assert Catalogue((HARBOUR, HANDBOOK)).whole(question, (), nowhere) is None


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("When did the strike begin?", "how did it end?"),
        ("Who is the mayor?", "what did he say"),
        ("Did the farmers object?", "what was their argument?"),
    ],
)
def test_the_whole_of_what_was_talked_of_is_no_document(before: str, question: str) -> None:
    known = Catalogue((HARBOUR,))
    assert known.whole(question, (before,), nowhere) is None
    assert known.whole(question, (), nowhere) is not None


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Is there a market?", "when was it held"),
        ("Is there a gym card?", "where can i get it"),
        ("What was the order?", "who gave it"),
        ("Who founded the mill?", "what was he called"),
        ("When is the exam?", "what's the date?"),
    ],
)
def test_the_metadata_do_not_answer_for_what_was_talked_of(before: str, question: str) -> None:
    assert entry(question, history=(before,)) is None


@pytest.mark.parametrize("before", ["Who wrote the handbook?", "What is the handbook about?"])
def test_it_is_the_document_behind_a_question_about_that(before: str) -> None:
    documents = (HARBOUR, HANDBOOK)
    for question in ("what's it about?", "how does it end?", "what does she argue"):
        wanted = Catalogue(documents).whole(question, (before,), lambda _: HANDBOOK)
        assert wanted is not None
        assert list(wanted.documents) == [HANDBOOK]
    assert entry("who wrote it", *documents, history=(before,), source=HANDBOOK) is not None


def test_a_document_whose_whole_was_wanted_is_meant_behind_that() -> None:
    documents = (HARBOUR, HANDBOOK, *numbered_essays(*"abcd"))
    for before in (
        ("What is the handbook about?",),
        ("What is the handbook about?", "What is it about?"),
        ("Summarise the handbook",),
    ):
        assert lit(entry("when was it published?", *documents, history=before)) == ["March 2021"]
        wanted = Catalogue(documents).whole("how does it end?", before, nowhere)
        assert wanted is not None
        assert list(wanted.documents) == [HANDBOOK]
    assert entry("when was it published?", *documents, history=("tl;dr",)) == Entry()


@pytest.mark.parametrize(
    ("title", "told", "question"),
    [
        ("Émile", "Émile was burned in Paris.", "Who wrote Émile?"),
        ("Émile", "In Paris émile was burned.", "who wrote emile"),
        ("U.S. Harbours", "Of U.S. harbours he says little.", "Who wrote U.S. Harbours?"),
    ],
)
def test_a_title_is_found_in_the_text_however_it_is_written(
    title: str, told: str, question: str
) -> None:
    review = document_of((told,), Metadata(title, author=(Name("Okafor", "Ada"),)), name="review")
    assert entry(question, review) is None
    unmentioned = document_of(("Nothing.",), review.metadata, name="review")
    assert lit(entry(question, unmentioned)) == ["Ada Okafor"]


def numbered_essays(*authors: str) -> list[Document]:
    """Return essays by these authors, "" for one that nobody is known to have written."""
    return [
        document_of(
            metadata=Metadata(f"No. {n}", author=(Name(literal=author),) if author else ()),
            name=f"no-{n}",
        )
        for n, author in enumerate(authors)
    ]


def test_where_more_are_meant_than_are_told_of_one_has_to_be_named() -> None:
    assert entry("Who wrote these essays?", *numbered_essays(*"abcde")) == Entry()
    assert entry("Who wrote these essays?", *numbered_essays("", "", "", "", "e")) == Entry()
    assert lit(entry("Who wrote these essays?", *numbered_essays(*"abcd"))) == list("abcd")


def test_what_none_of_many_states_is_missing() -> None:
    found = entry("Who wrote these essays?", *numbered_essays(*[""] * 5))
    assert found == Entry((), (MetadataField.AUTHOR,))


def test_where_writing_appears_is_asked_for_behind_another_question_about_a_document() -> None:
    assert lit(entry("and the journal?", history=("Who wrote this?",))) == ["Coast Review"]
    assert entry("And the journal?", history=("What did the letter ask for?",)) is None
    assert entry("What's its website?", history=("Is there a museum?",)) is None


def scans_of(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that is told the id of each document whose text is gone through."""
    scans: list[str] = []
    paragraphs = catalogue._paragraphs

    def noting(document: Document) -> Iterator[str]:
        scans.append(document.id)
        return paragraphs(document)

    monkeypatch.setattr(catalogue, "_paragraphs", noting)
    return scans


def test_texts_are_gone_through_once_for_a_noun(monkeypatch: pytest.MonkeyPatch) -> None:
    scans = scans_of(monkeypatch)
    known = Catalogue((HARBOUR, HANDBOOK))
    for question in ("Who wrote the thesis?", "When was the thesis written?"):
        assert known.look_up(question, ("Who wrote the thesis?",), nowhere) is not None
    assert scans == ["harbour", "handbook"]


def test_no_text_is_gone_through_for_a_noun_that_none_has(monkeypatch: pytest.MonkeyPatch) -> None:
    scans = scans_of(monkeypatch)
    known = Catalogue((HARBOUR, HANDBOOK), frozenset({"letter", "songs"}))
    assert known.look_up("Who wrote the thesis?", (), nowhere) is not None
    assert scans == []
    assert known.look_up("Who wrote the letter?", (), nowhere) is None
    assert scans == ["harbour"]


def test_a_text_that_is_gone_through_is_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "knowledge").mkdir()
    for name, text in (("harbour", "Of every thesis the town has two."), ("mill", "It is old.")):
        (tmp_path / "knowledge" / f"{name}.txt").write_text(text, "utf-8")
    settings = Settings(reader="none")
    opened = [
        Collection.open(
            tmp_path / "knowledge", tmp_path / "data", settings, encoder=HashedEncoder()
        )
        for _ in range(2)
    ][-1]
    scans = scans_of(monkeypatch)
    for _ in range(2):
        outcome = opened.ask("Who wrote the thesis?")
        assert isinstance(outcome, Abstention)
        assert outcome.reason is Reason.NOT_IN_METADATA
    assert scans == ["harbour", "mill"]
    held = [one for one in opened.documents.values() if _is_read(one)]
    assert held == []


def _is_read(document: Document) -> bool:
    """Return whether the text of a stored document is in memory."""
    try:
        object.__getattribute__(document, "text")
    except AttributeError:
        return False
    return True


def test_each_question_of_a_conversation_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def counted(question: str) -> DocumentQuestion | None:
        looked_at.append(question)
        return document_question(question)

    monkeypatch.setattr("index.answers.whole_documents.catalogue.document_question", counted)
    history = ["What was the song about?", *["What is it about?"] * 5]
    assert Catalogue((HARBOUR,)).asked("When did it come out?", history)
    assert len(looked_at) == len(history) + 1
