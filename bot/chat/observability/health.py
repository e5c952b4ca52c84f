"""How a running bot fares, left in a small file for `doctor --live` and for monitoring."""

import json
import logging
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from bot.chat.observability.signs_of_life import (
    EVERY_S,
    SignFile,
    lasted,
    moment_of,
    silence,
    stamp,
)
from bot.shards import Shards

HEALTH_FILE = "health.json"  # in the data folder
# Discord is sent a heartbeat every 41 s; the one acknowledged last is seen up to 15 s later.
_HEARTBEAT_WITHIN_S = 75.0
_LONGEST_REASON = 300  # characters

_log = logging.getLogger(__name__)


class State(StrEnum):
    """Of the connection to Discord."""

    CONNECTING = "connecting"
    READY = "ready"
    SILENT = "no heartbeat"
    RECONNECTING = "reconnecting"
    WAITING = "waiting to reconnect"
    REFUSED = "refused"
    STOPPED = "stopped"


_CONNECTED = frozenset({State.READY, State.SILENT})
_ENDED = frozenset({State.REFUSED, State.STOPPED})
_UNREADABLE = (OSError, ValueError, TypeError, KeyError, RecursionError)


@dataclass(frozen=True, slots=True)
class Health:
    """How a bot fares; moments in seconds since the epoch, None for what has not been.

    Args:
        state: Of the connection.
        since: When that state began.
        written: When this was written.
        heartbeat: When it was last seen that Discord had acknowledged another heartbeat.
        answer: When Discord last took a message for a member.
        reason: Why there is no connection; empty where there is nothing to say.
        shards: Those that it serves, as they are written; empty where it serves all, as one.
        not_connected: Numbers of those of them that have no connection.
    """

    state: State
    since: float
    written: float
    heartbeat: float | None = None
    answer: float | None = None
    reason: str = ""
    shards: str = ""
    not_connected: tuple[int, ...] = ()

    @property
    def serves(self) -> bool:
        """Whether members are answered, as far as the bot knew when this was written."""
        return self.state is State.READY

    @property
    def serves_in_part(self) -> bool:
        """Whether members of some servers are, and of others not."""
        is_up = self.state in _CONNECTED | {State.CONNECTING, State.RECONNECTING}
        return is_up and 0 < len(self.not_connected) < len(Shards.parse(self.shards).numbers)


class HealthFile:
    """Writes how the bot of this process fares."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], float],
        changed: Callable[[State], None] = lambda _: None,
    ) -> None:
        """Prepare; nothing is written yet.

        Args:
            path: Of the file.
            clock: Gives seconds since the epoch.
            changed: Told of the state, whenever it is written.
        """
        self._file = SignFile(path, _log)
        self._changed = changed
        self._clock = clock
        self._shards: Shards | None = None
        now = clock()
        self._health = Health(State.CONNECTING, now, now)

    @property
    def state(self) -> State:
        """The state that was written last."""
        return self._health.state

    def begin(self, shards: Shards | None) -> None:
        """Write that a bot connects that serves these shards."""
        self._shards = shards
        self.change(State.CONNECTING)

    def change(self, state: State, reason: str = "") -> None:
        """Write that the connection is in another state now, in all shards where there are some."""
        away = () if state is State.READY or self._shards is None else (*self._shards.numbers,)
        self._change(state, away, reason)

    def _change(self, state: State, away: tuple[int, ...], reason: str = "") -> None:
        health = replace(self._health, state=state, since=self._clock())
        shards, reason = str(self._shards or ""), reason[:_LONGEST_REASON]
        self._write(replace(health, reason=reason, shards=shards, not_connected=away))

    def lose(self) -> None:
        """Write that the connection was lost, where there was one."""
        if self.state in _CONNECTED:
            self.change(State.RECONNECTING)

    def tell_shards(self, away: Collection[int]) -> None:
        """Write which shards are not connected now; it is ready with all of them alone."""
        if not away:
            self.change(State.READY)
        elif self._shards is None:
            self.lose()
        elif self.state in _CONNECTED:
            self._change(State.RECONNECTING, tuple(sorted(away)))
        else:
            self._write(replace(self._health, not_connected=tuple(sorted(away))))

    def observe(self, *, heartbeat: bool, answer: float | None) -> None:
        """Write what was seen of a bot.

        Args:
            heartbeat: Whether Discord acknowledged another one since the last look.
            answer: When Discord last took a message for a member, None if it did not yet.
        """
        now, before = self._clock(), self._health
        beaten = now if heartbeat else before.heartbeat
        health = replace(before, heartbeat=beaten, answer=answer or before.answer)
        if health.state in _CONNECTED:
            heard = max(beaten or 0.0, health.since if health.state is State.READY else 0.0)
            state = State.READY if now - heard <= _HEARTBEAT_WITHIN_S else State.SILENT
            since = health.since if state is health.state else now
            health = replace(health, state=state, since=since)
        self._write(health)

    def _write(self, health: Health) -> None:
        """Write what holds from now on."""
        self._health = replace(health, written=self._clock())
        self._changed(health.state)
        self._file.write(_json_of(self._health))


def is_running(path: Path, now: float) -> bool:
    """Return whether a bot that writes `path` is there at `now`, in seconds since the epoch."""
    try:
        health = _health_of(path.read_text(encoding="utf-8"))
    except _UNREADABLE:
        return False
    return health.state not in _ENDED and silence(health.written, now) is None


def refused(path: Path) -> tuple[float, str] | None:
    """Return when the last bot that wrote `path` was refused, and why; None of any other.

    In seconds since the epoch.
    """
    try:
        health = _health_of(path.read_text(encoding="utf-8"))
    except _UNREADABLE:
        return None
    return (health.since, health.reason) if health.state is State.REFUSED else None


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whether the bot of a data folder serves, in one sentence."""

    serves: bool
    sentence: str


