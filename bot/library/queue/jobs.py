"""What is to be done with servers' libraries, and what became of it: a table beside the catalogue.

A worker leases one job, and says now and then that it is still at it; whose worker has died is
taken by another once the lease is over. Servers take turns, the oldest job of each first, one each.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.config import Config
from bot.languages import Sentence
from bot.library.files.originals import Originals
from bot.library.queue import job_statements as sql
from bot.library.queue.job import (
    Job,
    JobKind,
    JobState,
    LeaseLostError,
    Telling,
    job_of,
)
from bot.library.queue.job_requests import JobRequest
from bot.library.queue.quotas import Offered, check_pace, check_quotas
from bot.library.queue.turns import place_in_turns
from bot.library.submissions.brought import Brought
from bot.library.tables.catalogue import BEGIN_SERVER, ShelvedDocument
from bot.library.tables.events import Change, EventKind, note
from bot.library.tables.transactions import Connection, Reach, Transactions, Values

LEASE_S = 30.0  # several times as long as a worker is silent
MOST_TRIES = 3
_PAUSE_S = 30.0  # before what the disk or the memory hindered is tried again, times the tries
_DAY_S = 86_400.0
_KEPT_S = 14 * _DAY_S  # what was in vain stays to be tried again
_DIED = Sentence(
    "reading it ended its process each time, {tries} times: save it again or split it",
    tries=MOST_TRIES,
)


class Jobs:
    """The jobs of all servers. Its methods may be called from several threads and processes."""

    def __init__(
        self,
        database: Transactions,
        originals: Originals,
        config: Config,
        *,
        heard: Callable[[], object] = lambda: None,
        sweep: Callable[[], object] = lambda: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Keep them in the catalogue's database.

        Args:
            database: That one.
            originals: Where the bytes are kept.
            config: Says how much a server may bring.
            heard: Is called whenever a job begins to wait.
            sweep: Removes the bytes that nobody needs any more.
            now: Seconds since the epoch.
        """
        self._database = database
        self._originals = originals
        self._config = config
        self._now = now
        self._heard = heard
        self._sweep = sweep

    def check(self, guild: int, file: Offered) -> None:
        """Check that a server may bring a document now.

        Raises:
            NotShelvedError: It may not.
        """
        with self._database.connected(guild, Reach.QUEUE) as connection:
            check_quotas(connection, guild, file, self._config, self._now())

    def submit(self, guild: int, brought: Brought, channel: int = 0) -> Job:
        """Have a document taken in: see `request`.

        Raises:
            NotShelvedError: The server brings too much.
            UnwritableError: It cannot be kept.
        """
        return self.request(guild, JobRequest.of_document(brought), channel)

    def request(self, guild: int, request: JobRequest, channel: int = 0) -> Job:
        """Have something done; what waits already, or was in vain, is not doubled by it.

        Args:
            guild: The server.
            request: What is done.
            channel: Where that was asked for, and its end is told; 0 for no channel.

        Raises:
            NotShelvedError: The server brings too much.
            UnwritableError: It cannot be kept.
        """
        content, now = request.content, self._now()
        with self._database.alone(guild, Reach.QUEUE) as connection:
            _forget_old(connection, now)
            row = connection.execute(
                "SELECT id FROM jobs WHERE guild = ? AND content = ?"
                " AND state NOT IN ('done', 'dropped')",
                (guild, content),
            ).fetchone()
            if row is None:
                request = self._within_quotas(connection, guild, request, now)
            if request.raw is not None and not request.is_done:
                self._originals.keep(request.sha256, request.raw)
            if row is None:
                number = _inserted(connection, (guild, channel), request, now)
                _supersede(connection, guild, request, number, now)
                _note_archive(connection, guild, request, now)
            else:
                number = row[0]
                given = (Telling.UNTOLD, channel, channel, channel, request.member, number, guild)
                connection.execute(sql.AGAIN, given)
            job = job_of(connection.execute(sql.ONE, (number,)).fetchone())
        self._heard()
        return job

    def unfinished(self, guild: int) -> tuple[Job, ...]:
        """Return the jobs of a server that wait, run, or were in vain, the oldest first."""
        with self._database.connected(guild) as connection:
            return tuple(map(job_of, connection.execute(sql.UNFINISHED, (guild,)).fetchall()))

    def not_answered(self, guild: int) -> tuple[Job, ...]:
        """Return the jobs of a server that are done, of which nobody had the whole of it told.

        They are there for a day or so.
        """
        with self._database.connected(guild) as connection:
            return tuple(map(job_of, connection.execute(sql.NOT_ANSWERED, (guild,)).fetchall()))

    def untold(self) -> tuple[Job, ...]:
        """Return the jobs of all servers that were brought in a channel and whose end is untold."""
        with self._database.connected(reach=Reach.QUEUE) as connection:
            return tuple(map(job_of, connection.execute(sql.UNTOLD).fetchall()))

    def note_told(self, numbers: Iterable[int], telling: Telling) -> None:
        """Note how who brought some jobs was told of their end."""
        given = [(telling, number) for number in numbers]
        with self._database.alone(reach=Reach.QUEUE) as connection:
            connection.executemany("UPDATE jobs SET told = ? WHERE id = ?", given)

    def job(self, number: int) -> Job | None:
        """Return a job; None where it is forgotten."""
        with self._database.connected(reach=Reach.QUEUE) as connection:
            row = connection.execute(sql.ONE, (number,)).fetchone()
        return job_of(row) if row else None

    def place(self, job: Job) -> int:
        """Return which one a waiting job is in the queue of all servers, from 1."""
        with self._database.connected(reach=Reach.QUEUE) as connection:
            waiting = connection.execute(
                "SELECT guild, id FROM jobs JOIN servers USING (guild)"
                " WHERE state = 'waiting' ORDER BY served, id"
            ).fetchall()
            (running,) = connection.execute(
                "SELECT count(*) FROM jobs WHERE state = 'running'"
            ).fetchone()
        return int(running) + place_in_turns(waiting, job.id)

    def counted(self) -> dict[JobState, int]:
        """Return how many jobs of all servers are in each state; of a state without any, nothing.

        What is done or dropped is there for a time only.
        """
        with self._database.connected(reach=Reach.QUEUE) as connection:
            counts = connection.execute("SELECT state, count(*) FROM jobs GROUP BY state")
            return {JobState(state): int(count) for state, count in counts.fetchall()}

    def again(self, guild: int, number: int) -> bool:
        """Have a job tried again that was in vain; return whether there is one.

        What becomes of it then stands in the list of jobs.
        """
        there = self._changed(sql.AGAIN, (Telling.LISTED, 0, 0, 0, None, number, guild), guild)
        self._heard()
        return there

    def drop(self, guild: int, number: int) -> bool:
        """Give up a job that waits or was in vain, and its bytes; return whether there was one."""
        was_there = self._changed(sql.DROP, (self._now(), number, guild), guild)
        self._sweep()
        return was_there

    def tidy(self) -> None:
        """Forget what is over its time where no server brings anything any more, and its bytes.

        Raises:
            BriefingError: It cannot be forgotten now.
        """
        with self._database.alone(reach=Reach.QUEUE) as connection:
            forgotten = _forget_old(connection, self._now())
        if forgotten:
            self._sweep()

    def is_due(self) -> bool:
        """Return whether there is something to do for a worker."""
        now = self._now()
        with self._database.connected(reach=Reach.QUEUE) as connection:
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
        with self._database.alone(reach=Reach.QUEUE) as connection:
            given = {"most": MOST_TRIES, "reason": _DIED.kept, "now": now}
            connection.execute(f"{sql.LET_GO} leased_until < :now", given)
            row = connection.execute(sql.NEXT + self._database.skipping_locked, (now,)).fetchone()
            if row is None:
                return None
            job = job_of(row)
            connection.execute(sql.BEGIN, (worker, now + LEASE_S, now, job.id))
            connection.execute(sql.SERVED, (job.guild,))
            return job_of(connection.execute(sql.ONE, (job.id,)).fetchone())

    def beat(self, job: Job, worker: str, stage: str, at: int, total: int) -> None:
        """Say that a worker is still at a job, and how far.

        Raises:
            LeaseLostError: It is not its own any more.
        """
        given = (self._now() + LEASE_S, stage, at, total, job.id, worker)
        if not self._changed(sql.BEAT, given, job.guild):
            raise LeaseLostError(f"job {job.id} is not this worker's any more")

    def is_lost(self, worker: str) -> bool:
        """Return whether a worker has let its lease run out, though it runs."""
        with self._database.connected(reach=Reach.QUEUE) as connection:
            row = connection.execute(
                "SELECT 1 FROM jobs WHERE state = 'running' AND worker = ? AND leased_until < ?",
                (worker, self._now()),
            ).fetchone()
        return row is not None

    def settle(
        self, connection: Connection, job: Job, worker: str, *, documents: Sequence[ShelvedDocument]
    ) -> bool:
        """Note that a job is done, in the transaction in which its document is catalogued.

        Returns:
            Whether who brought it is still to be named: they may have had that deleted since.

        Raises:
            LeaseLostError: It is not this worker's any more: nothing may be catalogued.
        """
        given = (self._now(), documents[0].name, job.id, worker)
        is_named = _noted(connection, sql.SETTLE, given, job)
        _supersede(connection, job.guild, job, job.id, self._now())
        return is_named

    def settle_part(
        self, connection: Connection, job: Job, worker: str, *, documents: Sequence[ShelvedDocument]
    ) -> bool:
        """Note what an archive brought, in the transaction in which that is catalogued.

        Whoever goes on with the job after a kill leaves that alone.

        Returns:
            As of `settle`.

        Raises:
            LeaseLostError: It is not this worker's any more: nothing may be catalogued.
        """
        taken = job.taken | {one.filename: one.name for one in documents}
        return _noted(connection, sql.SETTLE_PART, (json.dumps(taken), job.id, worker), job)

    def end_part(self, job: Job, worker: str, refused: Mapping[str, Sentence]) -> None:
        """Note why some documents of an archive were not taken in; the rest waits for its turn."""
        with self._database.alone(job.guild) as connection:
            row = connection.execute(sql.HELD, (job.id, worker)).fetchone()
            if row is None:
                return
            known = job_of(row)
            kept = {name: why.kept for name, why in {**known.refused, **refused}.items()}
            state = JobState.WAITING if known.left - kept.keys() else JobState.DONE
            connection.execute(
                "UPDATE jobs SET state = ?, worker = '', attempts = 0, refused = ?, ended = ?"
                " WHERE id = ?",
                (state, json.dumps(kept), self._now(), job.id),
            )
            if state is JobState.DONE:
                _supersede(connection, job.guild, job, job.id, self._now())
        self._sweep()

    def fail(self, job: Job, worker: str, reason: Sentence) -> None:
        """Note that a document cannot be taken in, and why, in words for who brought it."""
        self._changed(
            "UPDATE jobs SET state = 'failed', worker = '', ended = ?, reason = ?"
            " WHERE id = ? AND worker = ? AND state = 'running'",
            (self._now(), reason.kept, job.id, worker),
            job.guild,
        )

    def put_off(self, job: Job, worker: str, reason: Sentence) -> None:
        """Have a job tried again later, which something hindered; the third time it has failed."""
        if job.attempts >= MOST_TRIES:
            self.fail(job, worker, reason)
            return
        self._changed(
            "UPDATE jobs SET state = 'waiting', worker = '', not_before = ?"
            " WHERE id = ? AND worker = ? AND state = 'running'",
            (self._now() + _PAUSE_S * job.attempts, job.id, worker),
            job.guild,
        )

    def let_go(self, worker: str) -> None:
        """Have others take what a worker had that has died; after three tries it is given up."""
        given = {"most": MOST_TRIES, "reason": _DIED.kept, "now": self._now()}
        self._changed(f"{sql.LET_GO} worker = :worker", {**given, "worker": worker})

    def hand_back(self, worker: str) -> None:
        """Have others take what a worker had that was ended by us: that was no try."""
        self._changed(
            "UPDATE jobs SET state = 'waiting', worker = '', attempts = attempts - 1"
            " WHERE worker = ? AND state = 'running'",
            (worker,),
        )

    def _within_quotas(
        self, connection: Connection, guild: int, request: JobRequest, now: float
    ) -> JobRequest:
        """Return what may be done of a request.

        Raises:
            NotShelvedError: Nothing of it.
        """
        if request.kind is JobKind.DOCUMENT:
            file = Offered(request.filename, request.size, request.instead_of)
            check_quotas(connection, guild, file, self._config, now)
            return request
        room = check_pace(connection, guild, self._config, now)
        return request.within(room.most, room.why)

    def _changed(self, statement: str, given: Values, guild: int = 0) -> bool:
        """Return whether a statement changed anything; of no server's alone, all are in reach."""
        reach = Reach.SERVER if guild else Reach.QUEUE
        with self._database.alone(guild, reach) as connection:
            return connection.execute(statement, given).rowcount > 0


