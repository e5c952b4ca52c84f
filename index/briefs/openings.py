"""Which passages stand for a large library: those that its sections open with, evenly taken."""

from collections.abc import Sequence

import numpy as np

from index.storage import PassageTable
from index.types import Document, Ids, Passage


def openings_of(
    documents: Sequence[Document], passages: Sequence[Passage], rows: Ids, most: int
) -> Ids:
    """Return the rows of passages that stand for others, ascending, (m,) int64, m <= most.

    The first of each section comes first, since it usually says what the section is about; where
    sections are few, others fill up. What is too many is taken evenly, from the first to the last.

    Args:
        documents: Those that the rows are of.
        passages: Of the whole library.
        rows: (n,) int64, ascending, of the passages among which they are chosen.
        most: At least 1.
    """
    if len(rows) <= most:
        return rows
    opens = _opens_section(documents, PassageTable.of(passages), rows)
    openings, others = _spread(rows[opens], most), rows[~opens]
    return np.sort(np.concatenate([openings, _spread(others, most - len(openings))]))


def _opens_section(
    documents: Sequence[Document], table: PassageTable, rows: Ids
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return for each row whether its passage stands in another section than the one before."""
    by_id = {document.id: document for document in documents}
    owners, paragraphs = table.owners[rows].tolist(), table.places[rows, 0].tolist()
    opens = np.zeros(len(rows), dtype=np.bool_)
    before: tuple[int, str | None] | None = None
    for number, (owner, paragraph) in enumerate(zip(owners, paragraphs, strict=True)):
        document = by_id[table.documents[owner]]
        section = (owner, document.paragraphs[paragraph - 1].section)
        opens[number] = section != before
        before = section
    return opens


def _spread(rows: Ids, count: int) -> Ids:
    """Return so many of some rows, evenly from the first to the last; all where they are fewer."""
    if len(rows) <= count:
        return rows
    return rows[np.linspace(0, len(rows) - 1, count).astype(np.int64)]
