"""How a process of workers alone fares, left in a small file for `doctor --live work`."""

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from threading import Lock

from bot.chat.observability.signs_of_life import SignFile, lasted, moment_of, silence, stamp
from bot.phrases import counted

WORK_FILE = "work.json"  # in the data folder
_LONGEST_REASON = 300  # characters
_MOMENTS = ("since", "written", "last")

_log = logging.getLogger(__name__)


class WorkState(StrEnum):
    """What can be done."""

    STARTING = "starting"
    WORKING = "working"
    AWAY = "storage away"
    DYING = "workers die"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class WorkHealth:
    """How workers fare; moments in seconds since the epoch, None for what has not been.

    Args:
        state: What can be done.
        since: When that began.
        written: When this was written.
        workers: How many there are.
        done: Jobs that have ended since the process started, well or in vain.
        last: When the last of them did.
        reason: Why nothing can be done; empty where there is nothing to say.
    """

    state: WorkState
    since: float
    written: float
    workers: int
    done: int = 0
    last: float | None = None
    reason: str = ""


class WorkHealthFile:
    """Writes how the workers of this process fare. Several threads may use it."""

    def __init__(self, path: Path, workers: int, clock: Callable[[], float]) -> None:
        """Prepare; nothing is written yet.

        Args:
            path: Of the file.
            workers: How many there are.
            clock: Gives seconds since the epoch.
        """
        self._file = SignFile(path, _log)
        self._clock = clock
        self._lock = Lock()
        now = clock()
        self._health = WorkHealth(WorkState.STARTING, now, now, workers)

    def tell(self, state: WorkState, reason: str = "") -> None:
        """Write what can be done now."""
        with self._lock:
            before, now = self._health, self._clock()
            since = before.since if state is before.state else now
            reason = reason[:_LONGEST_REASON]
            self._write(replace(before, state=state, since=since, reason=reason))

    def count(self) -> None:
        """Write that a job has ended."""
        with self._lock:
            before = self._health
            self._write(replace(before, done=before.done + 1, last=self._clock()))

    def _write(self, health: WorkHealth) -> None:
        """Write what holds from now on."""
        self._health = replace(health, written=self._clock())
        self._file.write(_json_of(self._health))


@dataclass(frozen=True, slots=True)
class WorkOutlook:
    """Whether the workers of a data folder are at work, in one sentence."""

    works: bool
    sentence: str


def work_outlook(path: Path, now: float) -> WorkOutlook:
    """Return whether the process that writes `path` works at `now`, seconds since the epoch."""
    try:
        health = _health_of(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"no workers have run on {path.parent}: start them with `briefing-bot work`"
        return WorkOutlook(False, msg)
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        return WorkOutlook(False, f"{path} cannot be read ({type(error).__name__})")
    gone = silence(health.written, now)
    if gone and health.state is not WorkState.STOPPED:
        return WorkOutlook(False, f"it does not work: {gone}")
    return WorkOutlook(health.state is WorkState.WORKING, _sentence(health, now))


def _sentence(health: WorkHealth, now: float) -> str:
    since = lasted(now - health.since)
    told = {
        WorkState.STARTING: f"it does not work yet: it has been starting for {since}",
        WorkState.WORKING: f"it works, {counted(health.workers, 'worker')}, for {since}",
        WorkState.AWAY: f"it has not been able to work for {since}",
        WorkState.DYING: f"it does not work: its workers have been dying for {since}",
        WorkState.STOPPED: f"it does not work: it was stopped {since} ago",
    }[health.state]
    reason = f" ({health.reason})" if health.reason else ""
    last = "" if health.last is None else f", the last {lasted(now - health.last)} ago"
    return f"{told}{reason}; {counted(health.done, 'job')} ended{last}"


def _json_of(health: WorkHealth) -> str:
    record = asdict(health)
    record |= {name: None if record[name] is None else stamp(record[name]) for name in _MOMENTS}
    return json.dumps(record) + "\n"


def _health_of(text: str) -> WorkHealth:
    """Return what a file holds.

    Raises:
        ValueError: It is no JSON, or has no such state or moment.
        TypeError: A field is missing or unknown, or of another kind.
        KeyError: A field is missing.
    """
    record = json.loads(text)
    last = record["last"]
    moments = {
        "since": moment_of(record["since"]),
        "written": moment_of(record["written"]),
        "last": None if last is None else moment_of(last),
    }
    return WorkHealth(**record | moments | {"state": WorkState(record["state"])})
