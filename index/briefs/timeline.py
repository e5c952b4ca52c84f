"""Dated statements beside a line of time: a picture for a chat, and the same content in words.

What a shade or a place tells in the picture is told by a word in the text, since a picture in a
chat carries no description.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from index.briefs.canvas import (
    ACCENT,
    FAINT,
    GAP,
    LETTER,
    LINE,
    MARGIN,
    WIDTH,
    Canvas,
    Letters,
    Ruler,
    heading_height,
)
from index.briefs.date_labels import date_label, year_label
from index.briefs.export_words import ExportWord, ExportWording, english
from index.briefs.facts.dates import DatedStatement
from index.briefs.facts.periods import Period, fraction

MOST_DATES = 10  # in a picture; the text has all of them
_AXIS = 150  # the line of time, right of its years
_ROWS = 230  # where the statements begin
_EXCERPT = 76  # characters of a statement
_ADDRESSES = 4  # paragraphs named beside a date
_TICKS = 6  # years written beside the line at most, and one
_TICK_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)

# All statements of one date, at least one.
_Date: TypeAlias = list[DatedStatement]


def timeline_png(
    statements: Sequence[DatedStatement], *, title: str, words: ExportWording = english
) -> bytes:
    """Return dated statements beside a line of time that is to scale, as PNG.

    Args:
        statements: In time order, at least one.
        title: What they are about.
        words: What the picture says of its own, in the language of who reads it.

    Raises:
        ValueError: There is no statement.
    """
    if not statements:
        msg = "a timeline needs at least one dated statement"
        raise ValueError(msg)
    ruler = Ruler()
    dates = _dates(statements)
    shown = _surest(dates)
    rows = [ruler.wrap(_excerpt(d[0]), WIDTH - _ROWS - MARGIN, most=2) for d in shown]
    heading = ruler.wrap_heading(title)
    tops = [heading_height(heading)]
    for lines in rows:
        tops.append(tops[-1] + (1 + len(lines)) * LINE + GAP)
    left = len(dates) - len(shown)
    several = len({statement.quote.document.id for statement in statements}) > 1
    canvas = Canvas(tops[-1] + (LINE if left else 0) + MARGIN // 2)
    canvas.write_heading(heading)
    _draw_axis(canvas, [date[0].period for date in shown], tops, words)
    for date, lines, y in zip(shown, rows, tops, strict=False):
        label = date_label(date[0], words)
        canvas.write(_ROWS, y, label, Letters(colour=ACCENT, bold=True))
        room = WIDTH - MARGIN - _ROWS - ruler.width(label, bold=True) - GAP
        address = ruler.wrap(_addresses(date, several=several), room, most=1)[0]
        canvas.write(WIDTH - MARGIN, y, address, Letters(colour=FAINT, across="right"))
        canvas.write_lines(_ROWS, y + LINE, lines)
    if left:
        told = words(ExportWord.MORE_DATES).format(count=left)
        canvas.write(_ROWS, tops[-1], told, Letters(colour=FAINT))
    return canvas.png()


def timeline_text(statements: Sequence[DatedStatement], *, words: ExportWording = english) -> str:
    """Return the same in words: a line for each statement with its date and address."""
    return "\n".join(
        f"{date_label(s, words)}: {s.quote.text} [{s.quote.address}]" for s in statements
    )


def _excerpt(statement: DatedStatement) -> str:
    """Return the words around the date, what is left out marked."""
    quote, date = statement.quote, statement.quote.highlight
    if date is None or len(quote.text) <= _EXCERPT:
        return quote.text
    middle = (date.start + date.end) // 2 - quote.start
    start = max(0, min(middle - _EXCERPT // 2, len(quote.text) - _EXCERPT))
    end = min(len(quote.text), start + _EXCERPT)
    if start:
        start = quote.text.find(" ", start) + 1
    if end < len(quote.text):
        end = quote.text.rfind(" ", 0, end)
    before, after = "… " if start else "", " …" if end < len(quote.text) else ""
    return f"{before}{quote.text[start:end]}{after}"


def _dates(statements: Sequence[DatedStatement]) -> list[_Date]:
    """Return the statements by their date, in time order."""
    dates: dict[object, _Date] = defaultdict(list)
    for statement in statements:
        dates[statement.period or statement.words.casefold()].append(statement)
    return list(dates.values())


def _surest(dates: Sequence[_Date]) -> list[_Date]:
    """Return as many dates as a picture holds, exact ones first, in time order."""

    def doubt(n: int) -> int:
        period = dates[n][0].period
        return 2 if period is None else int(period.approximate)

    surest = sorted(range(len(dates)), key=doubt)[:MOST_DATES]
    return [dates[n] for n in sorted(surest)]


def _addresses(date: _Date, *, several: bool) -> str:
    """Return the paragraphs of a date's statements; of several documents, the first address."""
    if several:
        return date[0].quote.address
    paragraphs = dict.fromkeys(statement.quote.paragraph for statement in date)
    numbers = [str(paragraph) for paragraph in paragraphs]
    return "¶ " + ", ".join(numbers[:_ADDRESSES]) + (" …" if len(numbers) > _ADDRESSES else "")


def _draw_axis(
    canvas: Canvas, periods: Sequence[Period | None], tops: Sequence[int], words: ExportWording
) -> None:
    """Draw the line of time with its years, and from each period a line to its statement."""
    placed = [period for period in periods if period is not None]
    if not placed:
        return
    first = min(fraction(period.start) for period in placed)
    last = max(fraction(period.start) for period in placed)
    upper, lower = tops[0] + LETTER / 2, tops[len(placed) - 1] + LETTER / 2

    def place(year: float) -> float:
        return min(lower, upper + (lower - upper) * (year - first) / ((last - first) or 1))

    canvas.line((_AXIS, upper), (_AXIS, lower))
    spans = [(place(fraction(one.start)), place(fraction(one.end))) for one in placed]
    for (start, _), top in zip(spans, tops, strict=False):
        canvas.line((_AXIS, start), (_ROWS - 14, top + LETTER / 2))
    for year in _ticks(first, last):
        _draw_year(canvas, place(year), year_label(year, words))
    _draw_periods(canvas, spans, [period.approximate for period in placed])


def _draw_periods(
    canvas: Canvas, spans: Sequence[tuple[float, float]], approximate: Sequence[bool]
) -> None:
    """Draw periods on the line of time, each from its begin to its end where these are known."""
    for (start, end), is_rough in zip(spans, approximate, strict=True):
        if not is_rough:
            canvas.line((_AXIS, start), (_AXIS, end), ACCENT, 7)
    for (start, _), is_rough in zip(spans, approximate, strict=True):
        canvas.dot(_AXIS, start, hollow=is_rough)


def _draw_year(canvas: Canvas, y: float, label: str) -> None:
    """Draw a year beside the line of time."""
    canvas.line((_AXIS - 8, y), (_AXIS, y))
    letters = Letters(colour=FAINT, across="right", down="center")
    canvas.write(_AXIS - 16, y, label, letters)


def _ticks(first: float, last: float) -> list[int]:
    """Return round years from first to last, few enough to be read."""
    scale = 10 ** max(0, math.floor(math.log10(max(last - first, 1) / _TICKS)))
    steps = (step * scale for step in _TICK_STEPS)
    step = next(step for step in steps if (last - first) / step <= _TICKS)
    return list(range(math.ceil(first / step) * step, math.floor(last) + 1, step))
