"""Lines of a plain text that stand set in behind what announces them.

"A notice looks like this:" has an example below it, which is no heading of what follows; below "The
options are:" stand names, a line each.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.reading.line_shapes.prose import is_typed
from index.reading.plain.heading_shapes import is_counted
from index.reading.plain.indented_quotations import SetInParagraph, set_in
from index.reading.repair.lines import Line
from index.types import Span

_LEAST_WORDS = 3  # of what announces a line: "Note:" may stand over a heading
_LEAST_NAMES = 2
_MOST_WORDS = 5  # of a name on a line
_ENDS = ".,:;!?"


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


def announced_names(lines: Sequence[Line]) -> list[Span]:
    """Return where the lines stand of which each is a name that the paragraph above announces.

    Some begin with a capital: else they may be commands, which are told as code.

    Args:
        lines: Of the whole text.
    """
    return [
        Span(line.start, line.end)
        for place in set_in(lines)
        for above, paragraph in pairwise((place.above, *place.inside))
        if _announces(above) and _are_names(paragraph, above)
        for line in paragraph.lines
    ]


def _are_names(paragraph: SetInParagraph, above: SetInParagraph) -> bool:
    """Return whether the lines of a paragraph are short, below one another and deeper."""
    own = paragraph.lines
    even = len(own) >= _LEAST_NAMES and {line.indent for line in own} == {own[0].indent}
    deeper = own[0].indent > above.lines[0].indent
    capital = any(line.content[0].isupper() for line in own)
    named = all(map(_is_name, own)) and not any(is_typed(line.content) for line in own)
    return even and deeper and capital and named


def _is_name(line: Line) -> bool:
    """Return whether a line has few words, and no end of a sentence behind or mark before them."""
    content = line.content
    begins = content[0].isalnum() and not (line.marked or is_counted(line))
    return begins and len(content.split()) <= _MOST_WORDS and content[-1] not in _ENDS


def _announces(paragraph: SetInParagraph) -> bool:
    """Return whether a paragraph ends as what announces something does."""
    return paragraph.text.endswith(":") and len(paragraph.text.split()) >= _LEAST_WORDS


def _may_be_announced(paragraph: SetInParagraph, above: SetInParagraph) -> bool:
    """Return whether a paragraph is one line, set in deeper, and not set as a heading is."""
    line = paragraph.lines[0]
    alone = len(paragraph.lines) == 1 and line.indent > above.lines[0].indent
    return alone and not (line.content.isupper() or is_counted(line) or line.marked)
