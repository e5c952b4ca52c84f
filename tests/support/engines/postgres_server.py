"""A PostgreSQL server of the tests' own: on a Unix socket in a folder that is gone with them.

It is started when a test first asks for it, as a user without privileges, by binaries of version 17
or later; where there are none, or this machine lets none start, the test says so and is skipped.
Each test has a database of its own, made of a template. Nothing waits for the disk, since nothing
is kept.
"""

import atexit
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.library.postgres.migrating import migrate

OWNER, ROLE = "tests_owner", "tests_bot"
LOCKED = "locked"  # the one role that is asked for a password
SUPERUSER = "tests"
_OLDEST = 17
_PATIENCE_S = 60
_MOST = 12  # databases that there are at once: a test has a few
_BINARIES = Path("/usr/lib/postgresql")  # Debian has a folder a version there
_UNPRIVILEGED = ("postgres", "nobody")  # the first there is, where the tests are root
_FAST = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"),
    *("listen_addresses=", "max_connections=300", "shared_buffers=32MB", "wal_level=minimal"),
    *("max_parallel_workers_per_gather=0", "dynamic_shared_memory_type=mmap"),  # of little memory
    *("max_wal_senders=0", "logging_collector=off", "log_min_messages=fatal"),
)
# Whoever starts it holds the other end of its standard input: it ends with them, however they end.
_GUARDED = """
"$1" start --pgdata="$2/data" --wait --timeout=60 --log="$2/log" --options="$3" >&2 && echo ready
cat > /dev/null
"$1" stop --pgdata="$2/data" --mode=immediate --wait >&2
rm -rf "$2"
"""


_END = (
    "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
    " WHERE datname = '{}' AND pid <> pg_backend_pid()"
)


class NotStartedError(Exception):
    """The server does not answer."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A server that runs.

    Args:
        folder: Where its socket is.
        binaries: The folder of its programs.
    """

    folder: Path
    binaries: Path

    @property
    def has_pgvector(self) -> bool:
        """Whether pgvector is installed beside it (Debian: postgresql-17-pgvector)."""
        shared = self.binaries.parent.parent.parent.parent / "share" / "postgresql"
        return (shared / self.binaries.parent.name / "extension" / "vector.control").is_file()

    def address(self, database: str, role: str = ROLE) -> str:
        """Return the address of a database, for whoever waits as long as it takes."""
        return f"postgresql://{role}@/{database}?host={self.folder}&connect_timeout={_PATIENCE_S}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the superuser, each by itself."""
        import psycopg

        address = self.address(database, SUPERUSER)
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    @contextmanager
    def away(self, address: str) -> Iterator[None]:
        """Have a database end every connection and take no other while the block runs.

        Yields:
            Nothing.
        """
        name = named(address)
        self.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        self._leave_alone(name)
        try:
            yield
        finally:
            self.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    def _leave_alone(self, name: str) -> None:
        """End every connection to a database that takes no other.

        One that had begun before is not listed until it has been let in. A database is renamed only
        when there is none, those that begin among them.
        """
        import psycopg

        while True:
            self.run(_END.format(name))
            with suppress(psycopg.errors.ObjectInUse):
                self.run(f"ALTER DATABASE {name} RENAME TO {name}_away")
                break
        self.run(f"ALTER DATABASE {name}_away RENAME TO {name}")

    def end_connections(self, address: str) -> None:
        """Have a database end every connection that there is."""
        self.run(_END.format(named(address)))


def named(address: str) -> str:
    """Return the name of the database that an address is of."""
    return urlsplit(address).path.strip("/")


_numbers = count(1)
_starting = Lock()


def new_database(template: str = "ready") -> str:
    """Return the address of a database that nobody else uses, with the bot's own role.

    Args:
        template: Whose copy it is: "ready", as `database migrate` leaves it, or "template0".
    """
    server, number = postgres_server(), next(_numbers)
    server.run(
        f"DROP DATABASE IF EXISTS test_{max(number - _MOST, 0)} WITH (FORCE)",
        f"CREATE DATABASE test_{number} OWNER {OWNER} TEMPLATE {template}",
    )
    return server.address(f"test_{number}")


def postgres_server() -> PostgresServer:
    """Return the one server of this process; a test is skipped where there can be none."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL 17 is installed (Debian: postgresql-17)")
    pytest.importorskip("psycopg", reason="briefing-bot[postgres] is not installed")
    with _starting:
        try:
            return _started(binaries)
        except (OSError, StopIteration, subprocess.CalledProcessError, NotStartedError) as error:
            pytest.skip(f"PostgreSQL does not start on this machine: {error}")


def _binaries() -> Path | None:
    """Return the folder of the programs of the oldest version that will do."""
    versions = sorted(
        int(path.name) for path in _BINARIES.glob("*") if path.name.isdigit() and _has_all(path)
    )
    version = next((one for one in versions if one >= _OLDEST), None)
    return _BINARIES / str(version) / "bin" if version else None


def _has_all(version: Path) -> bool:
    return all((version / "bin" / name).is_file() for name in ("initdb", "postgres"))


@cache
def _started(binaries: Path) -> PostgresServer:
    # The path of a socket has 107 bytes at most, and its folders have to be open to another user.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    given = {**_identity(folder), "cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
    subprocess.run(
        [
            *(binaries / "initdb", "--pgdata", folder / "data", "--username", SUPERUSER),
            *("--auth", "trust", "--encoding", "UTF8", "--no-locale"),
            *("--no-sync", "--no-instructions"),
        ],
        check=True,
        capture_output=True,
        **given,
    )
    rules = folder / "data" / "pg_hba.conf"
    rules.write_text(f"local all {LOCKED} scram-sha-256\nlocal all all trust\n", encoding="ascii")
    settings = " ".join(f"-c {one}" for one in (*_FAST, f"unix_socket_directories={folder}"))
    process = subprocess.Popen(
        ["/bin/sh", "-c", _GUARDED, "sh", binaries / "pg_ctl", folder, settings],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **given,
    )
    atexit.register(_end, process)
    assert process.stdout is not None
    if process.stdout.readline() != b"ready\n":
        raise NotStartedError((folder / "log").read_text(errors="replace"))
    return _filled(PostgresServer(folder, binaries))


def _identity(folder: Path) -> dict[str, Any]:
    """Return who runs the server, in the words of `subprocess`; the folder is theirs then."""
    if os.geteuid():
        return {}
    import pwd

    known = {one.pw_name: one for one in pwd.getpwall()}
    user = next(known[name] for name in _UNPRIVILEGED if name in known)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _filled(server: PostgresServer) -> PostgresServer:
    """Make the roles, and the database that others are copies of."""
    server.run(
        *(f"CREATE ROLE {role} LOGIN" for role in (OWNER, ROLE)),
        f"CREATE ROLE {LOCKED} LOGIN PASSWORD 'kept elsewhere'",
        f"CREATE DATABASE ready OWNER {OWNER}",
    )
    if server.has_pgvector:
        server.run("CREATE EXTENSION vector", database="ready")
    migrate(server.address("ready"), OWNER)
    return server


def _end(process: subprocess.Popen[bytes]) -> None:
    """Have the server ended and its folder removed."""
    process.communicate()
