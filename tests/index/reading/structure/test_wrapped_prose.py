"""Running text that a format states as preformatted."""

import pytest

from index.reading.structure.extract import ExtractPart
from index.reading.structure.wrapped_prose import with_wrapped_prose
from index.types import BlockKind

LETTER = (
    "We have looked at the weir that you asked about in the\n"
    "spring, and it will not hold another winter. So we ask\n"
    "for the money now."
)
JOINED = (
    "We have looked at the weir that you asked about in the spring, and it will not hold another "
    "winter. So we ask for the money now."
)


def code(text: str, *, item_depth: int = 0) -> ExtractPart:
    return ExtractPart(text, kind=BlockKind.CODE, item_depth=item_depth)


def test_lines_that_are_broken_to_fit_are_a_paragraph() -> None:
    assert with_wrapped_prose([code(LETTER)]) == [ExtractPart(JOINED)]


def test_blank_lines_set_paragraphs_apart() -> None:
    parts = with_wrapped_prose([code(f"{LETTER}\n\nWe have no other way to do it.")])
    assert [part.text for part in parts] == [JOINED, "We have no other way to do it."]
    assert [part.kind for part in parts] == [BlockKind.TEXT, BlockKind.TEXT]
    assert not any(part.goes_on for part in parts)


def test_in_an_item_it_is_part_of_that() -> None:
    (part,) = with_wrapped_prose([code(LETTER, item_depth=2)])
    assert (part.kind, part.item_depth, part.goes_on) == (BlockKind.LIST_ITEM, 2, False)
    _, second = with_wrapped_prose([code(f"{LETTER}\n\n{LETTER}", item_depth=2)])
    assert second.goes_on


@pytest.mark.parametrize(
    "text",
    [
        "We ask for the money now.",  # one line: a message, or a name
        "$ weir open --all the gates that are below the mill\nand then wait for the bell.",
        "if the_gate == open:\n    close(the_gate)  # before the night, as the rules have it",
        "The mill stands\nby the water\nand is still.",  # verse
        "The gates are open from the first of May until the\nautumn\nand then they are closed.",
        "the gates are open from the first of May until the end\nof the autumn.",  # no beginning
        "The gates are open from the first of May until the end\nof the autumn and then",
        "ERROR: the gate cannot be opened while the water is high\nHINT: Wait until it falls.",
        "Name            Of the mill\nHeld by         the two brothers and their heirs.",
        "- The gates are open from the first of May until the end\n  of the autumn.",
        "Weir gate mill wheel water race spring autumn winter\nsummer year month week day.",
    ],
)
def test_code_verse_tables_and_lists_stay_as_they_are(text: str) -> None:
    assert with_wrapped_prose([code(text)]) == [code(text)]


def test_other_parts_stay_as_they_are() -> None:
    parts = [ExtractPart("Letters", level=1), ExtractPart(LETTER, kind=BlockKind.QUOTATION)]
    assert with_wrapped_prose(parts) == parts
