"""What was fetched, and where it lies: a file beside what it tells of."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index import write_whole

_FILE = ".fetched.json"  # hidden: no document


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """An address that was fetched.

    Args:
        file: Name of the document made of it; empty of a feed.
        feed: Address of the feed that linked to it; empty where it is listed itself.
        validators: What to ask with the next time.
        links: Of a feed, what it linked to when it was last sent.
    """

    file: str = ""
    feed: str = ""
    validators: Mapping[str, str] = field(default_factory=dict)
    links: Sequence[str] = ()


class Ledger:
    """What was fetched by its address, the first first."""

    def __init__(self, folder: Path) -> None:
        """Read the ledger of a folder; one that cannot be read is begun anew."""
        self._path = folder / _FILE
        self.entries: dict[str, LedgerEntry] = {}
        self._written = ""  # what the file holds
        try:
            self._written = self._path.read_text(encoding="utf-8")
            record = json.loads(self._written)
            self.entries = {str(address): LedgerEntry(**one) for address, one in record.items()}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return  # everything is fetched again, over what lies there

    def write(self) -> None:
        """Put it where it is kept, unless it is there as it is now.

        Raises:
            UnwritableError: The folder cannot be written.
        """
        record = {address: asdict(entry) for address, entry in self.entries.items()}
        text = json.dumps(record, indent=1)
        if text != self._written:
            write_whole(self._path, text)
            self._written = text
