"""Files to documents in a process of its own, within limits of time and memory.

A file may be made so that reading it never ends, takes all memory, or brings a native parser down.
Therefore another process reads, file after file (`reading_worker`), and hands each document back as
JSON. Where a file is over a limit or takes that process with it, it is told, and a fresh one reads
the others. It is a new interpreter, which inherits neither threads nor models; `multiprocessing`
would start that, too, and in it once more the program of whoever uses this library.
"""

import json
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from threading import Timer
from time import monotonic
from types import TracebackType
from typing import Self

from index.errors import SourceError
from index.fault_reasons import FaultKind, FaultReason, Value
from index.reading.reading_versions import ReadingLimits
from index.reading.reading_worker import MOST_ANSWERED
from index.reading.source_folder import Fault, SourceFile, attempt, fault_of
from index.storage import document_of_record
from index.types import Document

# `-P`: what lies in the current folder is not imported; the path is that of this process.
_COMMAND = (
    "-P",
    "-c",
    "import json, sys; sys.path[:] = json.loads(sys.stdin.buffer.readline()); "
    "from index.reading.reading_worker import main; main()",
)
_START_S = 300.0  # an idle machine takes 0.3
_BYTES_PER_MEGABYTE = 1_000_000
_OVERHEAD = 1_000  # bytes of an answer beside what it is about
_NO_RECORD = (ValueError, LookupError, TypeError, AttributeError)  # of an answer that is none


class ReadingProcess:
    """Reads files one at a time, in a process that starts with the first and ends with the block.

    It is for one thread at a time.
    """

    def __init__(self, limits: ReadingLimits | None = None) -> None:
        """Prepare; nothing is started yet.

        Args:
            limits: Of each file; None for the defaults.
        """
        self._limits = limits or ReadingLimits()
        self._worker: _Worker | None = None

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the process, if there is one."""
        self._end()

    def attempt(self, source: SourceFile) -> Document | Fault:
        """Return the document of a source, or why there is none.

        Raises:
            SourceError: The process cannot be started, which is no fault of a file.
        """
        if source.refused:
            return attempt(source)  # nothing of it is read
        worker = self._running()
        began = monotonic()
        line = worker.answer_to(_request(source), max_seconds=self._limits.max_seconds)
        overdue = monotonic() - began >= self._limits.max_seconds
        if line.endswith(b"\n"):
            return self._outcome(source, line, overdue)
        code = self._end()
        return self._overdue(source) if overdue else self._crash(source, _cause(code))

    def _running(self) -> "_Worker":
        """Return the process that reads, started where there is none.

        Raises:
            SourceError: It cannot be started.
        """
        if self._worker is not None and not self._worker.is_alive():
            self._end()  # somebody else ended it
        if self._worker is None:
            self._worker = _Worker(self._limits)
        return self._worker

    def _outcome(self, source: SourceFile, line: bytes, overdue: bool) -> Document | Fault:
        """Return what was answered; the process ends where it is used up, or was just killed."""
        try:
            answer = json.loads(line)
            if overdue or answer["spent"]:
                self._end()
            if "fault" in answer:
                return Fault(source.path, FaultReason.of_record(answer["fault"]))
            return document_of_record(answer["document"])
        except _NO_RECORD:
            self._end()
            return fault_of(source.path, FaultKind.NO_ANSWER.of(**self._bounds(source)))

    def _end(self) -> int:
        """End the process, if there is one, and return its exit code; negative: a signal."""
        worker, self._worker = self._worker, None
        return worker.end() if worker is not None else 0

    def _overdue(self, source: SourceFile) -> Fault:
        """Return what is told of a file whose time is over."""
        seconds = f"{self._limits.max_seconds:g}"
        reason = FaultKind.TOO_SLOW.of(name=source.path.name, seconds=seconds)
        return fault_of(source.path, reason)

    def _crash(self, source: SourceFile, cause: str) -> Fault:
        """Return what is told of a file that takes the process with it."""
        reason = FaultKind.PARSER_ENDS.of(cause=cause, **self._bounds(source))
        return fault_of(source.path, reason)

    def _bounds(self, source: SourceFile) -> dict[str, Value]:
        """Return the name of a file, and how many megabytes of memory reading it may take."""
        megabytes = self._limits.max_memory_bytes / _BYTES_PER_MEGABYTE
        return {"name": source.path.name, "most": f"{megabytes:g}"}


class _Worker:
    """The process that reads: lines of JSON go to it, and one for each file comes back."""

    def __init__(self, limits: ReadingLimits) -> None:
        """Start it and wait until it can read.

        Raises:
            SourceError: It does not start.
        """
        try:
            self._process = subprocess.Popen(  # noqa: S603  # this program itself
                [sys.executable, *_COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # hostile files have parsers say hostile things
            )
        except OSError as error:
            raise SourceError(_not_started(error.strerror or type(error).__name__)) from error
        try:
            ready = self.answer_to(sys.path, asdict(limits), max_seconds=_START_S)
        except BaseException:
            self.end()
            raise
        if not ready:
            raise SourceError(_not_started(_cause(self.end())))

    def is_alive(self) -> bool:
        """Return whether the process runs."""
        return self._process.poll() is None

    def answer_to(self, *messages: object, max_seconds: float) -> bytes:
        """Return the line that answers messages; without its end where the process ended first.

        Args:
            messages: What can be said in JSON, each a line.
            max_seconds: When they are over the process is killed.
        """
        lines = b"".join(json.dumps(message).encode() + b"\n" for message in messages)
        timer = Timer(max_seconds, self._process.kill)
        timer.start()
        try:
            return self._exchange(lines)
        finally:
            timer.cancel()
            timer.join()  # so that it kills no later

    def _exchange(self, lines: bytes) -> bytes:
        """Return the line that comes back for lines; only the beginning of one that is too long."""
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None  # noqa: S101  # both are pipes
        assert answers is not None  # noqa: S101
        try:
            requests.write(lines)
            requests.flush()
        except OSError:
            return b""
        return answers.readline(MOST_ANSWERED + _OVERHEAD)

    def end(self) -> int:
        """Kill the process unless it has ended; return its exit code, negative: a signal."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # of what it was not able to take any more
                    pipe.close()
        return self._process.wait()


def _request(source: SourceFile) -> dict[str, str]:
    """Return a source as a message."""
    paths = {"metadata_path": source.metadata_path, "archive": source.archive}
    given = {name: str(path) for name, path in paths.items() if path is not None}
    return {"id": source.id, "path": str(source.path), **given}


def _cause(code: int) -> str:
    """Return what an exit code says of how a process ended."""
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"exit code {code}"


def _not_started(cause: str) -> FaultReason:
    """Return what is told where there is no process that reads."""
    return FaultKind.NO_PROCESS.of(cause=cause)
