"""Lines of a page that are set as programs are: in type whose characters are equally wide.

A picture that is drawn with characters is as little text as a program, whatever its type.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from index.reading.pdf.page_line import PageLine
from index.reading.repair.contents_lines import leads_to_page
from index.types import BlockKind

_LEAST_DRAWN = 4  # lines below one another, …
_LEAST_SIGNS, _MOSTLY = 6, 0.7  # … signs on each, and share of what blanks part
_PITCH = 0.5  # times the size of type, where no line shows how wide its characters are


def is_typed(lines: Iterable[PageLine]) -> bool:
    """Return whether most of a text is set so, as by a typewriter: then that says nothing."""
    wide = {True: 0, False: 0}
    for line in lines:
        wide[bool(line.pitch)] += len(line.text)
    return wide[True] > wide[False]


def with_code(page: Sequence[PageLine], apart: float) -> list[PageLine]:
    """Return the lines of a page, those that are code as such.

    A line that is too short to tell is what the one before it is. A paragraph may have a line that
    is all code words: one that goes on right below a line of text, at its margin, is text.

    Args:
        page: The lines in reading order.
        apart: From which distance on two lines are apart, in points.
    """
    lines: list[PageLine] = []
    for line in page:
        above = lines[-1] if lines else None
        near = above is not None and 0 < above.y - line.y < apart
        kind = BlockKind.CODE if _is_code(line, above if near else None) else line.kind
        lines.append(replace(line, kind=kind))
    return lines


def with_drawings(page: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines of a page, those that draw a picture with characters as code.

    Such a line has hardly anything but single characters, as the squares of a board.

    Args:
        page: The lines in reading order.
    """
    lines: list[PageLine] = []
    for drawn, run in groupby(page, key=_is_drawn):
        group = [*run]
        is_picture = drawn and len(group) >= _LEAST_DRAWN
        lines += [replace(line, kind=BlockKind.CODE) for line in group] if is_picture else group
    return lines


def _is_drawn(line: PageLine) -> bool:
    """Return whether a line of text consists of single characters for the most part.

    The dots that lead to a page's number are none.
    """
    words = line.text.split()
    signs = sum(len(word) == 1 for word in words)
    is_text = line.kind is BlockKind.TEXT and not (line.level or leads_to_page(line.text))
    return is_text and signs >= max(_LEAST_SIGNS, _MOSTLY * len(words))


def _is_code(line: PageLine, above: PageLine | None) -> bool:
    """Return whether a line is code, given the one right above it, if there is one."""
    if line.kind is not BlockKind.TEXT:
        return False
    below_code = above is not None and above.kind is BlockKind.CODE
    if line.pitch is None:
        return below_code
    if line.pitch and above is not None and not below_code:
        return above.text[-1] in ":." or abs(line.x - above.x) > line.pitch
    return bool(line.pitch)


def code_text(lines: Sequence[PageLine]) -> str:
    """Return lines of code as a text, each indented as far as it stands from the margin."""
    margin = min(line.x for line in lines)
    pitch = next((line.pitch for line in lines if line.pitch), _PITCH * lines[0].size)
    return "\n".join(" " * round((line.x - margin) / pitch) + line.text for line in lines)
