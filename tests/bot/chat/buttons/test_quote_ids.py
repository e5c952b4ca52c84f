"""A quote's place survives in a custom_id, and never outlives a revision of its document."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.buttons import quote_ids
from index import AddressError, BriefingError, Document, Metadata, Paragraph, Quote, Span, quote_of

TEXT = "Ships wait in the harbour at dawn. " * 400


def document_of(name: str, text: str = TEXT) -> Document:
    return Document(name, text, (Paragraph(1, 0, len(text), None),), Metadata(title=name))


DOCUMENTS = (document_of("one"), document_of("two"))


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    document = draw(st.sampled_from(DOCUMENTS))
    bounds = st.integers(0, len(TEXT))
    start, end = sorted(draw(st.lists(bounds, min_size=2, max_size=2, unique=True)))
    inner = st.integers(start, end)
    first, last = sorted(draw(st.lists(inner, min_size=2, max_size=2, unique=True)))
    return quote_of(document, Span(start, end), Span(first, last))


@given(st.lists(quotes(), max_size=6), st.integers(0, 100))
def test_packed_places_lead_back_to_the_first_quotes(found: list[Quote], room: int) -> None:
    packed = quote_ids.pack(found, room)
    assert len(packed) <= room
    back = quote_ids.unpack(packed, DOCUMENTS)
    assert list(back) == found[: len(back)]
    if len(back) < len(found):
        assert len(quote_ids.pack(found[: len(back) + 1], 1000)) > room
    assert re.fullmatch(quote_ids.PATTERN, packed) or not packed


def test_a_quote_without_highlight_comes_back_lit_as_a_whole() -> None:
    quote = quote_of(DOCUMENTS[0], Span(6, 30))
    (back,) = quote_ids.unpack(quote_ids.pack([quote], 100), DOCUMENTS)
    assert back == replace(quote, highlight=Span(6, 30))


def test_three_quotes_of_a_long_document_fit_into_a_button() -> None:
    document = document_of("long", "word " * 400_000)
    far = [
        quote_of(document, Span(a, a + 600), Span(a + 300, a + 590))
        for a in (1_900_000, 1_950_000, 1_990_000)
    ]
    assert len(quote_ids.unpack(quote_ids.pack(far, 95), (document,))) == 3


def test_a_place_does_not_outlive_a_revision() -> None:
    packed = quote_ids.pack([quote_of(DOCUMENTS[0], Span(0, 5))], 100)
    changed = document_of("one", TEXT.replace("dawn", "dusk"))
    with pytest.raises(AddressError, match="changed or removed"):
        quote_ids.unpack(packed, (changed,))


@pytest.mark.parametrize("rest", ["", "1", "1.2", "0.5.9.9", "zzzz.5.0.5", "1.0.0.0", "1.2.3.4.5"])
def test_a_forged_place_is_refused(rest: str) -> None:
    with pytest.raises(BriefingError):
        quote_ids.unpack(f"{quote_ids.mark(DOCUMENTS[0])}.{rest}", DOCUMENTS)
