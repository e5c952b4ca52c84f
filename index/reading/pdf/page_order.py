"""The order of a page's lines: head first, foot last, raised numbers where they belong."""

from collections.abc import Sequence

from index.reading.pdf.line_ends import RAISED
from index.reading.pdf.page_line import PageLine

_AT_EDGE = 3  # lines that a program writes first, or last, of which one may be head or foot
CLAUSE_ENDS = frozenset(".,;:!?)]\"'’”»…")
"""What a sentence, or a part of one, may end in."""


def with_raised(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines of a page without raised numbers that PDFium gives as lines of their own.

    One before a footnote stands on the line that it begins; one behind a sentence is left out.
    """
    noted: list[PageLine] = []
    for line in lines:
        above = noted[-1] if noted else None
        if above is not None and _raised(above, line) and above.x < line.x:
            text = f"{above.text} {line.text}"
            noted[-1] = PageLine(text, above.x, line.y, line.size, mark=above.text)
        elif above is None or not (_raised(line, above) and above.text[-1] in CLAUSE_ENDS):
            noted.append(line)
    return noted


def _raised(mark: PageLine, line: PageLine) -> bool:
    """Return whether a line is a small number at the height of another one."""
    if mark.kind.is_tabular or line.kind.is_tabular:
        return False
    level = 0 <= mark.y - line.y < line.size
    return level and mark.size < RAISED * line.size and mark.text.isdigit()


def in_place(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines of a page, its foot last and its head first.

    Programs write head and foot together, before the text or behind it.
    """
    if len(lines) < 2:
        return list(lines)
    feet = _alone_at(lines, min((line.y for line in lines), default=0.0), lines[:_AT_EDGE])
    heads = _alone_at(lines, max((line.y for line in lines), default=0.0), lines[-_AT_EDGE:])
    moved = [*heads, *feet]
    return [*heads, *(line for line in lines if line not in moved), *feet]


def _alone_at(lines: Sequence[PageLine], y: float, some: Sequence[PageLine]) -> list[PageLine]:
    """Return the line that alone stands at a height, if it is one of some."""
    there = [line for line in lines if line.y == y]
    return there if len(there) == 1 and there[0] in some else []
