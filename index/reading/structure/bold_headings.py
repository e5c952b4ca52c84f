"""Lines that head what stands below them and are only set in bold: "**May I bring a guest?**".

On pages, and in Markdown, many such lines are set so and not as headings. A question is told by its
mark. Of other lines there have to be several, each of its own name and over sentences: one may as
well name a figure, a box beside the text, or who wrote it, and the same name again and again those
who speak.
"""

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from index.language import is_ended
from index.reading.line_shapes.captions import is_caption
from index.reading.structure.extract import ExtractPart
from index.reading.structure.first_heading import QUESTION_ENDS
from index.types import BlockKind

_LONGEST_ASKED = 200  # characters of a question that heads its answer
_LONGEST = 80  # characters of another heading
_LEAST = 3  # of those over sentences, in a document
_MARKS = (".", ",", ";", ":", "!", "…", "。", "，", "：", "！")
_LEAD_END = (":", "：")  # of what leads to a list
_ABOVE = 1  # level of what such lines stand under where no heading is before them
_DEEPEST = 6


def with_bold_headings(parts: Sequence[ExtractPart]) -> tuple[ExtractPart, ...]:
    """Return parts, of which the bold lines that stand over text are headings.

    They are as deep as a section of the heading before them.

    Args:
        parts: In reading order.
    """
    named = _named_lines(parts)
    above, read = _ABOVE, list[ExtractPart]()
    for at, (part, behind) in enumerate(_with_behind(parts)):
        above = part.level or above
        answered = _asks_in_bold(part) and behind.level is None and not behind.bold
        heads = answered or at in named
        read.append(replace(part, level=min(above + 1, _DEEPEST)) if heads else part)
    return tuple(read)


def _with_behind(parts: Sequence[ExtractPart]) -> Iterable[tuple[ExtractPart, ExtractPart]]:
    """Return each part with the one behind it; behind the last stands one that is no text."""
    return pairwise([*parts, ExtractPart("", bold=True)])


def _asks_in_bold(part: ExtractPart) -> bool:
    """Return whether a part is a paragraph that holds a bold question and nothing else."""
    return _is_bold_line(part, _LONGEST_ASKED) and part.text.endswith(QUESTION_ENDS)


def _is_bold_line(part: ExtractPart, longest: int) -> bool:
    is_text = part.level is None and part.kind is BlockKind.TEXT
    return part.bold and is_text and len(part.text) <= longest and "\n" not in part.text


def _named_lines(parts: Sequence[ExtractPart]) -> frozenset[int]:
    """Return which parts are bold lines that name what stands below them, none where few do."""
    found = [
        at
        for at, (part, behind) in enumerate(_with_behind(parts))
        if _names_in_bold(part) and _is_headed(behind)
    ]
    over_sentences = [at for at in found if is_ended(parts[at + 1].text)]
    is_enough = len(over_sentences) >= _LEAST and _are_distinct(parts, found)
    return frozenset(found if is_enough else ())


def _names_in_bold(part: ExtractPart) -> bool:
    """Return whether a part is a bold line that may be a name: no sentence, and no caption."""
    text = part.text
    is_name = any(map(str.isalpha, text)) and not text[0].islower()
    ends = text.endswith((*_MARKS, *QUESTION_ENDS))
    is_line = _is_bold_line(part, _LONGEST) and not part.lone
    return is_line and is_name and not ends and not is_caption(text)


def _is_headed(part: ExtractPart) -> bool:
    """Return whether a part may stand below its heading: a list, or what ends as sentences do."""
    if part.level is not None or part.bold:
        return False
    ends = is_ended(part.text) or part.text.endswith(_LEAD_END)
    return part.kind is BlockKind.LIST_ITEM or (part.kind is BlockKind.TEXT and ends)


def _are_distinct(parts: Sequence[ExtractPart], found: Sequence[int]) -> bool:
    """Return whether no two of the lines that were found in one section are called the same."""
    headings = [at for at, part in enumerate(parts) if part.level]
    for _, lines in groupby(found, key=lambda at: bisect(headings, at)):
        names = [parts[at].text.casefold() for at in lines]
        if len(set(names)) < len(names):
            return False
    return True
