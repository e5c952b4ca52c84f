"""How long work takes, done over and over or alone, and how much memory a process has in use."""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

import numpy as np

Input = TypeVar("Input")
P = ParamSpec("P")
T = TypeVar("T")

_BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024  # of what getrusage calls `ru_maxrss`


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one kind of work took.

    Args:
        kind: What was done each time.
        n: How often.
        median_ms: Half of the times took no longer, milliseconds.
        p95_ms: 95 of 100 took no longer, milliseconds.
        longest_ms: The slowest, milliseconds.
    """

    kind: str
    n: int
    median_ms: float
    p95_ms: float
    longest_ms: float

    @classmethod
    def of(cls, kind: str, seconds: Sequence[float]) -> "Timing":
        """Return what some times come to, at least one."""
        milliseconds = np.array(seconds) * 1000
        median, p95 = np.percentile(milliseconds, [50, 95])
        return cls(kind, len(seconds), float(median), float(p95), float(milliseconds.max()))


def timed(
    kind: str,
    work: Callable[[Input], object],
    inputs: Iterable[Input],
    clock: Callable[[], float] = time.perf_counter,
) -> Timing:
    """Return how long work takes on one input after the other.

    Args:
        kind: What the work is called.
        work: Done once on each input.
        inputs: At least one.
        clock: Seconds; `time.thread_time` leaves out what other programs on the machine do.
    """
    seconds = []
    for given in inputs:
        began = clock()
        work(given)
        seconds.append(clock() - began)
    return Timing.of(kind, seconds)


def done_alone(work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Return what work gives that is done in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given, **named).result()


def peak_bytes(*, of_children: bool = False) -> int:
    """Return the most memory that the process ever had in use, bytes.

    Args:
        of_children: Instead, the most that any one process had which it started and saw end.
    """
    who = resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss * _BYTES_PER_UNIT


def resident_bytes() -> int:
    """Return the memory of this process that is resident, its mapped files included, bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
