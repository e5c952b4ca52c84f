"""What belongs to a page is told from what stands at its edge by chance."""

from index.reading.repair.lines import lines_of
from index.reading.repair.page_furniture import page_lines


def test_a_note_whose_mark_is_by_chance_the_number_of_its_page_is_kept() -> None:
    pages = [
        f"The mill of {town} was built of oak by Ada Marlow.\n\n"
        f"It burnt down with all its barley in {year}.\n\n"
        f"{number} So says the ledger of {town}.\n\n{number}"
        for number, (town, year) in enumerate([("Arvale", 1911), ("Borrin", 1912)], start=1)
    ]
    lines = lines_of("\f".join(pages))
    assert [lines[index].content for index in sorted(page_lines(lines))] == [
        "1",
        "2",
    ]
