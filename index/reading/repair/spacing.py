"""White space and invisible characters inside the lines of a text."""

import re
from collections.abc import Iterator, Sequence

from index.reading.repair.draft import Change
from index.reading.repair.spans import span_at
from index.types import RepairKind, Span

_SPACES = re.compile(
    r"(?<=[^\s])[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+(?=[^\s])"  # inside a line
    r"|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+"  # at its ends
    r"|[\u2028\u2029\u0085\v]"  # other ends of lines
)
_LINE_ENDS = frozenset("\u2028\u2029\u0085\v")
_UNSEEN = r"[\u00ad\u200b\u2060\ufeff\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]+"
_INVISIBLE = re.compile(_UNSEEN)
# Of one between blanks, or at an end of a paragraph, with those that would be left over.
_INVISIBLE_ALONE = re.compile(rf"(?:\A|(?<=\n\n)){_UNSEEN} *| *{_UNSEEN}(?=\s|\Z)|{_UNSEEN}")
_PRESENTATION = re.compile(r"[\ufb00-\ufb06]")
_LETTERS = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi",
    "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip


def spacing_changes(text: str, kept: Sequence[Span] = ()) -> Iterator[Change]:
    """Yield the changes that make every run of white space inside a line one space.

    Characters that only typesetting needs go too: soft hyphens, zero-width spaces, control
    characters, and ligatures that Unicode has as one character.

    Args:
        text: The text.
        kept: Where blanks stay, in reading order: columns and indents of what is no running text.
    """
    yield from _character_changes(text, _INVISIBLE)
    for match in _SPACES.finditer(text):
        after = "\n" if match[0] in _LINE_ENDS else " "
        stays = match[0].isascii() and span_at(kept, match.start()) is not None
        if match[0] != after and not stays:
            yield Change(*match.span(), after, RepairKind.SPACING)


def typesetting_changes(text: str) -> Iterator[Change]:
    """Yield the changes that take out what only typesetting needs, likewise, of paragraphs.

    Args:
        text: Paragraphs whose white space is as it should be, with blank lines between.
    """
    return _character_changes(text, _INVISIBLE_ALONE)


def without_typesetting(text: str) -> str:
    """Return a line of words without the characters that only typesetting needs."""
    visible = _INVISIBLE_ALONE.sub("", text)
    return _PRESENTATION.sub(lambda match: _LETTERS[match[0]], visible)


def _character_changes(text: str, invisible: re.Pattern[str]) -> Iterator[Change]:
    """Yield the changes that take out invisible characters and write ligatures in letters."""
    for match in invisible.finditer(text):
        yield Change(*match.span(), "", RepairKind.SPACING)
    for match in _PRESENTATION.finditer(text):
        yield Change(*match.span(), _LETTERS[match[0]], RepairKind.LOST_CHARACTER)
