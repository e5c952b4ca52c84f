"""The earlier states of servers' documents, as rows of the catalogue: digests, and never text.

They are noted in the transaction that puts a document in, go with it, and are the truth: what lies
beside a build is made again of them. So a button under an earlier answer says what became of its
passage on every machine, and after a build was deleted.
"""

from bot.library.transactions import Connection
from index import MAX_REVISIONS, CollectionError, Revision, Revisions

_OF_SERVER = "SELECT document, kept FROM revisions WHERE guild = ? ORDER BY document, number"
_LATEST = (
    "SELECT number, kept FROM revisions WHERE guild = ? AND document = ?"
    " ORDER BY number DESC LIMIT 1"
)
_INSERT = "INSERT INTO revisions VALUES (?, ?, ?, ?)"
_TOO_MANY = "DELETE FROM revisions WHERE guild = ? AND document = ? AND number <= ?"
_FORGET = "DELETE FROM revisions WHERE guild = ? AND document = ?"


def revisions_of(connection: Connection, guild: int) -> Revisions:
    """Return what is noted of a server's documents.

    Raises:
        RevisionsDamagedError: It is malformed.
    """
    known: dict[str, tuple[Revision, ...]] = {}
    for document, kept in connection.execute(_OF_SERVER, (guild,)):
        known[document] = (*known.get(document, ()), Revision.of_text(kept))
    return Revisions(known)


def note(connection: Connection, guild: int, revisions: Revisions) -> None:
    """Note the present states of some documents; all that is known of one without sound rows.

    Args:
        connection: A transaction that nobody else changes the server's documents in.
        guild: The server.
        revisions: Of these documents, the present one last.
    """
    for document, known in revisions.of_document.items():
        number, latest = _latest(connection, guild, document)
        if latest is None:
            forget(connection, guild, document)
        elif latest.is_like(known[-1]):
            continue
        new = known if latest is None else known[-1:]
        rows = [(guild, document, number + n, one.text()) for n, one in enumerate(new, 1)]
        connection.executemany(_INSERT, rows)
        connection.execute(_TOO_MANY, (guild, document, number + len(new) - MAX_REVISIONS))


def _latest(connection: Connection, guild: int, document: str) -> tuple[int, Revision | None]:
    """Return the number of the latest state that is noted, and it; none where it is malformed."""
    row = connection.execute(_LATEST, (guild, document)).fetchone()
    if row is None:
        return 0, None
    try:
        return row[0], Revision.of_text(row[1])
    except CollectionError:
        return 0, None


def forget(connection: Connection, guild: int, document: str) -> None:
    """Forget the states of a document that is taken out."""
    connection.execute(_FORGET, (guild, document))
