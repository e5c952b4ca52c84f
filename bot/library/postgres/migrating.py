"""A database made ready, and looked over: what `briefing-bot database` does.

Two roles: the owner makes the tables, the bot's own reads and writes them. Row-level security binds
whoever is neither a superuser nor allowed to pass it by, so the bot's role may be neither, nor the
owner, nor become any such: what a role is a member of, it becomes by SET ROLE.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import unquote, urlsplit

from bot.library.postgres.connections import (
    PostgresConnection,
    PostgresConnections,
    RawConnection,
    connected_to,
    driver,
    shown_address,
    told,
)
from bot.library.postgres.database import check_schema, version_of
from bot.library.postgres.migrations import (
    GRANTS,
    MIGRATIONS,
    SCHEMA,
    VECTOR_GRANTS,
    VECTORS,
)
from index import CollectionError

_MIGRATING = 7301  # an advisory lock: one migrates at a time
_OLDEST = 160_000  # as PostgreSQL counts: 16, the first with IS JSON
_ROLE = (
    "SELECT bool_or(others.rolsuper OR others.rolbypassrls), pg_has_role(own.oid, ?, 'MEMBER')"
    " FROM pg_roles AS own JOIN pg_roles AS others ON pg_has_role(own.oid, others.oid, 'MEMBER')"
    " WHERE own.rolname = ? GROUP BY own.oid"
)
_UNGUARDED = (
    "SELECT DISTINCT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
    " WHERE relnamespace = to_regnamespace(?) AND relkind IN ('r', 'p')"
    " AND attname IN ('guild', 'member')"
    " AND NOT attisdropped AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname"
)
_EXTENSION = (
    "SELECT quote_ident(nspname) FROM pg_extension"
    " JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'vector'"
)
_AVAILABLE = "SELECT 1 FROM pg_available_extensions WHERE name = 'vector'"
_HAS_VECTORS = "SELECT to_regclass(?) IS NOT NULL"
_NO_PGVECTOR = (
    "what is embedded of documents stays in each data folder, and each process embeds it for "
    "itself: the server has no pgvector. Install it there (Debian: postgresql-17-pgvector), then "
    "run `briefing-bot database migrate` again. All else works without"
)
_NOT_MADE = (
    "what is embedded of documents stays in each data folder, and each process embeds it for "
    "itself: pgvector is installed, and an administrator has to let this database have it. Run "
    "`CREATE EXTENSION vector` in it as a superuser, then `briefing-bot database migrate` again. "
    "All else works without"
)
_NOT_MIGRATED = (
    "what is embedded of documents stays in each data folder, and each process embeds it for "
    "itself: run `briefing-bot database migrate` again, since the database has pgvector by now"
)
_OWNER = "SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = ?"


@dataclass(frozen=True, slots=True)
class Migrated:
    """What was done to a database.

    Args:
        database: Which, without a role.
        before: The number of its schema before; 0 for none.
        now: Since then.
        role: That may read and write it.
        lacks: Why it keeps no vectors, as a sentence; "" where it does.
    """

    database: str
    before: int
    now: int
    role: str
    lacks: str = ""

    def __str__(self) -> str:
        """Return a sentence on it."""
        if self.before == self.now:
            return f"{self.database} was ready: it has schema {self.now}."
        done = f"brought from schema {self.before} to" if self.before else "given schema"
        return f"{self.database} was {done} {self.now}, for the role {self.role}."


def migrate(address: str, owner: str) -> Migrated:
    """Bring a database to the present schema, all of it or nothing, and say what that took.

    Args:
        address: Of the database, with the bot's own role.
        owner: The role that owns, or is to own, the tables.

    Raises:
        LaterVersionError: It is of a later version of the program.
        DatabaseAwayError: It does not answer.
        CollectionError: A role is missing, or may too much or too little.
    """
    connection = connected_to(address, user=owner)
    with told(address), connection:
        statements, role = PostgresConnection(connection), role_of(address)
        if connection.info.server_version < _OLDEST:
            raise CollectionError(
                f"{shown_address(address)} is older than PostgreSQL 16: update it"
            )
        statements.execute("SELECT pg_advisory_xact_lock(?)", (_MIGRATING,))
        _check_role(statements, role, owner)
        before = _stepped(statements, address)
        _grant(connection, role, GRANTS)
        lacks = _with_vectors(connection, role)
    return Migrated(shown_address(address), before, len(MIGRATIONS), role, lacks)


def _stepped(statements: PostgresConnection, address: str) -> int:
    """Run the steps that are missing; return the number of the schema before."""
    statements.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    statements.execute(f"SET LOCAL search_path = {SCHEMA}")
    statements.execute(
        "CREATE TABLE IF NOT EXISTS versions ("
        "version integer PRIMARY KEY, migrated timestamptz NOT NULL DEFAULT now())"
    )
    ((before,),) = statements.execute("SELECT coalesce(max(version), 0) FROM versions").fetchall()
    if before > len(MIGRATIONS):
        check_schema(before, address)
    for statement in chain.from_iterable(MIGRATIONS[before:]):
        statements.execute(statement)
    for version in range(before + 1, len(MIGRATIONS) + 1):
        statements.execute("INSERT INTO versions (version) VALUES (?)", (version,))
    return int(before)


def _with_vectors(connection: RawConnection, role: str) -> str:
    """Make the table of vectors where there can be one; return why there cannot, "" where it is."""
    statements = PostgresConnection(connection)
    if statements.execute(_EXTENSION).fetchone() is None:
        if statements.execute(_AVAILABLE).fetchone() is None:
            return _NO_PGVECTOR
        try:
            with connection.transaction():
                statements.execute(f"CREATE EXTENSION vector SCHEMA {SCHEMA}")
        except driver().errors.InsufficientPrivilege:
            return _NOT_MADE
    if not _has_vectors(statements):
        ((schema,),) = statements.execute(_EXTENSION).fetchall()
        statements.execute("SELECT set_config('search_path', ?, true)", (f"{SCHEMA}, {schema}",))
        for statement in VECTORS:
            statements.execute(statement)
    _grant(connection, role, VECTOR_GRANTS)
    return ""


def _has_vectors(statements: PostgresConnection) -> bool:
    """Return whether there is a table of vectors."""
    ((is_there,),) = statements.execute(_HAS_VECTORS, (f"{SCHEMA}.vectors",)).fetchall()
    return bool(is_there)


def _grant(connection: RawConnection, role: str, grants: Sequence[str]) -> None:
    """Let the bot's role read and write, whatever was granted before."""
    sql = driver().sql
    for grant in (f"GRANT USAGE ON SCHEMA {SCHEMA} TO {{role}}", *grants):
        connection.execute(sql.SQL(grant).format(role=sql.Identifier(role)))


