"""A document's text as a browser searches the page that it was made from."""

import re
from bisect import bisect_left
from urllib.parse import quote as percent_encode

from index.language import ENGLISH_QUOTATION_MARKS
from index.types import Document, RepairKind, Span

_WORD = re.compile(r"\w+(?:[-./’'‑]\w+)*")
# Characters that pages and extractions write differently: dashes, dots of ellipsis, symbols.
# Quotation marks are not among them: Chromium, Firefox and Safari fold their forms when searching.
_DOUBTFUL = re.compile(r"[^\w\s.,;:!?()\[\]\"'’‘“”-]")
_QUOTATION_MARK = re.compile(f"[{ENGLISH_QUOTATION_MARKS}]")
_DOUBTFUL_REPAIRS = {RepairKind.HYPHEN, RepairKind.LOST_CHARACTER, RepairKind.UNDECIDED}
_CONTEXT_WORDS = 8


class PageText:
    """What a document says, as a browser compares it."""

    def __init__(self, document: Document) -> None:
        """Prepare a document's text for being searched."""
        self._text = document.text
        # White space within paragraphs is single already; collapsing it all costs ten times more.
        self._normal = document.text.replace("\n\n", " ").replace("\n", " ").casefold()
        self._doubtful = sorted(r.start for r in document.repairs if r.kind in _DOUBTFUL_REPAIRS)

    def words(self, start: int, end: int) -> list[Span]:
        """Return the places of the words of a stretch."""
        return [Span(*match.span()) for match in _WORD.finditer(self._text, start, end)]

    def doubts(self, span: Span) -> float:
        """Return how doubtful it is that the page writes the span likewise, from 0."""
        text = self._text[span.start : span.end]
        mended = bisect_left(self._doubtful, span.end) - bisect_left(self._doubtful, span.start)
        marks = len(_QUOTATION_MARK.findall(text))
        return 5 * (len(_DOUBTFUL.findall(text)) + mended) + marks

    def is_repeated(self, span: Span) -> bool:
        """Return whether the document has these words at a second place, perhaps overlapping."""
        words = self._normalised(span)
        return self._normal.find(words, self._normal.find(words) + 1) >= 0

    def is_repeated_within(self, span: Span, stretch: Span) -> bool:
        """Return whether a stretch has these words at a second place that does not overlap."""
        return self._normalised(stretch).count(self._normalised(span)) > 1

    def before(self, span: Span) -> list[Span]:
        """Return the last words of the block before a span, one more each time."""
        end = len(self._text[: span.start].rstrip())
        words = self.words(self._text.rfind("\n", 0, end) + 1, end)[-_CONTEXT_WORDS:]
        return [Span(word.start, end) for word in reversed(words)]

    def after(self, span: Span) -> list[Span]:
        """Return the first words of the block after a span, one more each time."""
        start = len(self._text) - len(self._text[span.end :].lstrip())
        block = self._text.find("\n", start)
        words = self.words(start, len(self._text) if block < 0 else block)[:_CONTEXT_WORDS]
        return [Span(start, word.end) for word in words]

    def encoded(self, span: Span) -> str:
        """Return a span's words as they stand in an address."""
        text = " ".join(self._text[span.start : span.end].split())
        # A hyphen marks prefix and suffix, so it is encoded though addresses allow it.
        return percent_encode(text, safe="").replace("-", "%2D")

    def _normalised(self, span: Span) -> str:
        """Return a span as browsers compare it: white space collapsed, case ignored."""
        return " ".join(self._text[span.start : span.end].split()).casefold()
