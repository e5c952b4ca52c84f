"""Pictures of a brief, for a chat that shows them small, and the same content in words.

What a shade or a place tells in the picture is told by a word in the text, since a picture in a
chat carries no description.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from index.briefs.canvas import (
    ACCENT,
    FAINT,
    HEADING,
    INK,
    LETTER,
    LINE,
    MARGIN,
    WIDTH,
    Canvas,
    Ruler,
)
from index.briefs.dates import DatedStatement
from index.briefs.periods import Period, fraction
from index.briefs.section_relevance import SectionBearing

MOST_DATES: Final = 10
MOST_SECTIONS: Final = 10
"""How many a picture shows; the text has all of them."""

_AXIS = 150  # the line of time, right of its years
_ROWS = 230  # where the statements begin
_GAP = 22
_EXCERPT = 76
_SHADES = ("#e9ebe6", "#bcd3df", "#7fb0cb", "#3f83ad", "#1d5f8a")
_ON_SHADE = (INK, INK, INK, "#ffffff", "#ffffff")
_WORDS = ("none", "a little", "some", "much", "most")
_STEPS = (0.1, 0.3, 0.55, 0.8)  # bearings from which the second and further words hold
_CELL, _PITCH = 74, 83
_PER_LINE = (WIDTH - 2 * MARGIN) // _PITCH
_MOST_CELLS = 4 * _PER_LINE
_TICKS = 6
_TICK_STEPS = (1, 2, 5, 10, 20, 25, 50)


_ADDRESSES = 4

_Date: TypeAlias = list[DatedStatement]
"""All statements of one date, at least one."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A square of the map: one paragraph, or several of a long section."""

    label: str
    level: int
    points: int


