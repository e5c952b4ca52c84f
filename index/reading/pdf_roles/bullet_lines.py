"""The bullets of a PDF's page, each on the line of the item that it marks.

Programs draw a bullet in type of its own, and PDFium gives it as a line; where the type says not
even which character it is, what stands alone before a line is taken for one.
"""

from collections.abc import Sequence
from dataclasses import replace

from index.reading.line_shapes.list_items import BULLETS
from index.reading.pdf.page_line import PageLine
from index.reading.pdf.pdf_lines import LOST

_BESIDE = 4.0  # times the size of an item's type: so far to its left its bullet may stand
_LEVEL = 0.7  # likewise, up or down
_BULLET = BULLETS[0]


def with_bullets(page: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines of a page, bullets that are lines of their own on those that they mark."""
    lines: list[PageLine] = []
    for line in page:
        if lines and _marks(lines[-1], line):
            bullet = lines[-1].text.replace(LOST, _BULLET)
            lines[-1] = replace(line, text=f"{bullet} {line.text}")
        else:
            lines.append(line)
    return lines


def _marks(bullet: PageLine, line: PageLine) -> bool:
    """Return whether a line is nothing but the bullet of another."""
    if line.kind.is_tabular:
        return False
    beside = 0 < line.x - bullet.x <= _BESIDE * line.size
    level = abs(line.y - bullet.y) <= _LEVEL * line.size
    return bullet.text in {*BULLETS, LOST} and beside and level
