"""Documents as they were received: all in the database, in a folder what is used of them here."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.library.files.originals import Originals
from bot.library.postgres.database import PostgresDatabase
from bot.library.tables.catalogue import IN_USE
from bot.library.tables.transactions import Connection, Reach

_ORIGINAL = "SELECT raw FROM originals WHERE sha256 = ?"


class FrozenOriginals(Mapping[str, Path]):
    """Files as of one moment, by their sha256; each is got into a folder when it is asked for."""

    def __init__(self, local: Originals, rows: Connection) -> None:
        """Get them into the folder of `local`.

        Args:
            local: The folder; nobody sweeps it meanwhile.
            rows: Reads everything as of that moment.
        """
        self._local = local
        self._rows = rows
        self._names = sorted(str(row[0]) for row in rows.execute(IN_USE))

    def __len__(self) -> int:
        """Return how many are named."""
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        """Return the sha256 of each."""
        return iter(self._names)

    def __getitem__(self, sha256: str) -> Path:
        """Return where a file lies, if there is one."""
        path = self._local.path(sha256)
        if not path.is_file():
            for (raw,) in self._rows.execute(_ORIGINAL, (sha256,)).fetchall():
                self._local.keep(sha256, raw)
        return path


class SharedOriginals(Originals):
    """Files named by their sha256: the database has them all, the folder what was needed of them.

    Of a server are those that its documents and jobs name: others are not given out to it.
    """

    def __init__(self, local: Originals, database: PostgresDatabase) -> None:
        """Keep them in a database and in the folder of `local`.

        Args:
            local: The folder.
            database: With connections of its own: whoever keeps bytes is in a transaction.
        """
        super().__init__(local.folder)
        self._database = database

    def keep(self, sha256: str, raw: bytes) -> None:
        """Keep some bytes under their sha256, hexadecimal.

        Raises:
            UnwritableError: They cannot be written, or the database does not answer.
        """
        super().keep(sha256, raw)
        with self._database.connected(reach=Reach.SURVEY) as connection:
            known = "SELECT 1 FROM originals WHERE sha256 = ?"
            if connection.execute(known, (sha256,)).fetchone() is None:
                insert = "INSERT INTO originals VALUES (?, ?) ON CONFLICT DO NOTHING"
                connection.execute(insert, (sha256, raw))

    def fetch(self, guild: int, sha256: str) -> Path:
        """Return where a server's bytes of this digest lie, got from the database where need be.

        Raises:
            UnwritableError: They cannot be written, or the database does not answer.
        """
        path = self.path(sha256)
        if not path.is_file():
            with self._database.connected(guild) as connection:
                rows = connection.execute(_ORIGINAL, (sha256,)).fetchall()
            for (raw,) in rows:
                super().keep(sha256, raw)
        return path
