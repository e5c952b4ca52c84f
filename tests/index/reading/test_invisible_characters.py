"""Characters that only typesetting needs are taken out of files of every kind, on record."""

from pathlib import Path

import pytest

from index.reading.documents import read_document
from index.reading.repair.repair import mend_words, restore
from index.types import Document, RepairKind

PAGE = "<title>In&shy;for&shy;ma&shy;tion</title><body><h1>In&shy;for&shy;ma&shy;tion</h1>{}</body>"


def page(folder: Path, body: str) -> Document:
    path = folder / "a.html"
    path.write_text(PAGE.format(body), "utf-8")
    return read_document(path)


@pytest.mark.parametrize(
    ("typeset", "text"),
    [
        ("in&shy;for&shy;ma&shy;tion", "information"),
        ("a long&#8203;word", "a longword"),
        ("the o\ufb03ce \ufb02oods", "the office floods"),
        ("one &#8203; two", "one two"),
        ("&#8203; one &#8203;", "one"),
    ],
)
def test_what_only_typesetting_needs_is_no_part_of_the_words(
    tmp_path: Path, typeset: str, text: str
) -> None:
    document = page(tmp_path, f"<p>{typeset}</p>")
    (paragraph,) = document.paragraphs
    assert document.text[paragraph.start : paragraph.end] == text
    assert document.metadata.title == "Information"


def test_a_paragraph_of_invisible_characters_is_none(tmp_path: Path) -> None:
    document = page(tmp_path, "<p>One.</p><p>&#8203;</p><p>Two.</p>")
    assert [document.text[one.start : one.end] for one in document.paragraphs] == ["One.", "Two."]


def test_what_is_taken_out_is_on_record() -> None:
    source = "in\u00adfor\u00adma\u00adtion\n\nthe o\ufb03ce"
    mended = mend_words(source)
    assert mended.text == "information\n\nthe office"
    assert restore(mended.text, mended.repairs) == source
    kinds = {repair.kind for repair in mended.repairs}
    assert kinds == {RepairKind.SPACING, RepairKind.LOST_CHARACTER}


def test_joiners_that_letters_need_stay() -> None:
    assert mend_words("نمی\u200cخواهم \U0001f468\u200d\U0001f469").repairs == ()
