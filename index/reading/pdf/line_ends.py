"""Lines that PDFium ends at a raised number, though they go on."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from index.reading.pdf.letter_places import gap, origin
from index.reading.pdf.page_letters import Letter

HYPHEN = "-"
RAISED = 0.85  # times the size of its line: a smaller number above it is a mark or an exponent
_BEHIND = 0.7  # times the size of the type: what is nearer than that goes on with a line
_SAME_LINE = 0.05  # likewise: so near in height are letters of one line


def goes_on(raw: Any, text_page: Any, line: Sequence[Letter], letters: Sequence[Letter]) -> bool:  # noqa: ANN401
    """Return whether a line goes on with a raised number, or behind one, where PDFium ended it.

    Args:
        raw: PDFium's interface.
        text_page: The page.
        line: The letters of the line so far.
        letters: Those that PDFium has behind it.
    """
    if not line or not letters or line[-1].text == HYPHEN:
        return False
    number = letters[0].text.isdigit() and _raised_behind(raw, text_page, line[-1], letters[0])
    return number or _goes_on_behind(raw, text_page, line, letters[0])


def _goes_on_behind(raw: Any, text_page: Any, line: Sequence[Letter], letter: Letter) -> bool:  # noqa: ANN401
    """Return whether a line that ends in a raised number goes on with a letter."""
    number = [*takewhile(lambda one: one.text.isdigit(), reversed(line))]
    before = next((one for one in line[-len(number) - 1 :: -1] if not one.text.isspace()), None)
    if not number or before is None:
        return False
    raised = _raised_behind(raw, text_page, before, number[-1])
    return raised and _level_behind(raw, text_page, (before, line[-1]), letter)


def _raised_behind(raw: Any, text_page: Any, last: Letter, number: Letter) -> bool:  # noqa: ANN401
    """Return whether a figure is smaller than the letter right before it, and stands higher."""
    size: float = raw.FPDFText_GetFontSize(text_page, last.place)
    if raw.FPDFText_GetFontSize(text_page, number.place) >= RAISED * size:
        return False
    height = origin(raw, text_page, number.place)[1] - origin(raw, text_page, last.place)[1]
    return _is_right_behind(raw, text_page, last, number, size) and 0 < height < size


def _is_right_behind(
    raw: Any,  # noqa: ANN401
    text_page: Any,  # noqa: ANN401
    last: Letter,
    letter: Letter,
    size: float,
) -> bool:
    """Return whether a letter stands to the right of another, less than a word away."""
    after = origin(raw, text_page, letter.place)[0] > origin(raw, text_page, last.place)[0]
    return after and gap(raw, text_page, last, letter) < _BEHIND * size


def _level_behind(
    raw: Any,  # noqa: ANN401
    text_page: Any,  # noqa: ANN401
    before: tuple[Letter, Letter],
    letter: Letter,
) -> bool:
    """Return whether a letter stands right behind another, on the line of a third.

    Args:
        raw: PDFium's interface.
        text_page: The page.
        before: The third, and the other.
        letter: The letter.
    """
    level, last = before
    size: float = raw.FPDFText_GetFontSize(text_page, letter.place)
    lower = origin(raw, text_page, level.place)[1] - origin(raw, text_page, letter.place)[1]
    return _is_right_behind(raw, text_page, last, letter, size) and abs(lower) < _SAME_LINE * size
