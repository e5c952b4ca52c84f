"""The quotations in a text: block quotes and what stands between quotation marks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from index.types import Span

_FENCE = re.compile(r"^```\w*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]{1,400})\]\(<?https?://[^\s()<>]{1,2000}>?\)")
_MENTION = re.compile(r"<(?:@[!&]?|#|a?:\w{2,32}:|t:)\d{1,20}(?::[a-zA-Z])?>")
_BLOCK_LINE = re.compile(r"[ \t]{0,3}>(?:[ \t]|$)")
_BLOCK_REST = re.compile(r"[ \t]{0,3}>>>[ \t]")
_ATTRIBUTION = re.compile(r"\s*(?:[—―–]|-{1,2})\s*\S.{0,120}")  # "— Ann Author, Work"
# Opening marks and what closes each: the same mark opens in one language and closes in another.
_DOUBLE = {
    "“": '”"', "„": '“”"', "‟": "”", "”": "”", '"': '"', "«": "»", "»": "«", "「": "」",
    "『": "』", "＂": "＂", "〝": "〞〟",
}  # fmt: skip
_SINGLE = {"‘": "’", "‚": "‘’", "‹": "›", "›": "‹", "'": "'"}
_EITHER = "\"”»＂›'‘"  # marks that open only where a word follows and none goes before
_APOSTROPHES = "’'"
# Marks that close only behind a word and before none: elsewhere they open, or are apostrophes.
_AMBIGUOUS = "\"”＂’'"


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
    yield from list(_paired(text, _DOUBLE)) or _paired(text, _SINGLE)


def _paired(text: str, pairs: dict[str, str]) -> Iterator[Span]:
    """Yield what is between an opening mark and the one that closes it, nested ones inside."""
    unclosed: set[str] = set()
    position = 0
    while position < len(text):
        mark = text[position]
        if mark not in pairs or mark in unclosed or not _opens(text, position):
            position += 1
            continue
        end = _closing(text, position, pairs[mark])
        if end is None:
            unclosed.add(mark)  # nor is there a mark to close one that opens further on
            position += 1
        else:
            if end > position + 1:
                yield Span(position + 1, end)
            position = end + 1


def _opens(text: str, position: int) -> bool:
    """Return whether a mark opens a quotation where it stands."""
    if text[position] not in _EITHER:
        return True
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return not before.isalnum() and bool(after) and not after.isspace()


def _closing(text: str, opening: int, closers: str) -> int | None:
    """Return where the quotation that opens at `opening` ends, None where it does not.

    Of apostrophes the last before the next opening mark closes: "‘the allies’ support’".
    """
    mark = text[opening]
    depth, last = 1, None
    for position, closes in _marks_after(text, opening, closers):
        if closes:
            last = position
            depth -= 1
            if depth == 0 and text[position] not in _APOSTROPHES:
                return position
        elif _opens_the_next(mark, closed=last is not None):
            break
        else:
            # A quotation of several paragraphs opens anew with each, and closes only once.
            depth += not _starts_paragraph(text, position)
    return last


def _opens_the_next(mark: str, *, closed: bool) -> bool:
    """Return whether a mark that opens again begins another quotation, and not a paragraph."""
    return mark in _APOSTROPHES or (mark == "‘" and closed)


def _marks_after(text: str, opening: int, closers: str) -> Iterator[tuple[int, bool]]:
    """Yield where the quotation may close (True), and where its mark opens again (False)."""
    for position in range(opening + 1, len(text)):
        letter = text[position]
        if letter in closers and _closes(text, position):
            yield position, True
        elif letter == text[opening] and _opens(text, position):
            yield position, False


def _closes(text: str, position: int) -> bool:
    """Return whether a mark that can close does so where it stands."""
    before, after = text[position - 1], text[position + 1 : position + 2]
    return text[position] not in _AMBIGUOUS or not (before.isspace() or after.isalnum())


def _starts_paragraph(text: str, position: int) -> bool:
    """Return whether a line begins at a position."""
    while position and text[position - 1] in " \t":
        position -= 1
    return position == 0 or text[position - 1] == "\n"
