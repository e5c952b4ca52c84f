"""Lines that come again below as titles, in one order, stay lines."""

import pytest

from index.reading.plain.listed_titles import listed_titles
from index.reading.repair.lines import lines_of

TITLES = ["Water", "Fire", "Stones", "Wheels"]
BELOW = "\n\n".join(f"{title}\n\nThere is some at the mill." for title in TITLES)


def listed(above: str) -> list[str]:
    """What is found of lines above a text with four titles."""
    text = f"{above}\n\n{BELOW}\n"
    return [text[span.start : span.end] for span in listed_titles(lines_of(text))]


@pytest.mark.parametrize("above", ["Water\nFire\nStones\nWheels", "WATER\n FIRE\n STONES\nWHEELS"])
def test_lines_that_come_again_are_found_together(above: str) -> None:
    assert listed(f"The mill\n{above}") == [above]


@pytest.mark.parametrize(
    "above",
    [
        "Water\nFire\nStones",
        "Fire\nWater\nStones\nWheels",
        "Water\nFire\n\nStones\nWheels",
        "Water\nFire\nLamps\nStones\nWheels",
    ],
)
def test_fewer_and_other_lines_are_not(above: str) -> None:
    assert listed(above) == []


def test_a_title_right_below_the_list_is_one() -> None:
    above = "Water\nFire\nStones\nWheels"
    text = f"{above}\n" + "\n\n".join(f"{title}\n======\n\nSome." for title in TITLES)
    assert [text[span.start : span.end] for span in listed_titles(lines_of(text))] == [above]
