"""Rows that only lead to other pages: "Back | Next" before a document's text, or behind it.

Word processors keep them of pages that somebody saved.
"""

import re
from collections.abc import Sequence

from index.reading.structure.outline import Block
from index.types import CELL_BAR

_EDGE = 4  # blocks at either end of a document that are looked at
_LEAST_CELLS, _MOST_CELLS = 2, 5
# A cell that says nothing but which way it leads, and one that says what is there, too.
_WAY = re.compile(
    r"\W*(?:back(?: to (?:the )?(?:top|(?:table of )?contents|index|start))?|prev(?:ious)?|next|up"
    r"|(?:to )?top|home|(?:table of )?contents|index"
    r"|zurück|weiter|vor(?:wärts)?|nach oben|zum anfang|übersicht|inhalt(?:sverzeichnis)?"
    r"|précédent|suivant|retour|sommaire|accueil|haut de page)(?: page)?\W*",
    re.IGNORECASE,
)
_WAY_TO = re.compile(
    r"\W*(?:prev(?:ious)?|next|up|back|zurück|weiter|précédent|suivant): [^.]{1,60}", re.IGNORECASE
)


def way_rows(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Return the numbers of the blocks that are rows of ways to other pages.

    Such a row stands near an end of the document, and so does one right beside it of which a cell
    is such a way.

    Args:
        text: The text.
        blocks: In reading order.
    """
    edges = {*range(min(_EDGE, len(blocks))), *range(max(len(blocks) - _EDGE, 0), len(blocks))}
    cells = {at: _cells(text, blocks[at]) for at in edges if blocks[at].level is None}
    ways = {at for at, own in cells.items() if own and all(map(_leads, own))}
    beside = {at + step for at in ways for step in (-1, 1)} & cells.keys()
    named = {at for at in beside if any(_WAY.fullmatch(cell) for cell in cells[at])}
    return frozenset(ways | named)


def _cells(text: str, block: Block) -> list[str]:
    """Return the cells of a row that say something, none of what is no row of several."""
    cells = text[block.start : block.end].split(CELL_BAR.strip())
    several = _LEAST_CELLS <= len(cells) <= _MOST_CELLS
    return [cell.strip() for cell in cells if cell.strip()] if several else []


def _leads(cell: str) -> bool:
    return bool(_WAY.fullmatch(cell) or _WAY_TO.fullmatch(cell))