def _inserted(
    connection: Connection, place: tuple[int, int], request: JobRequest, now: float
) -> int:
    """Return the number of a job that waits from now on, or is done where there is nothing to do.

    Args:
        connection: To the database.
        place: The server, and the channel.
        request: What is to be done.
        now: Seconds since the epoch.
    """
    connection.execute(BEGIN_SERVER, place[:1])
    state, ended = (JobState.DONE, now) if request.is_done else (JobState.WAITING, 0)
    row = (*place, *request.row, state, now, ended)
    ((number,),) = connection.execute(sql.INSERT, row).fetchall()
    return int(number)


def _supersede(
    connection: Connection, guild: int, later: Job | JobRequest, number: int, now: float
) -> None:
    connection.execute(sql.SUPERSEDE, (now, guild, later.kind, later.filename, number))


def _note_archive(connection: Connection, guild: int, request: JobRequest, now: float) -> None:
    """Note who brought an archive; of a document that is noted once it is taken in."""
    if request.kind is JobKind.ARCHIVE:
        change = Change(EventKind.IMPORTED, request.filename, request.member)
        note(connection, guild, [change], now)


def _noted(connection: Connection, statement: str, given: Values, job: Job) -> bool:
    """Note what became of a worker's job; return whether it names who brought it.

    Raises:
        LeaseLostError: It is not this worker's any more: nothing may be catalogued.
    """
    rows = connection.execute(statement, given).fetchall()
    if not rows:
        raise LeaseLostError(f"job {job.id} is not this worker's any more")
    return rows[0][0] is not None


def _forget_old(connection: Connection, now: float) -> bool:
    """Forget what counts no more, and what was in vain for long; return if anything was."""
    return connection.execute(sql.FORGET, (now - _DAY_S, now - _KEPT_S)).rowcount > 0
