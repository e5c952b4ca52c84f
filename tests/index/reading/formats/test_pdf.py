"""A PDF to paragraphs, headings and pages, and what is said of one that cannot be read."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UnreadableSourceError
from index.lab.hostile.portable_documents import nested_forms
from index.reading.documents import read_document
from index.reading.formats import pdf as pdf_format
from index.types import Document
from tests.support.any_bytes import check_any_bytes
from tests.support.pdfs import FIRST_LINES, SECOND_LINES, THIRD_LINES, pdf, pdf_lines


def read(folder: Path, raw: bytes) -> Document:
    path = folder / "a.pdf"
    path.write_bytes(raw)
    return read_document(path)


def test_a_pdf_is_read_with_its_paragraphs_headings_and_pages(tmp_path: Path) -> None:
    header = [(72.0, 760.0, 8.0, "Annals of Something")]
    pages = [
        [*header, (72, 700, 18, "The Bridge"), *FIRST_LINES, *SECOND_LINES, (300, 40, 8, "1")],
        [
            *header,
            *THIRD_LINES,
            (72, 650, 18, "Costs of it"),
            *pdf_lines(620, "Text."),
            (300, 40, 8, "2"),
        ],
        [*header, *pdf_lines(720, "More text."), (300, 40, 8, "3")],
    ]
    document = read(tmp_path, pdf(pages))
    assert [(s.title, s.level) for s in document.sections] == [
        ("The Bridge", 1),
        ("Costs of it", 1),
    ]
    assert [document.text[p.start : p.end] for p in document.paragraphs] == [
        "The council met in the old town hall on Tuesday and agreed, after a long debate of the "
        "government, that the bridge should be repaired before winter. Nobody had expected so "
        "many to come.",
        "Several speakers said that the effort would be worth the cost. Others wanted first to "
        "find out what the benefits were, and asked for a cost-benefit analysis by the end of "
        "this year, or by the end of the next.",
        "Text.",
        "More text.",
    ]


def test_a_scan_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="scan"):
        read(tmp_path, pdf([[]]))


def test_an_encrypted_pdf_is_told(tmp_path: Path) -> None:
    key = "00" * 32
    extra = f"/ID[<{key}><{key}>]/Encrypt<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>"
    with pytest.raises(UnreadableSourceError, match="encrypted"):
        read(tmp_path, pdf([FIRST_LINES], extra))


def test_a_form_in_a_form_is_read(tmp_path: Path) -> None:
    assert "words" in read(tmp_path, nested_forms(2, 1)).text


def test_a_name_with_odd_characters_is_told_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "--d\udcff\N{WATER WAVE}.pdf"
    path.write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(UnreadableSourceError) as caught:
        read_document(path)
    assert str(caught.value).startswith(path.name)


def test_what_a_program_wrote_of_itself_is_neither_title_nor_author(tmp_path: Path) -> None:
    about = "/Info<</Title(Microsoft Word - draft3.doc)/Author(LaTeX with hyperref package)>>"
    document = read(tmp_path, pdf([FIRST_LINES], about))
    assert (document.metadata.title, document.metadata.author) == ("A", ())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_damaged_pdf_is_read_or_told(changes: list[tuple[int, int]]) -> None:
    raw = bytearray(pdf([FIRST_LINES + SECOND_LINES, THIRD_LINES]))
    for place, byte in changes:
        raw[place % len(raw)] = byte
    with contextlib.suppress(UnreadableSourceError):
        assert pdf_format.read(bytes(raw), Path("a.pdf")).text.strip()


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.pdf", pdf([FIRST_LINES]))
