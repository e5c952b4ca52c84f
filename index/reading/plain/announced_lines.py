"""Lines of a plain text that stand set in by themselves behind what announces them.

"A notice looks like this:" has an example below it, which is no heading of what follows.
"""

from collections.abc import Iterator, Sequence

from index.reading.plain.heading_shapes import is_counted
from index.reading.plain.indented_quotations import SetInParagraph, set_in
from index.reading.repair.lines import Line
from index.types import Span

_LEAST_WORDS = 3  # of what announces a line: "Note:" may stand over a heading


def announced_lines(lines: Sequence[Line]) -> list[Span]:
    """Return where single lines stand that the paragraph above announces by its colon.

    Args:
        lines: Of the whole text.
    """
    return [span for place in set_in(lines) for span in _announced(place.above, place.inside)]


def _announced(above: SetInParagraph, inside: Sequence[SetInParagraph]) -> Iterator[Span]:
    """Yield where announced lines stand among paragraphs that are set in."""
    for paragraph in inside:
        if _announces(above) and _may_be_announced(paragraph, above):
            yield paragraph.span
        above = paragraph


def _announces(paragraph: SetInParagraph) -> bool:
    """Return whether a paragraph ends as what announces something does."""
    return paragraph.text.endswith(":") and len(paragraph.text.split()) >= _LEAST_WORDS


def _may_be_announced(paragraph: SetInParagraph, above: SetInParagraph) -> bool:
    """Return whether a paragraph is one line, set in deeper, and not set as a heading is."""
    line = paragraph.lines[0]
    alone = len(paragraph.lines) == 1 and line.indent > above.lines[0].indent
    return alone and not (line.content.isupper() or is_counted(line) or line.marked)
