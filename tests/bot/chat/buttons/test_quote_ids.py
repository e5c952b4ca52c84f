"""A quote's place survives in a custom_id, and leads to no other words unseen."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.buttons import quote_ids
from bot.chat.buttons.recalled import Recalled, recall
from index import (
    BriefingError,
    Document,
    Metadata,
    Paragraph,
    Quote,
    Revisions,
    Span,
    digest_of_text,
    quote_of,
)

TEXT = "Ships wait in the harbour at dawn. " * 400


def document_of(name: str, text: str = TEXT) -> Document:
    return Document(name, text, (Paragraph(1, 0, len(text), None),), Metadata(title=name))


DOCUMENTS = (document_of("one"), document_of("two"))


def recalled(packed: str, *documents: Document, revisions: Revisions | None = None) -> Recalled:
    return recall(packed, {one.id: one for one in documents}, revisions or Revisions())


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
    back = recalled(packed, *DOCUMENTS).quotes
    assert list(back) == found[: len(back)]
    if len(back) < len(found):
        assert len(quote_ids.pack(found[: len(back) + 1], 1000)) > room
    assert re.fullmatch(quote_ids.PATTERN, packed) or not packed


def test_a_quote_without_highlight_comes_back_lit_as_a_whole() -> None:
    quote = quote_of(DOCUMENTS[0], Span(6, 30))
    (back,) = recalled(quote_ids.pack([quote], 100), *DOCUMENTS).quotes
    assert back == replace(quote, highlight=Span(6, 30))


def test_three_quotes_of_a_long_document_fit_into_a_button() -> None:
    document = document_of("long", "word " * 400_000)
    far = [
        quote_of(document, Span(a, a + 600), Span(a + 300, a + 590))
        for a in (1_900_000, 1_950_000, 1_990_000)
    ]
    assert len(recalled(quote_ids.pack(far, 95), document).quotes) == 3


def test_a_place_in_a_document_that_is_changed_without_record_is_unknown() -> None:
    packed = quote_ids.pack([quote_of(DOCUMENTS[0], Span(0, 5))], 100)
    changed = document_of("one", TEXT.replace("dawn", "dusk"))
    assert recalled(packed, changed) == Recalled(unknown=1)
    assert recalled(packed, DOCUMENTS[1]) == Recalled(unknown=1)


def test_of_several_places_those_that_stand_are_shown_and_the_others_counted() -> None:
    first, second = "Ships wait in the harbour at dawn.", "Ropes are made of the best hemp here."
    third = "Nobody has seen the keeper since the storm of that year."
    before = _of_paragraphs(first, second, third)
    after = _of_paragraphs(second, third.replace("storm", "flood"))
    revisions = Revisions().record([before]).record([after])
    quotes = [quote_of(before, paragraph.span) for paragraph in before.paragraphs]
    packed = quote_ids.pack([*quotes, quote_of(DOCUMENTS[1], Span(0, 5))], 200)
    now = recalled(packed, after, revisions=revisions)
    assert [quote.text for quote in now.quotes] == [second, third.replace("storm", "flood")]
    assert (now.changed, now.removed, now.unknown) == (1, 1, 1)


def _of_paragraphs(*paragraphs: str) -> Document:
    text, placed = "", []
    for number, paragraph in enumerate(paragraphs, start=1):
        placed.append(Paragraph(number, len(text), len(text) + len(paragraph), None))
        text += f"{paragraph}\n\n"
    return Document("one", text, tuple(placed), Metadata(title="one"))


def test_a_button_of_an_earlier_version_leads_to_its_place() -> None:
    quote = quote_of(DOCUMENTS[1], Span(6, 30), Span(6, 30))
    present = quote_ids.mark("two", digest_of_text(TEXT))
    packed = quote_ids.pack([quote], 100)
    before = packed.replace(present, quote_ids.mark_before(DOCUMENTS[1]))
    assert before != packed
    assert recalled(before, *DOCUMENTS).quotes == [quote]


@pytest.mark.parametrize("rest", ["", "1", "1.2", "0.5.9.9", "zzzz.5.0.5", "1.0.0.0", "1.2.3.4.5"])
def test_a_forged_place_is_refused(rest: str) -> None:
    with pytest.raises(BriefingError):
        recalled(f"{quote_ids.mark('one', digest_of_text(TEXT))}.{rest}", *DOCUMENTS)
