"""Text-fragment links: what they name, and how it is written."""

import dataclasses
import re
from urllib.parse import unquote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from index.citations.deep_links import MAX_LINK, deep_link
from index.types import Locator, LocatorKind, Quote, Repair, RepairKind, quote_of
from tests.support.documents.cited_documents import document_of, quote_in, with_metadata

BASE = "https://rivers.example/2018/09/slow-water/"
LONG = (
    "The warden’s book of 1921 lists every flood — forty-four in all — with the height of the "
    "water at the gate, the houses lost and the name of whoever rang the bell that night."
)


def fragment_of(quote: Quote) -> str:
    link = deep_link(quote)
    assert link is not None
    return link.partition("#:~:text=")[2]


def terms_of(fragment: str) -> tuple[str | None, str, str | None, str | None]:
    """Return prefix, start, end and suffix by the specification's grammar."""
    match = re.fullmatch(r"(?:([^,]+)-,)?([^,-]+)(?:,([^,-]+))?(?:,-([^,]+))?", fragment)
    assert match, fragment
    prefix, start, end, suffix = match.groups()
    return (
        unquote(prefix) if prefix else None,
        unquote(start),
        unquote(end) if end else None,
        unquote(suffix) if suffix else None,
    )


def found_by(fragment: str, text: str) -> tuple[int, int] | None:
    """Return what a browser would highlight in `text`, by the steps of the specification.

    A plain rendering of "find a range from a text directive", for text whose blocks are lines.
    """
    prefix, start, end, suffix = terms_of(fragment)
    before = r"(?<!\w)" + _term(prefix) + r"\s*" if prefix else r"(?<!\w)"
    bounded = r"(?!\w)"
    first = _term(start) + (bounded if end or not suffix else "")
    after = rf"(?=\s*{_term(suffix)})" if suffix else ""
    for match in re.finditer(rf"{before}(?={first})", text, re.IGNORECASE):
        begin = match.end()
        if end is None:
            exact = re.compile(first + after, re.IGNORECASE).match(text, begin)
            if exact:
                return exact.span()
            continue
        head = re.compile(first, re.IGNORECASE).match(text, begin)
        assert head is not None
        tail = re.compile(rf"(?<!\w){_term(end)}{bounded}", re.IGNORECASE).search(text, head.end())
        return (begin, tail.end()) if tail else None
    return None


def _term(words: str | None) -> str:
    return r"[^\S\n]+".join(re.escape(word) for word in (words or "").split())


def test_a_document_without_a_public_address_has_no_link() -> None:
    for url in (None, "", "file:///home/essay.txt", "essay.txt"):
        assert deep_link(quote_in(with_metadata(url=url), "No town")) is None


def opened(address: str, locator: Locator) -> str | None:
    """The link to the last sentence of the document at this address, which begins a page there."""
    document = dataclasses.replace(with_metadata(url=address), locators=(locator,))
    return deep_link(quote_in(document, "No town"))


def test_a_pdf_is_opened_at_its_page() -> None:
    page = Locator(0, LocatorKind.PAGE, "1007", "page=3")
    assert opened("https://rivers.example/a.pdf", page) == "https://rivers.example/a.pdf#page=3"
    assert opened("https://rivers.example/a.PDF?v=2#x", page) == (
        "https://rivers.example/a.PDF?v=2#page=3"
    )


def test_the_web_page_of_a_document_with_pages_is_opened_at_the_words() -> None:
    page = Locator(0, LocatorKind.PAGE, "1007", "page=3")
    link = opened("https://rivers.example/report/", page)
    assert link is not None
    assert link.startswith("https://rivers.example/report/#:~:text=")


def test_a_recording_is_opened_at_its_moment() -> None:
    moment = Locator(0, LocatorKind.TIMESTAMP, "0:01:23", "t=83")
    assert opened("https://rivers.example/talk", moment) == "https://rivers.example/talk#t=83"


def test_few_words_are_named_whole() -> None:
    quote = quote_in(document_of(), "No town along the Weser has moved.")
    assert deep_link(quote) == (f"{BASE}#:~:text=No%20town%20along%20the%20Weser%20has%20moved")


