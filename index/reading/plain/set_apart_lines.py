"""What is no running text in a plain text, by its lines.

Quotations, code, rows of tables, lists of titles or names, and examples of one line.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from index.reading.plain.announced_lines import announced_lines, announced_names
from index.reading.plain.columned_lines import ColumnedRow, rows_in
from index.reading.plain.indented_code import code_in
from index.reading.plain.indented_quotations import quotations_in
from index.reading.plain.listed_titles import listed_titles
from index.reading.plain.quoted_lines import QuotedLines
from index.reading.repair.lines import Line, Wrapping
from index.reading.repair.spans import span_at
from index.reading.structure.extract import SetApart
from index.types import BlockKind, Span


def set_apart_in(lines: Sequence[Line], quoted: QuotedLines) -> tuple[SetApart, ...]:
    """Return what is set apart in a text that is not printed, in reading order."""
    quotations = [SetApart(span, BlockKind.QUOTATION) for span in quotations_in(lines)]
    code = [SetApart(span, BlockKind.CODE) for span in code_in(lines)]
    starts = [mark.start for mark in quoted.marks]
    own = [
        apart
        for apart in (*quotations, *code)
        if bisect_left(starts, apart.span.start) == bisect_left(starts, apart.span.end)
    ]
    listed = _with(BlockKind.TEXT, listed_titles(lines), in_order((*own, *quoted.apart)))
    named = _with(BlockKind.LIST_ITEM, announced_names(lines), listed)
    return _with(BlockKind.TEXT, announced_lines(lines), named)


def _with(
    kind: BlockKind, spans: Iterable[Span], apart: Sequence[SetApart]
) -> tuple[SetApart, ...]:
    """Return what is set apart with stretches of a kind that are nothing else.

    Of those that are text the lines stay.
    """
    taken = [one.span for one in apart]
    free = (SetApart(span, kind) for span in spans if not _overlap(span, taken))
    return in_order((*apart, *free))


def _overlap(span: Span, spans: Sequence[Span]) -> bool:
    """Return whether a stretch shares a place with one of others, which are in reading order."""
    before = bisect_left(spans, span.end, key=lambda other: other.start) - 1
    return before >= 0 and spans[before].end > span.start


def in_order(apart: Iterable[SetApart]) -> tuple[SetApart, ...]:
    """Return what is set apart in reading order."""
    return tuple(sorted(apart, key=lambda one: (one.span.start, one.span.end)))


def table_rows(
    lines: Sequence[Line], wrapping: Wrapping, apart: Sequence[SetApart]
) -> list[ColumnedRow]:
    """Return the rows of a text's tables that are not set apart as something else.

    Where lines are not broken to fit, each is a paragraph anyhow.
    """
    if not (wrapping.hard and wrapping.spaced):
        return []
    spans = [one.span for one in apart]
    return [row for row in rows_in(lines) if span_at(spans, row.span.start) is None]
