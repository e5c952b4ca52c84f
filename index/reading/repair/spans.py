"""Stretches of a text, looked up by a place in it."""

from bisect import bisect_right
from collections.abc import Sequence

from index.types import Span


def span_at(spans: Sequence[Span], place: int) -> Span | None:
    """Return the stretch that a code point stands in, None outside.

    Args:
        spans: In reading order, apart from each other.
        place: The code point.
    """
    row = bisect_right(spans, place, key=lambda span: span.start) - 1
    return spans[row] if row >= 0 and place < spans[row].end else None
