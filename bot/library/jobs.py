"""What is to be taken in, for which server, and what became of it: a table beside the catalogue.

A worker leases one job, and says now and then that it is still at it; whose worker has died is
taken by another once the lease is over. The servers take turns, each with its oldest job first, and
of each one job is done at a time.
"""

import json
import time
from collections.abc import Callable, Sequence

from bot.config import Config
from bot.library.brought import Brought
from bot.library.catalogue import ShelvedDocument
from bot.library.database import Connection, Database
from bot.library.job import (
    COLUMNS,
    Job,
    LeaseLostError,
    content_of,
    job_of,
    scope_record,
)
from bot.library.originals import Originals
from bot.library.quotas import Offered, check_quotas
from bot.library.turns import place_in_turns

LEASE_S = 30.0  # several times as long as a worker is silent
MOST_TRIES = 3
_PAUSE_S = 30.0  # before what the disk or the memory hindered is tried again, times the tries
_DAY_S = 86_400.0
_KEPT_S = 14 * _DAY_S  # what was in vain stays to be tried again
_DIED = "reading it ended its process each time, {} times: save it again or split it"

_OPEN = "state IN ('waiting', 'running')"
# Of jobs whose worker is gone: tried too often, or tried again.
_LET_GO = (
    "UPDATE jobs SET worker = '', reason = CASE WHEN attempts >= :most THEN :reason ELSE '' END,"
    " ended = CASE WHEN attempts >= :most THEN :now ELSE 0 END,"
    " state = CASE WHEN attempts >= :most THEN 'given up' ELSE 'waiting' END"
    " WHERE state = 'running' AND "
)
_NEXT = (
    f"SELECT {COLUMNS} FROM jobs JOIN servers USING (guild)"  # noqa: S608  # no value is put in
    " WHERE state = 'waiting' AND not_before <= ? AND guild NOT IN"
    " (SELECT guild FROM jobs WHERE state = 'running') ORDER BY served, id LIMIT 1"
)
_ONE = f"SELECT {COLUMNS} FROM jobs WHERE id = ?"  # noqa: S608
_UNFINISHED = (
    f"SELECT {COLUMNS} FROM jobs WHERE guild = ?"  # noqa: S608
    " AND state NOT IN ('done', 'dropped') ORDER BY id"
)
_BEGIN = (
    "UPDATE jobs SET state = 'running', worker = ?, leased_until = ?, begun = ?,"
    " attempts = attempts + 1, stage = '', at = 0, total = 0 WHERE id = ?"
)
_SERVED = "UPDATE servers SET served = (SELECT max(served) + 1 FROM servers) WHERE guild = ?"
_BEAT = (
    "UPDATE jobs SET leased_until = ?, stage = ?, at = ?, total = ?"
    " WHERE id = ? AND worker = ? AND state = 'running'"
)
_INSERT = (
    "INSERT INTO jobs (guild, content, filename, sha256, size, stated, scope, instead_of, state,"
    " asked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)"
)
_AGAIN = (
    "UPDATE jobs SET state = 'waiting', attempts = 0, reason = '', not_before = 0"
    " WHERE id = ? AND guild = ? AND state IN ('failed', 'given up')"
)
# A later version is brought, or there: who tried an earlier one again would lose it.
_SUPERSEDE = (
    "UPDATE jobs SET state = 'dropped', ended = ? WHERE guild = ? AND filename = ? AND id < ?"
    " AND state IN ('failed', 'given up')"
)
_DROP = (
    "UPDATE jobs SET state = 'dropped', ended = ? WHERE id = ? AND guild = ?"
    " AND state IN ('waiting', 'failed', 'given up')"
)


