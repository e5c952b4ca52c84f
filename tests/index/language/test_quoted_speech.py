"""Where speech is quoted in a text."""

from index.language.quoted_speech import opens_inside, quoted_spans, speech_spans


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
