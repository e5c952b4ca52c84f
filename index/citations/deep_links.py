"""Links that open the publisher's page at the quoted words and highlight them.

The text of a file is not quite the text of the page it was made from: words may have been broken
at line ends, characters lost, dashes spaced otherwise. So a long quote is named by its first and
last words only, and these are chosen where such damage is unlikely.

References:
    https://wicg.github.io/scroll-to-text-fragment/ (grammar, word bounds, percent-encoding).
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import product
from typing import Final
from urllib.parse import quote as percent_encode

from index.language import ENGLISH_QUOTATION_MARKS
from index.types import Document, Quote, RepairKind, Span, quote_of

MAX_LINK: Final = 2048
"""Characters: some of the programs that a link passes through cut or refuse a longer address."""
_WORD: Final = re.compile(r"\w+(?:[-./’'‑]\w+)*")
_DOUBTFUL: Final = re.compile(r"[^\w\s.,;:!?()\[\]\"'’‘“”-]")
"""Characters that pages and extractions write differently: dashes, dots of ellipsis, symbols.

Quotation marks are not among them: Chromium, Firefox and Safari fold their forms when searching.
"""
_QUOTATION_MARK: Final = re.compile(f"[{ENGLISH_QUOTATION_MARKS}]")
_DOUBTFUL_REPAIRS: Final = {RepairKind.HYPHEN, RepairKind.LOST_CHARACTER, RepairKind.UNDECIDED}
_EXACT_WORDS: Final = 8
"""Quotes of so many words are named whole, unless something in them is doubtful."""
_EDGE_WORDS: Final = range(3, 9)
_USUAL_WORDS: Final = 4
_REPEATED: Final = 6.0
"""What a start that the document has twice may cost more than one that it has once."""
_SKIPPED_WORDS: Final = range(4)
_CONTEXT_WORDS: Final = 8


def link_of(quote: Quote) -> str | None:
    """Return the address that opens a quote's source at the words that answer; None without one."""
    return deep_link(quote_of(quote.document, quote.highlight) if quote.highlight else quote)


def deep_link(quote: Quote, limit: int = MAX_LINK) -> str | None:
    """Return the address of the quote's page with a text fragment; None where there is no page.

    The fragment singles the quote out among everything that the document says.

    Args:
        quote: What the page is to be opened at.
        limit: Characters; where the fragment does not fit, the address is returned without it.
    """
    address = quote.document.metadata.url
    if not address or not re.match(r"https?://", address, re.IGNORECASE):
        return None
    # A directive ends at the end of the address, and is no part of the fragment before it.
    address = address.partition(":~:")[0]
    fragment = _Fragments(quote.document).of(Span(quote.start, quote.end))
    if fragment is None:
        return address
    link = f"{address}{'' if '#' in address else '#'}:~:text={fragment}"
    return link if len(link) <= limit else address


@dataclass(frozen=True, slots=True)
class _Edge:
    """First or last words of a quote that could name it; a lower cost is better."""

    cost: float
    span: Span


