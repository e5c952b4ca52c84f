"""Where speech is quoted in a text."""

import pytest

from index.language.quoted_speech import (
    opens_inside,
    quoted_spans,
    speech_spans,
    tells_what_was_said,
)


def words(text: str) -> list[str]:
    return [text[span.start : span.end] for span in quoted_spans(text)]


def test_quotation_marks_pair_up() -> None:
    assert words("He said “go home” and 'left'. «Oui», \"yes\".") == ["“go home”", "«Oui»", '"yes"']


def test_an_unclosed_mark_opens_nothing_and_does_not_reach_the_next_paragraph() -> None:
    assert words("An “open one.\nNext “closed” here.") == ["“closed”"]


def test_terms_and_titles_are_not_speech() -> None:
    text = "The “true” leader wrote “The Art of War and Peace” and “I will not go there again.”"
    assert [text[s.start : s.end] for s in speech_spans(text)] == ["“I will not go there again.”"]


def test_an_offset_inside_speech_is_seen() -> None:
    text = "She said: “We shall wait here. Then we go.” And left."
    inside = opens_inside(text, text.index("Then"))
    assert inside is not None
    assert text[inside.start] == "“"
    assert opens_inside(text, text.index("And")) is None
    assert opens_inside(text, text.index("“")) is None


def test_marks_that_open_in_another_language_close_before_what_stands_between() -> None:
    assert words("»Ja.« Dann ging er fort. »Nein.«") == ["»Ja.«", "»Nein.«"]
    assert words("„Ja.“ Und „nein“, ”aha”.") == ["„Ja.“", "„nein“", "”aha”"]


def test_inches_open_no_speech() -> None:
    assert words('Between 6" of the wood and 8" of it they cut.') == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("“We shall pay the toll in winter.”", True),
        ("The toll was doubled: “We shall pay it now.”", True),
        ("The mayor said to all who had come that day to the mill, “we shall pay it now”.", True),
        ("“We shall pay it now,” the mayor of Arvale told those who had come to the mill.", True),
        ("The idea of a “contract with the eaters of Arvale” was taken up by Hanna Vogel.", False),
        (
            "They called it a “contract with the eaters of Arvale” for as long as it was kept.",
            False,
        ),
        ("The mayor said that the “true” toll would be doubled.", False),
    ],
)
def test_words_in_marks_are_said_where_they_are_most_or_a_verb_says_so(
    text: str, is_told: bool
) -> None:
    assert tells_what_was_said(text) is is_told
