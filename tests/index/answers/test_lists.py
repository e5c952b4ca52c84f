"""A list that was asked for is shown as far as there is room, and says where it goes on."""

from pathlib import Path

import pytest

from index.answers.counted_sentences import asks_for_all
from index.answers.excerpts import excerpts_in_order
from index.answers.introductions import asks_for_list, goes_on, introductions, is_of_several
from index.answers.kept_sentences import Paragraphs
from index.answers.scored_sentences import ScoredSentence
from index.reading.documents import read_document
from index.types import Document, Quote, Span, quote_of

BOARD = """\
# Minutes

The following were elected to the board for two years:

- Ada Holm, chair
- Ben Reed, treasurer
- Cleo Frost, steward

With the old pump you can empty the tank using

    pump --empty

Then close it.
"""


@pytest.fixture
def board(tmp_path: Path) -> Document:
    path = tmp_path / "board.md"
    path.write_text(BOARD, encoding="utf-8")
    return read_document(path)


def quote(document: Document, words: str) -> Quote:
    paragraph = document.paragraph_at(document.text.index(words))
    assert paragraph is not None
    return quote_of(document, paragraph.span)


def test_a_list_is_brought_as_one_excerpt_and_says_where_it_goes_on(board: Document) -> None:
    lead = ScoredSentence(board, quote(board, "The following").span, 1.0)
    _, items = excerpts_in_order([lead], Paragraphs(), 600)
    assert items.text == "Ada Holm, chair\n\nBen Reed, treasurer\n\nCleo Frost, steward"
    assert is_of_several(items)
    assert not goes_on(items)
    _, cut = excerpts_in_order([lead], Paragraphs(), len(lead.text) + 40)
    assert cut.text == "Ada Holm, chair\n\nBen Reed, treasurer"
    assert goes_on(cut)


def test_an_item_brings_its_list_where_what_introduces_it_was_asked_for(board: Document) -> None:
    item = quote(board, "Ben Reed").span
    assert asks_for_list("who was elected to the board?", board, item)
    assert not asks_for_list("who was elected treasurer?", board, item)
    assert not asks_for_list("who swept the board room?", board, quote(board, "Then close").span)
    lead = ScoredSentence(board, item, 1.0, of_list=True)
    (shown,) = excerpts_in_order([lead], Paragraphs(), 600)
    assert shown.text == "Ada Holm, chair\n\nBen Reed, treasurer\n\nCleo Frost, steward"
    assert shown.highlight == item


def test_code_is_brought_by_the_sentence_that_breaks_off_above_it(board: Document) -> None:
    lead = ScoredSentence(board, quote(board, "With the old pump").span, 1.0)
    shown = excerpts_in_order([lead], Paragraphs(), 600)
    assert [one.text for one in shown] == [lead.text, "pump --empty"]
    assert introductions([quote(board, "pump --empty")]) == (lead.text,)


def test_rows_are_brought_by_the_sentence_that_ends_in_a_colon_above_their_table(
    tmp_path: Path,
) -> None:
    path = tmp_path / "mill.md"
    table = "| Who | What |\n|---|---|\n| Ada | Grease the wheel |\n| Ben | Mend the roof |\n"
    path.write_text(f"It was decided:\n\n{table}\nNothing else was.\n\n{table}", encoding="utf-8")
    mill = read_document(path)
    lead = ScoredSentence(mill, quote(mill, "It was decided").span, 1.0)
    shown = excerpts_in_order([lead], Paragraphs(), 600)
    rows = "Ada | Grease the wheel\n\nBen | Mend the roof"
    assert [one.text for one in shown] == ["It was decided:", rows]
    assert shown[1].header == "Who | What"
    other = ScoredSentence(mill, quote(mill, "Nothing else").span, 1.0)
    assert [one.text for one in excerpts_in_order([other], Paragraphs(), 600)] == [other.text]


def test_a_list_completes_the_sentence_that_breaks_off_above_it(tmp_path: Path) -> None:
    path = tmp_path / "mill.md"
    path.write_text(
        "A second mill helps with\n\n- grinding at night\n- rent\n\nThe board\n\n- Ada\n- Ben\n",
        encoding="utf-8",
    )
    mill = read_document(path)
    lead = ScoredSentence(mill, quote(mill, "A second mill").span, 1.0)
    shown = excerpts_in_order([lead], Paragraphs(), 600)
    assert [one.text for one in shown] == [lead.text, "grinding at night\n\nrent"]
    assert introductions([quote(mill, "rent"), quote(mill, "Ben")]) == (lead.text, "")


def test_a_line_of_a_block_brings_the_others_and_not_what_stands_above_it(tmp_path: Path) -> None:
    path = tmp_path / "mill.md"
    path.write_text("Stop it by:\n\n    mill stop\n    mill off\n", encoding="utf-8")
    mill = read_document(path)
    start = mill.text.index("mill stop")
    line = ScoredSentence(mill, Span(start, start + len("mill stop")), 2.0)
    above = ScoredSentence(mill, quote(mill, "Stop it").span, 1.0)
    (shown,) = excerpts_in_order([line, above], Paragraphs(), 600)
    assert shown.text == "mill stop\nmill off"
    assert shown.highlight == line.span
    (cut,) = excerpts_in_order([line], Paragraphs(), 12)
    assert cut.text == "mill stop"


def test_an_item_that_repeats_what_introduces_its_list_brings_the_others(tmp_path: Path) -> None:
    path = tmp_path / "mill.md"
    path.write_text(
        "The side effects of having your wheel in the mill are:\n\n"
        "- The wheel runs better.\n- Others will grease it.\n\n"
        "Here are a few simple rules:\n\n- Never shout.\n- Apologize if you broke a rule.\n",
        encoding="utf-8",
    )
    mill = read_document(path)
    first, last = (quote(mill, words).span for words in ("The wheel runs", "Apologize"))
    assert asks_for_all("what are the side effects of a wheel in the mill", mill, first)
    assert not asks_for_all("how does the wheel run better", mill, first)
    assert asks_for_all("what are the two rules about people", mill, last)
