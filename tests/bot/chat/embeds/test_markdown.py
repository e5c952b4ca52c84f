"""A source's own marks are shown as they are, and mean nothing to Discord."""

import re
import string
from collections.abc import Callable
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.embeds.markdown import block, cut, escape, link, plain, quoted, unescape

PIECES = ["https://a", "http://", "\\", "<", ">", "*", "_", " ", "\n", "1.", "#", "b", '"']


def shown(text: str) -> str:
    """What Discord shows of escaped text: a backslash before punctuation is dropped."""
    return re.sub(rf"\\([{re.escape(string.punctuation)}])", r"\1", text)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a* _b_ ~~c~~ `d` ||e||", r"\*a\* \_b\_ \~\~c\~\~ \`d\` \|\|e\|\|"),
        ("<@123> <#1> <:x:1>", r"\<@123> \<#1> \<:x:1>"),
        ("[x](http://evil.example)", r"\[x\](http://evil.example)"),
        ("# heading", r"\# heading"),
        ("1. one\n12) two", "1\\. one\n12\\) two"),
        ("- a\n+ b\n> c", "\\- a\n\\+ b\n\\> c"),
        ("see https://a.example/b_c_d now_", r"see https://a.example/b_c_d now\_"),
        ("a - b # c 3.5", "a - b # c 3.5"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_markup_shows_as_it_is(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@given(st.text(alphabet=st.characters(exclude_characters="\\"), max_size=200))
def test_what_is_shown_is_what_was_written(text: str) -> None:
    assert shown(escape(text)) == text


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_what_was_escaped_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.text(max_size=300), st.integers(2, 100))
def test_cut_is_within_its_limit(text: str, limit: int) -> None:
    result = cut(text, limit)
    assert len(result) <= limit
    assert result == text or result.endswith("…")


@given(st.text(alphabet="*_~|` a\n", max_size=60))
def test_marks_are_taken_off_as_one_pattern_would_that_takes_long(text: str) -> None:
    paired = re.compile(r"(\*\*\*|\*\*|__|~~|\|\|)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
    code = re.compile(r"(`+)(.+?)\1", re.DOTALL)
    bare = code.sub(r"\2", paired.sub(r"\2", re.sub(r"```(?:\w+\n)?", " ", text)))
    assert plain(text) == " ".join(bare.split())


@pytest.mark.no_cover  # counting lines takes time
@pytest.mark.parametrize("change", [escape, plain])
@pytest.mark.parametrize(
    "piece", ["\n", " ", " \n", "1\n", "> ", "`", "` ", "`a``a ", "*", "**a ", "***a ||b ", "__"]
)
def test_twice_as_many_marks_take_about_twice_as_long(
    change: Callable[[str], str], piece: str
) -> None:
    text = (piece * 8_000)[:8_000]
    begun = thread_time()
    change(text)
    assert thread_time() - begun < 0.1  # with steps by the square it is half a second or more


def test_a_block_quote_covers_every_line() -> None:
    assert block("a\nb") == "> a\n> b"


def test_a_link_ends_where_it_should() -> None:
    assert link("x", "https://a.example/(b) c") == "[x](<https://a.example/%28b%29%20c>)"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("```\nWhy so?\n```", "Why so?"),
        ("```py\nprint(2 * 3)\n```", "print(2 * 3)"),
        ("`Why so?`", "Why so?"),
        ("**why** has it ~~ended~~ ||lasted||?", "why has it ended lasted?"),
        ("***why*** __so__?", "why so?"),
        ("> It ended.\nis that true?", "It ended. is that true?"),
        ("why does 2 * 3 > 5 in snake_case_names?", "why does 2 * 3 > 5 in snake_case_names?"),
        ("see `a` and ``b``", "see a and b"),
        ("  much \n space ", "much space"),
        ("what is the fee\nwhen is it due", "what is the fee; when is it due"),
        ("> what is the fee\nwhy is it so?", "what is the fee; why is it so?"),
        ("The people who sign\nare bound", "The people who sign are bound"),
    ],
)
def test_the_words_of_a_message_are_without_the_marks_of_their_looks(
    typed: str, words: str
) -> None:
    assert plain(typed) == words


@given(st.text(alphabet="a*\n\r\u2028\\ 1.>", max_size=900), st.integers(200, 400))
def test_a_quotation_fits_and_nothing_of_it_stands_outside(text: str, room: int) -> None:
    quotation = quoted(text, room)
    assert len(quotation) <= room
    assert all(line.startswith("> ") for line in quotation.splitlines())


def test_a_quotation_has_all_of_what_there_is_room_for() -> None:
    assert quoted("*a*\n\n 1. b\r\nc", 200) == "> \\*a\\*\n>  1\\. b\n> c"
