"""What a paragraph below a title says of the text: who wrote it, where it was published, and when.

It is one only where nothing else stands in it: "By Ada Bell, published in the Valley Letter, 11
June 2024" is, and "By Ada Bell, who built the bridge" is none.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from index.reading.bibliography.personal_names import IsWord, named_line
from index.reading.bibliography.written_dates import PartedDate, parted_date

_LONGEST = 200  # characters of a paragraph that names authors
_BORDER = r"[\s,;|·•()–—-]"  # of what it says
_PUBLISHED = re.compile(
    rf"{_BORDER}*\b(?i:(?:first |originally )?(?:published|appeared|printed) in (?:the )?)"
    rf"(?P<container>[^\W\d_a-z][^,;|·•()–—]{{2,80}}?){_BORDER}*$"
)
_BEFORE_DATE = re.compile(
    rf"{_BORDER}*(?:\b(?:(?:published|posted|written)(?: on)?:?|on|date:)(?: the)?)?{_BORDER}*$",
    re.IGNORECASE,
)
_BORDERS = re.compile(rf"^{_BORDER}+|{_BORDER}+$")


@dataclass(frozen=True, slots=True)
class BylineParagraph:
    """What such a paragraph says.

    Args:
        names: Of the authors, in order; at least one.
        issued: Year, month and day as far as stated.
        container_title: The journal, newspaper or site that it names; None where it names none.
    """

    names: tuple[str, ...]
    issued: tuple[int, ...] = ()
    container_title: str | None = None


def byline_paragraph(text: str, is_word: IsWord) -> BylineParagraph | None:
    """Return what a paragraph below a title says of the text, None where it says anything else.

    Args:
        text: The paragraph.
        is_word: Of a word in small letters, whether it is an ordinary one.
    """
    words = _parted(text) if len(text) <= _LONGEST else None
    named = named_line([words.names], is_word) if words else None
    if words is None or named is None:
        return None
    sure = named.apart or len(named.names) > 1 or bool(words.issued)
    return BylineParagraph(named.names, words.issued, words.container_title) if sure else None


class _Parted(NamedTuple):
    """The words of a paragraph without date and container, which stand apart."""

    names: str
    issued: tuple[int, ...]
    container_title: str | None


def _parted(text: str) -> _Parted | None:
    """Return the words of a paragraph, None where some stand both before and behind its date."""
    dated = parted_date(text) or PartedDate((), text, "")
    before = _BEFORE_DATE.sub("", dated.before)
    told = _PUBLISHED.search(before)
    before = _BORDERS.sub("", before[: told.start()] if told else before)
    behind = _BORDERS.sub("", dated.behind)
    if before and behind:
        return None
    return _Parted(before or behind, dated.date, told["container"] if told else None)
