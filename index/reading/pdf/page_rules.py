"""The straight strokes on a PDF's page, as PDFium has them: what tables are ruled with.

`raw` is PDFium's interface, which `index.reading.formats.pdf` alone imports.
"""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from index.reading.pdf.ruled_grids import Stroke, Strokes

_MOST_OBJECTS = 50_000  # on a page, and …
_MOST_POINTS = 20_000  # … of its paths: what has more is a drawing
_STRAIGHT = 0.5  # points: by so much a stroke along or across a page may lean


class _Point(NamedTuple):
    """Where a stroke ends, in points, and whether one leads there from the point before."""

    x: float
    y: float
    is_drawn: bool


def rules_on(raw: Any, page: Any) -> Strokes:  # noqa: ANN401  # no types there
    """Return the strokes along and across a page; none where it is full of drawings."""
    count = raw.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        return Strokes()
    rules = Strokes()
    left = _MOST_POINTS
    for number in range(count):
        path = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(path) != raw.FPDF_PAGEOBJ_PATH or not _is_seen(raw, path):
            continue
        left -= raw.FPDFPath_CountSegments(path)
        if left < 0:
            return Strokes()
        _add(rules, [*_points(raw, path)])
    return rules


def _is_seen(raw: Any, path: Any) -> bool:  # noqa: ANN401
    """Return whether a path is filled or stroked, and not only what other things are cut by."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value or stroke.value)


def _add(rules: Strokes, points: list[_Point]) -> None:
    """Add the strokes between points that lead along or across the page."""
    for start, end in pairwise(points):
        if not end.is_drawn:
            continue
        if abs(start.y - end.y) <= _STRAIGHT:
            rules.across.append(Stroke(start.y, *sorted((start.x, end.x))))
        elif abs(start.x - end.x) <= _STRAIGHT:
            rules.down.append(Stroke(start.x, *sorted((start.y, end.y))))


def _points(raw: Any, path: Any) -> Iterator[_Point]:  # noqa: ANN401
    """Yield the points of a path, on the page; a closed part of it ends where it began."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    first: _Point | None = None
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        kind = raw.FPDFPathSegment_GetType(segment)
        point = _place(raw, segment, matrix, kind == raw.FPDF_SEGMENT_LINETO)
        if first is None or kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        yield point
        if raw.FPDFPathSegment_GetClose(segment):
            yield first._replace(is_drawn=True)


def _place(raw: Any, segment: Any, matrix: Any, is_drawn: bool) -> _Point:  # noqa: ANN401
    """Return where a part of a path leads, on the page."""
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return _Point(
        matrix.a * x.value + matrix.c * y.value + matrix.e,
        matrix.b * x.value + matrix.d * y.value + matrix.f,
        is_drawn,
    )
