"""Differences as text."""

import pytest

from index.quotations.differences import Difference, Op, stacked


def equal(text: str, source: str | None = None) -> Difference:
    return Difference(Op.EQUAL, text, text if source is None else source)


REPLACED = (
    equal("The group controls "),
    Difference(Op.REPLACE, "14", "44"),
    equal(" percent of the land."),
)
INSERTED = equal("it does ", "it does "), Difference(Op.INSERT, "not", ""), equal(" hold", "hold")
DROPPED = equal("it does ", "it does "), Difference(Op.DELETE, "", "not"), equal("hold", " hold")
MARKED = (
    equal("It was "),
    Difference(Op.EQUAL, "… ", "a b c d e f g h i j ", marked=True),
    Difference(Op.REPLACE, "old", "new"),
)


def test_stacked_sets_the_sides_under_each_other() -> None:
    assert stacked(REPLACED) == (
        "quoted  The group controls 14 percent of the land.\n"
        "source  The group controls 44 percent of the land.\n"
        "                           ^^"
    )
    assert stacked(DROPPED) == (
        "quoted  it does     hold\nsource  it does not hold\n                ^^^"
    )
    assert stacked(()) == ""


def test_stacked_breaks_lines_and_leaves_out_what_is_far() -> None:
    assert stacked(REPLACED, width=30) == (
        "quoted  The group controls 14\n"
        "source  The group controls 44\n"
        "                           ^^\n"
        "\n"
        "quoted  percent of the land.\n"
        "source  percent of the land."
    )
    assert stacked(REPLACED, context=1) == (
        "quoted  ⋯ controls 14 percent ⋯\nsource  ⋯ controls 44 percent ⋯\n                   ^^"
    )


def test_stacked_counts_columns_not_code_points() -> None:
    wide = equal("a "), Difference(Op.REPLACE, "日本", "nı\u0307hon"), equal(" b")
    quoted, source, marks = stacked(wide).split("\n")
    assert quoted == "quoted  a 日本  b"
    assert source == "source  a nı\u0307hon b"
    assert marks == "          ^^^^^"


def test_stacked_shortens_a_long_omission() -> None:
    assert "source  It was a ⋯ j new" in stacked(MARKED)


@pytest.mark.parametrize(
    ("op", "quoted", "source", "marked"),
    [
        (Op.INSERT, "", "", False),
        (Op.INSERT, "a", "b", False),
        (Op.DELETE, "a", "", False),
        (Op.REPLACE, "a", " ", False),
        (Op.REPLACE, "a", "b", True),
    ],
)
def test_a_difference_that_contradicts_itself_is_refused(
    op: Op, quoted: str, source: str, *, marked: bool
) -> None:
    with pytest.raises(ValueError, match=op.value):
        Difference(op, quoted, source, marked)
