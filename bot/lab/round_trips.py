"""How fast and how heavy a running bot is: slash command in, callback out, over loopback.

The client runs in this process or in another one; what is measured is the time from the moment the
double hands the interaction to the gateway until the bot's callback has been carried out.
"""

import asyncio
import re
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.deeds import OptionValue
from bot.sandbox.people import Person
from bot.sandbox.world import InteractionState, SandboxError

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
    """Times of commands used one after another."""

    acknowledged_s: tuple[float, ...]
    """Seconds from command to callback."""
    answered_s: tuple[float, ...]
    """Seconds from command to the finished answer."""

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
    """Commands used all at once."""

    used: int
    acknowledged: int
    """How many were acknowledged within three seconds."""
    answered: int
    last_acknowledged_s: float
    last_answered_s: float
    """Seconds until the last of them."""


async def round_trips(command: Command, times: int = 200, *, warm_up: int = 5) -> RoundTrips:
    """Return the times of a command used over and over, each after the last one's answer.

    Args:
        command: What is used.
        times: How often it is measured, at least 2.
        warm_up: How often it is used before that.

    Raises:
        SandboxError: The bot left one without acknowledgement.
    """
    acknowledged: list[float] = []
    answered: list[float] = []
    for number in range(warm_up + times):
        begun = time.perf_counter()
        acknowledged_s, answered_s = await _use(command, begun)
        if acknowledged_s is None or answered_s is None:
            raise SandboxError(f"/{command.name} was left without an answer at use {number + 1}")
        if number >= warm_up:
            acknowledged.append(acknowledged_s)
            answered.append(answered_s)
    return RoundTrips(tuple(acknowledged), tuple(answered))


async def burst(command: Command, times: int = 200) -> Burst:
    """Return what came of a command used `times` times at once."""
    begun = time.perf_counter()
    both = await asyncio.gather(*(_use(command, begun) for _ in range(times)))
    acknowledged = [a for a, _ in both if a is not None]
    answered = [b for _, b in both if b is not None]
    return Burst(
        times,
        len(acknowledged),
        len(answered),
        max(acknowledged, default=0.0),
        max(answered, default=0.0),
    )


async def _use(command: Command, begun: float) -> tuple[float | None, float | None]:
    call = await command.person.invoker.slash(command.channel_id, command.name, command.options)
    state = await call.acknowledged(timeout_s=60)
    if state is InteractionState.FAILED:
        return None, None
    acknowledged_s = time.perf_counter() - begun
    await call.answer(timeout_s=120)
    return acknowledged_s, time.perf_counter() - begun


def resident_bytes(pid: int | None = None) -> int:
    """Return the resident memory of a process, by default of this one.

    Raises:
        SandboxError: The machine does not tell (it has no /proc).
    """
    status = Path("/proc") / ("self" if pid is None else str(pid)) / "status"
    try:
        found = _RSS.search(status.read_text("ascii"))
    except OSError as error:
        raise SandboxError(f"the resident memory is read from {status}: {error}") from error
    if found is None:
        raise SandboxError(f"{status} does not tell the resident memory")
    return int(found[1]) * 1024
