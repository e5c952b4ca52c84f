"""Documents whose bytes the disk has lost: which they are, and of which server."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from bot.library.sqlite.database import opened_copy
from bot.library.tables.transactions import Connection

_DOCUMENTS = "SELECT guild, name, filename, sha256 FROM documents ORDER BY guild, name"
_WAITING = (
    "SELECT guild, '', filename, sha256 FROM jobs WHERE state NOT IN ('done', 'dropped')"
    " ORDER BY guild, id"
)


@dataclass(frozen=True, slots=True)
class LostDocument:
    """A document that a catalogue names and no disk has.

    Args:
        guild: The server.
        name: As the server calls it; "" for one that waits to be taken in.
        filename: As it was received.
        sha256: Of its bytes, hexadecimal.
    """

    guild: int
    name: str
    filename: str
    sha256: str

    def __str__(self) -> str:
        """Return which one it is, in words."""
        name = f"{self.name} ({self.filename})" if self.name else f"{self.filename}, which waits"
        return f"server {self.guild}: {name}"


def lost_of(rows: Connection, lost: Collection[str]) -> tuple[LostDocument, ...]:
    """Return the documents of all servers whose bytes are lost.

    Args:
        rows: Sees those of all servers.
        lost: The sha256 of what is lost.
    """
    if not lost:
        return ()
    named = (*rows.execute(_DOCUMENTS).fetchall(), *rows.execute(_WAITING).fetchall())
    return tuple(LostDocument(*row) for row in named if row[3] in lost)


def lost_in(catalogue: bytes, path: Path, lost: Collection[str]) -> tuple[LostDocument, ...]:
    """Return the documents that a copy of a catalogue names and whose bytes are lost.

    Args:
        catalogue: The copy.
        path: What it is called where something is wrong.
        lost: The sha256 of what is lost.

    Raises:
        CollectionError: It is damaged, or of another program.
    """
    with opened_copy(catalogue, path) as rows:
        return lost_of(rows, lost)
