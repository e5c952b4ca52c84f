"""Code and columns of a plain text: paragraphs set in between others, typed as no prose is.

Their lines and blanks stay as they are. Quotations, items of lists and what an option does are set
in, too: these are prose.
"""

import re
from collections.abc import Iterator, Sequence

from index.reading.line_shapes.prose import has_columns, is_typed, is_worded
from index.reading.plain.indented_quotations import LEAST_INDENT, SetIn, set_in
from index.reading.repair.lines import Line, is_filled, wrapping_of
from index.types import Span

_SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?]$")
_LEAST = 3  # lines, of which one is typed
_FEW_WORDS = 5  # of a command that nothing else shows


def code_in(lines: Sequence[Line]) -> list[Span]:
    """Return where code and columns stand, in code points and reading order.

    Args:
        lines: Of a text; where they are no running text broken to fit, nothing is found.
    """
    wrapping = wrapping_of([line for line in lines if line.indent < LEAST_INDENT])
    if not (wrapping.hard and wrapping.spaced):
        return []
    return [span for place in set_in(lines) for span in _spans(place)]


def _spans(place: SetIn) -> Iterator[Span]:
    """Yield where code stands among paragraphs that are set in."""
    above = place.above
    for paragraph in place.inside:
        if is_code(paragraph.lines, announced=above.text.endswith(":")):
            yield paragraph.span
        above = paragraph


def is_code(lines: Sequence[Line], *, announced: bool) -> bool:
    """Return whether lines are typed: most are no prose, or they are short after a colon."""
    contents = [line.content for line in lines]
    if lines[0].marked or sum(bool(_SENTENCE.search(one)) for one in contents) * _LEAST > len(
        lines
    ):
        return False
    typed = sum(map(is_typed, contents))
    apart = sum(map(has_columns, contents))
    filled = len(lines) > 1 and is_filled(lines) and is_worded(" ".join(contents))
    if (typed * _LEAST >= len(lines) and not filled) or apart * 2 > len(lines):
        return True
    return bool(announced or typed) and len(lines) > 1 and all(map(_is_command, contents))


def _is_command(content: str) -> bool:
    """Return whether a line may be a command: few words, no capital first, nothing behind."""
    return (
        len(content.split()) <= _FEW_WORDS
        and not content[0].isupper()
        and content[-1] not in ".,:;!?"
    )