class Jobs:
    """The jobs of all servers. Its methods may be called from several threads and processes."""

    def __init__(
        self,
        database: Database,
        originals: Originals,
        config: Config,
        *,
        heard: Callable[[], object] = lambda: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Keep them in the catalogue's file.

        Args:
            database: That file.
            originals: Where the bytes are kept.
            config: Says how much a server may bring.
            heard: Is called whenever a job begins to wait.
            now: Seconds since the epoch.
        """
        self._database = database
        self._originals = originals
        self._config = config
        self._now = now
        self._heard = heard

    def check(self, guild: int, file: Offered) -> None:
        """Check that a server may bring a document now.

        Raises:
            NotShelvedError: It may not.
        """
        with self._database.connected() as connection:
            check_quotas(connection, guild, file, self._config, self._now())

    def submit(self, guild: int, brought: Brought) -> Job:
        """Have a document taken in; what waits already, or was in vain, is not doubled by it.

        Raises:
            NotShelvedError: The server brings too much.
            UnwritableError: It cannot be kept.
        """
        content, now = content_of(brought), self._now()
        with self._database.alone() as connection:
            _forget_old(connection, now)
            row = connection.execute(
                "SELECT id FROM jobs WHERE guild = ? AND content = ?"
                " AND state NOT IN ('done', 'dropped')",
                (guild, content),
            ).fetchone()
            if row is None:
                file = Offered(brought.filename, len(brought.raw), brought.instead_of)
                check_quotas(connection, guild, file, self._config, now)
            self._originals.keep(brought.sha256, brought.raw)
            if row is None:
                number = _inserted(connection, guild, brought, now)
                connection.execute(_SUPERSEDE, (now, guild, brought.filename, number))
            else:
                number = row[0]
                connection.execute(_AGAIN, (number, guild))
            job = job_of(connection.execute(_ONE, (number,)).fetchone())
        self._heard()
        return job

    def unfinished(self, guild: int) -> tuple[Job, ...]:
        """Return the jobs of a server that wait, run, or were in vain, the oldest first."""
        with self._database.connected() as connection:
            return tuple(map(job_of, connection.execute(_UNFINISHED, (guild,)).fetchall()))

    def job(self, number: int) -> Job | None:
        """Return a job; None where it is forgotten."""
        with self._database.connected() as connection:
            row = connection.execute(_ONE, (number,)).fetchone()
        return job_of(row) if row else None

    def place(self, job: Job) -> int:
        """Return which one a waiting job is in the queue of all servers, from 1."""
        with self._database.connected() as connection:
            waiting = connection.execute(
                "SELECT guild, id FROM jobs JOIN servers USING (guild)"
                " WHERE state = 'waiting' ORDER BY served, id"
            ).fetchall()
            (running,) = connection.execute(
                "SELECT count(*) FROM jobs WHERE state = 'running'"
            ).fetchone()
        return int(running) + place_in_turns(waiting, job.id)

    def again(self, guild: int, number: int) -> bool:
        """Have a job tried again that was in vain; return whether there is one."""
        there = self._changed(_AGAIN, (number, guild))
        self._heard()
        return there

    def drop(self, guild: int, number: int) -> bool:
        """Give up a job that waits or was in vain; return whether there was one."""
        return self._changed(_DROP, (self._now(), number, guild))

    def is_due(self) -> bool:
        """Return whether there is something to do for a worker."""
        now = self._now()
        with self._database.connected() as connection:
            due = connection.execute(
                "SELECT EXISTS (SELECT 1 FROM jobs WHERE state = 'waiting' AND not_before <= ? AND"
                " guild NOT IN (SELECT guild FROM jobs WHERE state = 'running'"
                " AND leased_until >= ?)) OR EXISTS"
                " (SELECT 1 FROM jobs WHERE state = 'running' AND leased_until < ?)",
                (now, now, now),
            ).fetchone()
        return bool(due[0])

    def take(self, worker: str) -> Job | None:
        """Return the next job, leased to a worker; None where there is none for now."""
        now = self._now()
        with self._database.alone() as connection:
            given = {"most": MOST_TRIES, "reason": _DIED.format(MOST_TRIES), "now": now}
            connection.execute(f"{_LET_GO} leased_until < :now", given)
            row = connection.execute(_NEXT, (now,)).fetchone()
            if row is None:
                return None
            job = job_of(row)
            connection.execute(_BEGIN, (worker, now + LEASE_S, now, job.id))
            connection.execute(_SERVED, (job.guild,))
            return job_of(connection.execute(_ONE, (job.id,)).fetchone())

    def beat(self, job: Job, worker: str, stage: str, at: int, total: int) -> None:
        """Say that a worker is still at a job, and how far.

        Raises:
            LeaseLostError: It is not its own any more.
        """
        given = (self._now() + LEASE_S, stage, at, total, job.id, worker)
        if not self._changed(_BEAT, given):
            raise LeaseLostError(f"job {job.id} is not this worker's any more")

    def is_lost(self, worker: str) -> bool:
        """Return whether a worker has let its lease run out, though it runs."""
        with self._database.connected() as connection:
            row = connection.execute(
                "SELECT 1 FROM jobs WHERE state = 'running' AND worker = ? AND leased_until < ?",
                (worker, self._now()),
            ).fetchone()
        return row is not None

    def settle(
        self, connection: Connection, job: Job, worker: str, *, documents: Sequence[ShelvedDocument]
    ) -> None:
        """Note that a job is done, in the transaction in which its document is catalogued.

        Raises:
            LeaseLostError: It is not this worker's any more: nothing may be catalogued.
        """
        changed = connection.execute(
            "UPDATE jobs SET state = 'done', worker = '', ended = ?, name = ?"
            " WHERE id = ? AND worker = ? AND state = 'running'",
            (self._now(), documents[0].name, job.id, worker),
        )
        if not changed.rowcount:
            raise LeaseLostError(f"job {job.id} is not this worker's any more")
        connection.execute(_SUPERSEDE, (self._now(), job.guild, job.filename, job.id))

    def fail(self, job: Job, worker: str, reason: str) -> None:
        """Note that a document cannot be taken in, and why, in words for who brought it."""
        self._changed(
            "UPDATE jobs SET state = 'failed', worker = '', ended = ?, reason = ?"
            " WHERE id = ? AND worker = ? AND state = 'running'",
            (self._now(), reason, job.id, worker),
        )

    def put_off(self, job: Job, worker: str, reason: str) -> None:
        """Have a job tried again later, which something hindered; the third time it has failed."""
        if job.attempts >= MOST_TRIES:
            self.fail(job, worker, reason)
            return
        self._changed(
            "UPDATE jobs SET state = 'waiting', worker = '', not_before = ?"
            " WHERE id = ? AND worker = ? AND state = 'running'",
            (self._now() + _PAUSE_S * job.attempts, job.id, worker),
        )

    def let_go(self, worker: str) -> None:
        """Have others take what a worker had that has died; after three tries it is given up."""
        given = {"most": MOST_TRIES, "reason": _DIED.format(MOST_TRIES), "now": self._now()}
        self._changed(f"{_LET_GO} worker = :worker", {**given, "worker": worker})

    def hand_back(self, worker: str) -> None:
        """Have others take what a worker had that was ended by us: that was no try."""
        self._changed(
            "UPDATE jobs SET state = 'waiting', worker = '', attempts = attempts - 1"
            " WHERE worker = ? AND state = 'running'",
            (worker,),
        )

    def _changed(self, statement: str, given: object) -> bool:
        with self._database.alone() as connection:
            return connection.execute(statement, given).rowcount > 0  # type: ignore[arg-type]


def _inserted(connection: Connection, guild: int, brought: Brought, now: float) -> int:
    """Return the number of a job that waits from now on."""
    connection.execute("INSERT OR IGNORE INTO servers (guild) VALUES (?)", (guild,))
    stated = dict(brought.stated) if brought.stated else None
    made = connection.execute(
        _INSERT,
        (
            *(guild, content_of(brought), brought.filename, brought.sha256, len(brought.raw)),
            *(json.dumps(stated), scope_record(brought.scope), brought.instead_of, now),
        ),
    )
    return int(made.lastrowid or 0)


def _forget_old(connection: Connection, now: float) -> None:
    """Forget what is done and counts no more, and what was in vain for long."""
    connection.execute(
        "DELETE FROM jobs WHERE (state IN ('done', 'dropped') AND asked < ?)"
        " OR (state IN ('failed', 'given up') AND ended < ?)",
        (now - _DAY_S, now - _KEPT_S),
    )
