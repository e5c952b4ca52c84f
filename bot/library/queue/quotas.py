"""How much a server may bring, with what waits already counted in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.config import Config
from bot.languages import Sentence
from bot.library.queue.job import JobKind
from bot.library.submissions.placement import placed
from bot.library.submissions.refusals import NotShelvedError
from bot.library.tables.catalogue import documents_of
from bot.library.tables.transactions import Connection
from bot.phrases import lasting

_DAY_S = 86_400.0
_MEANWHILE_S = 60.0  # for one document, where nothing was measured yet
_MEASURED = 20  # documents of which it is taken how long one takes


@dataclass(frozen=True, slots=True)
class Offered:
    """A document that may be brought.

    Args:
        filename: As it was received.
        size: Bytes.
        instead_of: The name of the one whose place it takes; "" for that of its filename.
    """

    filename: str
    size: int
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class DayRoom:
    """How many documents a server may bring today.

    Args:
        most: So many.
        why: There may be no more of them, and from when on.
    """

    most: int
    why: Sentence


@dataclass(frozen=True, slots=True)
class _Queue:
    """What waits, and what was brought.

    Args:
        coming: The size of each document that a server has waiting, by its filename.
        own: How many jobs of the server wait.
        waiting: How many wait of all servers together.
        brought: When the server brought its documents of the last day, the first one first.
        each_s: How long one takes.
    """

    coming: Mapping[str, int]
    own: int
    waiting: int
    brought: list[float]
    each_s: float


def check_quotas(
    connection: Connection, guild: int, file: Offered, config: Config, now: float
) -> None:
    """Check that a server may bring a document.

    Args:
        connection: To the database.
        guild: The server.
        file: What it is.
        config: Says how much a server may bring.
        now: Seconds since the epoch.

    Raises:
        NotShelvedError: It may not; the words say how many are the most, and when there is room.
    """
    queue = _queue(connection, guild, now)
    documents = documents_of(connection, guild)
    place = placed(file.filename, documents, instead_of=file.instead_of)
    coming = {name: size for name, size in queue.coming.items() if name != file.filename}
    place.check_room(file.size, config, coming)
    _check_pace(queue, config, now)


def check_pace(connection: Connection, guild: int, config: Config, now: float) -> DayRoom:
    """Check that a server may have something done, and return how many documents it may bring.

    Args:
        connection: To the database.
        guild: The server.
        config: Says how much a server may bring.
        now: Seconds since the epoch.

    Raises:
        NotShelvedError: It may not.
    """
    queue = _queue(connection, guild, now)
    _check_pace(queue, config, now)
    most = config.library.jobs_a_day
    wait = lasting((queue.brought[0] if queue.brought else now) + _DAY_S - now)
    return DayRoom(
        most - len(queue.brought),
        Sentence(
            "{most} documents may be brought in 24 hours: bring the file again in {wait}",
            most=str(most),
            wait=wait,
        ),
    )


def _check_pace(queue: _Queue, config: Config, now: float) -> None:
    """Check that a server has not brought too much today, and that not too much waits.

    Raises:
        NotShelvedError: It has, or it does.
    """
    bounds = config.library
    if len(queue.brought) >= bounds.jobs_a_day:
        wait = lasting(queue.brought[-bounds.jobs_a_day] + _DAY_S - now)
        why = Sentence(
            "{most} documents may be brought in 24 hours: there is room in {wait}",
            most=str(bounds.jobs_a_day),
            wait=wait,
        )
        raise NotShelvedError(why)
    for waiting, most in ((queue.own, bounds.waiting), (queue.waiting, bounds.waiting_in_all)):
        if waiting >= most:
            wait = lasting(queue.each_s)
            why = Sentence(
                "{most} documents may wait at once, and do: there is room in {wait} or so",
                most=str(most),
                wait=wait,
            )
            raise NotShelvedError(why)


def _queue(connection: Connection, guild: int, now: float) -> _Queue:
    """Return what waits and what was brought; an archive counts as the documents in it."""
    own = connection.execute(
        "SELECT kind, filename, size, brings FROM jobs"
        " WHERE guild = ? AND state IN ('waiting', 'running')",
        (guild,),
    ).fetchall()
    coming: dict[str, int] = {}
    for kind, filename, size, brings in own:
        coming |= json.loads(brings) if kind == JobKind.ARCHIVE else {filename: size}
    (waiting,) = connection.execute(
        "SELECT count(*) FROM jobs WHERE state IN ('waiting', 'running')"
    ).fetchone()
    today = connection.execute(
        "SELECT kind, asked, brings FROM jobs WHERE guild = ? AND asked > ? ORDER BY asked",
        (guild, now - _DAY_S),
    ).fetchall()
    brought: list[float] = []
    for kind, asked, brings in today:
        brought += [asked] * (len(json.loads(brings)) if kind == JobKind.ARCHIVE else 1)
    taken = connection.execute(
        "SELECT ended - begun FROM jobs WHERE state = 'done' AND kind = 'document'"
        " ORDER BY ended DESC LIMIT ?",
        (_MEASURED,),
    ).fetchall()
    each = [row[0] for row in taken]
    each_s = sum(each) / len(each) if each else _MEANWHILE_S
    return _Queue(coming, len(own), waiting, brought, each_s)
