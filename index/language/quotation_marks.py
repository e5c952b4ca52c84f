"""Quotation marks in pairs: what stands between an opening mark and the one that closes it."""

from collections.abc import Iterator, Mapping

from index.types import Span

_EITHER = "\"”»＂›'‘"  # marks that open only where a word follows and none goes before
_APOSTROPHES = "’'"
# Marks that close only behind a word and before none: elsewhere they open, or are apostrophes.
_AMBIGUOUS = "\"”＂’'"


def paired_marks(text: str, pairs: Mapping[str, str]) -> Iterator[Span]:
    """Yield what is between an opening mark and the one that closes it, nested ones inside.

    Args:
        text: A paragraph, or a text whose quotations may go on over several.
        pairs: Opening marks with what closes each, `QUOTATION_PAIRS` or `SINGLE_PAIRS`.
    """
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
