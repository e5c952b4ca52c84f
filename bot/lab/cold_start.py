"""What the program costs from a cold start: `python -m bot.lab.cold_start`.

`--help`, `ask`, and `run` in the sandbox until it serves, each as a process of its own, over and
over; prints medians. Before the first round that counts each is done once, in which the configured
documents are built in a folder made for it, and bytecode is compiled. Several programs, such as two
versions, are measured in turn, so that what else the machine does meets all of them alike:

    python -m bot.lab.cold_start --program 'briefing-bot' --program '/opt/earlier/bin/briefing-bot'
"""

import argparse
import os
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from pathlib import Path
from threading import Timer
from typing import IO

from bot.chat.observability.health import HEALTH_FILE, outlook
from bot.config import TOKEN_VARIABLE

_QUESTION = "Why has the alliance persisted?"
_ROUNDS = 5
_WITHOUT_TOKEN = ("/usr/bin/env", "-u", TOKEN_VARIABLE)  # so that `run` serves the sandbox
_LONGEST_S = 900.0  # of one process, which may have to build the collection
_LOOK_S = 0.005  # between two looks whether it serves
_MEGABYTE = 1_000_000
_BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024  # of `ru_maxrss`


class ColdStartError(Exception):
    """A program did not do what is measured."""


@dataclass(frozen=True, slots=True)
class ColdStart:
    """What a process took.

    Args:
        seconds: From its start to its end, or until it serves.
        processor_s: Seconds of the processor, to its end.
        peak_mb: The most memory that it had in use, megabytes; of one that took less than whoever
            started it had in use by then, that.
    """

    seconds: float
    processor_s: float
    peak_mb: float

    @classmethod
    def median(cls, starts: Sequence["ColdStart"]) -> "ColdStart":
        """Return the medians of some starts, at least one."""
        return cls(*map(statistics.median, zip(*map(astuple, starts), strict=True)))

    def __str__(self) -> str:
        """What it took, as it is printed."""
        return (
            f"{self.seconds:7.2f} s {self.processor_s:7.2f} s of the processor "
            f"{self.peak_mb:6.0f} MB"
        )


@dataclass(frozen=True, slots=True)
class Program:
    """A program that is measured.

    Args:
        words: That start it.
        data: Its data folder.
        question: It is asked.
        starts: What each command took so far, by its name.
    """

    words: Sequence[str]
    data: Path
    question: str
    starts: dict[str, list[ColdStart]] = field(default_factory=dict)

    def measure(self) -> Mapping[str, ColdStart]:
        """Return what each command takes now, by its name.

        Raises:
            ColdStartError: One fails, or takes too long.
        """
        place = ("--data", str(self.data))
        return {
            "--help": _ended((*self.words, "--help")),
            "ask": _ended((*self.words, "ask", self.question, *place)),
            "run": _serving((*self.words, "run", "--no-browser", "--port", "0", *place), self.data),
        }

    def count(self) -> None:
        """Measure, and keep what came of it.

        Raises:
            ColdStartError: One fails, or takes too long.
        """
        for name, start in self.measure().items():
            self.starts.setdefault(name, []).append(start)

    def lines(self) -> Iterator[str]:
        """Yield the medians, a line for each command."""
        yield shlex.join(self.words)
        for name, starts in self.starts.items():
            yield f"  {name:<8}{ColdStart.median(starts)}  (n {len(starts)})"


def _ended(command: Sequence[str]) -> ColdStart:
    """Return what a process took to its end.

    Raises:
        ColdStartError: It failed, or took too long.
    """
    began = time.perf_counter()
    with _process(command) as (process, errors):
        processor_s, peak_mb = _waited_for(process)
        seconds = time.perf_counter() - began
        _check(process, errors, command)
    return ColdStart(seconds, processor_s, peak_mb)


def _serving(command: Sequence[str], data: Path) -> ColdStart:
    """Return what a process took until it serves; then it is told to end.

    Raises:
        ColdStartError: It ended before, failed, or took too long.
    """
    health = data / HEALTH_FILE
    health.unlink(missing_ok=True)
    began = time.perf_counter()
    with _process(command) as (process, errors):
        while not (serves := outlook(health, time.time()).serves) and _lives(process):
            time.sleep(_LOOK_S)
        seconds = time.perf_counter() - began
        os.kill(process.pid, signal.SIGTERM)  # Popen would look first, and learn of its end alone
        processor_s, peak_mb = _waited_for(process)
        _check(process, errors, command)
        if not serves:
            raise ColdStartError(f"{shlex.join(command)} ended before it served")
    return ColdStart(seconds, processor_s, peak_mb)


@contextmanager
def _process(command: Sequence[str]) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """Start a process, which is killed where it takes too long or is left alone.

    Yields:
        The process and what it says of errors.
    """
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603  # what the operator names
            (*_WITHOUT_TOKEN, *command), stdout=subprocess.DEVNULL, stderr=errors
        )
        overdue = Timer(_LONGEST_S, process.kill)
        overdue.start()
        try:
            yield process, errors
        finally:
            overdue.cancel()
            if process.returncode is None:
                process.kill()
                process.wait()


def _lives(process: subprocess.Popen[bytes]) -> bool:
    """Return whether a process has not ended; who waits for it learns what it took all the same."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def _waited_for(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Return what a process took once it has ended: seconds of the processor, most megabytes."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    peak_mb = usage.ru_maxrss * _BYTES_PER_UNIT / _MEGABYTE
    return usage.ru_utime + usage.ru_stime, peak_mb


def _check(process: subprocess.Popen[bytes], errors: IO[bytes], command: Sequence[str]) -> None:
    """Check that a process ended well.

    Raises:
        ColdStartError: It did not.
    """
    if process.returncode == 0:
        return
    errors.seek(0)
    said = errors.read().decode("utf-8", "replace").strip().splitlines()
    why = said[-1] if said else "it says nothing"
    raise ColdStartError(f"{shlex.join(command)} ended with {process.returncode}: {why}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return the exit code."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        programs = [
            Program(shlex.split(words), Path(folder) / str(number), options.question)
            for number, words in enumerate(options.program)
        ]
        try:
            for program in programs:
                program.measure()
            for _ in range(options.rounds):
                for program in programs:
                    program.count()
        except ColdStartError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    for program in programs:
        sys.stdout.writelines(f"{line}\n" for line in program.lines())
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bot.lab.cold_start",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--rounds", type=int, default=_ROUNDS, help="that count; default: 5")
    add("--program", action="append", help="what is measured; default: this one")
    add("--question", default=_QUESTION, help="what is asked")
    options = parser.parse_args(arguments)
    options.program = options.program or [shlex.join((sys.executable, "-m", "bot"))]
    return options


if __name__ == "__main__":
    sys.exit(main())