def timeline_png(statements: Sequence[DatedStatement], *, title: str) -> bytes:
    """Return dated statements beside a line of time that is to scale, as PNG.

    Args:
        statements: In time order, at least one.
        title: What they are about.

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
    heading = ruler.wrap(title, WIDTH - 2 * MARGIN, HEADING, bold=True, most=2)
    tops = [_heading_height(heading)]
    for lines in rows:
        tops.append(tops[-1] + (1 + len(lines)) * LINE + _GAP)
    left = len(dates) - len(shown)
    several = len({statement.quote.document.id for statement in statements}) > 1
    canvas = Canvas(tops[-1] + (LINE if left else 0) + MARGIN // 2)
    _write_heading(canvas, heading)
    _draw_axis(canvas, [date[0].period for date in shown], tops)
    for date, lines, y in zip(shown, rows, tops, strict=False):
        canvas.write(_ROWS, y, date[0].label, color=ACCENT, weight="bold")
        room = WIDTH - MARGIN - _ROWS - ruler.width(date[0].label, bold=True) - _GAP
        address = ruler.wrap(_addresses(date, several=several), room, most=1)[0]
        canvas.write(WIDTH - MARGIN, y, address, color=FAINT, ha="right")
        _write_lines(canvas, _ROWS, y + LINE, lines)
    if left:
        canvas.write(_ROWS, tops[-1], f"and {left} more in the text", color=FAINT)
    return canvas.png()


def timeline_text(statements: Sequence[DatedStatement]) -> str:
    """Return the same in words: a line for each statement with its date and address."""
    return "\n".join(f"{s.label}: {s.quote.text} [{s.quote.address}]" for s in statements)


def section_map_png(sections: Sequence[SectionBearing], *, title: str) -> bytes:
    """Return a map of the documents, the darker a paragraph the more it bears on the topic, as PNG.

    Args:
        sections: In reading order, at least one.
        title: The topic.

    Raises:
        ValueError: There is no section.
    """
    if not sections:
        msg = "a map needs at least one section"
        raise ValueError(msg)
    ruler = Ruler()
    shown = _strongest(sections)
    names = [ruler.wrap(_name(s, sections), WIDTH - 2 * MARGIN, bold=True, most=2) for s in shown]
    cells = [_cells(section) for section in shown]
    heading = ruler.wrap(title, WIDTH - 2 * MARGIN, HEADING, bold=True, most=2)
    tops = [_heading_height(heading)]
    for lines, squares in zip(names, cells, strict=True):
        tops.append(tops[-1] + len(lines) * LINE + _lines_of(squares) * _PITCH + _GAP)
    left = len(sections) - len(shown)
    legend = tops[-1] + (LINE + _GAP if left else 0)
    canvas = Canvas(legend + 2 * LINE + _GAP + MARGIN)
    _write_heading(canvas, heading)
    for lines, squares, top in zip(names, cells, tops, strict=False):
        _write_lines(canvas, MARGIN, top, lines, weight="bold")
        _draw_cells(canvas, top + len(lines) * LINE, squares)
    if left:
        canvas.write(MARGIN, tops[-1], f"and {left} more sections in the text", color=FAINT)
    _draw_legend(canvas, legend)
    return canvas.png()


def section_map_text(sections: Sequence[SectionBearing]) -> str:
    """Return the same in words: a line for each section, its paragraphs by how much they bear."""
    lines: list[str] = []
    for section in sections:
        rated = zip(section.paragraphs, section.bearings, strict=True)
        levels = sorted(
            ((_level(bearing), number) for number, bearing in rated),
            key=lambda pair: (-pair[0], pair[1]),
        )
        told = "; ".join(
            f"{_WORDS[level]}: ¶ {_listed([number for _, number in group])}"
            for level, group in groupby(levels, key=lambda pair: pair[0])
        )
        count = sum(section.shown)
        points = f" ({count} {'point' if count == 1 else 'points'})" if count else ""
        lines.append(f"{_name(section, sections)}{points} — {told}")
    return "\n".join(lines)


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
    kept = quote.text[start:end]
    return ("… " if start else "") + kept + (" …" if end < len(quote.text) else "")


def _dates(statements: Sequence[DatedStatement]) -> list[_Date]:
    """Return the statements by their date, in time order."""
    found: dict[object, list[DatedStatement]] = {}
    for statement in statements:
        found.setdefault(statement.period or statement.words.casefold(), []).append(statement)
    return list(found.values())


def _surest(dates: Sequence[_Date]) -> list[_Date]:
    """Return as many dates as a picture holds, exact ones first, in time order."""

    def doubt(n: int) -> int:
        period = dates[n][0].period
        return 2 if period is None else int(period.approximate)

    return [dates[n] for n in sorted(sorted(range(len(dates)), key=doubt)[:MOST_DATES])]


def _addresses(date: _Date, *, several: bool) -> str:
    """Return the paragraphs of a date's statements; of several documents, the first address."""
    if several:
        return date[0].quote.address
    numbers = [str(n) for n in dict.fromkeys(s.quote.paragraph for s in date)]
    return "¶ " + ", ".join(numbers[:_ADDRESSES]) + (" …" if len(numbers) > _ADDRESSES else "")


def _heading_height(lines: Sequence[str]) -> int:
    return MARGIN + len(lines) * (HEADING + 10) + _GAP


def _write_heading(canvas: Canvas, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines):
        y = MARGIN + number * (HEADING + 10)
        canvas.write(MARGIN, y, line, size=HEADING, weight="bold")


def _write_lines(
    canvas: Canvas, x: float, y: float, lines: Sequence[str], weight: str = "normal"
) -> None:
    for number, line in enumerate(lines):
        canvas.write(x, y + number * LINE, line, weight=weight)


