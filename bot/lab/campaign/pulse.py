"""The product's pulse: how late its event loop is, and how much it has in hand."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TextIO

_EVERY_S = 0.01
_NOTED_S = 0.005  # a shorter lag is none
_TOLD_EVERY_S = 1.0  # while something is in hand
_STARVED_S = 0.25  # a loop so late has a machine that is busy with other things


async def watch_lag(note: Callable[[float], None]) -> None:
    """Tell `note`, until cancelled, by how many seconds each of a row of short sleeps was late."""
    while True:
        begun_s = perf_counter()
        await asyncio.sleep(_EVERY_S)
        note(max(perf_counter() - begun_s - _EVERY_S, 0.0))


class Pulse:
    """Writes the pulse down, in lines.

    A line has the moment, the lag of the loop in seconds, and how many questions wait for their
    work to be done or have it done.
    """

    def __init__(self, file: TextIO, clock: Callable[[], float] = time.time) -> None:
        """Write to `file`, by a clock that gives seconds since the epoch; nothing is in hand."""
        self.in_hand = 0
        self._file = file
        self._clock = clock
        self._written_s = 0.0

    def note(self, lag_s: float) -> None:
        """Write a lag that is one, and now and then that there is something in hand."""
        now_s = self._clock()
        if lag_s >= _NOTED_S or (self.in_hand and now_s - self._written_s >= _TOLD_EVERY_S):
            self._written_s = now_s
            self._file.write(f"{now_s:.3f} {lag_s:.4f} {self.in_hand}\n")


@dataclass(frozen=True, slots=True)
class Beat:
    """One line of the product's pulse.

    Args:
        at_s: When, by the machine's clock.
        lag_s: How late the product's loop was.
        in_hand: How many questions it had in hand.
    """

    at_s: float
    lag_s: float
    in_hand: int

    @property
    def is_busy(self) -> bool:
        """Return whether the product has work, or too little time for any."""
        return self.in_hand > 0 or self.lag_s >= _STARVED_S


def read_pulse(path: Path, since_s: float) -> list[Beat]:
    """Return what was written of the product's pulse since a moment of the machine's clock."""
    rows = [line.split() for line in path.read_text("ascii").splitlines()]
    beats = [Beat(float(row[0]), float(row[1]), int(row[2])) for row in rows if len(row) == 3]
    return [beat for beat in beats if beat.at_s >= since_s]
