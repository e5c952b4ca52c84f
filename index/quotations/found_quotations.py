"""The quotations in a text: block quotes and what stands between quotation marks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from index.language import QUOTATION_PAIRS, SINGLE_PAIRS, paired_marks
from index.types import Span

_FENCE = re.compile(r"^```\w*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]{1,400})\]\(<?https?://[^\s()<>]{1,2000}>?\)")
_MENTION = re.compile(r"<(?:@[!&]?|#|a?:\w{2,32}:|t:)\d{1,20}(?::[a-zA-Z])?>")
_BLOCK_LINE = re.compile(r"[ \t]{0,3}>(?:[ \t]|$)")
_BLOCK_REST = re.compile(r"[ \t]{0,3}>>>[ \t]")
_ATTRIBUTION = re.compile(r"\s*(?:[—―–]|-{1,2})\s*\S.{0,120}")  # "— Ann Author, Work"


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """A quotation that stands in a text.

    Args:
        text: Its words, without the marks around them.
        line: The line of the text that it begins on, from 1.
    """

    text: str
    line: int


class _Stretch(NamedTuple):
    """Lines of a text that are a block quote, or stand between two of them."""

    is_block: bool
    line: int  # its first, from 1
    text: str


def find_quotations(text: str) -> tuple[FoundQuotation, ...]:
    """Return the quotations of a text, in order; one that marks none is itself one.

    Args:
        text: A message of a chat, or a text of any length, in Markdown or plain.
    """
    whole = FoundQuotation(_attributed(_plain(text)), 1)
    return marked_quotations(text) or tuple(_worded([whole]))


def marked_quotations(text: str) -> tuple[FoundQuotation, ...]:
    """Return what stands in block quotes and between quotation marks, in order.

    A block quote is one quotation, without the line under it that says whose it is.
    """
    return tuple(_worded(_marked(_plain(text))))


def _plain(text: str) -> str:
    """Return a text line for line without fences, and without the addresses of links."""
    lines = text.replace("\r\n", "\n")
    return _MENTION.sub(" ", _LINK.sub(r"\1", _FENCE.sub("", lines)))


def _worded(quotations: Iterable[FoundQuotation]) -> Iterator[FoundQuotation]:
    """Yield the quotations that have words, without white space around them."""
    for quotation in quotations:
        if any(letter.isalnum() for letter in quotation.text):
            words = quotation.text.lstrip()
            above = quotation.text[: -len(words)].count("\n")
            yield FoundQuotation(words.rstrip(), quotation.line + above)


def _marked(text: str) -> Iterator[FoundQuotation]:
    for stretch in _stretches(text):
        if stretch.is_block:
            yield FoundQuotation(_unwrapped(stretch.text), stretch.line)
            continue
        line, counted = stretch.line, 0
        for span in _between_marks(stretch.text):
            line += stretch.text.count("\n", counted, span.start)
            counted = span.start
            yield FoundQuotation(stretch.text[span.start : span.end], line)


def _stretches(text: str) -> Iterator[_Stretch]:
    """Yield the block quotes and what stands between them, in order."""
    lines: list[str] = []
    inside = rest = False
    for number, line in enumerate(text.split("\n")):
        starts_rest = not rest and _BLOCK_REST.match(line)
        mark = starts_rest or (not rest and _BLOCK_LINE.match(line))
        if bool(mark or rest) != inside:
            yield _Stretch(inside, number - len(lines) + 1, "\n".join(lines))
            lines, inside = [], not inside
        rest = rest or bool(starts_rest)
        lines.append(line[mark.end() :] if mark else line)
    yield _Stretch(inside, text.count("\n") - len(lines) + 2, "\n".join(lines))


def _unwrapped(block: str) -> str:
    """Return a block quote without its attribution, and without marks if they are around it all."""
    quotation = _attributed(block)
    within = list(_between_marks(quotation))
    if len(within) != 1 or within[0].start != 1:
        return quotation
    words = quotation[1 : within[0].end]
    behind = quotation[within[0].end + 1 :].strip(" .,;:")
    return words if not behind or _ATTRIBUTION.fullmatch(behind) else quotation


def _attributed(text: str) -> str:
    """Return a text without the last of several lines if that only says whose it is."""
    lines = text.strip().split("\n")
    if len(lines) > 1 and _ATTRIBUTION.fullmatch(lines[-1]) and not lines[-2].startswith("-"):
        lines.pop()
    return "\n".join(lines).strip()


def _between_marks(text: str) -> Iterator[Span]:
    """Yield what is between double marks or, where there are none, between single ones."""
    yield from list(paired_marks(text, QUOTATION_PAIRS)) or paired_marks(text, SINGLE_PAIRS)
