"""Stretches of a document as quotes, and the whole sentences around them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain

from index.language import sentences_in
from index.types import Document, Quote, Span, quote_of

LONGEST_SURROUNDINGS = 600  # characters of the sentences that are shown around a quote


def surroundings(quote: Quote) -> Quote:
    """Return the whole sentences around a quote, itself highlighted.

    They stay within its paragraph and are no longer than `LONGEST_SURROUNDINGS`, unless one alone
    is; a quote that leaves its paragraph is returned as it is.
    """
    place = Span(quote.start, quote.end)
    paragraph = quote.document.paragraphs[quote.paragraph - 1]
    if not paragraph.span.contains(place):
        return quote
    sentences = sentences_in(quote.document, paragraph)
    touched = [sentence for sentence in sentences if sentence.overlaps(place)]
    start, end = touched[0].start, touched[0].end
    for sentence in touched[1:]:
        if sentence.end - start <= LONGEST_SURROUNDINGS:
            end = sentence.end
    span = Span(start, end)
    return quote_of(quote.document, span, place if span.contains(place) else None)


def slice_of(document: Document, start: int, end: int) -> Quote:
    """Return a stretch of a document as a quote; one of a heading has the next paragraph's place.

    Args:
        document: With at least one paragraph.
        start: First code point.
        end: One past the last code point.
    """
    after = bisect_right(document.paragraphs, start, key=lambda paragraph: paragraph.end)
    paragraph = document.paragraphs[min(after, len(document.paragraphs) - 1)]
    return Quote(document, paragraph.number, start, end, document.text[start:end])


def sentences_at(document: Document, span: Span) -> tuple[Span, ...]:
    """Return the sentences that a stretch touches, within the paragraphs it touches."""
    return Sentences(document).at(span)


class Sentences:
    """The sentences of a document; those of a paragraph are found when they are first asked for."""

    def __init__(self, document: Document) -> None:
        """Begin with none."""
        self._document = document
        self._paragraphs = [paragraph.span for paragraph in document.paragraphs]
        self._by_paragraph: dict[int, Sequence[Span]] = {}

    def at(self, span: Span) -> tuple[Span, ...]:
        """Return the sentences that a stretch touches, within the paragraphs it touches."""
        touched = (self._of(paragraph) for paragraph in _touched(self._paragraphs, span))
        return tuple(chain.from_iterable(_touched(sentences, span) for sentences in touched))

    def _of(self, place: Span) -> Sequence[Span]:
        """Return the sentences of the paragraph at a place."""
        if place.start not in self._by_paragraph:
            paragraph = self._document.paragraph_at(place.start)
            found = sentences_in(self._document, paragraph) if paragraph else ()
            self._by_paragraph[place.start] = found
        return self._by_paragraph[place.start]


def _touched(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Return those of some spans, in order and apart, that overlap a span."""
    first = bisect_right(spans, span.start, key=lambda other: other.end)
    last = bisect_left(spans, span.end, key=lambda other: other.start)
    return spans[first:last]
