"""Entries of documents as they are written into a file: data formats that importers take, or prose.

Nothing is wrapped or indented, and nothing else stands on standard output.
"""

import json
import sys
from collections.abc import Sequence

from bot.plain_text import visible
from bot.records import source_record
from bot.terminal.json_records import emit
from index import Collection, Document, Style, Support, bibliography, cite


class CitedRecords:
    """What supports some claims, in a data format, each document once."""

    def __init__(self, style: Style) -> None:
        """Have none yet."""
        self._style = style
        self._records: dict[str, str] = {}

    def add(self, support: Support) -> None:
        """Add what supports a claim, with its place."""
        for quote in support.passages if support.supported else ():
            self._records.setdefault(quote.document.id, cite(quote, self._style))

    def write(self) -> None:
        """Write what there is to standard output."""
        if self._records:
            _write(list(self._records.values()), self._style)


def write_bibliography(
    collection: Collection, names: Sequence[str], style: Style, *, json: bool
) -> None:
    """Write the entries of documents to standard output.

    Args:
        collection: Has the documents.
        names: Their ids; none for all.
        style: Of the entries.
        json: Whether to write a line of JSON for each instead.

    Raises:
        AddressError: There is no such document.
    """
    documents = [collection.document(name) for name in names] or [*collection.documents.values()]
    if json:
        _emit(documents, style)
    else:
        _write(bibliography(documents, style), style)


def _emit(documents: Sequence[Document], style: Style) -> None:
    for document in documents:
        emit(source_record(document, style))


def _write(entries: Sequence[str], style: Style) -> None:
    sys.stdout.write(f"{visible(_joined(entries, style))}\n")


def _joined(entries: Sequence[str], style: Style) -> str:
    """Return entries as one text in a style."""
    if style is Style.CSL_JSON:  # each is a list of one item
        items = [item for entry in entries for item in json.loads(entry)]
        return json.dumps(items, ensure_ascii=False, indent=2)
    return ("\n\n" if style.is_data_format else "\n").join(entries)
