"""Lists of contents are told by the dots before their pages, in one look at each line."""

import time

import pytest

from index.reading.repair.contents_lines import contents_lines
from index.reading.repair.lines import lines_of


def entries(*dots: str) -> list[int]:
    """Which of three entries with these dots, and of one line below, are contents."""
    text = "\n".join(f"Mills{one}{number}" for number, one in enumerate(dots, start=1))
    return sorted(contents_lines(lines_of(f"{text}\n\n\n\n\nThe mill burnt down.")))


@pytest.mark.parametrize(
    "dots", [".....", " . . . . . ", "  ......... ", ". . . . . .\t", " .....   "]
)
def test_dots_lead_to_a_page(dots: str) -> None:
    assert entries(dots, dots, dots) == [0, 1, 2]


@pytest.mark.parametrize("dots", ["....", " . .  . . . ", "..... x", " ", ".....1234"])
def test_fewer_dots_or_other_ends_lead_to_none(dots: str) -> None:
    assert entries(dots, dots, dots) == []


@pytest.mark.no_cover
@pytest.mark.parametrize("line", ["." * 50_000, "a" + " ." * 50_000 + "x", "." * 50_000 + " 1 x"])
def test_a_line_of_many_dots_is_looked_at_once(line: str) -> None:
    lines = lines_of("\n".join([line] * 3))
    started = time.perf_counter()
    assert contents_lines(lines) == frozenset()
    assert time.perf_counter() - started < 2.0  # seconds; each of 16,000 dots took 15.9
