"""Which documents each server has, and who may see them: the truth, in a database.

A change is a transaction; what is laid out and built of it is made again where it is missing.
"""

import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePath

from bot.library.tables import noted_revisions
from bot.library.tables.events import OPERATOR, Change, EventKind, note
from bot.library.tables.readership import Membership, Readership
from bot.library.tables.transactions import Connection, Reach, Transactions
from bot.phrases import shelved_details
from index import CollectionError, Revisions, UnwritableError, alone_in

_log = logging.getLogger(__name__)

COPYING = "backup"  # whoever copies what the catalogue names holds its folder meanwhile
IN_USE = (
    "SELECT sha256 FROM documents UNION"
    " SELECT sha256 FROM jobs WHERE state NOT IN ('done', 'dropped')"
)
BEGIN_SERVER = "INSERT INTO servers (guild) VALUES (?) ON CONFLICT DO NOTHING"
# A document takes the place of whichever has its name, or its filename.
_MAKE_ROOM = "DELETE FROM documents WHERE guild = ? AND (name = ? OR filename = ?)"
_INSERT = "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LIMITED = "SELECT channels, roles FROM documents WHERE guild = ? AND name = ?"
_LIMIT = "UPDATE documents SET channels = ?, roles = ? WHERE guild = ? AND name = ?"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where, and to whom, a document may be shown.

    Args:
        channels: Ids of the channels; empty for all.
        roles: Ids of the roles, one of which suffices; empty for everybody.
    """

    channels: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()

    def admits(self, readers: Readership | Membership) -> bool:
        """Return whether those who read a reply may see what has this scope."""
        here = not self.channels or bool(self.channels & readers.channels)
        theirs = not self.roles or bool(self.roles & readers.roles)
        return here and theirs

    @property
    def texts(self) -> dict[str, str]:
        """Its channels and its roles as texts, where there are some."""
        ids = {"channels": self.channels, "roles": self.roles}
        return {name: ",".join(map(str, sorted(each))) for name, each in ids.items() if each}

    @classmethod
    def of_texts(cls, texts: Mapping[str, str]) -> "Scope":
        """Return the scope of which these are the texts.

        Raises:
            ValueError: They are of none.
        """
        channels, roles = (
            frozenset(map(int, filter(None, texts.get(name, "").split(","))))
            for name in ("channels", "roles")
        )
        return cls(channels, roles)

    def change(self, filename: str, by: int | None) -> Change:
        """Return what is noted where a document has it from now on.

        Args:
            filename: Of the document.
            by: Id of who says so; as `member` of `NotedChange`.
        """
        kind = EventKind.OPENED if self == Scope() else EventKind.LIMITED
        return Change(kind, filename, by, after=self.texts)

    def within(self, other: "Scope") -> "Scope":
        """Return it without whom another keeps out; where they have nobody in common it stays."""
        channels = self.channels & other.channels or self.channels or other.channels
        return Scope(channels, self.roles & other.roles or self.roles or other.roles)


@dataclass(frozen=True, slots=True)
class ShelvedDocument:
    """A document that a server has.

    Args:
        name: Unique in the server; the document's id, as addresses have it.
        filename: As it was received, unique in the server, too.
        sha256: Of the bytes as they were received, hexadecimal.
        size: Of those, bytes.
        stated: What was stated of it, in the fields of a metadata file.
        scope: Who may see it.
        added: When, in UTC.
    """

    name: str
    filename: str
    sha256: str
    size: int
    stated: dict[str, str] = field(default_factory=dict)
    scope: Scope = Scope()
    added: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def file(self) -> str:
        """The name that it is laid out under."""
        return f"{self.name}{PurePath(self.filename).suffix.lower()}"

    def __str__(self) -> str:
        """Return a line on it."""
        return f"{self.filename} · {self.details(f'{self.added:%Y-%m-%d} UTC')}"

    def details(self, day: str) -> str:
        """Return how large it is, since which day it is there, and for whom."""
        return shelved_details(self.size, day, len(self.scope.channels), len(self.scope.roles))


class Catalogue:
    """The documents of all servers."""

    def __init__(self, database: Transactions, folder: Path) -> None:
        """Keep them in a database; whoever copies their bytes meanwhile holds a folder."""
        self.database = database
        self._folder = folder

    def generation(self, guild: int) -> int:
        """Return a number that changes with every change of a server's documents; 0 before any."""
        with self.database.connected(guild) as connection:
            return _generation(connection, guild)

    def documents(self, guild: int) -> tuple[ShelvedDocument, ...]:
        """Return a server's documents, by their names."""
        with self.database.connected(guild) as connection:
            return documents_of(connection, guild)

    def limits(self) -> dict[int, frozenset[int]]:
        """Return the channels that documents are limited to, of every server that has documents."""
        with self.database.connected(reach=Reach.SURVEY) as connection:
            rows = connection.execute("SELECT DISTINCT guild, channels FROM documents").fetchall()
        limits: dict[int, frozenset[int]] = {}
        for guild, channels in rows:
            limits[guild] = limits.get(guild, frozenset()).union(json.loads(channels))
        return limits

    def put_all(
        self,
        guild: int,
        documents: Sequence[ShelvedDocument],
        keep: Callable[[], None] = lambda: None,
        *,
        as_of: int | None = None,
        settle: Callable[[Connection], object] = lambda _: None,
        revisions: Revisions | None = None,
    ) -> bool:
        """Add documents, or put each in the place of the one of its name: all of them, or none.

        Args:
            guild: The server.
            documents: What is added.
            keep: Keeps their bytes; called while nobody else changes or sweeps.
            as_of: The generation that it is meant for; None for whichever there is.
            settle: Notes what is done with it, in the same transaction.
            revisions: Of these documents, the present one last, noted in it as well.

        Returns:
            Whether the server's documents were of that generation; else nothing was changed.
        """
        with self.database.alone(guild) as connection:
            if as_of is not None and _generation(connection, guild) != as_of:
                return False
            _begin_generation(connection, guild)
            keep()
            for document in documents:
                noted_revisions.forget_of_none(connection, guild, document.name)
                row = _row(guild, document)
                connection.execute(_MAKE_ROOM, row[:3])
                connection.execute(_INSERT, row)
            if revisions is not None:
                noted_revisions.note(connection, guild, revisions)
            settle(connection)
        return True

    def limit(self, guild: int, name: str, scope: Scope, *, by: int | None = OPERATOR) -> bool:
        """Say who may see a document, whatever it is by then; return whether there is one.

        Where they may already, nothing changes, and no change is noted.

        Args:
            guild: The server.
            name: Of the document.
            scope: Who may see it.
            by: Id of who says so; as `member` of `NotedChange`.
        """
        with self.database.alone(guild) as connection:
            if connection.execute(_LIMITED, (guild, name)).fetchone() == _columns(scope):
                return True
            limited = connection.execute(_LIMIT, (*_columns(scope), guild, name))
            if not limited.rowcount:
                return False
            _begin_generation(connection, guild)
            file = _filename(connection, guild, name)
            note(connection, guild, [scope.change(file, by)], time.time())
        return True

    def remove(
        self, guild: int, name: str, revision: str = "", *, by: int | None = OPERATOR
    ) -> bool:
        """Take a document out; return whether there was one.

        Args:
            guild: The server.
            name: Of the document.
            revision: How the sha256 of its bytes begins; another revision stays. "" for any.
            by: As of `limit`.
        """
        with self.database.alone(guild) as connection:
            file = _filename(connection, guild, name)
            gone = connection.execute(
                "DELETE FROM documents WHERE guild = ? AND name = ? AND sha256 LIKE ?",
                (guild, name, f"{revision}%"),
            )
            if not gone.rowcount:
                return False
            _begin_generation(connection, guild)
            noted_revisions.forget(connection, guild, name)
            note(connection, guild, [Change(EventKind.REMOVED, file, by)], time.time())
            connection.execute(
                "DELETE FROM opinions WHERE guild = ? AND own = 1 AND document = ?", (guild, name)
            )
        return True

    def revisions(self, guild: int) -> Revisions:
        """Return what is noted of earlier states of a server's documents, and of the present ones.

        Raises:
            CollectionError: It cannot be read now.
        """
        with self.database.connected(guild) as connection:
            return noted_revisions.revisions_of(connection, guild)

    def note_revisions(self, guild: int, revisions: Revisions, *, as_of: int) -> None:
        """Note states of documents that were read otherwise since, as by a later version.

        Args:
            guild: The server.
            revisions: Of its documents, the present one last.
            as_of: The generation that they are of; nothing is noted where there is a later one.

        Raises:
            CollectionError: Nothing can be noted now.
        """
        with self.database.alone(guild) as connection:
            if _generation(connection, guild) == as_of:
                noted_revisions.note_read_otherwise(connection, guild, revisions)

    def sweep(self, remove: Callable[[frozenset[str]], None]) -> None:
        """Have what no server has any more removed, while nobody adds anything.

        While a backup is taken nothing is: whoever takes it has it removed afterwards.

        Args:
            remove: Is given the sha256 of every document that is in use, or is to be taken in.
        """
        with self.database.sweeping() as connection, ExitStack() as held:
            try:
                held.enter_context(alone_in(self._folder, COPYING))
            except UnwritableError as error:
                _log.warning("%s; what was taken out stays on the disk until then", error)
                return
            except CollectionError:
                return
            rows = connection.execute(IN_USE).fetchall()
            remove(frozenset(str(row[0]) for row in rows))
            self.database.forget_unused(connection)


