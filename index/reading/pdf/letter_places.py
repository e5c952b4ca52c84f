"""Where the characters of a PDF's page stand, as PDFium has them."""

import ctypes
from typing import Any

from index.reading.pdf.page_letters import Letter


def origin(raw: Any, text_page: Any, place: int) -> tuple[float, float]:  # noqa: ANN401
    """Return where a character stands on its line, in points from the left and from below."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, place, x, y)
    return x.value, y.value


def sides(raw: Any, text_page: Any, place: int) -> tuple[float, float]:  # noqa: ANN401
    """Return where a character's shape begins and ends, in points from the left."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, place, left, right, bottom, top)
    return left.value, right.value


def gap(raw: Any, text_page: Any, left: Letter, right: Letter) -> float:  # noqa: ANN401
    """Return the distance between two characters' shapes, in points."""
    return sides(raw, text_page, right.place)[0] - sides(raw, text_page, left.place)[1]