class _Fragments:
    """The text fragments of one document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        # White space within paragraphs is single already; collapsing it all costs ten times more.
        self._normal = document.text.replace("\n\n", " ").replace("\n", " ").casefold()
        self._doubtful = sorted(r.start for r in document.repairs if r.kind in _DOUBTFUL_REPAIRS)

    def of(self, span: Span) -> str | None:
        """Return what follows `text=` for the span, None where it holds no word."""
        words = self._words(span.start, span.end)
        if not words:
            return None
        whole = Span(words[0].start, words[-1].end)
        if len(words) <= _EXACT_WORDS and (len(words) < _EXACT_WORDS or not self._doubts(whole)):
            return self._exact(whole)
        start = self._start(words)
        if self._repeated(start) and self._told_apart(start, whole=False) is None:
            return self._exact(whole)
        return self._range(start, self._end(words, start))

    def _exact(self, span: Span) -> str:
        """Return the span's words, with as many before or after as make the place unique."""
        told_apart = self._told_apart(span, whole=True)
        if told_apart is None:
            prefix = next(reversed(self._before(span)), None)
            suffix = next(reversed(self._after(span)), None)
        else:
            prefix, suffix = told_apart
        before = f"{self._encoded(prefix)}-," if prefix else ""
        after = f",-{self._encoded(suffix)}" if suffix else ""
        return f"{before}{self._encoded(span)}{after}"

    def _range(self, start: Span, end: Span) -> str:
        prefix, _ = self._told_apart(start, whole=False) or (None, None)
        before = f"{self._encoded(prefix)}-," if prefix else ""
        return f"{before}{self._encoded(start)},{self._encoded(end)}"

    def _words(self, start: int, end: int) -> list[Span]:
        return [Span(*match.span()) for match in _WORD.finditer(self._text, start, end)]

    def _doubts(self, span: Span) -> float:
        """Return how doubtful it is that the page writes the span likewise, from 0."""
        text = self._text[span.start : span.end]
        mended = bisect_left(self._doubtful, span.end) - bisect_left(self._doubtful, span.start)
        marks = len(_QUOTATION_MARK.findall(text))
        return 5 * (len(_DOUBTFUL.findall(text)) + mended) + marks

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
        return next((e.span for e in worth if not self._repeated(e.span)), edges[0].span)

    def _end(self, words: list[Span], start: Span) -> Span:
        """Return the last words: few, undoubted, and not already between them and the start."""
        edges = []
        for skipped, length in product(_SKIPPED_WORDS, _EDGE_WORDS):
            first, last = len(words) - skipped - length, len(words) - skipped - 1
            if first >= 0 and words[first].start >= start.end:
                span = Span(words[first].start, words[last].end)
                between = _normal(self._text[start.end : span.end])
                repeated = 20 if between.count(self._normalised(span)) > 1 else 0
                edges.append(_Edge(repeated + self._cost(span, skipped, length), span))
        rest = [word for word in words if word.start >= start.end]
        tail = Span(rest[0].start, rest[-1].end)
        return min(edges, key=lambda edge: edge.cost).span if edges else tail

    def _cost(self, span: Span, skipped: int, length: int) -> float:
        odd_length = length - _USUAL_WORDS if length >= _USUAL_WORDS else 2
        return 2 * skipped + 0.5 * odd_length + self._doubts(span)

    def _normalised(self, span: Span) -> str:
        return _normal(self._text[span.start : span.end])

    def _repeated(self, span: Span) -> bool:
        """Return whether the document has these words at a second place, perhaps overlapping."""
        words = self._normalised(span)
        return self._normal.find(words, self._normal.find(words) + 1) >= 0

    def _told_apart(self, start: Span, *, whole: bool) -> tuple[Span | None, Span | None] | None:
        """Return the fewest words before, or after, that make the place unique; None if none do.

        Words after tell only a whole quote apart: a range begins at the first match of its start.
        """
        if not self._repeated(start):
            return None, None
        for prefix in self._before(start):
            if not self._repeated(Span(prefix.start, start.end)):
                return prefix, None
        for suffix in self._after(start) if whole else ():
            if not self._repeated(Span(start.start, suffix.end)):
                return None, suffix
        return None

    def _before(self, start: Span) -> list[Span]:
        """Return the last words of the block before `start`, one more each time."""
        end = len(self._text[: start.start].rstrip())
        words = self._words(self._text.rfind("\n", 0, end) + 1, end)[-_CONTEXT_WORDS:]
        return [Span(word.start, end) for word in reversed(words)]

    def _after(self, end: Span) -> list[Span]:
        """Return the first words of the block after `end`, one more each time."""
        start = len(self._text) - len(self._text[end.end :].lstrip())
        block = self._text.find("\n", start)
        words = self._words(start, len(self._text) if block < 0 else block)[:_CONTEXT_WORDS]
        return [Span(start, word.end) for word in words]

    def _encoded(self, span: Span) -> str:
        text = " ".join(self._text[span.start : span.end].split())
        # A hyphen marks prefix and suffix, so it is encoded though addresses allow it.
        return percent_encode(text, safe="").replace("-", "%2D")


def _normal(text: str) -> str:
    """Return the text as browsers compare it: white space collapsed, case ignored."""
    return " ".join(text.split()).casefold()