def outlook(path: Path, now: float) -> Outlook:
    """Return whether the bot that writes `path` serves at `now`, seconds since the epoch."""
    try:
        health = _health_of(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Outlook(False, f"no bot has run on {path.parent}: start it with `briefing-bot run`")
    except _UNREADABLE as error:
        why = type(error).__name__
        return Outlook(
            False,
            f"{path} cannot be read ({why}): a bot that runs writes it anew every {EVERY_S:.0f} s",
        )
    gone = silence(health.written, now)
    if gone and health.state not in _ENDED:
        return Outlook(False, f"it does not serve: {gone}")
    return Outlook(health.serves, _sentence(health, now))


def _sentence(health: Health, now: float) -> str:
    """Return what a file that is not stale says."""
    since = lasted(now - health.since)
    told = {
        State.READY: f"it serves, connected for {since}",
        State.CONNECTING: f"it does not serve yet: it has been connecting for {since}",
        State.SILENT: f"it does not serve: Discord has been silent, as was noticed {since} ago",
        State.RECONNECTING: f"it does not serve: the connection was lost {since} ago, "
        "and it is taking it up again",
        State.WAITING: "it does not serve: there is no connection, and it tries again by itself",
        State.REFUSED: f"it does not serve: it ended {since} ago",
        State.STOPPED: f"it does not serve: it was stopped {since} ago",
    }[health.state]
    if health.serves_in_part:
        told = f"it serves in part: {told.partition(': ')[2]}"
    reason = f" ({health.reason})" if health.reason else ""
    heartbeat = _last("heartbeat acknowledged", health.heartbeat, now)
    return f"{told}{reason}{_shards(health)}; {heartbeat}, {_last('answer', health.answer, now)}"


def _shards(health: Health) -> str:
    """Return which shards are served, and which of them are not connected."""
    if not health.shards:
        return ""
    away = ", ".join(map(str, health.not_connected))
    if not away:
        return f"; shards {health.shards}, all connected"
    return f"; of shards {health.shards} not connected: {away}"


def _last(what: str, moment: float | None, now: float) -> str:
    return f"no {what} yet" if moment is None else f"last {what} {lasted(now - moment)} ago"


def _json_of(health: Health) -> str:
    record = asdict(health)
    moments = ("since", "written", "heartbeat", "answer")
    record |= {name: None if record[name] is None else stamp(record[name]) for name in moments}
    if not health.shards:
        del record["shards"], record["not_connected"]
    return json.dumps(record) + "\n"


def _health_of(text: str) -> Health:
    """Return what a file holds.

    Raises:
        ValueError: It is no JSON, or has no such state, moment or shard.
        TypeError: A field is missing or unknown, or of another kind.
        KeyError: A field is missing.
    """
    record = json.loads(text)
    moments = {name: _moment(record[name]) for name in ("since", "written", "heartbeat", "answer")}
    if None in (moments["since"], moments["written"]):
        msg = "a state began at a moment and was written at one"
        raise ValueError(msg)
    away = tuple(map(int, record.get("not_connected", ())))
    shards = Shards.parse(str(record["shards"])) if "shards" in record else ""
    of_shards = {"shards": str(shards), "not_connected": away}
    return Health(**record | moments | of_shards | {"state": State(record["state"])})


def _moment(text: str | None) -> float | None:
    return None if text is None else moment_of(text)