def _check_role(statements: PostgresConnection, role: str, owner: str) -> None:
    """Check that what the database says of rows binds the bot's role.

    Raises:
        CollectionError: It does not.
    """
    rows = statements.execute(_ROLE, (owner, role)).fetchall()
    if not rows:
        msg = f"the database has no role {role!r}: make it (CREATE ROLE … LOGIN), then try again"
        raise CollectionError(msg)
    ((is_free, is_owner),) = rows
    if is_owner or is_free:
        raise CollectionError(_too_mighty(role))


def _too_mighty(role: str) -> str:
    return (
        f"the role {role!r} is not bound by row-level security, which keeps servers apart: name "
        "another in `storage`, that is no superuser, may not bypass it, owns no table, and is no "
        "member of a role that is or does"
    )


def faults_of(address: str) -> list[str]:
    """Return what is wrong with a database, as sentences; none where the bot can use it.

    Raises:
        DatabaseAwayError: It does not answer.
    """
    connections, role = PostgresConnections(address), role_of(address)
    try:
        check_schema(version_of(connections), address)
    except CollectionError as error:
        return [str(error)]
    with connections.begun("SELECT 1") as statements:
        ((owner,),) = statements.execute(_OWNER, (SCHEMA,)).fetchall()
        ((is_free, is_owner),) = statements.execute(_ROLE, (owner, role)).fetchall()
        unguarded = [row[0] for row in statements.execute(_UNGUARDED, (SCHEMA,)).fetchall()]
    faults = [_too_mighty(role)] if is_free or is_owner else []
    faults += [
        f"the table {SCHEMA}.{name} shows everybody's rows: "
        f"ALTER TABLE {SCHEMA}.{name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
        for name in unguarded
    ]
    return faults


def lacks_of(address: str) -> str:
    """Return why a database that the bot can use keeps no vectors, as a sentence; "" where it does.

    Raises:
        DatabaseAwayError: It does not answer.
    """
    with PostgresConnections(address).begun("SELECT 1") as statements:
        if _has_vectors(statements):
            return ""
        if statements.execute(_EXTENSION).fetchone() is not None:
            return _NOT_MIGRATED
        is_available = statements.execute(_AVAILABLE).fetchone() is not None
        return _NOT_MADE if is_available else _NO_PGVECTOR


def check_ready(address: str) -> None:
    """Check that a database has the present schema.

    Raises:
        LaterVersionError: It is of a later version of the program.
        CollectionError: It is of an earlier one, or there is none.
        DatabaseAwayError: It does not answer.
    """
    check_schema(version_of(PostgresConnections(address)), address)


def role_of(address: str) -> str:
    """Return the role that an address names.

    Example:
        >>> role_of("postgresql://briefing@localhost/briefing")
        'briefing'
    """
    return unquote(urlsplit(address).username or "")
