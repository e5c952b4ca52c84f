"""Questions of a page or a Markdown file that are only set in bold: "**May I bring a guest?**"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.reading.structure.extract import ExtractPart
from index.reading.structure.first_heading import QUESTION_ENDS
from index.types import BlockKind

_LONGEST = 200  # characters of a question that heads its answer
_ABOVE = 1  # level of what such questions stand under where no heading is before them
_DEEPEST = 6


def with_bold_questions(parts: Sequence[ExtractPart]) -> tuple[ExtractPart, ...]:
    """Return parts, of which the bold questions that stand over an answer are headings.

    They are as deep as a section of the heading before them. Other bold lines stay paragraphs:
    they may as well name a figure, or a box beside the text.

    Args:
        parts: In reading order.
    """
    above, read = _ABOVE, list[ExtractPart]()
    for part, behind in pairwise([*parts, ExtractPart("", bold=True)]):
        above = part.level or above
        heads = _asks_in_bold(part) and behind.level is None and not behind.bold
        read.append(replace(part, level=min(above + 1, _DEEPEST)) if heads else part)
    return tuple(read)


def _asks_in_bold(part: ExtractPart) -> bool:
    """Return whether a part is a paragraph that holds a bold question and nothing else."""
    is_text = part.level is None and part.kind is BlockKind.TEXT
    is_line = len(part.text) <= _LONGEST and "\n" not in part.text
    return part.bold and is_text and is_line and part.text.endswith(QUESTION_ENDS)
