"""Links that open the publisher's page at the quoted words and highlight them.

The text of a file is not quite the text of the page it was made from: words may have been broken
at line ends, characters lost, dashes spaced otherwise. So a long quote is named by its first and
last words only, and these are chosen where such damage is unlikely.

References:
    https://wicg.github.io/scroll-to-text-fragment/ (grammar, word bounds, percent-encoding).
"""

import re
from dataclasses import dataclass
from itertools import product

from index.citations.page_text import PageText
from index.types import Document, LocatorKind, Quote, Span, quote_of

MAX_LINK = 2048  # characters; Discord's limit for an embed's address
_PDF = re.compile(r"\.pdf(?:[?#]|$)", re.IGNORECASE)
_EXACT_WORDS = 8  # quotes of so many words are named whole, unless something in them is doubtful
_EDGE_WORDS = range(3, 9)
_USUAL_WORDS = 4
# What a start that the document has twice may cost more than one that it has once.
_REPEATED = 6.0
_REPEATED_END = 20  # what an end costs that stands between the start and itself, too
_SKIPPED_WORDS = range(4)


def link_of(quote: Quote) -> str | None:
    """Return the address that opens a quote's source at the words that answer; None without one."""
    return deep_link(quote_of(quote.document, quote.highlight) if quote.highlight else quote)


def deep_link(quote: Quote) -> str | None:
    """Return the address of the quote's page with a text fragment; None where there is no page.

    The fragment singles the quote out among everything that the document says; where it does not
    fit into `MAX_LINK` characters, the address is returned without it. A PDF is opened at its page,
    a recording at its moment.
    """
    address = quote.document.metadata.url
    if not address or not re.match(r"https?://", address, re.IGNORECASE):
        return None
    # A directive ends at the end of the address, and is no part of the fragment before it.
    address = address.partition(":~:")[0]
    if (part := _part_of_source(quote, address)) is not None:
        return f"{address.partition('#')[0]}#{part}"
    fragment = _Fragments(quote.document).of(Span(quote.start, quote.end))
    if fragment is None:
        return address
    link = f"{address}{'' if '#' in address else '#'}:~:text={fragment}"
    return link if len(link) <= MAX_LINK else address


def _part_of_source(quote: Quote, address: str) -> str | None:
    """Return the fragment of the page or moment that a quote begins on; None on a web page.

    References:
        RFC 8118, 3 (`page=`); https://www.w3.org/TR/media-frags/ (`t=`).
    """
    locator = next(iter(quote.locators), None)
    if locator is None or not locator.fragment:
        return None
    is_pdf = _PDF.search(address) is not None
    return locator.fragment if is_pdf or locator.kind is LocatorKind.TIMESTAMP else None


@dataclass(frozen=True, slots=True)
class _Edge:
    """First or last words of a quote that could name it; a lower cost is better."""

    cost: float
    span: Span


@dataclass(frozen=True, slots=True)
class _Context:
    """Words before and after a span that make its place unique."""

    prefix: Span | None = None
    suffix: Span | None = None


class _Fragments:
    """The text fragments of one document."""

    def __init__(self, document: Document) -> None:
        self._page = PageText(document)

    def of(self, span: Span) -> str | None:
        """Return what follows `text=` for the span, None where it holds no word."""
        words = self._page.words(span.start, span.end)
        if not words:
            return None
        whole = Span(words[0].start, words[-1].end)
        if len(words) < _EXACT_WORDS:
            return self._exact(whole)
        if len(words) == _EXACT_WORDS and not self._page.doubts(whole):
            return self._exact(whole)
        start = self._start(words)
        if self._context(start, whole=False) is None:
            return self._exact(whole)
        return self._range(start, self._end(words, start))

    def _exact(self, span: Span) -> str:
        """Return the span's words, with as many before or after as make the place unique."""
        context = self._context(span, whole=True)
        if context is None:
            longest_prefix = next(reversed(self._page.before(span)), None)
            longest_suffix = next(reversed(self._page.after(span)), None)
            context = _Context(longest_prefix, longest_suffix)
        suffix = context.suffix
        after = f",-{self._page.encoded(suffix)}" if suffix else ""
        return f"{self._prefixed(context, span)}{after}"

    def _range(self, start: Span, end: Span) -> str:
        """Return the first and the last words, with as many before as make the place unique."""
        context = self._context(start, whole=False) or _Context()
        return f"{self._prefixed(context, start)},{self._page.encoded(end)}"

    def _prefixed(self, context: _Context, span: Span) -> str:
        """Return the span's words after those of its prefix."""
        prefix = context.prefix
        before = f"{self._page.encoded(prefix)}-," if prefix else ""
        return f"{before}{self._page.encoded(span)}"

    def _start(self, words: list[Span]) -> Span:
        """Return the first words: few, undoubted, and nowhere else in the document if possible."""
        edges = []
        for skipped, length in product(_SKIPPED_WORDS, _EDGE_WORDS):
            if skipped + length < len(words):
                span = Span(words[skipped].start, words[skipped + length - 1].end)
                edges.append(_Edge(self._cost(span, skipped, length), span))
        edges.sort(key=lambda edge: edge.cost)
        worth = (edge for edge in edges if edge.cost <= edges[0].cost + _REPEATED)
        # Looking a span up in the whole document is the dear part, so the cheap come first.
        return next((e.span for e in worth if not self._page.is_repeated(e.span)), edges[0].span)

    def _end(self, words: list[Span], start: Span) -> Span:
        """Return the last words: few, undoubted, and not already between them and the start."""
        edges = []
        for skipped, length in product(_SKIPPED_WORDS, _EDGE_WORDS):
            first, last = len(words) - skipped - length, len(words) - skipped - 1
            if first >= 0 and words[first].start >= start.end:
                span = Span(words[first].start, words[last].end)
                between = Span(start.end, span.end)
                repeated = self._page.is_repeated_within(span, between)
                cost = self._cost(span, skipped, length) + (_REPEATED_END if repeated else 0)
                edges.append(_Edge(cost, span))
        rest = [word for word in words if word.start >= start.end]
        tail = Span(rest[0].start, rest[-1].end)
        return min(edges, key=lambda edge: edge.cost).span if edges else tail

    def _cost(self, span: Span, skipped: int, length: int) -> float:
        odd_length = length - _USUAL_WORDS if length >= _USUAL_WORDS else 2
        return 2 * skipped + 0.5 * odd_length + self._page.doubts(span)

    def _context(self, span: Span, *, whole: bool) -> _Context | None:
        """Return the fewest words before, or after, that make the place unique; None if none do.

        Words after tell only a whole quote apart: a range begins at the first match of its start.
        """
        page = self._page
        if not page.is_repeated(span):
            return _Context()
        for prefix in page.before(span):
            if not page.is_repeated(Span(prefix.start, span.end)):
                return _Context(prefix=prefix)
        for suffix in page.after(span) if whole else ():
            if not page.is_repeated(Span(span.start, suffix.end)):
                return _Context(suffix=suffix)
        return None