def test_hyphens_commas_and_ampersands_are_encoded_because_the_grammar_uses_them() -> None:
    document = document_of(("A well-known, cheap & slow (river) #1.",))
    assert fragment_of(quote_in(document, document.text)) == (
        "A%20well%2Dknown%2C%20cheap%20%26%20slow%20%28river%29%20%231"
    )


def test_a_fragment_of_the_address_is_kept_before_the_directive() -> None:
    document = with_metadata(url="https://rivers.example/a#part-2")
    assert deep_link(quote_in(document, "has moved")) == (
        "https://rivers.example/a#part-2:~:text=has%20moved"
    )


def test_a_directive_that_the_address_has_already_is_replaced() -> None:
    for url in ("https://rivers.example/a#:~:text=old", "https://rivers.example/a#x:~:text=old"):
        link = deep_link(quote_in(with_metadata(url=url), "has moved"))
        assert link is not None
        assert link.count(":~:") == 1
        assert link.endswith(":~:text=has%20moved")


def test_a_long_quote_is_named_by_its_first_and_last_words() -> None:
    document = document_of((LONG,))
    assert terms_of(fragment_of(quote_in(document, LONG))) == (
        None,
        "The warden’s book of",
        "the bell that night",
        None,
    )


def test_words_around_are_added_where_the_quote_alone_stands_elsewhere_too() -> None:
    document = document_of(("The gate was shut by noon.", "At night the gate was shut again."))
    second = document.text.rindex("the gate was shut")
    quote = dataclasses.replace(
        quote_in(document, "At night the gate was shut"), start=second, text="the gate was shut"
    )
    assert terms_of(fragment_of(quote)) == ("night", "the gate was shut", None, None)
    first = quote_in(document, "The gate was shut")
    assert terms_of(fragment_of(first)) == (None, "The gate was shut", None, "by")


def test_words_whose_extraction_was_mended_are_passed_over_at_the_edges() -> None:
    document = document_of((LONG,))
    places = [document.text.index("warden"), document.text.index("that night")]
    repairs = tuple(
        Repair(place, place + 1, "\ufffd", document.text[place], RepairKind.LOST_CHARACTER, 0)
        for place in places
    )
    damaged = dataclasses.replace(document, repairs=repairs)
    _, start, end, _ = terms_of(fragment_of(quote_in(damaged, LONG)))
    assert start == "book of 1921 lists"
    assert end == "of whoever rang the bell"[len("of ") :]


def test_a_quote_without_any_word_links_to_the_page_alone() -> None:
    document = document_of(("Well … so",))
    assert deep_link(quote_in(document, "…")) == BASE


def test_a_link_is_never_longer_than_a_chat_takes() -> None:
    document = document_of(("山" * 400 + "。",))
    link = deep_link(quote_in(document, "山" * 400))
    assert link == BASE
    assert len(link) <= MAX_LINK


_PARAGRAPH = st.lists(
    st.sampled_from("the gate was shut by noon at night water — ’s well-known 44 A’s".split()),
    min_size=1,
    max_size=24,
).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(paragraphs=st.lists(_PARAGRAPH, min_size=1, max_size=8), data=st.data())
def test_the_highlight_lies_in_the_quote_wherever_its_words_stand_only_once(
    paragraphs: list[str], data: st.DataObject
) -> None:
    document = document_of(tuple(paragraphs))
    paragraph = data.draw(st.sampled_from(document.paragraphs))
    quote = quote_of(document, paragraph.span)
    words = re.search(r"\w.*\w|\w", quote.text)
    assume(words is not None)
    assert words is not None
    highlight = found_by(fragment_of(quote), document.text)
    assert highlight is not None
    alike = re.findall(rf"(?=(?<!\w){_term(words[0])}(?!\w))", document.text, re.IGNORECASE)
    if len(alike) == 1:
        assert paragraph.start <= highlight[0] < highlight[1] <= paragraph.end


@pytest.mark.parametrize("words", ["No town along", "Since 1921, the towns"])
def test_case_and_line_breaks_do_not_matter(words: str) -> None:
    document = document_of()
    assert found_by(fragment_of(quote_in(document, words)), document.text.upper())
