"""Lines that their writer ended: which stay, and which are one line."""

import pytest

from index.reading.line_shapes.broken_lines import broken_lines

LONG = "It grinds what the farms of the whole valley bring to it, oats in May and rye in June."


@pytest.mark.parametrize(
    "lines",
    [
        ["Hanna Vogel", "Gary Elm"],
        ["1. oats", f"2. {LONG}", "3. rye."],
        ["(a) oats,", "(b) rye"],
        ["We grow oats", "* oats;", "* rye."],
        ["Ada: Who grinds?", f"Bo Lind : {LONG}", "Ada (laughs) : So it is."],
        ["Q: What does it do?", f"A: {LONG} So it is."],
        ["Öl：oats", "Été : rye."],
    ],
)
def test_names_items_and_what_speakers_say_stay_lines(lines: list[str]) -> None:
    assert broken_lines(["", *lines, ""]) == "\n".join(lines)


@pytest.mark.parametrize(
    "lines",
    [
        [LONG, LONG],
        ["It was built", "in 1702."],
        [f"1. {LONG}"],
        ["1. oats,", "3. rye."],
        ["1. oats,", "and barley.", "2. rye."],
        ["1. oats,", "* rye."],
        ["– Who grinds?", "– The miller."],
        ["1911. It burnt.", "1912. It stood."],
        ["1.5 t of oats,", "2.5 t of rye."],
        ["Ada: Who grinds?", "the miller: he does."],
        ["Ada: Who grinds?", LONG],
        ["This is what she asked of them: who?", "And that is what he said then: he."],
        ["It stands at http://mill.example.", "At 12:30 it opens."],
    ],
)
def test_other_lines_are_one(lines: list[str]) -> None:
    assert broken_lines(lines) == " ".join(lines)


def test_lines_above_a_list_are_one_where_they_are_a_sentence() -> None:
    lines = ["It grinds what the", "farms bring:", "- oats", "- rye"]
    assert broken_lines(lines) == "It grinds what the farms bring:\n- oats\n- rye"
