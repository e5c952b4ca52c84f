"""Quotes of paragraphs that are no prose, as members see them."""

from dataclasses import replace

from bot.chat.embeds import excerpts
from index import BlockKind, Document, Metadata, Paragraph, Quote, quote_of


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


def test_a_row_with_a_backtick_is_set_as_words() -> None:
    shown = excerpts([of_kind(BlockKind.TABLE_ROW, "`oak` | 3", "Wood | Mills")])
    assert shown == "> -# `Wood | Mills`\n> **\\`oak\\` \\| 3**\n-# ¶2"
