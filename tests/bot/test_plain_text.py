"""Texts made harmless for a terminal, held against Unicode's own categories."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.plain_text import visible

ANYTHING = st.text(st.characters(codec=None), max_size=60)


def test_control_characters_are_shown_by_their_pictures() -> None:
    assert visible("\x1b[31mred\x07\r\x00") == "␛[31mred␇␍␀"
    assert visible("a\x7fb") == "a␡b"


def test_what_has_no_picture_is_shown_as_a_replacement() -> None:
    assert visible("\x9b31m \x85 \ud800") == "\ufffd31m \ufffd \ufffd"


@given(ANYTHING)
def test_nothing_but_tabs_and_line_feeds_steers_a_terminal(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    for before, after in zip(text, shown, strict=True):
        steers = unicodedata.category(before) in {"Cc", "Cs"} and before not in "\t\n"
        assert unicodedata.category(after) not in {"Cc", "Cs"} or not steers
        assert after == before or steers
