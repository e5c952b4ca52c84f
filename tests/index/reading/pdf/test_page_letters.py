"""Characters whose fonts hide what they are: accents drawn apart, glyphs named by their codes."""

from pathlib import Path

import pytest

from index.reading.documents import read_document
from index.reading.pdf.page_letters import Letter, named_by_code, with_accents
from tests.support.documents.pdfs import pdf

WIDTH, SIZE = 6.0, 10.0


def accented(text: str, *drawn_over: tuple[int, int]) -> str:
    """What a line says whose characters stand one behind another, but for those drawn over others.

    Args:
        text: The characters in the order in which they come.
        drawn_over: The places of an accent, and of the letter that it stands above.
    """
    over = dict(drawn_over)
    steps = [at for at in range(len(text)) if at not in over]
    starts = {at: WIDTH * step for step, at in enumerate(steps)}
    starts |= {accent: starts[letter] + 1 for accent, letter in over.items()}

    def sides(place: int) -> tuple[float, float]:
        width = 4.0 if place in over else WIDTH
        return starts[place], starts[place] + width

    letters = [Letter(place, character) for place, character in enumerate(text)]
    return "".join(letter.text for letter in with_accents(letters, sides, SIZE))


@pytest.mark.parametrize(
    ("text", "over", "meant"),
    [
        ("Universit´e", (9, 10), "Université"),
        ("Fran¸cois", (4, 5), "François"),
        ("na¨ıve", (2, 3), "naïve"),
        ("“`a la carte”", (1, 2), "“à la carte”"),
        ("ˆIle", (0, 1), "Île"),
    ],
)
def test_an_accent_is_put_on_the_letter_that_it_is_drawn_over(
    text: str, over: tuple[int, int], meant: str
) -> None:
    assert accented(text, over) == meant


def test_an_accent_that_comes_far_from_its_letter_finds_it() -> None:
    assert accented("fur ¨", (4, 1)) == "für"


def test_an_accent_over_nothing_stays() -> None:
    assert accented("a ` b ~ c ^ d") == "a ` b ~ c ^ d"
    assert accented("x ˆ= 1", (2, 3)) == "x ˆ= 1"  # there is no such letter
    assert accented("a~b", (1, 0)) == "ãb"


def test_the_accents_of_a_page_are_read(tmp_path: Path) -> None:
    # In Helvetica's own encoding, 0xC2 is an acute accent.
    lines = [(72.0, 700.0, 10.0, "caf"), (86.2, 700.0, 10.0, "\xc2"), (85.34, 700.0, 10.0, "e au")]
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([lines]))
    document = read_document(path)
    assert document.text.strip() == "café au"


def meant(text: str, *, has_name: bool = False) -> str:
    found = named_by_code(text, lambda _: has_name)
    return "".join(found.get(place, character) for place, character in enumerate(text))


def test_dingbats_of_a_font_without_a_name_are_the_codes_of_its_letters() -> None:
    assert meant("❙✉♣♣♦rt ❱❡❝t♦r ▼❛❝❤✐♥❡s") == "Support Vector Machines"
    assert meant("❝❧❛ss✐✜❝❛t✐♦♥ ✏♦♥❡✑") == "classification “one”"


def test_dingbats_of_a_named_font_and_a_few_among_letters_are_dingbats() -> None:
    assert meant("✉ ✈ ❖", has_name=True) == "✉ ✈ ❖"
    assert meant("✔ The bridge is open, and the mill is not.") == (
        "✔ The bridge is open, and the mill is not."
    )
