"""The states of servers' documents, as rows of the catalogue: digests, and never text.

They are noted in the transaction that puts a document in, go with it, and count: what lies beside a
build is known of documents alone that have none. So a button under an earlier answer says what
became of its passage on every machine, and after a build was deleted.
"""

import logging
from collections.abc import Sequence

from bot.library.tables.transactions import Connection
from index import MAX_REVISIONS, CollectionError, Revision, Revisions

_OF_SERVER = "SELECT document, kept FROM revisions WHERE guild = ? ORDER BY document, number"
_OF_DOCUMENT = "SELECT number, kept FROM revisions WHERE guild = ? AND document = ? ORDER BY number"
_INSERT = "INSERT INTO revisions VALUES (?, ?, ?, ?)"
_TOO_MANY = "DELETE FROM revisions WHERE guild = ? AND document = ? AND number <= ?"
_OF_NONE = (
    "DELETE FROM revisions WHERE guild = :guild AND document = :document AND NOT EXISTS"
    " (SELECT 1 FROM documents WHERE guild = :guild AND name = :document)"
)
_FORGET = "DELETE FROM revisions WHERE guild = ? AND document = ?"

_log = logging.getLogger(__name__)


def revisions_of(connection: Connection, guild: int) -> Revisions:
    """Return what is noted of a server's documents; of one with a malformed row, nothing."""
    texts: dict[str, list[str]] = {}
    for document, kept in connection.execute(_OF_SERVER, (guild,)):
        texts.setdefault(document, []).append(kept)
    known = {document: _states(guild, kept) for document, kept in texts.items()}
    return Revisions({document: states for document, states in known.items() if states})


def note(connection: Connection, guild: int, revisions: Revisions) -> None:
    """Note the present states of some documents, whichever were noted before.

    Args:
        connection: A transaction that nobody else changes the server's documents in.
        guild: The server.
        revisions: Of these documents, the present one last; all are noted of one without rows, or
            with a malformed one.
    """
    for document, known in revisions.of_document.items():
        if not known:
            continue
        rows = connection.execute(_OF_DOCUMENT, (guild, document)).fetchall()
        states = _states(guild, [kept for _, kept in rows])
        if not states:
            forget(connection, guild, document)
            _append(connection, guild, document, 0, known)
        elif not states[-1].is_like(known[-1]):
            _append(connection, guild, document, rows[-1][0], known[-1:])


def note_read_otherwise(connection: Connection, guild: int, revisions: Revisions) -> None:
    """Note the present states of documents that are read otherwise than any that were noted.

    So of two programs that read a file in different ways neither notes its own again and again.
    """
    note(connection, guild, revisions.not_in(revisions_of(connection, guild)))


def forget(connection: Connection, guild: int, document: str) -> None:
    """Forget the states of a document that is taken out."""
    connection.execute(_FORGET, (guild, document))


def forget_of_none(connection: Connection, guild: int, document: str) -> None:
    """Forget the states that are left of a name which no document has."""
    connection.execute(_OF_NONE, {"guild": guild, "document": document})


def _append(
    connection: Connection, guild: int, document: str, last: int, states: Sequence[Revision]
) -> None:
    """Put states behind the one of a number, and take out those that are too many."""
    rows = [(guild, document, last + n, one.text()) for n, one in enumerate(states, 1)]
    connection.executemany(_INSERT, rows)
    connection.execute(_TOO_MANY, (guild, document, last + len(states) - MAX_REVISIONS))


def _states(guild: int, texts: Sequence[str]) -> tuple[Revision, ...]:
    """Return the states of a document; none where a row is malformed."""
    try:
        return tuple(map(Revision.of_text, texts))
    except CollectionError as error:
        _log.warning("server %s: what a document was is not known: %s", guild, error)
        return ()
