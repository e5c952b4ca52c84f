"""What the names of styles tell of the paragraphs that have them.

Word processors keep the names of the styles that they come with in English, whatever they show.
"""

import re
from collections.abc import Iterable

from index.types import BlockKind

# Word's, LibreOffice's ("Quotations", "Preformatted Text") and pandoc's ("Block Text").
_TOLD = {
    BlockKind.CAPTION: re.compile(r"caption", re.IGNORECASE),
    BlockKind.CODE: re.compile(
        r"preformatted|source ?code|\b(?:code|macro|listing)\b", re.IGNORECASE
    ),
    BlockKind.QUOTATION: re.compile(r"\bquot|block ?(?:text|quot)", re.IGNORECASE),
    BlockKind.LIST_ITEM: re.compile(
        r"list(?: (?:bullet|number|continue))?(?: \d)?\Z", re.IGNORECASE
    ),
}
_HEADING = re.compile(r"heading (\d{1,2})", re.IGNORECASE)
# "toc 1", "Contents Heading", "User Index 2"; of a bare "Index" bibliographies are made, too.
_CONTENTS = re.compile(
    r"(?:toc|toa|contents|(?:\w+ )?index) ?(?:heading|\d)|table of \w", re.IGNORECASE
)


def told_kind(names: Iterable[str]) -> BlockKind | None:
    """Return what a paragraph is by its style and those that it is made of, the nearest first."""
    kinds = (kind for name in names for kind, told in _TOLD.items() if told.search(name))
    return next(kinds, None)


def told_level(name: str) -> int | None:
    """Return the depth of the headings that have a style, None where they are none."""
    match = _HEADING.fullmatch(name)
    return max(int(match[1]), 1) if match else None


def is_title(name: str) -> bool:
    """Return whether a style is that of a document's title."""
    return name.casefold() == "title"


def is_contents(name: str) -> bool:
    """Return whether a style is that of a list of what stands where."""
    return _CONTENTS.match(name) is not None
