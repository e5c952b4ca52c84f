"""Word documents of any bytes; how one is read as it shows is tested with the documents."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.lab.hostile.word_documents import parts, zipped
from tests.support.documents.any_bytes import check_any_bytes, damaged
from tests.support.documents.word_files import blocks_of, cell, extract_of, paragraph, row, run
from tests.support.documents.word_files import table as a_table

PARTS = parts()


def damaged_within(name: str) -> st.SearchStrategy[bytes]:
    return damaged(PARTS[name]).map(lambda part: zipped(PARTS | {name: part}))


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.docx", zipped(PARTS), *map(damaged_within, PARTS))


def table(*rows: list[str]) -> str:
    return a_table(*(row(*(cell(inside) for inside in cells)) for cells in rows))


def texts_of(body: str) -> list[str]:
    return [text for _, text in blocks_of(body)]


def test_each_cell_of_a_table_in_a_table_is_read_once_in_reading_order() -> None:
    inner = table([paragraph(run("x")), paragraph(run("y"))], [paragraph(run("z"))])
    second = paragraph(run("B")) + inner + paragraph(run("C"))
    body = table([paragraph(run("A")), second, paragraph(run("D"))], [paragraph(run("E"))])
    assert texts_of(body) == ["A | B", "x | y", "z", "C | D", "E"]


def test_tables_that_nest_deep_are_read_once() -> None:
    nested = paragraph(run("40"))
    for number in reversed(range(40)):
        nested = table([paragraph(run(str(number))) + nested])
    assert texts_of(nested) == [*map(str, range(41))]  # of one cell each: frames


# A number for so many paragraphs, a list for a table of one row of such cells.
SHAPES = st.recursive(st.integers(0, 3), lambda inner: st.lists(st.lists(inner, max_size=3)))


def body_of(shape: object, numbers: Iterator[int]) -> str:
    if isinstance(shape, int):
        return "".join(paragraph(run(f"w{next(numbers)}")) for _ in range(shape))
    assert isinstance(shape, list)
    cells = ["".join(body_of(block, numbers) for block in cell) for cell in shape]
    return table([cell + paragraph() for cell in cells]) + paragraph()


@given(SHAPES)
def test_of_tables_of_any_shape_each_word_is_read_once_in_reading_order(shape: object) -> None:
    numbers = count()
    body = body_of(shape, numbers)
    words = [word for text in texts_of(body) for word in text.replace(" | ", " ").split()]
    assert words == [f"w{number}" for number in range(next(numbers))]


def test_a_cell_in_a_form_is_read_once() -> None:
    form = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cell = f"<w:tc>{form.format(paragraph(run('A')))}</w:tc>"
    row = f"<w:tr>{form.format(cell)}</w:tr>"
    assert texts_of(f"<w:tbl>{form.format(row)}</w:tbl>") == ["A"]


def test_a_text_box_and_what_repeats_it_are_read_once_behind_their_paragraph() -> None:
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent xmlns:mc="{compatibility}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    boxed = paragraph(run("Before"), both, run(" and behind."))
    assert texts_of(boxed) == ["Before and behind.", "In the box."]
    assert texts_of(table([boxed, ""])) == ["Before and behind. In the box."]


def test_what_was_inserted_is_read_and_what_was_deleted_is_not() -> None:
    inserted = f"<w:ins>{run('not ')}</w:ins>"
    deleted = "<w:del><w:r><w:delText>ever </w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('again ')}</w:moveFrom>"
    changed = paragraph(run("We will "), inserted, deleted, moved, run("agree."))
    assert texts_of(changed) == ["We will not agree."]
    assert texts_of(table([changed])) == ["We will not agree."]


def test_breaks_tabs_and_hyphens_are_read_as_they_show() -> None:
    pieces = "<w:tab/>{}<w:br/>{}<w:noBreakHyphen/>{}".format(
        *(f"<w:t>{t}</w:t>" for t in ("a", "b", "c"))
    )
    assert texts_of(paragraph(f"<w:r>{pieces}</w:r>")) == ["a b-c"]


def test_a_document_that_says_nothing_about_itself_has_no_title_of_a_programs() -> None:
    extract = extract_of(paragraph(run("It burnt.")))
    assert (extract.title, extract.author) == (None, ())
