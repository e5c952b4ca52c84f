"""The sentences of paragraphs, kept for those that were used last."""

from collections import OrderedDict

from index.language import sentences_in
from index.types import Document, Span

_MOST_KNOWN = 10_000  # paragraphs whose sentences are kept, some kilobytes each


class Paragraphs:
    """The sentences of each paragraph, looked for once for those that were used last."""

    def __init__(self, most: int = _MOST_KNOWN) -> None:
        """Start with nothing known.

        Args:
            most: Of how many paragraphs the sentences are kept.
        """
        self._most = most
        self._known: OrderedDict[tuple[str, int], tuple[Span, ...]] = OrderedDict()

    def sentences(self, document: Document, span: Span) -> tuple[Span, ...]:
        """Return every sentence of the paragraph that `span` starts in, in order."""
        paragraph = document.paragraph_at(span.start)
        if paragraph is None:
            return (span,)
        key = (document.id, paragraph.number)
        sentences = self._known.pop(key, None)
        if sentences is None:
            sentences = sentences_in(document, paragraph)
        self._known[key] = sentences
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return sentences
