"""What belongs to a page is told from what stands at its edge by chance."""

import pytest

from index.reading.repair.lines import lines_of
from index.reading.repair.page_furniture import furniture_in, printed_numbers
from index.reading.repair.repair import LayoutHints, mend


def test_a_note_whose_mark_is_by_chance_the_number_of_its_page_is_kept() -> None:
    pages = [
        f"The mill of {town} was built of oak by Ada Marlow.\n\n"
        f"It burnt down with all its barley in {year}.\n\n"
        f"{number} So says the ledger of {town}.\n\n{number}"
        for number, (town, year) in enumerate([("Arvale", 1911), ("Borrin", 1912)], start=1)
    ]
    lines = lines_of("\f".join(pages))
    assert [lines[index].content for index in sorted(furniture_in(lines))] == [
        "1",
        "2",
    ]


def lifted(*pages: str, headed: str = "") -> list[str]:
    """The lines of pages that are the pages', where those are headings that begin like that."""
    lines = lines_of("\f".join(pages))
    headings = {line.start for line in lines if headed and line.content.startswith(headed)}
    return [lines[index].content for index in sorted(furniture_in(lines, headings))]


def page_of(town: str, *, head: str = "", foot: str = "") -> str:
    """A page with four lines on a town between its head and its foot."""
    words = ("was built of oak", "had two wheels", "ground barley", "burnt down")
    lines = [head, *(f"The mill of {town} {what}." for what in words), foot]
    return "\n\n".join(filter(None, lines))


def test_items_that_are_numbered_on_over_a_page_are_no_page_numbers() -> None:
    pages = (page_of("Arvale", foot="10. No spoilers."), page_of("Borrin", head="11. No ads."))
    assert lifted(*pages) == []
    assert printed_numbers(lines_of("\f".join(pages))) == ["", ""]


def test_items_are_no_page_numbers_beside_those_either() -> None:
    pages = [
        page_of("Arvale", head="1. No spoilers", foot="1"),
        page_of("Borrin", head="2. No ads", foot="2"),
        page_of("Calder", head="(3) No fights", foot="3"),
    ]
    assert lifted(*pages) == ["1", "2", "3"]


def test_two_lines_of_words_do_not_number_pages() -> None:
    pages = (page_of("Arvale", foot="Doors open at 7"), page_of("Borrin", foot="The show is at 8"))
    assert lifted(*pages) == []
    places = (page_of("Arvale", foot="Row 5"), page_of("B", head="Seat 6"), page_of("C"))
    assert lifted(*places) == []


def test_words_with_numbers_in_one_row_of_three_pages_number_them() -> None:
    feet = ("On mills 5", "6 The council", "On tolls 7")
    pages = [page_of(town, foot=foot) for town, foot in zip("ABC", feet, strict=True)]
    assert lifted(*pages) == [*feet]
    assert printed_numbers(lines_of("\f".join(pages))) == ["5", "6", "7"]


def test_numbers_alone_have_those_beside_words_believed() -> None:
    pages = (page_of("A", foot="5"), page_of("B", foot="6"), page_of("C", head="On tolls 7"))
    assert lifted(*pages) == ["5", "6", "On tolls 7"]


def test_headings_over_neighbouring_pages_that_count_on_are_kept() -> None:
    pages = [page_of(town, head=f"Step {number}") for number, town in enumerate("ABC", start=1)]
    assert lifted(*pages, headed="Step") == []
    assert lifted(*pages) == ["Step 1", "Step 2", "Step 3"]


def test_of_a_heading_over_neighbouring_pages_the_first_is_kept() -> None:
    pages = [page_of(town, head="Mills of the valley") for town in "ABC"]
    others = [page_of(town) for town in ("Dale", "Esk", "Firth")]
    assert lifted(*pages, *others, headed="Mills") == ["Mills of the valley"] * 2
    assert lifted(*pages, headed="Mills") == ["Mills of the valley"] * 3


def test_headings_on_more_pages_than_anything_is_counted_on_are_their_numbers() -> None:
    pages = [page_of("T" * number, head=f"Mills {number}") for number in range(1, 31)]
    heads = [f"Mills {number}" for number in range(1, 31)]
    assert lifted(*pages, headed="Mills") == heads


def dotted(**entries: object) -> str:
    return "\n\n".join(f"{name} ............ {number}" for name, number in entries.items())


@pytest.mark.parametrize("prices", [(12, 12, 12), (12, 6, 9), (20, 10, 5, 40)])
def test_prices_behind_dots_are_no_contents(prices: tuple[int, ...]) -> None:
    names = ("Adults", "Children", "Members", "Families")
    assert lifted(dotted(**dict(zip(names, prices, strict=False)))) == []


def test_lines_with_dots_whose_numbers_rise_are_contents() -> None:
    assert lifted(dotted(Preface="iv", Mills=1, Wheels=3, Oak=3)) == [
        "Preface ............ iv",
        "Mills ............ 1",
        "Wheels ............ 3",
        "Oak ............ 3",
    ]


def test_so_are_those_that_name_headings() -> None:
    entries = dotted(Mills=1, Wheels=1, Oak=1)
    text = f"{entries}\n\nMills\n\nThey burnt down.\n\nWheels\n\nThey were of oak."
    assert lifted(text) == entries.split("\n\n")


def test_prices_beside_contents_far_away_are_kept() -> None:
    rest = "\n\n".join(page_of(town) for town in ("Arvale", "Borrin"))
    contents = dotted(Mills=1, Wheels=3, Oak=4)
    text = f"{contents}\n\n{rest}\n\n{dotted(Adults=12, Children=6, Members=9)}"
    assert lifted(text) == contents.split("\n\n")


def test_a_line_that_recurs_in_a_text_of_pages_is_no_head_once_its_lines_are_joined() -> None:
    sentences = [f"The miller grinds barley on day {day}, and is glad of it." for day in range(4)]
    told = "What the miller is given to grind by those who come from over the river " * 3 + "is"
    part = "\n\n".join([*sentences, told, "For example", "barley is ground by day and by night."])
    source = f"{part}\n\n{part}\f{part}\n\n{part}"
    mended = mend(source, hints=LayoutHints(broken=True))
    assert mended.text.count("For example") == 4