def documents_of(connection: Connection, guild: int) -> tuple[ShelvedDocument, ...]:
    """Return a server's documents, by their names."""
    rows = connection.execute(
        "SELECT name, filename, sha256, size, stated, channels, roles, added"
        " FROM documents WHERE guild = ? ORDER BY name",
        (guild,),
    ).fetchall()
    return tuple(_document(row) for row in rows)


def _filename(connection: Connection, guild: int, name: str) -> str:
    """Return the filename of a document; "" where there is none."""
    select = "SELECT filename FROM documents WHERE guild = ? AND name = ?"
    row = connection.execute(select, (guild, name)).fetchone()
    return str(row[0]) if row else ""


def _generation(connection: Connection, guild: int) -> int:
    row = connection.execute("SELECT generation FROM servers WHERE guild = ?", (guild,)).fetchone()
    return int(row[0]) if row else 0


def _begin_generation(connection: Connection, guild: int) -> None:
    connection.execute(BEGIN_SERVER, (guild,))
    connection.execute("UPDATE servers SET generation = generation + 1 WHERE guild = ?", (guild,))


def _row(guild: int, document: ShelvedDocument) -> tuple[int | str, ...]:
    """Return the row that `_document` makes a document of."""
    return (
        guild,
        document.name,
        document.filename,
        document.sha256,
        document.size,
        json.dumps(document.stated),
        *_columns(document.scope),
        document.added.isoformat(),
    )


def _columns(scope: Scope) -> tuple[str, str]:
    """Return the channels and the roles of a row."""
    return json.dumps(sorted(scope.channels)), json.dumps(sorted(scope.roles))


def _document(row: tuple[str, str, str, int, str, str, str, str]) -> ShelvedDocument:
    name, filename, sha256, size, stated, channels, roles, added = row
    return ShelvedDocument(
        name=name,
        filename=filename,
        sha256=sha256,
        size=size,
        stated=json.loads(stated),
        scope=Scope(frozenset(json.loads(channels)), frozenset(json.loads(roles))),
        added=datetime.fromisoformat(added),
    )
