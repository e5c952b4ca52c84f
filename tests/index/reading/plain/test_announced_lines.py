"""What stands set in behind a colon is no heading of what follows: an example, or names."""

import pytest

from index.reading.documents import document_of
from index.types import BlockKind

ABOVE = """\
You should keep a notice of who owns each of the sacks that stand in the loft, for
nobody can tell afterwards, and the miller has been asked for it more than once by
those who came too late. {announced}

"""
BELOW = """\

The word of the owner has to be written in full, since there are many of one name in
the valley. Whoever cannot write may draw what everybody knows him by, as some do.
"""


def titles(announced: str, line: str) -> list[str]:
    text = f"Sacks\n=====\n\n{ABOVE.format(announced=announced)}{line}\n{BELOW}"
    document = document_of(text)
    assert line.strip() in document.text
    return [section.title for section in document.sections]


@pytest.mark.parametrize("announced", ["A notice looks like this:", "\n\n   It is written so:"])
def test_a_line_set_in_behind_a_colon_is_an_example(announced: str) -> None:
    assert titles(announced, "     Sack of YEAR1, YEAR2 Owner-Of-It") == ["Sacks"]


@pytest.mark.parametrize(
    ("announced", "line"),
    [
        ("A notice is written.", "     Owners of Sacks"),
        ("A notice looks like this:", "Owners of Sacks"),
        ("A notice looks like this:", "     2. Owners of Sacks"),
        ("A notice looks like this:", "     OWNERS OF SACKS"),
    ],
)
def test_other_lines_are_headings_as_before(announced: str, line: str) -> None:
    assert titles(announced, line) == ["Sacks", line.strip()]


def items(announced: str, *lines: str) -> list[str]:
    listed = "\n".join(lines)
    text = f"Sacks\n=====\n\n{ABOVE.format(announced=announced)}{listed}\n{BELOW}"
    document = document_of(text)
    own = (one for one in document.paragraphs if one.kind is BlockKind.LIST_ITEM)
    return [document.text[one.start : one.end] for one in own]


@pytest.mark.parametrize(
    "names",
    [
        ["GrainOwners", "SackMarks", "OldSackMarks"],
        ["Ada Marlow of Mill Lane", "the Bells", "Cora Lind"],
        ["Rye", "Barley"],
    ],
)
def test_names_set_in_behind_a_colon_are_a_list(names: list[str]) -> None:
    assert items("These are:", *(f"  {name}" for name in names)) == names


@pytest.mark.parametrize(
    "lines",
    [
        ["  sack", "  sack mark"],
        ["  Rye"],
        ["Rye", "Barley"],
        ["  Rye", "    Barley"],
        ["  Rye is brought in by", "  the owners."],
        ["  Rye and all that is sown", "  with it"],
        ["  Rye --mark", "  Barleycorn --open --again"],
    ],
)
def test_other_lines_behind_a_colon_are_no_names(lines: list[str]) -> None:
    assert items("They are the following:", *lines) == []


def test_names_under_a_word_that_may_head_them_are_no_list() -> None:
    assert items("\n\nOwners:", "  Rye", "  Barley") == []


def test_names_that_nothing_announces_are_no_list() -> None:
    assert items("They are told below.", "  Rye", "  Barley") == []
