"""PostgreSQL servers of a campaign's own, each on a Unix socket in a folder that goes with it."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.library import migrate

_BINARIES = Path("/usr/lib/postgresql/17/bin")  # where Debian has them
_SUPERUSER, _OWNER, _ROLE, _DATABASE = "campaign", "campaign_owner", "campaign_bot", "briefing"
_UNPRIVILEGED = ("postgres", "nobody")  # as whom it runs, where the campaign is root's
_READY_S = 60.0
# Its commits survive its own death; that of the machine is not tried.
_SETTINGS = ("fsync=off", "listen_addresses=", "max_connections=100", "shared_buffers=64MB")
# It ends, at once, with whoever holds the other end of its standard input.
_GUARDED = '"$@" & server=$!; cat > /dev/null; kill -QUIT $server; wait $server'


class OwnPostgres:
    """The server: it runs in the block, and may be stopped and started again."""

    def __init__(self, primary: "OwnPostgres | None" = None) -> None:
        """Make it, not started yet, in a folder short enough for the path of a socket.

        Args:
            primary: One that runs, whose standby it is; None for one by itself.
        """
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # see above
        """Where its socket is."""
        self._given: dict[str, Any] = {"cwd": self.folder, "env": _environment()}
        if not os.geteuid():
            self._given |= _identity(self.folder)
        self._server: subprocess.Popen[bytes] | None = None
        data = ("--pgdata", self._data, "--username", _SUPERUSER, "--no-sync")
        if primary is None:
            self._run("initdb", *data, "--auth", "trust", "--encoding", "UTF8", "--no-locale")
        else:
            of = ("--host", str(primary.folder), "--checkpoint", "fast", "--write-recovery-conf")
            self._run("pg_basebackup", *data, *of)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    @property
    def address(self) -> str:
        """The address of the database, with the bot's own role."""
        return _address(self.folder)

    def __enter__(self) -> Self:
        """Start it, with the tables that the bot needs."""
        self.start()
        for role in (_OWNER, _ROLE):
            self.run(f"CREATE ROLE {role} LOGIN")
        self.run(f"CREATE DATABASE {_DATABASE} OWNER {_OWNER} TEMPLATE template0")
        migrate(self.address, _OWNER)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop it and remove its folder."""
        self.close()

    def close(self) -> None:
        """Stop it and remove its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start it, and return once it takes connections.

        Raises:
            TimeoutError: It does not for a minute.
        """
        settings = (*_SETTINGS, f"unix_socket_directories={self.folder}")
        given = [word for setting in settings for word in ("-c", setting)]
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(  # noqa: S603  # this program's own words
                ["/bin/sh", "-c", _GUARDED, "sh", _BINARIES / "postgres", "-D", self._data, *given],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._given,
            )
        over = time.monotonic() + _READY_S
        while not self._answers():
            if time.monotonic() > over:
                raise TimeoutError(f"PostgreSQL does not start: {self._log.read_text('utf-8')}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it at once, as a crash would: it recovers when it is started again."""
        if self._server is not None:
            self._server.communicate()
            self._server = None

    def _answers(self) -> bool:
        try:
            self.run("SELECT 1")
        except subprocess.CalledProcessError:
            return False
        return True

    def run(self, statement: str) -> None:
        """Run a statement as the superuser."""
        host = ("--host", str(self.folder), "--username", _SUPERUSER, "--dbname", "postgres")
        self._run("psql", "--no-psqlrc", "--quiet", *host, "--command", statement)

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(  # noqa: S603  # this program's own words
            [_BINARIES / program, *words], check=True, capture_output=True, **self._given
        )


class ReplicatedPostgres:
    """A server and its standby: what the one has answered for, the other has, too.

    Stopped for the first time, it does not come back: its standby takes over.
    """

    def __init__(self, primary: OwnPostgres, standby: OwnPostgres) -> None:
        """Hold a server and its standby, both of which run: see `replicated_postgres`."""
        self._primary = self._serving = primary
        self._standby = standby

    @property
    def address(self) -> str:
        """The address of the database, on whichever of both serves."""
        return _address(self._primary.folder, self._standby.folder)

    def start(self) -> None:
        """Have the standby take over, or, where it has, start it again."""
        if self._serving is self._standby:
            self._standby.start()
        else:
            self._standby.run("SELECT pg_promote()")
            self._serving = self._standby

    def stop(self) -> None:
        """Stop the one that serves, at once, as a crash would."""
        self._serving.stop()


@contextmanager
def replicated_postgres() -> Iterator[ReplicatedPostgres]:
    """Have a server and its standby run, with the tables that the bot needs.

    Yields:
        Both; whoever commits waits for the standby.
    """
    with OwnPostgres() as primary, closing(OwnPostgres(primary)) as standby:
        standby.start()
        primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'")
        primary.run("SELECT pg_reload_conf()")
        yield ReplicatedPostgres(primary, standby)


def _address(*folders: Path) -> str:
    return f"postgresql://{_ROLE}@/{_DATABASE}?host={','.join(map(str, folders))}"


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C"}


def _identity(folder: Path) -> dict[str, Any]:
    """Return who runs the server, in the words of `subprocess`; the folder is theirs then.

    Raises:
        OSError: There is nobody.
    """
    for name in _UNPRIVILEGED:
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            os.chown(folder, user.pw_uid, user.pw_gid)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise OSError("there is no user without privileges for PostgreSQL to run as")
