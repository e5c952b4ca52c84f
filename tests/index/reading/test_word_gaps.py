"""Blanks between words are told by the distance of letters, where there is one and where not."""

from itertools import accumulate

import pytest

from index.reading.page_letters import Letter
from index.reading.word_gaps import Shapes, with_blanks

SIZE = 10.0


WIDTHS = {"^": 0.3, " ": 0.3, "~": 0.0}  # of what is no letter, times the size of the type


def read(drawn: str, *, loose: float = 0.0, fixed: bool = False) -> str:
    """What a line says: "^" is a gap without a blank, "~" a blank of no width, " " is both."""
    ends = [*accumulate(WIDTHS.get(sign, 0.4 + loose) * SIZE for sign in drawn)]
    letters = [
        Letter(place, " " if sign == "~" else sign)
        for place, sign in enumerate(drawn)
        if sign != "^"
    ]

    def sides(place: int) -> tuple[float, float]:
        end = ends[place] - loose * SIZE
        return end - 0.4 * SIZE, end

    shapes = Shapes(sides, lambda _: fixed, SIZE)
    return "".join(letter.text for letter in with_blanks(letters, shapes))


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [
        ("to enjoy^the mill", "to enjoy the mill"),
        ("a copy of^a^particular file", "a copy of a particular file"),
        ("it was built correctly,^and well", "it was built correctly, and well"),
        ("it was necessary.^Then it fell", "it was necessary. Then it fell"),
    ],
)
def test_a_gap_between_words_is_a_blank(drawn: str, shown: str) -> None:
    assert read(drawn) == shown


def test_a_blank_between_letters_that_touch_is_none() -> None:
    assert read("Dev~elopment of the~mills") == "Development of the mills"


@pytest.mark.parametrize(
    "drawn",
    ["inetd.^conf", "Effect::^run", "x_min,^y_max", "zzq^vvk", "mill^wheel^s".replace("^", "")],
)
def test_names_and_programs_stay_as_they_are(drawn: str) -> None:
    assert read(drawn) == drawn.replace("^", "")


def test_letters_that_all_stand_apart_tell_nothing() -> None:
    assert read("enjoy^the", loose=0.2) == "enjoythe"


def test_type_whose_characters_are_equally_wide_tells_nothing() -> None:
    assert read("enjoy^the", fixed=True) == "enjoythe"


def test_two_words_that_touch_stay_two() -> None:
    assert read("a~mill over~all") == "a mill over all"
