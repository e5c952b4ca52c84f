"""Roman figures, as pages in front of a text are numbered."""

import re

_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:i[xv]|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


def in_roman(text: str) -> int | None:
    """Return the number, below 90, that a text says in Roman figures; None where it says none."""
    if not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[figure] for figure in text.lower()]
    larger = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, larger, strict=True))
