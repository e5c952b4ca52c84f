"""How fast and how heavy a running bot is: slash command in, callback out, over loopback.

The client runs in this process or in another one; what is measured is the time from the moment the
double hands the interaction to the gateway until the bot's callback has been carried out.
"""

import asyncio
import re
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.chat.embeds import is_place_in_line
from bot.sandbox.deeds import OptionValue
from bot.sandbox.people import Person
from bot.sandbox.world import InteractionState, NoAnswerError, SandboxError

_LONGEST_S = 600.0  # that an answer is waited for, behind all that were asked with it
_RSS = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command to measure with."""

    person: Person
    channel_id: int
    name: str
    options: Mapping[str, OptionValue]


@dataclass(frozen=True, slots=True)
class RoundTrips:
    """Times of commands used one after another.

    Args:
        acknowledged_s: Seconds from command to callback.
        answered_s: Seconds from command to the finished answer.
    """

    acknowledged_s: tuple[float, ...]
    answered_s: tuple[float, ...]

    def __post_init__(self) -> None:
        """Check that something was measured.

        Raises:
            ValueError: Nothing was.
        """
        if len(self.acknowledged_s) < 2 or len(self.acknowledged_s) != len(self.answered_s):
            raise ValueError("a measurement needs at least two round trips, each with both times")

    def median_s(self) -> float:
        """Return the median of command to callback, in seconds."""
        return statistics.median(self.acknowledged_s)

    def p95_s(self) -> float:
        """Return the 95th percentile of command to callback, in seconds."""
        return statistics.quantiles(self.acknowledged_s, n=20, method="inclusive")[-1]


@dataclass(frozen=True, slots=True)
class Burst:
    """Commands used all at once.

    Args:
        acknowledged: How many were acknowledged within three seconds.
        answered: How many of these were answered.
        last_acknowledged_s: Seconds until the last of them was acknowledged.
        last_answered_s: Seconds until the last of them was answered.
    """

    acknowledged: int
    answered: int
    last_acknowledged_s: float
    last_answered_s: float


@dataclass(frozen=True, slots=True)
class _Trip:
    acknowledged_s: float
    answered_s: float | None  # None: no answer came


async def round_trips(command: Command, times: int = 200, *, warm_up: int = 5) -> RoundTrips:
    """Return the times of a command used over and over, each after the last one's answer.

    Args:
        command: What is used.
        times: How often it is measured, at least 2.
        warm_up: How often it is used before that.

    Raises:
        SandboxError: The bot left one without acknowledgement.
    """
    acknowledged_s: list[float] = []
    answered_s: list[float] = []
    for number in range(warm_up + times):
        trip = await _use(command, time.perf_counter())
        if trip is None or trip.answered_s is None:
            raise SandboxError(f"/{command.name} was left without an answer at use {number + 1}")
        acknowledged_s.append(trip.acknowledged_s)
        answered_s.append(trip.answered_s)
    return RoundTrips(tuple(acknowledged_s[warm_up:]), tuple(answered_s[warm_up:]))


async def burst(commands: Sequence[Command]) -> Burst:
    """Return what came of commands used all at once, each once."""
    begun_s = time.perf_counter()
    attempts = await asyncio.gather(*(_use(command, begun_s) for command in commands))
    trips = [trip for trip in attempts if trip is not None]
    answered_s = [trip.answered_s for trip in trips if trip.answered_s is not None]
    return Burst(
        len(trips),
        len(answered_s),
        max((trip.acknowledged_s for trip in trips), default=0.0),
        max(answered_s, default=0.0),
    )


async def _use(command: Command, begun_s: float) -> _Trip | None:
    """Return the times of a command that is used now; None where it was not acknowledged."""
    call = await command.person.invoker.slash(command.channel_id, command.name, command.options)
    state = await call.acknowledged(timeout_s=60)
    if state is InteractionState.FAILED:
        return None
    acknowledged_s = time.perf_counter() - begun_s
    try:
        await call.answer(timeout_s=_LONGEST_S, passing=is_place_in_line)
    except NoAnswerError:
        return _Trip(acknowledged_s, None)
    return _Trip(acknowledged_s, time.perf_counter() - begun_s)


def resident_bytes(pid: int | None = None) -> int:
    """Return the resident memory of a process, by default of this one.

    Raises:
        SandboxError: The machine does not tell (it has no /proc).
    """
    status = Path("/proc") / ("self" if pid is None else str(pid)) / "status"
    try:
        resident = _RSS.search(status.read_text("ascii"))
    except OSError as error:
        raise SandboxError(f"the resident memory is read from {status}: {error}") from error
    if resident is None:
        raise SandboxError(f"{status} does not tell the resident memory")
    return int(resident[1]) * 1024