def _draw_axis(canvas: Canvas, periods: Sequence[Period | None], tops: Sequence[int]) -> None:
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
    for year in _ticks(first, last):
        canvas.line((_AXIS - 8, place(year)), (_AXIS, place(year)))
        canvas.write(_AXIS - 16, place(year), _year(year), color=FAINT, ha="right", va="center")
    for period, top in zip(placed, tops, strict=False):
        start, end = place(fraction(period.start)), place(fraction(period.end))
        canvas.line((_AXIS, start), (_ROWS - 14, top + LETTER / 2))
        if not period.approximate:
            canvas.line((_AXIS, start), (_AXIS, end), ACCENT, 7)
        canvas.dot(_AXIS, start, hollow=period.approximate)


def _ticks(first: float, last: float) -> list[int]:
    """Return round years from first to last, few enough to be read."""
    scale = 10 ** max(0, math.floor(math.log10(max(last - first, 1) / _TICKS)))
    step = next(
        step * scale for step in (*_TICK_STEPS, 100) if (last - first) / (step * scale) <= _TICKS
    )
    return list(range(math.ceil(first / step) * step, math.floor(last) + 1, step))


def _year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"


def _strongest(sections: Sequence[SectionBearing]) -> list[SectionBearing]:
    """Return as many sections as a picture holds, the strongest, in reading order."""
    order = sorted(
        range(len(sections)), key=lambda n: (-sum(sections[n].shown), -sections[n].strongest)
    )
    return [sections[n] for n in sorted(order[:MOST_SECTIONS])]


def _name(section: SectionBearing, sections: Sequence[SectionBearing]) -> str:
    """Return a section's title, with the document's where there are several."""
    title = section.section or section.document.title
    several = len({other.document.id for other in sections}) > 1
    return f"{section.document.title}: {title}" if several and section.section else title


def _level(bearing: float) -> int:
    """Return 0 to 4, the place of a bearing's shade and word."""
    return sum(bearing >= step for step in _STEPS)


def _cells(section: SectionBearing) -> list[_Cell]:
    """Return the squares of a section; those of a long one hold several paragraphs each."""
    size = math.ceil(len(section.paragraphs) / _MOST_CELLS)
    return [
        _Cell(
            str(section.paragraphs[start]),
            _level(max(section.bearings[start : start + size])),
            sum(section.shown[start : start + size]),
        )
        for start in range(0, len(section.paragraphs), size)
    ]


def _lines_of(cells: Sequence[_Cell]) -> int:
    return math.ceil(len(cells) / _PER_LINE)


def _draw_cells(canvas: Canvas, top: float, cells: Sequence[_Cell]) -> None:
    """Draw the squares of a section, each with its paragraph's number and a dot for each point."""
    for place, cell in enumerate(cells):
        x = MARGIN + place % _PER_LINE * _PITCH
        y = top + place // _PER_LINE * _PITCH
        canvas.box(x, y, _CELL, _CELL, _SHADES[cell.level])
        _write_centred(canvas, x + _CELL / 2, y + _CELL * 0.4, cell.label, cell.level)
        if cell.points:
            dots = "•" * min(cell.points, 4)
            _write_centred(canvas, x + _CELL / 2, y + _CELL * 0.78, dots, cell.level)


def _draw_legend(canvas: Canvas, top: float) -> None:
    """Say what the shades and the dots mean."""
    width = (WIDTH - 2 * MARGIN) / len(_SHADES)
    for level, (shade, word) in enumerate(zip(_SHADES, _WORDS, strict=True)):
        x = MARGIN + level * width
        canvas.box(x, top, width - 6, LINE, shade)
        _write_centred(canvas, x + width / 2 - 3, top + LINE / 2, word, level)
    words = "how much each bears on it, • a sentence shown"
    canvas.write(MARGIN, top + LINE + _GAP / 2, words, color=FAINT)


def _write_centred(canvas: Canvas, x: float, y: float, words: str, level: int) -> None:
    """Write on a square of the given shade."""
    canvas.write(x, y, words, color=_ON_SHADE[level], ha="center", va="center")


def _listed(numbers: Sequence[int]) -> str:
    """Return numbers with runs drawn together: "1–3, 5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)
