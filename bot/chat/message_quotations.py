"""The quotations in a chat message: block quotes and what stands between quotation marks."""

import re
from collections.abc import Iterator

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


def find_quotations(message: str) -> tuple[str, ...]:
    """Return the quotations of a message, in order, without the marks around them.

    A block quote is one quotation, without the line under it that says whose it is. Text that has
    neither a block quote nor quotation marks is one quotation.
    """
    text = _MENTION.sub(" ", _LINK.sub(r"\1", _FENCE.sub("", message)))
    quotations: list[str] = []
    for block, stretch in _stretches(text):
        quotations += [_unwrapped(stretch)] if block else _between_marks(stretch)
    quotations = quotations or [_attributed(text)]
    return tuple(quotation.strip() for quotation in quotations if _has_words(quotation))


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _stretches(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the block quotes (True) and what stands between them (False), in order."""
    lines: list[str] = []
    inside = rest = False
    for line in text.splitlines():
        starts_rest = not rest and _BLOCK_REST.match(line)
        mark = starts_rest or (not rest and _BLOCK_LINE.match(line))
        if bool(mark or rest) != inside:
            yield inside, "\n".join(lines)
            lines, inside = [], not inside
        rest = rest or bool(starts_rest)
        lines.append(line[mark.end() :] if mark else line)
    yield inside, "\n".join(lines)


def _unwrapped(block: str) -> str:
    """Return a block quote without its attribution, and without marks if they are around it all."""
    quotation = _attributed(block)
    within = list(_between_marks(quotation))
    if len(within) != 1 or quotation.find(within[0]) != 1:
        return quotation
    behind = quotation[len(within[0]) + 2 :].strip(" .,;:")
    return within[0] if not behind or _ATTRIBUTION.fullmatch(behind) else quotation


def _attributed(text: str) -> str:
    """Return a text without the last of several lines if that only says whose it is."""
    lines = text.strip().split("\n")
    if len(lines) > 1 and _ATTRIBUTION.fullmatch(lines[-1]) and not lines[-2].startswith("-"):
        lines.pop()
    return "\n".join(lines).strip()


def _between_marks(text: str) -> Iterator[str]:
    """Yield what stands between double marks or, where there are none, between single ones."""
    yield from list(_paired(text, _DOUBLE)) or _paired(text, _SINGLE)


def _paired(text: str, pairs: dict[str, str]) -> Iterator[str]:
    """Yield what stands between an opening mark and the one that closes it, nested ones inside."""
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
            yield text[position + 1 : end]
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
