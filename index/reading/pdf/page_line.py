"""A line of a printed page: its words, where they stand, and how they are set."""

from dataclasses import dataclass
from typing import NamedTuple

from index.types import BlockKind, Span

LINE_GAP = 1.3
"""Times the usual distance of lines: what is further below goes on with nothing above it."""


class Cell(NamedTuple):
    """Words of a line between two gaps, and where these stand, in points from the left.

    Args:
        text: The words.
        x: Where the first letter stands.
        right: Where the last one ends; 0 where that is not known.
    """

    text: str
    x: float
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line on a page.

    Args:
        text: Its words.
        x: Where its first letter stands, in points from the left.
        y: Likewise, from below.
        size: Of its type, in points.
        closes: A paragraph is known to end with it; elsewhere that is seen by what follows.
        pitch: The width of each character, in points, where all have the same, as programs are
            set; 0 where they do not, None where they are too few to tell.
        cells: Its words where gaps part them, as columns do; empty where none does.
        bold: Whether it is set in bold type from its first letter to its last.
        kind: What it is; lines of code stand together, each line of a table is one.
        mark: The small raised number or sign that `text` begins with, as a footnote does.
        level: Of a heading, 1 and deeper; 0 of any other line, and until headings are looked for.
        right: Where its last letter ends, in points from the left; 0 where that is not known.
        raised: Where in `text` small raised numbers stand behind a letter, with the blank before:
            exponents, or marks of footnotes.
        keyed: It begins in type of another font than it ends in, as a key and what it does.
        cuts: It stands between two parts of a sentence, as a caption may.
    """

    text: str
    x: float
    y: float
    size: float
    closes: bool = False
    pitch: float | None = None
    cells: tuple[Cell, ...] = ()
    bold: bool = False
    kind: BlockKind = BlockKind.TEXT
    mark: str = ""
    level: int = 0
    right: float = 0.0
    raised: tuple[Span, ...] = ()
    keyed: bool = False
    cuts: bool = False
