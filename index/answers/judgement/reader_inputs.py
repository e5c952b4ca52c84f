"""A passage as a reader gets it: its sentences, what it stands under and what stands before it."""

import re
from collections.abc import Sequence

from index.answers.kept_sentences import Paragraphs
from index.models import ReaderInput
from index.types import CELL_BAR, Document, Passage, Span

_LEAST_CELLS = 2
_BAR = re.compile(rf"(?:^|(?<=\s)){re.escape(CELL_BAR.strip())}(?=\s|$)")


def reader_input(
    passage: Passage, document: Document, context: str, paragraphs: Paragraphs
) -> ReaderInput:
    """Return what a reader is given of a passage.

    Args:
        passage: The passage.
        document: Where it stands.
        context: Title and section, as far as they tell it from others.
        paragraphs: Knows the sentences around it.
    """
    text = document.text
    sentences = tuple(text[span.start : span.end] for span in passage.sentences)
    columns = _columns(passage, document)
    if columns:
        return ReaderInput(tuple(_named(row, columns) for row in sentences), context)
    before = _sentence_before(passage, document, paragraphs)
    return ReaderInput(sentences, context, text[before.start : before.end] if before else "")


def _columns(passage: Passage, document: Document) -> list[str]:
    """Return what names the columns of the row that a passage is, nothing of other passages."""
    header = document.header_of(document.paragraphs[passage.paragraph - 1])
    return _cells(document.text[header.start : header.end]) if header else []


def _named(row: str, columns: Sequence[str]) -> str:
    """Return the cells of a row, each with the name of its column: so it can be read alone.

    Empty cells at the end of a row are not written, so that it may have fewer than there are names.
    Of more, or of one that may stand across the table, it is not sure which is whose.
    """
    cells = _cells(row)
    if len(cells) != len(columns) and not _LEAST_CELLS <= len(cells) < len(columns):
        return row
    named = zip(columns, cells, strict=False)
    return ", ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell)


def _cells(line: str) -> list[str]:
    """Return the cells of a line of a table; between the bars around an empty one is one space."""
    return [cell.strip() for cell in _BAR.split(line)]


def _sentence_before(passage: Passage, document: Document, paragraphs: Paragraphs) -> Span | None:
    """Return the sentence before a passage in its section, None at the section's beginning."""
    own = document.paragraphs[passage.paragraph - 1]
    earlier = [s for s in paragraphs.sentences(document, own.span) if s.end <= passage.start]
    if earlier:
        return earlier[-1]
    if passage.paragraph < 2:
        return None
    previous = document.paragraphs[passage.paragraph - 2]
    if previous.section != own.section:
        return None
    return paragraphs.sentences(document, previous.span)[-1]
