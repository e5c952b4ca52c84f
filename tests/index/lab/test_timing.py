"""Times are those of a clock, each of one piece of work, and memory is counted in bytes."""

import os
from pathlib import Path

import pytest

from index.lab.timing import peak_bytes, timed


class SetClock:
    """A clock that goes forward only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds

    def pass_ms(self, milliseconds: float) -> None:
        self.seconds += milliseconds / 1000


def test_a_timing_holds_the_quantiles_of_the_works_own_times_by_hand() -> None:
    clock = SetClock()

    def inputs() -> list[float]:
        clock.pass_ms(5000)  # what comes between is nobody's time
        return [10.0, 40.0, 20.0, 30.0, 120.0]

    timing = timed("waiting", clock.pass_ms, inputs(), clock)
    assert (timing.kind, timing.n) == ("waiting", 5)
    assert timing.median_ms == pytest.approx(30)
    assert timing.p95_ms == pytest.approx(40 + 0.8 * (120 - 40))
    assert timing.longest_ms == pytest.approx(120)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_the_peak_is_at_least_the_memory_in_use_and_no_more_than_the_machine_has() -> None:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    resident = next(int(ln.split()[1]) for ln in status.splitlines() if ln.startswith("VmRSS"))
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    assert 0.9 * 1024 * resident < peak_bytes() <= machine  # the two are not read at once
