"""The term that an item begins with is told by its type and by what ends it."""

import pytest

from index.reading.line_shapes.leading_terms import TypedWords, leading_term


def words(*parts: str) -> list[TypedWords]:
    """Words of which those in asterisks are set off."""
    return [TypedWords(one.strip("*"), is_set_off=one.startswith("*")) for one in parts]


@pytest.mark.parametrize(
    ("line", "term"),
    [
        (["*Kill cord*", ": A red line. It stops the mill."], "Kill cord"),
        (["*Kill cord:*", " A red line."], "Kill cord:"),
        (["*Kill cord*", " – a red line"], "Kill cord"),
        (["*Kill cord*", "—a red line"], "Kill cord"),
        (["", "*--force*", ", ", "*-f*", ": Pulls hard."], "--force, -f"),
        (["*--path*", " (needed): Where the mill is."], "--path (needed)"),
        (["*Kill ", "*cord*", ":"], "Kill cord"),
    ],
)
def test_words_in_another_type_before_a_colon_or_a_dash_are_a_term(
    line: list[str], term: str
) -> None:
    assert leading_term(words(*line)) == term


@pytest.mark.parametrize(
    "line",
    [
        ["*Never*", " stop the mill by hand: it turns."],
        ["Take the ", "*kill cord*", ": it is red."],
        ["*Kill cord*"],
        ["*Kill*", "-cord for the mill"],
        ["*10*", ":30 at the mill"],
        ["*12*", ": the twelfth"],
        ["Kill cord: a red line"],
        [f"*{'Whoever comes late to the mill waits '.strip() * 3}*", ": this is so."],
        [],
    ],
)
def test_other_words_are_no_term(line: list[str]) -> None:
    assert leading_term(words(*line)) == ""
