"""The sentences of a document's paragraph, whatever the paragraph is."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from index.language.sentences import is_ended, sentences_of
from index.types import CELL_BAR, BlockKind, Document, Paragraph, Span

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_BAR = re.compile(rf"(?<!\S){re.escape(CELL_BAR.strip())}(?!\S)")
_WORD = re.compile(r"\w")
# "Date: 20 July", "Price per day: £12".
_LABELLED = re.compile(r"(?=\w)(?:[^\s:.!?;]+[^\S\n]){0,3}[^\s:.!?;]+:(?=\s+\S)")
_LEAST_LABELS = 2
# "Hanna Vogel (owner)", "Gary Elm – moderator".
_NOTED = re.compile(r"(?=\w)[^()]+?(?:\s\([^()]+\)|\s[–—-]{1,2}\s+[^()]*\w)")
_LEAST_NOTED = 2
_LONGEST_NOTED = 60  # characters of a line
_LONGEST_ROW = 150  # words; an encoder that takes 256 word pieces reads about so many


def sentences_in(document: Document, paragraph: Paragraph) -> tuple[Span, ...]:
    """Return the sentences of a paragraph, in reading order.

    Code is read by its lines, one without a word together with the line before it; a line of a
    table is one sentence, whatever stops its cells hold, unless it is too long to be read at once:
    then each sentence of each cell is one. Where every line begins with a label, none goes on in
    the next, nor where short lines that are no sentences name something, most with a note on it.
    """
    if paragraph.kind.is_tabular:
        row = paragraph.span
        is_long = len(document.text[row.start : row.end].split()) > _LONGEST_ROW
        cells = _cells(document.text, row) if is_long else ()
        language = document.metadata.language
        parted = [sentences_of(document.text, cell, language=language) for cell in cells]
        return tuple(chain.from_iterable(parted)) or (row,)
    if paragraph.kind is BlockKind.CODE:
        return tuple(_lines(document.text, paragraph.span))
    lines = _own_lines(document.text, paragraph) or (paragraph.span,)
    language = document.metadata.language
    return tuple(
        chain.from_iterable(sentences_of(document.text, line, language=language) for line in lines)
    )


def _own_lines(text: str, paragraph: Paragraph) -> tuple[Span, ...]:
    """Return the lines of a paragraph, none where one may go on in the next, or is alone."""
    lines = [*_LINE.finditer(text, paragraph.start, paragraph.end)]
    words = [line[0] for line in lines]
    labelled = len(words) >= _LEAST_LABELS and all(map(_LABELLED.match, words))
    noted = paragraph.term_end is None and _are_noted(words)
    return tuple(Span(*line.span()) for line in lines) if labelled or noted else ()


def _are_noted(lines: Sequence[str]) -> bool:
    """Return whether lines name something each, most of them with a note on it."""
    if not all(map(_may_name, lines)):
        return False
    noted = sum(_NOTED.fullmatch(line) is not None for line in lines)
    return noted >= _LEAST_NOTED and 2 * noted > len(lines)


def _may_name(line: str) -> bool:
    """Return whether a line is short, begins as a name does, and is no sentence nor goes on."""
    begins = not line[0].islower() and len(line) <= _LONGEST_NOTED
    return begins and not is_ended(line) and not line.endswith((",", ";", ":"))


def _cells(text: str, row: Span) -> Iterator[Span]:
    """Yield the cells of a table's row that say something."""
    start = row.start
    for bar in (*_BAR.finditer(text, row.start, row.end), None):
        end = bar.start() if bar else row.end
        if cell := _LINE.search(text, start, end):
            yield Span(*cell.span())
        start = bar.end() if bar else row.end


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
