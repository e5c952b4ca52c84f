"""Lines of a plain text that are quoted as mail quotes: behind marks, which are taken off.

An archived thread has each message with the lines that it answers, ">" before each of them. They
are quotations by how often they are quoted; code among them stays code. Prompts, differences
between files and other lines that begin with ">" are no prose, and stay as they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from index.reading.line_shapes.prose import is_worded
from index.reading.messages.message_text import QUOTED
from index.reading.plain.indented_code import is_code
from index.reading.repair.lines import Line, Wrapping, is_filled
from index.reading.structure.extract import SetApart
from index.types import BlockKind, Span

_LEAST = 3  # lines of a text that are quoted
_LEAST_RUN = 2  # of one stretch of it: a line alone may be a prompt
_DEEPEST_FIRST = 2  # marks: a stretch whose lines all have more is no message's
_FULL = 0.75  # of the width of a paragraph: lines that are shorter, with the next word, stay lines
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class QuotedLines:
    """What is quoted in a text, in reading order.

    Args:
        apart: The paragraphs.
        marks: What stands before their lines, and is no part of what is read.
    """

    apart: tuple[SetApart, ...] = ()
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A line behind its marks.

    Args:
        line: What it shows, where that stands in the text.
        depth: How often it is quoted.
        mark: Where its marks stand.
    """

    line: Line
    depth: int
    mark: Span


def quoted_in(lines: Sequence[Line]) -> QuotedLines:
    """Return what is quoted in a text, nothing where too few lines show it.

    Args:
        lines: Of the whole text.
    """
    runs = [run for run in _runs(lines) if _is_said(run)]
    if sum(map(len, runs)) < _LEAST or not any(len(run) >= _LEAST_RUN for run in runs):
        return QuotedLines()
    return QuotedLines(
        tuple(apart for run in runs for apart in _apart(run)),
        tuple(quoted.mark for run in runs for quoted in run),
    )


def _runs(lines: Sequence[Line]) -> Iterator[list[_Quoted]]:
    """Yield the stretches of lines that have marks."""
    for is_quoted, group in groupby(lines, key=lambda line: line.content.startswith(">")):
        if is_quoted:
            yield [_quoted(line) for line in group]


def _quoted(line: Line) -> _Quoted:
    """Return a line behind its marks."""
    match = QUOTED.match(line.content)
    mark = match[0] if match else ""
    bare = line.content[len(mark) :]
    start = line.start + len(mark) + len(bare) - len(bare.lstrip())
    shown = Line(start, line.end, start - line.start - len(mark), line.new_page, bare.strip())
    return _Quoted(shown, mark.count(">"), Span(line.start, line.start + len(mark)))


def _is_said(run: Sequence[_Quoted]) -> bool:
    """Return whether lines are prose, as far as they are not code."""
    told = [line.content for lines in _paragraphs(run) if not _is_code(lines) for line in lines]
    shallow = min(quoted.depth for quoted in run) <= _DEEPEST_FIRST
    text = " ".join(told)
    return shallow and bool(_WORD.search(text)) and is_worded(text)


def _paragraphs(run: Sequence[_Quoted]) -> Iterator[list[Line]]:
    """Yield the lines of a stretch that are quoted as often, between blank ones."""
    for (_, blank), group in groupby(run, key=lambda one: (one.depth, one.line.blank)):
        if not blank:
            yield [quoted.line for quoted in group]


def _is_code(lines: Sequence[Line]) -> bool:
    """Return whether lines are typed; a line alone may name an address or a time."""
    return len(lines) > 1 and is_code(lines, announced=False)


def _apart(run: Sequence[_Quoted]) -> Iterator[SetApart]:
    """Yield the paragraphs of a stretch."""
    for lines in _paragraphs(run):
        if _is_code(lines):
            yield SetApart(Span(lines[0].start, lines[-1].end), BlockKind.CODE)
            continue
        for whole in _wholes(lines):
            yield SetApart(Span(whole[0].start, whole[-1].end), BlockKind.QUOTATION)


def _wholes(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines by what was one line before it was broken to fit."""
    width = Wrapping(max(len(line.content) for line in lines), room=_FULL)
    filled = is_filled(lines)
    wholes = [[lines[0]]]
    for above, line in pairwise(lines):
        if line.marked or not (filled or not width.roomy(above, line)):
            wholes.append([])
        wholes[-1].append(line)
    return wholes
