"""Running text that a format states as preformatted: its lines are broken to fit, and mean nothing.

So AsciiDoc states a paragraph that is set in, and pages set mail and licences. As code, each of
its lines would be a sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.language import FUNCTION_WORDS
from index.reading.line_shapes.prose import has_columns, is_typed, is_worded
from index.reading.repair.lines import Line, between_blanks, is_filled, lines_of
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind

_LEAST_WIDTH = 40  # characters of the longest line; narrower ones are verse, or labels
_LEAST_FUNCTION_WORDS = 0.15  # of all; running English has two fifths, a list of actions less
_OPENS = re.compile(r"[\"'“‘(\[]*[A-Z]")
_LABEL = re.compile(r"[A-Z]{2,}:\s")
_WORD = re.compile(r"[a-z’']+", re.IGNORECASE)


def with_wrapped_prose(parts: Sequence[ExtractPart]) -> list[ExtractPart]:
    """Return a document's parts, preformatted running text as paragraphs.

    Args:
        parts: In reading order.
    """
    return [paragraph for part in parts for paragraph in _paragraphs(part)]


def _paragraphs(part: ExtractPart) -> Iterator[ExtractPart]:
    """Yield a part, or the paragraphs of one that is running text."""
    if part.kind is not BlockKind.CODE or part.locators:
        yield part
        return
    found = [*between_blanks(lines_of(part.text))]
    if not _is_prose(found):
        yield part
        return
    kind = BlockKind.LIST_ITEM if part.item_depth else BlockKind.TEXT
    for number, lines in enumerate(found):
        text = " ".join(line.content for line in lines)
        goes_on = part.goes_on or (number > 0 and part.item_depth > 0)
        yield replace(part, text=text, kind=kind, goes_on=goes_on)


def _is_prose(paragraphs: Sequence[Sequence[Line]]) -> bool:
    """Return whether all paragraphs are running text, at least one on several lines."""
    if not any(len(lines) > 1 for lines in paragraphs):
        return False
    return all(map(_is_running, paragraphs))


def _is_running(lines: Sequence[Line]) -> bool:
    """Return whether lines are sentences that go on from each to the next."""
    text = " ".join(line.content for line in lines)
    words = [word.lower() for word in _WORD.findall(text)]
    told = sum(word in FUNCTION_WORDS for word in words) >= _LEAST_FUNCTION_WORDS * len(words) > 0
    whole = bool(_OPENS.match(text)) and lines[-1].closed
    return told and whole and is_worded(text) and _is_wrapped(lines)


def _is_set(line: str) -> bool:
    """Return whether a line is typed, has columns, or a label as messages of programs have."""
    return is_typed(line) or has_columns(line) or bool(_LABEL.match(line))


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Return whether lines are below one another, broken to fit, and nothing typed."""
    if any(line.marked or _is_set(line.content) for line in lines):
        return False
    if len(lines) == 1:
        return True
    even = len({line.indent for line in lines[1:]}) <= 1
    wide = max(len(line.content) for line in lines) >= _LEAST_WIDTH
    goes_on = any(not first.ends_sentence for first, _ in pairwise(lines))
    return even and goes_on and wide and is_filled(lines)
