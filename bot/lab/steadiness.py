"""Which tests fail now and then: `python -m bot.lab.steadiness tests/bot/chat --runs 10 --busy 4`.

A selection of tests is run many times, each time in an order by chance, while processes of its own
or other runs, `--at-once`, keep the processor busy. Prints what each run took and which tests
failed how often; the order of a run is had again with its `--seed` and `--runs 1`. `@FILE` names
the tests that stand in a file, a line each: `tests.support.plugins.timed_files` writes one of those
that may fail by timing. What pytest said of runs in which a test failed lies in the folder named by
`--said-in`. What follows `--` is given to pytest.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.config import ROOT

ORDER = "tests.support.plugins.chance_order"
"""A plugin of pytest's with the two options below: an order by chance, a file of what failed."""

SEED, FAILED = "--chance-seed", "--failed-in"
_WHOLE_FILES = ("--dist", "loadfile", "--no-loadscope-reorder")  # their order is by chance
_BUSY = (  # for as long as the process lives that started it
    "import os, sys\nwhile os.getppid() == int(sys.argv[1]):\n    for _ in range(1_000_000): pass"
)
_USUAL = (0, 1)  # exit codes of pytest: every test passed, or some failed
_LAST = 15  # lines shown of a run that did not come about


class UntestedError(Exception):
    """The tests did not run."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which tests are run, and how.

    Args:
        tests: Paths or names as pytest takes them.
        workers: Processes that share them, 0 for none but pytest's own.
        more: Further options of pytest's.
    """

    tests: tuple[str, ...]
    workers: int = 0
    more: tuple[str, ...] = ()

    def command(self, seed: int, failed: Path) -> list[str]:
        """Return what runs them once in the order of a seed, and notes the failed in a file."""
        pytest = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", ORDER)
        spread = ("-n", str(self.workers), *_WHOLE_FILES) if self.workers else ("-n", "0")
        noted = (f"{SEED}={seed}", f"{FAILED}={failed}")
        return [*pytest, *noted, *spread, *self.more, *self.tests]


@dataclass(frozen=True, slots=True)
class Run:
    """What came of the tests once.

    Args:
        seed: Of their order.
        elapsed_s: Seconds by the clock on the wall.
        worked_s: Seconds of the processor, in pytest and in all that it waited for.
        failed: The names of tests that failed, each once.
        summary: What pytest says in its last line.
    """

    seed: int
    elapsed_s: float
    worked_s: float
    failed: frozenset[str]
    summary: str

    def __str__(self) -> str:
        """Return it as a line."""
        times = f"{self.elapsed_s:.0f} s, {self.worked_s:.0f} s of the processor"
        return f"seed {self.seed}: {times}; {self.summary}"


def run_once(selection: Selection, seed: int, said_in: Path | None = None) -> Run:
    """Return what comes of a selection in the order of a seed.

    Where a test failed what pytest said is kept in a folder that is there, as `SEED.txt`.

    Raises:
        UntestedError: The tests cannot be collected, or pytest ended otherwise than it should.
    """
    begun_s = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        failed, said, faults = (Path(folder, name) for name in ("failed", "said", "faults"))
        with said.open("wb") as out, faults.open("wb") as err:
            pytest = subprocess.Popen(  # noqa: S603  # what the command line names
                selection.command(seed, failed), cwd=ROOT, stdout=out, stderr=err
            )
            _, status, used = os.wait4(pytest.pid, 0)
        pytest.returncode = os.waitstatus_to_exitcode(status)
        names = failed.read_text("utf-8").splitlines() if failed.exists() else []
        if names and said_in:
            shutil.copyfile(said, said_in / f"{seed}.txt")
        lines, more = (
            file.read_text("utf-8", errors="replace").splitlines() for file in (said, faults)
        )
    if pytest.returncode not in _USUAL:
        told = [f"pytest ended with {pytest.returncode}", *[*lines, *more][-_LAST:]]
        raise UntestedError("\n".join(told))
    elapsed_s, worked_s = time.monotonic() - begun_s, used.ru_utime + used.ru_stime
    return Run(seed, elapsed_s, worked_s, frozenset(names), lines[-1] if lines else "")


@contextmanager
def busy(count: int) -> Iterator[None]:
    """Have processes do nothing as fast as they can, for as long as the block runs.

    Yields:
        Nothing.
    """
    spinning: list[subprocess.Popen[bytes]] = []
    command = [sys.executable, "-c", _BUSY, str(os.getpid())]
    try:
        for _ in range(count):
            spinning.append(subprocess.Popen(command))  # noqa: S603, PERF401
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()


def report(runs: Sequence[Run]) -> list[str]:
    """Return which tests failed how often, as lines; the most often first."""
    counts = Counter(name for run in runs for name in run.failed)
    lines = [f"{count} of {len(runs)}  {name}" for name, count in counts.most_common()]
    return lines or [f"{len(runs)} runs, and no test failed"]


def _say(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 where no test failed in any run, 1 where one did, 2 where they did not run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tests", nargs="+", help="paths or names as pytest takes them")
    parser.add_argument("--runs", type=int, default=10, help="how many; default: 10")
    parser.add_argument("--busy", type=int, default=0, help="processes beside them; default: 0")
    parser.add_argument("--at-once", type=int, default=1, help="runs beside each other; default: 1")
    parser.add_argument("--workers", type=int, default=0, help="that share the tests; default: 0")
    parser.add_argument("--seed", type=int, default=1, help="of the first order; default: 1")
    parser.add_argument("--said-in", type=Path, help="folder for what pytest said of failures")
    given, more = parser.parse_known_args(arguments)
    if given.said_in:
        given.said_in.mkdir(parents=True, exist_ok=True)
    selection = Selection(tuple(given.tests), given.workers, tuple(more))
    seeds = range(given.seed, given.seed + given.runs)
    runs: list[Run] = []
    with busy(given.busy), ThreadPoolExecutor(given.at_once) as pool:
        begun = [pool.submit(run_once, selection, seed, given.said_in) for seed in seeds]
        try:
            for run in as_completed(begun):
                runs.append(run.result())
                _say([str(runs[-1])])
        except UntestedError as error:
            pool.shutdown(cancel_futures=True)
            _say([str(error)])
            return 2
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # Ctrl-C has reached those that run
            raise
    _say(report(runs))
    return int(any(run.failed for run in runs))


if __name__ == "__main__":
    sys.exit(main())
