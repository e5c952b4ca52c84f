"""What is typed over for bold type and underlines is read as it is seen."""

from pathlib import Path

import pytest

from index.errors import UnreadableSourceError
from index.reading.documents import read_document
from index.reading.encodings.decoding import decode
from index.reading.encodings.overstrikes import without_overstrikes


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("N\bNA\bAM\bME\bE", "NAME"),  # bold
        ("_\bm_\bi_\bl_\bl", "mill"),  # underlined
        ("m\b_i\b_l\b_l\b_", "mill"),  # likewise, the line drawn last
        ("_\bm\bm", "m"),  # both
        ("mill\b\b\b\b____ wheel", "mill wheel"),  # a whole word at once
        ("snake_\b_case", "snake_case"),
        ("·\b+", "+"),
        ("\bmill", "mill"),
        ("a b\b\b_", "a_b"),
        ("one\ntw\bwo\nthree", "one\ntwo\nthree"),
        ("no\ntyping", "no\ntyping"),
    ],
)
def test_what_was_typed_last_counts_but_an_underline_hides_nothing(typed: str, shown: str) -> None:
    assert without_overstrikes(typed) == shown


def test_a_page_as_nroff_prints_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mill.txt"
    title = "".join(f"{letter}\b{letter}" for letter in "THE MILL")
    path.write_text(f"{title}\n\nThe wheel is _\bo_\bl_\bd, and it turns when the river is high.\n")
    document = read_document(path)
    told = [document.text[one.start : one.end] for one in document.paragraphs]
    assert told == ["The wheel is old, and it turns when the river is high."]
    assert [section.title for section in document.sections] == ["THE MILL"]


def test_backspaces_do_not_make_a_text_of_what_is_binary() -> None:
    with pytest.raises(UnreadableSourceError, match="binary"):
        decode(b"a\ba" + b"\x01\x02\x03" * 100, Path("a.txt"))
