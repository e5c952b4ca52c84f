"""The sentences of a document's paragraph, whatever the paragraph is."""

import re
from collections.abc import Iterator

from index.language.sentences import sentences_of
from index.types import BlockKind, Document, Paragraph, Span

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_WORD = re.compile(r"\w")


def sentences_in(document: Document, paragraph: Paragraph) -> tuple[Span, ...]:
    """Return the sentences of a paragraph, in reading order.

    Code is read by its lines, one without a word together with the line before it; a line of a
    table is one sentence, whatever stops its cells hold.
    """
    if paragraph.kind.is_tabular:
        return (paragraph.span,)
    if paragraph.kind is BlockKind.CODE:
        return tuple(_lines(document.text, paragraph.span))
    return sentences_of(document.text, paragraph.span, language=document.metadata.language)


def _lines(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines of a stretch that have words, each with the wordless ones behind it."""
    line: Span | None = None
    for match in _LINE.finditer(text, span.start, span.end):
        if line is not None and not _WORD.search(match[0]):
            line = Span(line.start, match.end())
            continue
        if line is not None:
            yield line
        line = Span(*match.span())
    if line is not None:
        yield line
