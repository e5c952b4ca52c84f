"""Items of lists on a page: bullets with what hangs below them, and entries of a line each."""

from dataclasses import replace
from pathlib import Path

from index.reading.pdf.page_line import PageLine
from index.reading.pdf_roles.page_items import whole_items, with_items
from index.types import BlockKind, Document
from tests.support.documents.pdfs import FIRST_LINES, pdf, pdf_lines, read_pdf

STEP = 12.0
BULLET = "\xb7"  # which type without an encoding of its own has at this code

Lines = list[tuple[float, float, float, str]]


def line(text: str, x: float = 105.0, right: float = 283.0) -> PageLine:
    return PageLine(text, x, 0, 10.0, right=right)


def bulleted(text: str, right: float = 283.0) -> PageLine:
    return line(f"• {text}", 95.0, right)


def below(*lines: PageLine, top: float = 700.0) -> list[PageLine]:
    """Lines below one another."""
    return [replace(one, y=top - STEP * row) for row, one in enumerate(lines)]


def items(*lines: PageLine) -> list[str]:
    marked = with_items(lines, STEP)
    own = [one for one in marked if one.kind is BlockKind.LIST_ITEM]
    return [" ".join(one.text for one in item) for item in whole_items(own)]


def entries(*texts: str) -> list[PageLine]:
    """Lines that begin in another font than they end in, six points wide a letter."""
    return [replace(line(text, 72.0, 72.0 + 6 * len(text)), keyed=True) for text in texts]


KEYS = entries("i lists", "Ctrl-G travels of itself", "S saves the game", "? helps")


def test_a_bullet_is_one_item_with_the_lines_that_hang_below_it() -> None:
    assert items(
        *below(
            bulleted("Rest between fights. Pressing", 230.0),
            line("Shift-numpad-5 makes you rest", right=250.0),
            line("for a while"),
            bulleted("Learn when to run."),
            line("It is important.", x=72.0),
        )
    ) == ["• Rest between fights. Pressing Shift-numpad-5 makes you rest for a while"]


def test_an_item_that_may_go_on_in_the_next_column_is_left_to_its_words() -> None:
    left = below(bulleted("Rest between fights, or"), line("run from what you cannot"))
    right = below(line("handle.", x=320.0), line("All else is told below.", x=320.0))
    assert items(*left, *right) == []
    ended = [left[0], replace(left[1], text="run.")]
    assert items(*ended, *right) == ["• Rest between fights, or run."]


def test_a_line_with_a_bullet_that_does_not_hang_is_left_to_its_words() -> None:
    assert items(*below(bulleted("Rest between"), line("fights.", x=95.0))) == []


def test_an_item_ends_before_the_mark_of_another_and_before_a_further_paragraph() -> None:
    dashed = line("- It is yours, and of nobody else.")
    assert items(*below(bulleted("Be kind to"), line("all others."), dashed)) == [
        "• Be kind to all others."
    ]
    first = below(bulleted("Be kind to"), line("all others."))
    further = below(line("It is not hard."), top=676.0 - 20)
    assert items(*first, *further) == ["• Be kind to all others."]


def test_the_first_line_of_a_paragraph_is_not_what_hangs_below_a_bullet() -> None:
    paragraph = line("The council has met in the"), line("old town hall.", x=72.0)
    assert items(*below(bulleted("Be kind"), *paragraph)) == []


def test_lines_that_begin_with_a_key_and_leave_room_are_an_entry_each() -> None:
    assert items(*below(*KEYS)) == [one.text for one in KEYS]


def test_full_lines_fewer_lines_and_lines_of_one_font_are_no_entries() -> None:
    full = [replace(one, right=283.0) for one in KEYS]
    assert items(*below(*full)) == []
    assert items(*below(*KEYS[:2])) == []
    assert items(*below(*(replace(one, keyed=False) for one in KEYS))) == []
    assert items(*below(*entries("| integer", "| character", "| true or false", "| string"))) == []


def test_the_last_entry_has_what_hangs_below_it_and_none_goes_on_at_the_margin() -> None:
    hanging = items(*below(*KEYS, line("with all keys", x=90.0, right=150.0)))
    assert hanging[-1] == "? helps with all keys"
    flush = items(*below(*KEYS, line("with all keys", x=72.0, right=150.0)))
    assert flush == [one.text for one in KEYS[:-1]]


def keyed(y: float, key: str, words: str) -> Lines:
    """A line whose key is set in bold type."""
    drawn = f"BT /F3 10 Tf 72 {y} Td ({key} ) Tj /F1 10 Tf ({words}) Tj ET"
    return [(0.0, 0.0, 0.0, f"draw:{drawn}")]


def read(folder: Path, *drawn: Lines) -> Document:
    return read_pdf(folder, pdf([[one for lines in drawn for one in lines]]))


def test_keys_of_a_pdf_are_items_and_none_is_a_heading(tmp_path: Path) -> None:
    said = ("i", "lists it"), ("Ctrl-F", "searches for all"), ("Q", "quits"), ("Ctrl-D", "saves")
    listed = [keyed(590 - 12 * row, *one) for row, one in enumerate(said)]
    behind = pdf_lines(530, "Several speakers said that the effort would be worth the cost of it.")
    document = read(tmp_path, FIRST_LINES, *listed, behind)
    assert document.sections == ()
    kinds = [one.kind for one in document.paragraphs]
    assert kinds == [BlockKind.TEXT, *4 * [BlockKind.LIST_ITEM], BlockKind.TEXT]
    texts = [document.text[one.start : one.end] for one in document.paragraphs]
    assert texts[1:5] == ["i lists it", "Ctrl-F searches for all", "Q quits", "Ctrl-D saves"]


def test_an_item_of_a_pdf_is_one_paragraph_wherever_its_lines_end(tmp_path: Path) -> None:
    listed = [
        *pdf_lines(590, f"{BULLET} Rest between fights. Pressing", x=82),
        *pdf_lines(578, "Shift-numpad-5 or 5 makes you rest", "for a while.", x=92),
    ]
    document = read(tmp_path, FIRST_LINES, listed, pdf_lines(530, "All of it is told below."))
    texts = [document.text[one.start : one.end] for one in document.paragraphs]
    assert texts[1] == (
        "• Rest between fights. Pressing Shift-numpad-5 or 5 makes you rest for a while."
    )
