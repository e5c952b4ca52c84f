"""Who changed what a server has: a line each, for those who manage it, and for a time only.

A line is noted in the transaction of the change where that is one of documents, else right behind
it. It goes with the server; who did it goes where they have it deleted, and the line stays.
"""

import enum
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.library.tables.transactions import Connection, DatabaseOpener, Reach

OPERATOR = 0  # whoever uses the command line, in the place of a member's id
KEPT_DAYS = 180
MOST = 500  # of a server
_DAY_S = 86_400.0
_LONGEST = 300  # characters of what was changed
_PARTED = "/"  # between what was changed and what stands behind it: in no filename or setting
_NEXT, _IS = ", ", "="  # between values, and before each: in no value

_OF_SERVER = (
    "SELECT moment, member, kind, what FROM events WHERE guild = ? AND moment >= ?"
    " ORDER BY number DESC LIMIT ?"
)
_NAMING = (
    "SELECT guild, moment, kind, what FROM events WHERE member = ? AND moment >= ?"
    " ORDER BY moment DESC, guild, number DESC"
)
_BROUGHT = (
    "SELECT guild, asked, state, filename FROM jobs WHERE member = ? ORDER BY asked DESC, id DESC"
)
_LAST = "SELECT coalesce(max(number), 0) FROM events WHERE guild = ?"
_TOO_MANY = "DELETE FROM events WHERE guild = ? AND (moment < ? OR number <= ?)"


class EventKind(enum.StrEnum):
    """What somebody did; the values stand in the database."""

    ADDED = "added"
    REPLACED = "replaced"
    REMOVED = "removed"
    LIMITED = "limited"  # who may see a document
    OPENED = "opened"  # so that everybody may
    DESCRIBED = "described"
    IMPORTED = "imported"  # an archive was brought, which a worker takes in
    SETTINGS = "settings"


_WITH_MORE = (EventKind.ADDED, EventKind.REPLACED, EventKind.LIMITED, EventKind.SETTINGS)


