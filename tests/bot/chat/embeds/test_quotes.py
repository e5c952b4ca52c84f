"""Quotes of paragraphs that are no prose, as members see them."""

from dataclasses import replace

from bot.chat.embeds import citations_embed, excerpts
from bot.chat.embeds.quotes import place_line, points
from index import BlockKind, Document, Metadata, Paragraph, Quote, Style, quote_of
from index.types import Locator, LocatorKind, Span


def of_kind(kind: BlockKind, text: str, columns: str = "") -> Quote:
    """A quote that is all of a paragraph of this kind, below the line that names its columns."""
    start = len(columns) + 2 if columns else 0
    row = Paragraph(2 if columns else 1, start, start + len(text), None, kind)
    if not columns:
        return quote_of(Document("a", text, (row,), Metadata("A")), row.span)
    header = Paragraph(1, 0, len(columns), None, BlockKind.TABLE_HEADER)
    document = Document(
        "a", f"{columns}\n\n{text}", (header, replace(row, header=1)), Metadata("A")
    )
    return quote_of(document, row.span, row.span)


def test_code_is_set_as_code_in_its_lines() -> None:
    shown = excerpts([of_kind(BlockKind.CODE, "def wait():\n    return *ships")])
    assert shown == "> ```\n> def wait():\n>     return *ships\n> ```\n-# ¶1"


def test_a_row_stands_under_what_names_its_columns() -> None:
    shown = excerpts([of_kind(BlockKind.TABLE_ROW, "Arvale | 3", "Town | Mills")])
    assert shown == "> -# `Town | Mills`\n> **`Arvale | 3`**\n-# ¶2"


def test_several_rows_are_set_a_line_each() -> None:
    text = "Who | What\n\nAda | Wheel\n\nBen | Roof"
    header = Paragraph(1, 0, 10, None, BlockKind.TABLE_HEADER)
    rows = [
        Paragraph(number, start, end, None, BlockKind.TABLE_ROW, header=1)
        for number, start, end in ((2, 12, 23), (3, 25, 35))
    ]
    document = Document("a", text, (header, *rows), Metadata("A"))
    shown = excerpts([quote_of(document, Span(12, 35))])
    assert shown == "> -# `Who | What`\n> `Ada | Wheel`\n> `Ben | Roof`\n-# ¶2"


def test_a_row_with_a_backtick_is_set_as_words() -> None:
    shown = excerpts([of_kind(BlockKind.TABLE_ROW, "`oak` | 3", "Wood | Mills")])
    assert shown == "> -# `Wood | Mills`\n> **\\`oak\\` \\| 3**\n-# ¶2"


def test_an_item_stands_under_what_introduces_it_and_the_next_one_not_again() -> None:
    text = "It does not:\n\nFloat.\n\nBurn."
    starts = [text.index(words) for words in ("It", "Float", "Burn")]
    ends = [len("It does not:"), text.index("\n\nBurn"), len(text)]
    kinds = [BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]
    rows = tuple(
        Paragraph(number, start, end, None, kind)
        for number, (start, end, kind) in enumerate(zip(starts, ends, kinds, strict=True), start=1)
    )
    document = Document("a", text, rows, Metadata("A"))
    items = [quote_of(document, row.span, row.span) for row in rows[1:]]
    assert excerpts(items) == ("> -# It does not:\n> **Float.**\n-# ¶2\n\n> **Burn.**\n-# ¶3")


def test_a_quote_off_a_picture_says_that_it_was_read_by_optical_recognition() -> None:
    text = "The mill burned."
    row = Paragraph(1, 0, len(text), None)
    pages = [
        Locator(0, LocatorKind.PAGE, "7", "page=7", recognised) for recognised in (True, False)
    ]
    shown = [
        excerpts([quote_of(Document("a", text, (row,), Metadata("A"), locators=(one,)), row.span)])
        for one in pages
    ]
    assert shown == [
        f"> {text}\n-# p. 7 · ¶1 · *read by optical recognition*",
        f"> {text}\n-# p. 7 · ¶1",
    ]


def test_a_section_that_is_called_as_its_document_is_not_told_twice() -> None:
    text = "The mill burned."
    under = (Paragraph(1, 0, len(text), "Arvale"),)
    documents = [Document(title, text, under, Metadata(title)) for title in ("Arvale", "Mills")]
    quotes = [quote_of(document, under[0].span) for document in documents]
    lines = [place_line(quote, titled=True) for quote in quotes]
    assert lines == ["-# Arvale · ¶1", "-# Mills · Arvale · ¶1"]
    assert place_line(quotes[0]) == "-# Arvale · ¶1"


def test_a_list_that_goes_on_says_so_below_the_items_that_are_shown() -> None:
    text = "It can:\n\nFloat.\n\nBurn.\n\nSink."
    words = ("It can:", "Float.", "Burn.", "Sink.")
    kinds = [BlockKind.TEXT, *[BlockKind.LIST_ITEM] * 3]
    starts = [text.index(word) for word in words]
    rows = tuple(
        Paragraph(number, start, start + len(word), None, kind)
        for number, (start, word, kind) in enumerate(zip(starts, words, kinds, strict=True), 1)
    )
    document = Document("a", text, rows, Metadata("A"))
    two = quote_of(document, Span(rows[1].start, rows[2].end))
    assert excerpts([two]) == ("> -# It can:\n> Float.\n> \n> Burn.\n-# … the list goes on.\n-# ¶2")
    three = quote_of(document, Span(rows[1].start, rows[3].end), rows[1].span)
    assert excerpts([three]) == "> -# It can:\n> **Float.**\n> \n> Burn.\n> \n> Sink.\n-# ¶2"
    assert points([three] * 3) == [three] * 3


def test_what_leaves_out_what_is_done_is_shown_with_the_sentence_before_it() -> None:
    text = "Partners may differ. And these two certainly do."
    document = Document("a", text, (Paragraph(1, 0, len(text), None),), Metadata("A"))
    does = quote_of(document, Span(0, len(text)), Span(text.index("And"), len(text)))
    told = quote_of(document, Span(0, len(text)), Span(0, text.index(" And")))
    assert [one.text for one in points([does, told, told])] == [text, *["Partners may differ."] * 2]


def test_a_view_is_shown_with_the_sentence_that_says_that_it_is_not_so() -> None:
    view, denied = "The elders blame the weir.", "This is quite untrue."
    text = f"It rained. {view} {denied}"
    document = Document("a", text, (Paragraph(1, 0, len(text), None),), Metadata("A"))
    held = Span(text.index(view), text.index(view) + len(view))
    viewed = quote_of(document, Span(0, len(text)), held)
    plain = quote_of(document, Span(0, held.end), held)
    denying = quote_of(document, Span(0, len(text)), Span(text.index(denied), len(text)))
    shown = [one.text for one in points([viewed, plain, denying])]
    assert shown == [f"{view} {denied}", view, text]


def test_excerpts_of_one_place_share_their_citation() -> None:
    first, second = "The mill is old.", "The wheel is new."
    text = f"{first} {second}\n\nThe miller is gone."
    paragraphs = (Paragraph(1, 0, 34, None), Paragraph(2, 36, 55, None))
    document = Document("mill", text, paragraphs, Metadata("Mill"))
    spans = Span(0, 16), Span(36, 55), Span(17, 34)
    shown = citations_embed([quote_of(document, span) for span in spans], Style.APA).description
    assert shown
    assert shown.count("```") == 4
    assert shown.index(first) < shown.index(second) < shown.index("para. 1") < shown.index("gone")
