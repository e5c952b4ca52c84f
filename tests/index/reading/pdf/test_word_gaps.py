"""Blanks between words are told by the distance of letters, where there is one and where not."""

from itertools import accumulate

import pytest

from index.reading.pdf.page_letters import Letter
from index.reading.pdf.word_gaps import Shapes, with_blanks

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

    def widths(place: int) -> tuple[float, float]:
        return place * SIZE, place * SIZE  # they say nothing

    shapes = Shapes(sides, widths, lambda _: fixed, SIZE)
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


ADVANCES = {"^": 0.25, "~": 0.0, "'": -0.02}  # of what is no letter, times the size of the type


def read_by_widths(drawn: str, *, blank: float = 0.25, shift: float = 0.0) -> str:
    """What a line says whose letters are 0.5 wide, their shapes unknown; signs as for `read`."""
    steps = [{**ADVANCES, " ": blank}.get(sign, 0.5 + shift) * SIZE for sign in drawn]
    starts = [*accumulate(steps, initial=0.0)]
    letters = [
        Letter(place, " " if sign == "~" else sign)
        for place, sign in enumerate(drawn)
        if sign not in "^'"
    ]
    shapes = Shapes(
        lambda _: (0.0, 0.0),
        lambda place: (starts[place], starts[place] + 0.5 * SIZE),
        lambda _: False,
        SIZE,
    )
    return "".join(letter.text for letter in with_blanks(letters, shapes))


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [
        ("to have a copy of^a mill", "to have a copy of a mill"),
        ("it was merging over^20,000 lines", "it was merging over 20,000 lines"),
        ("see Figure 2^shows how the", "see Figure 2 shows how the"),
        ("/usr/bin/cat.^We^resolved it", "/usr/bin/cat. We resolved it"),
        ("it does not re'cover^nicely", "it does not recover nicely"),
        ("made in December,^1988 there", "made in December, 1988 there"),
        ("the disk is (cheap)^and there", "the disk is (cheap) and there"),
        ("•^Signal processing of mills", "• Signal processing of mills"),
        ("Removed^files of the mill", "Removed files of the mill"),
    ],
)
def test_letters_that_stand_later_than_they_are_due_are_parted(drawn: str, shown: str) -> None:
    assert read_by_widths(drawn) == shown


@pytest.mark.parametrize(
    "drawn", ["the Dev~elopment of mills", "it is new. Howev~er, the mill stands"]
)
def test_a_blank_of_no_width_parts_no_word(drawn: str) -> None:
    assert read_by_widths(drawn) == drawn.replace("~", "")


def test_single_letters_of_a_formula_stay_apart() -> None:
    assert read_by_widths("the value of T~S of mills") == "the value of T S of mills"


def test_a_blank_on_a_loose_line_is_wide() -> None:
    assert read_by_widths("ten of^them and the mills", blank=0.6) == "ten ofthem and the mills"


def test_letters_set_apart_are_told_by_their_shapes() -> None:
    assert read_by_widths("enjoy^the mill of Arval", shift=0.2) == "enjoythe mill of Arval"
