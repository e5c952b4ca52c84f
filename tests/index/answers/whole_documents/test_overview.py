"""A question about the whole is answered with key sentences of the documents."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.answers.whole_documents.overview import overview_of, telling_first
from index.collection import Collection
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from index.storage import PassageTable
from index.types import Answer, Metadata, Passage, Span, quote_of
from tests.support.documents.cited_documents import document_of


def test_it_is_answered_with_sentences_of_the_documents(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    text = "\n\n".join(
        f"The mill by the river ground {grain} for the guild. The toll paid for its wheel."
        for grain in ("wheat", "barley", "rye", "oats", "malt", "spelt", "millet", "maize")
    )
    (knowledge / "mill.txt").write_text(text, "utf-8")
    settings = Settings(reader="none", excerpt_characters=300)
    opened = Collection.open(knowledge, tmp_path / "data", settings, encoder=HashedEncoder())
    outcome = opened.ask("What is this about?")
    assert isinstance(outcome, Answer)
    assert 1 <= len(outcome.quotes) <= 4
    assert sum(len(quote.text) for quote in outcome.quotes) <= 300
    assert all(q.document.text[q.start : q.end] == q.text for q in outcome.quotes)
    found = {(hit.passage.document, hit.passage.paragraph) for hit in outcome.hits}
    assert {(quote.document.id, quote.paragraph) for quote in outcome.quotes} == found


def opened_two(tmp_path: Path) -> Collection:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    mill = "The mill ground wheat for the guild of the town.\n\nWe conclude that it should stand."
    (knowledge / "mill.md").write_text(f"# The mill\n\n{mill}", "utf-8")
    leave = "Everybody has thirty days of leave in a year.\n\nThe office should close on Sundays."
    (knowledge / "handbook.md").write_text(f"# Staff handbook\n\n{leave}", "utf-8")
    settings = Settings(reader="none")
    return Collection.open(knowledge, tmp_path / "data", settings, encoder=HashedEncoder())


def test_one_of_several_documents_may_be_named(tmp_path: Path) -> None:
    outcome = opened_two(tmp_path).ask("What is the handbook about?")
    assert isinstance(outcome, Answer)
    assert {quote.document.id for quote in outcome.quotes} == {"handbook"}


def test_of_several_each_is_told_by_how_it_opens(tmp_path: Path) -> None:
    outcome = opened_two(tmp_path).ask("tl;dr")
    assert isinstance(outcome, Answer)
    first = {quote.document.id: quote.text for quote in reversed(outcome.quotes)}
    assert first == {
        "handbook": "Everybody has thirty days of leave in a year.",
        "mill": "The mill ground wheat for the guild of the town.",
    }


def test_one_is_led_by_what_it_says_that_it_does_and_how_it_begins(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    sentences = (
        "The mill by the river ground wheat for the guild for eighty years.",
        "This report sets out why the guild sold the mill and what it cost.",
        "Nobody in the town wanted the mill, so the price of it fell.",
    )
    (knowledge / "mill.md").write_text("\n\n".join(("# The mill", *sentences)), "utf-8")
    settings = Settings(reader="none", excerpt_characters=140)
    opened = Collection.open(knowledge, tmp_path / "data", settings, encoder=HashedEncoder())
    outcome = opened.ask("What is this about?")
    assert isinstance(outcome, Answer)
    assert [quote.text for quote in outcome.quotes] == [sentences[1], sentences[0]]


def test_the_conclusion_is_what_the_documents_end_with(tmp_path: Path) -> None:
    opened = opened_two(tmp_path)
    every = opened.ask("What's the conclusion?")
    assert isinstance(every, Answer)
    assert {quote.text for quote in every.quotes} == {
        "We conclude that it should stand.",
        "The office should close on Sundays.",
    }
    one = opened.ask("what does the author of the handbook conclude?", ["Who built it?"])
    assert isinstance(one, Answer)
    assert [quote.text for quote in one.quotes] == ["The office should close on Sundays."]


def test_what_tells_something_comes_nearest_to_the_title_first() -> None:
    sentences = (
        "Why did the mill of the guild stand still for the whole of one year?",
        "A flood took the bridge, and carts went the long way round to the market.",
        "However, the mill of the guild ground barley and malt for the whole of the town.",
        "The mill of the guild was the richest house between the river and the market.",
        "There was a price.",
    )
    document = document_of(sentences, Metadata("The mill of the guild"))
    points = [quote_of(document, paragraph.span) for paragraph in document.paragraphs]
    ordered = telling_first(points, HashedEncoder().encode)
    assert [quote.paragraph for quote in ordered] == [4, 2]
    announced = points[-1:]
    assert telling_first(announced, HashedEncoder().encode) == tuple(announced)


def test_what_is_no_sentence_of_the_text_stands_back() -> None:
    sentences = (
        "See the house of the guild for the terms under which the mill may be lent.",
        "The mill of the guild, the house of the guild, the bridge of the guild, the river",
        "A flood took the bridge, and carts went the long way round to the market.",
    )
    document = document_of(sentences, Metadata("The mill of the guild"))
    points = [quote_of(document, paragraph.span) for paragraph in document.paragraphs]
    ordered = telling_first(points, HashedEncoder().encode)
    assert [quote.paragraph for quote in ordered] == [3]
    assert len(telling_first(points[:2], HashedEncoder().encode)) == 2


def test_no_more_passages_are_made_than_are_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of(("First. Second.", "Third."), name="mill")
    rows = ((1, 0, 6), (1, 7, 14), (2, 16, 22))
    passages = [Passage("mill", number, a, b, (Span(a, b),)) for number, a, b in rows]
    other = [Passage("other", 1, 0, 5, (Span(0, 5),))]
    table = PassageTable.of([*other, *passages])
    made: list[int] = []
    make = PassageTable._made

    def noting(self: PassageTable, first: int, last: int) -> Iterator[Passage]:
        made.extend(range(first, last))
        return make(self, first, last)

    monkeypatch.setattr(PassageTable, "_made", noting)
    points = [quote_of(document, Span(a, b), Span(a, b)) for _, a, b in reversed(rows)]
    outcome = overview_of("tl;dr", points, table, 600, 0.0)
    assert [hit.passage for hit in outcome.hits] == [passages[2], passages[0]]
    assert sorted(made) == [1, 3]
