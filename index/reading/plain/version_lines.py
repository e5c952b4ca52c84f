"""Lines of a plain text that say which version of it this is: "Version 1.3, 3 November 2008"."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from index.language import MONTHS, any_of
from index.reading.plain.heading_shapes import stands_alone
from index.reading.repair.lines import Line
from index.types import Span

_VERSION = re.compile(
    r"\(?(?:version|v\.? ?\d|rev(?:ision|\.)|(?:working )?draft|edition|release|updated"
    r"|(?:last|date) (?:updated|modified|revised|changed|revision|of))(?!\w*[^\W\d_]).*\d.*",
    re.IGNORECASE,
)
_LONGEST = 60  # characters of such a line, …
_WORDS_OF_VERSION = re.compile(
    rf"(?:{any_of(month[:3] for month in MONTHS)})[a-z]*|version|rev(?:ision)?|draft|edition"
    r"|release|(?:up)?dated?|modified|revised|changed|working|from|the",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_OTHER_WORDS = 1  # … which is hardly anything else: "stable"


def says_version(line: Line) -> bool:
    """Return whether a line says which version a text is, and hardly anything else."""
    words = _WORD.findall(line.content)
    others = sum(not _WORDS_OF_VERSION.fullmatch(word) for word in words)
    stated = len(line.content) <= _LONGEST and bool(_VERSION.fullmatch(line.content))
    return stated and others <= _OTHER_WORDS


def version_below(lines: Sequence[Line], headings: Collection[int]) -> list[Span]:
    """Return where the version of a part stands, right below its heading; it is none itself.

    Where several lines of a text say so, as in a list of changes, they may be headings.

    Args:
        lines: Those of the text.
        headings: Where those begin that its layout shows to be headings.
    """
    filled = [row for row, line in enumerate(lines) if any(map(str.isalnum, line.content))]
    alone = [row for row in filled if says_version(lines[row]) and stands_alone(lines, row)]
    below = {row for above, row in pairwise(filled) if lines[above].start in headings}
    if len(alone) != 1 or below.isdisjoint(alone):
        return []
    version = lines[alone[0]]
    return [] if version.start in headings else [Span(version.start, version.end)]
