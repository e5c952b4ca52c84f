"""Numbers in running text are read by their value, and in every way that they may be meant."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.language.quantities import quantities_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("forty-four, 44 and 44.0", [44, 44, 44]),
        ("1,500 men and 2.5 million dollars", [1500, 2_500_000]),
        ("one hundred and five; two hundred thousand", [105, 200_000]),
        ("for a hundred and sixty years; a hundred, and six boats", [160, 100, 6]),
        ("a dozen, hundreds of people, one of them", [12]),
        ("in 2001 two people", [2001, 2]),
        ("first and third", [1, 3]),
        ("half, two-thirds, three quarters", [50, 200 / 3, 75]),
        ("v2.0 x44 A-7", [7]),
        ("1998–2001, 1998-2001", [1998, 2001, 1998, 2001]),
        ("2.5km, 12kg, 1,500m and 44s", [2.5, 12, 1500, 44]),
        ("2.5bn, $3m, 20k, 5mn", [2.5e9, 3e6, 20_000, 5e6]),
        ("1.500.000 is 2,5 of it", [1_500_000, 2.5]),
        ("1.2.3 or 10.0.0.1", []),
        ("five thousand million", [5e9]),
        ("one thousand two hundred million", [1.2e9]),
        ("two million five thousand", [2_005_000]),
        ("2.5 millions", [2_500_000]),
        ("two and a half million; a million and a half", [2_500_000, 1_500_000]),
        ("two and a half, 3 and three quarters, 4½, 5 ¼", [2.5, 3.75, 4.5, 5.25]),
        ("half a million, a quarter, half of it", [500_000, 50]),
        ("half a per cent", [0.5]),
        ("it was -5, then −6.5 and minus seven", [-5, -6.5, -7]),
        ("7/10 is 7 out of 10", [7, 10, 7, 10]),
        ("2019/20 is no /2019/20 nor a/5", [2019, 20]),
    ],
)
def test_numbers_are_read_by_their_value(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in quantities_of(text)] == pytest.approx(values)


@given(st.integers(0, 999_999), st.booleans())
def test_a_number_is_read_back_with_and_without_separators(number: int, separated: bool) -> None:
    text = f"about {number:,} gates" if separated else f"about {number} gates"
    assert [quantity.value for quantity in quantities_of(text)] == [number]


def test_kinds_of_numbers_are_told_apart() -> None:
    found = quantities_of("44 percent on the 21st in 1921, in the 1930s and for two decades")
    assert [(q.percent, q.ordinal, q.year, q.decade, q.readings[-1]) for q in found] == [
        (True, False, False, False, 44),
        (False, True, False, False, 21),
        (False, False, True, False, 1921),
        (False, False, False, True, 1930),
        (False, False, False, False, 20),
    ]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("5m", (5, 5_000_000)),
        ("5 m", (5, 5_000_000)),
        ("5M", (5_000_000, 5)),
        ("5k", (5_000, 5)),
        ("£5m", (5_000_000,)),
        ("5bn", (5e9,)),
        ("5km", (5,)),
        ("1.500", (1.5, 1500)),
        ("half a century", (0.5, 50)),
        ("5 degrees below zero", (5, -5)),
        ("by -5%", (-5, 5)),
        ("-5 gates", (-5, 5)),
    ],
)
def test_a_number_has_every_reading_that_it_may_have(
    text: str, readings: tuple[float, ...]
) -> None:
    (quantity,) = quantities_of(text)
    assert quantity.readings == readings
    assert quantity.value == readings[0]


@given(
    st.integers(0, 10**9),
    st.integers(0, 999),
    st.booleans(),
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzäßλ", max_size=6),
)
@example(whole=1, part=100, separated=False, letters="t")
def test_digits_that_run_into_letters_are_never_cut(
    whole: int, part: int, separated: bool, letters: str
) -> None:
    figures = f"{whole:,}.{part}" if separated else f"{whole}.{part}"
    (quantity,) = quantities_of(f"about {figures}{letters} of it")
    factors = [reading / float(f"{whole}.{part}") for reading in quantity.readings if reading]
    # "1.100t" may be eleven hundred trillion as well.
    powers = (1.0, 1e3, 1e6, 1e9, 1e12, 1e15)
    assert all(any(factor == pytest.approx(power) for power in powers) for factor in factors)
    assert quantity.text == f"{figures}{letters}"


_PIECES = (
    "1 5 2.5 1,500 , . / - − % k m bn kg half and a two million thousand minus ½ s th ( \n".split(
        " "
    )
)


@given(st.lists(st.sampled_from([*_PIECES, " "]), max_size=20).map("".join))
def test_numbers_stand_in_their_text_in_order_and_apart(text: str) -> None:
    found = quantities_of(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.value == one.readings[0] for one in found)
