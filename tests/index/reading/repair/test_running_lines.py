"""In a text that shows its pages by nothing else, what recurs is the page's only if pages show."""

from collections.abc import Sequence

import pytest

from index.reading.documents import document_of
from index.reading.repair.lines import lines_of
from index.reading.repair.running_lines import running_lines

TOWNS = ("Arvale", "Borrin", "Calder", "Dale", "Esk", "Firth", "Garth", "Holm")
FULL = "It ground the barley of the whole valley for as long as anybody there remembers it."


def running(text: str) -> list[str]:
    """The lines of a text that are the pages'."""
    lines = lines_of(text)
    return [lines[index].content for index in sorted(running_lines(lines))]


def pages(edges: Sequence[str]) -> str:
    """Pages of one text, a town on each, whose sentences go on over the edges between them."""
    body = "\n".join([FULL] * 12)
    ends = [
        f"The mills and the granary of the people who had settled in {town} by" for town in TOWNS
    ]
    between = (f"{end}\n{edge}\n" for end, edge in zip(ends, edges, strict=True))
    return body + "".join(f"\n{edge}the river burnt down.\n{body}" for edge in between)


def numbered(blank: str = "") -> list[str]:
    """The heads of pages, each with its number."""
    return [f"{blank}Mills of the Valley      {number}{blank}" for number in range(2, 10)]


def articles() -> str:
    """Articles that each have a sentence whose first line is the same, and that is full."""
    ends = ("of the valley", "of the hills", "that the towns have called", "at the weir")
    return "\n\n".join(
        f"Article {number}\n\n"
        + "\n".join([FULL] * (number + 5))
        + "\n\nSection 3\n\n"
        + "This article shall not be in force unless it shall have been ratified\n"
        + f"as a part of these rules by the meetings {end}."
        for number, end in zip((1, 4, 9, 2), ends, strict=True)
    )


def test_the_first_half_of_a_sentence_that_recurs_is_text() -> None:
    assert running(articles()) == []
    half = "This article shall not be in force unless it shall have been ratified as a part of"
    assert " ".join(document_of(articles()).text.split()).count(half) == 4


def test_so_it_is_where_it_recurs_at_one_distance() -> None:
    notice = "\n".join(
        [
            "is free, and is given to whoever asks for it. It may be kept and lent under the",
            "Rules of the Valley as they were set down by",
            "the meeting of the towns; no other rules hold.",
            *[FULL] * 9,
            "What follows",
        ]
    )
    assert running("\n".join([notice] * 6)) == []


def test_a_heading_that_recurs_before_lists_is_text() -> None:
    row = "two wheels of oak\n\nfour stones\n\n"
    text = "\n\n".join(
        f"The mill of {town}\n\nIts parts\n\n{row * (3 + 4 * (place % 3))}"
        for place, town in enumerate(TOWNS)
    )
    assert running(text) == []


@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_line_that_counts_the_pages_is_theirs(blank: str) -> None:
    assert running(pages(numbered(blank))) == numbered()


def test_blanks_before_a_number_may_be_wider() -> None:
    edges = [f"Mills of the Valley{' ' * (number % 3 + 1)}{number}" for number in range(2, 10)]
    assert running(pages(edges)) == edges


def test_the_first_page_may_have_its_number_at_the_foot() -> None:
    first = "Mills of the Valley      1"
    edges = numbered("\n")
    edges[0] = f"\n{first}\n\n\n{edges[0]}"
    assert running(pages(edges)) == [first, *numbered()]


def test_what_stands_beside_the_numbers_is_the_pages_too() -> None:
    edges = [f"\nValley 2.1    May\n\n\n{head}" for head in numbered("\n")]
    assert running(pages(edges))[:3] == ["Valley 2.1    May", numbered()[0], "Valley 2.1    May"]
    text = document_of(pages(edges)).text
    assert "Mills of the Valley" not in text
    assert "Valley 2.1" not in text
    assert text.count("by the river burnt down.") == len(TOWNS)


def test_a_line_set_apart_at_one_distance_is_the_pages_without_a_number() -> None:
    assert running(pages(["\nMills of the Valley\n"] * 8)) == ["Mills of the Valley"] * 8


def test_captions_and_numbered_headings_that_count_are_none() -> None:
    assert running(pages([f"\nFigure {n}. The wheel, from above\n" for n in range(1, 9)])) == []
    assert running(pages([f"\n{n}.1. Purpose of the mill\n" for n in range(1, 9)])) == []
