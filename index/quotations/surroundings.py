"""The whole sentences around a quotation, to be shown with it."""

from index.language import sentences_of
from index.types import Quote, Span, quote_of

LONGEST_SURROUNDINGS = 600  # characters of the sentences that are shown around a quote


def surroundings(quote: Quote) -> Quote:
    """Return the whole sentences around a quote, itself highlighted.

    They stay within its paragraph and are no longer than `LONGEST_SURROUNDINGS`, unless one alone
    is; a quote that leaves its paragraph is returned as it is.
    """
    place = Span(quote.start, quote.end)
    paragraph = quote.document.paragraphs[quote.paragraph - 1].span
    if not paragraph.contains(place):
        return quote
    sentences = sentences_of(quote.document.text, paragraph)
    touched = [sentence for sentence in sentences if sentence.overlaps(place)]
    start, end = touched[0].start, touched[0].end
    for sentence in touched[1:]:
        if sentence.end - start <= LONGEST_SURROUNDINGS:
            end = sentence.end
    span = Span(start, end)
    return quote_of(quote.document, span, place if span.contains(place) else None)
