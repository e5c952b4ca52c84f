"""Words as a quotation compares them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.quotations.words import compared_words_of, folded_form_of, is_soft, signs_agree


def folded(text: str) -> list[str]:
    return [word.folded for word in compared_words_of(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Qaeda’s war", "al‑Qaeda's  war"),
        ("a ﬁne oﬃce", "a fine office"),
        ("caf\u00e9", "cafe\u0301"),
        ("co\u00adop\u200beration", "cooperation"),
        ("CO₂", "CO2"),
        ("1,280 ships", "1280 ships"),
        ("25 µL", "25μL"),
        ("Straße", "STRASSE"),
        ("كـتاب", "كتاب"),
        ("ＦＵＬＬ", "full"),
        ("ｶﾞ", "ガ"),
    ],
)
def test_what_print_varies_is_the_same_word(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.5", "35"),
        ("3.5", "3-5"),
        ("10²", "102"),
        ("its", "it’s"),
        ("café", "cafe"),
        ("p < 1", "p > 1"),
        ("44%", "44"),
        ("$5", "€5"),
        ("therapist", "the rapist"),
        ("1,5", "15"),
        ("9/11", "911"),
    ],
)
def test_what_spelling_tells_apart_is_not(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("the harbour.12 The pilots", ["12"]),
        ("the harbour.12", ["12"]),
        ("the harbour,3 and", ["3"]),
        ("the harbour.”4 The", ["4"]),
        ("the harbour12 and", ["12"]),
        ("the harbour¹² and the Taliban¹", ["12", "1"]),
        ("the U.S.¹² and", ["12"]),
        ("COVID19, B2, mp3 and Boeing747", []),
        ("Figure 12. The", []),
        ("para.12 says", []),
        ("summer’69 was 5 m² or 10²", []),
        ("the harbour.1999 The", []),
        ("harbour1.1 and 3.5", []),
    ],
)
def test_the_number_of_a_footnote_is_told_by_where_it_stands(text: str, notes: list[str]) -> None:
    assert [word.note for word in compared_words_of(text) if word.note] == notes


def test_scripts_without_spaces_are_read_letter_by_letter() -> None:
    assert folded("我们 在这里") == ["我", "们", "在", "这", "里"]
    assert folded("日本のガ") == ["日", "本", "の", "ガ"]
    assert len(folded("ภาษาไทย")) == 7
    assert folded("שָׁלוֹם עולם") == ["שָׁלוֹם", "עולם"]


def test_marks_and_pictures_are_no_words() -> None:
    assert folded("❤️ — … “” 😀 ** __ ~~ || \u200b") == []


@settings(deadline=None)
@given(st.text())
def test_words_lie_in_order_and_start_and_end_with_what_they_are_made_of(text: str) -> None:
    end = 0
    for word in compared_words_of(text):
        assert end <= word.start < word.end <= len(text)
        assert word.folded == folded_form_of(text[word.start : word.end])
        end = word.end


@settings(deadline=None)
@given(st.text(alphabet="abAB12-.,’ \u00ad\u0301é我²−("), st.data())
def test_reading_from_a_word_on_gives_the_same_words(text: str, data: st.DataObject) -> None:
    words = compared_words_of(text)
    if words:
        first = data.draw(st.integers(0, len(words) - 1))
        last = data.draw(st.integers(first, len(words) - 1))
        within = compared_words_of(text, words[first].start, words[last].end)
        assert within == words[first : last + 1]


@pytest.mark.parametrize(
    ("text", "soft"),
    [
        ("coop-\neration", True),
        ("coop- eration", True),
        ("coop-eration", True),
        ("coop eration", False),
        ("coop – eration", False),
        ("coop\u00ad\r\n  eration", True),
        ("U.S", True),
        ("U. S", True),
        ("us.An", False),
        ("**c**oop", True),
        ("two- and", True),
        ("3-\n4", False),
        ("end.\nStart", False),
    ],
)
def test_only_hyphens_emphasis_and_initials_may_join_words(text: str, *, soft: bool) -> None:
    first, second = compared_words_of(text)
    assert is_soft(text, first.end, second.start) is soft


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("by −5", "by -5", True),
        ("by −5", "by –5", True),
        ("by −5", "by 5", False),
        ("by 5", "by 5", True),
        ("2–5", "2-5", True),
        ("a – 5", "a 5", True),
        ("(-5)", "(5)", False),
    ],
)
def test_a_minus_sign_counts_and_a_dash_does_not(one: str, other: str, *, agree: bool) -> None:
    a, b = compared_words_of(one)[-1], compared_words_of(other)[-1]
    assert a.folded == b.folded
    assert signs_agree(one, a.start, other, b.start) is agree
    assert signs_agree(other, b.start, one, a.start) is agree