@dataclass(frozen=True, slots=True)
class NotedChange:
    """A change of what a server has.

    Args:
        kind: What was done.
        what: The filename of the document or archive, or the names of settings.
        member: Id of who did it; `OPERATOR` for the command line, None where that was deleted.
        moment: When, with a zone.
        before: The filename whose place it took, where that was another one; else "".
        after: What settings are since, by their names, or of a document that was limited, or added
            with a limit, to which `channels` and `roles`; each a text. Empty where that is not
            known.
    """

    kind: EventKind
    what: str
    member: int | None
    moment: datetime
    before: str = ""
    after: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody does now.

    Args:
        kind: That.
        what: As of `NotedChange`.
        by: As `member` of `NotedChange`.
        before: As of `NotedChange`.
        after: As of `NotedChange`.
    """

    kind: EventKind
    what: str
    by: int | None = OPERATOR
    before: str = ""
    after: Mapping[str, str] = field(default_factory=dict)

    @property
    def kept(self) -> str:
        """What was changed, as the database has it: see `_parted`."""
        half = (_LONGEST - len(_PARTED)) // 2
        values = _NEXT.join(f"{name}{_IS}{value}" for name, value in self.after.items())
        behind = self.before[:half] or (values if len(values) <= half else "")  # no half of an id
        return f"{self.what[:half]}{_PARTED}{behind}" if behind else self.what[:_LONGEST]


@dataclass(frozen=True, slots=True)
class Named:
    """Something that names a member.

    Args:
        guild: The server that it is of.
        moment: When it was done or brought, with a zone.
        kind: What was done, or what has become of what was brought: its `EventKind` or `JobState`.
        what: As of `NotedChange`.
    """

    guild: int
    moment: datetime
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Naming:
    """All that names a member, each the newest first.

    Args:
        lines: Of servers' histories.
        brought: What they brought that waits or was in vain, or was settled lately.
    """

    lines: tuple[Named, ...] = ()
    brought: tuple[Named, ...] = ()


def note(connection: Connection, guild: int, changes: Iterable[Change], now: float) -> None:
    """Note changes in the transaction in which they are made, and forget what is over its time.

    Args:
        connection: A transaction that nobody else changes the server in.
        guild: The server.
        changes: What somebody does.
        now: Seconds since the epoch.
    """
    ((last,),) = connection.execute(_LAST, (guild,)).fetchall()
    rows = [
        (guild, number, now, one.by, one.kind, one.kept)
        for number, one in enumerate(changes, last + 1)
    ]
    connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute(_TOO_MANY, (guild, _oldest(now), last + len(rows) - MOST))


class Events:
    """The table of them. Its methods may be called from several threads."""

    def __init__(
        self,
        is_there: Callable[[], bool],
        opened: DatabaseOpener,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Keep them in a database, which `opened` makes if need be, and `is_there` does not.

        Args:
            is_there: Whether anything was ever kept.
            opened: Opens it.
            now: Seconds since the epoch.
        """
        self._is_there = is_there
        self._opened = opened
        self._now = now

    def note(self, guild: int, change: Change) -> None:
        """Note what somebody has done.

        Raises:
            BriefingError: It cannot be kept.
        """
        with self._opened().alone(guild) as connection:
            note(connection, guild, [change], self._now())

    def of(self, guild: int) -> tuple[NotedChange, ...]:
        """Return what was done in a server, the newest first; nothing is made for that.

        Raises:
            BriefingError: It cannot be read.
        """
        if not self._is_there():
            return ()
        with self._opened().connected(guild) as connection:
            given = (guild, _oldest(self._now()), MOST)
            rows = connection.execute(_OF_SERVER, given).fetchall()
        return tuple(
            _noted(EventKind(kind), kept, member, datetime.fromtimestamp(moment, UTC))
            for moment, member, kind, kept in rows
        )

    def naming(self, member: int) -> Naming:
        """Return what names a member in all servers.

        Raises:
            BriefingError: It cannot be read.
        """
        if not self._is_there():
            return Naming()
        database = self._opened()
        with database.connected(reach=Reach.SURVEY) as connection:
            lines = connection.execute(_NAMING, (member, _oldest(self._now()))).fetchall()
        with database.connected(reach=Reach.QUEUE) as connection:
            brought = connection.execute(_BROUGHT, (member,)).fetchall()
        return Naming(_named(lines), _named(brought))

    def forget(self, member: int) -> None:
        """Take a member out of all lines, those to come of what they brought among them.

        Raises:
            BriefingError: It cannot be kept; some may be as before.
        """
        if not self._is_there():
            return
        database = self._opened()
        for table, reach in (("jobs", Reach.QUEUE), ("events", Reach.SURVEY)):
            with database.alone(reach=reach) as connection:
                unname = f"UPDATE {table} SET member = NULL WHERE member = ?"  # noqa: S608  # ours
                connection.execute(unname, (member,))

    def tidy(self) -> None:
        """Forget what is over its time in servers where nothing is changed any more.

        Raises:
            BriefingError: It cannot be forgotten now.
        """
        if self._is_there():
            with self._opened().alone(reach=Reach.SURVEY) as connection:
                oldest = (_oldest(self._now()),)
                connection.execute("DELETE FROM events WHERE moment < ?", oldest)


def _noted(kind: EventKind, kept: str, member: int | None, moment: datetime) -> NotedChange:
    what, behind = _parted(kind, kept)
    if kind is EventKind.REPLACED:
        return NotedChange(kind, what, member, moment, behind)
    pairs = (part.partition(_IS) for part in behind.split(_NEXT) if part)
    after = {name: value for name, _, value in pairs}
    return NotedChange(kind, what, member, moment, after=after)


def _parted(kind: str, kept: str) -> tuple[str, str]:
    """Return what was changed, and what stands behind it: a filename, or values; "" for nothing."""
    what, _, behind = kept.partition(_PARTED) if kind in _WITH_MORE else (kept, "", "")
    return what, behind


def _named(rows: Iterable[Sequence[Any]]) -> tuple[Named, ...]:
    return tuple(
        Named(guild, datetime.fromtimestamp(moment, UTC), kind, _parted(kind, kept)[0])
        for guild, moment, kind, kept in rows
    )


def _oldest(now: float) -> float:
    """Return from when on lines are kept, in seconds since the epoch."""
    return now - KEPT_DAYS * _DAY_S
