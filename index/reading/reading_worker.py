"""The process that reads for `reading_process`, bounded by the system as far as that can be.

The other side bounds the time, and kills this process when that is over. Here the system is asked
to refuse more memory than a file may take, and to end a process that nobody is left to kill.
"""

import json
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from index.fault_reasons import FaultKind, FaultReason
from index.reading.pdf.optical_recognition import recognition_within
from index.reading.reading_versions import ReadingLimits
from index.reading.source_folder import Fault, SourceFile, attempt, fault_of, out_of_memory
from index.storage import document_line

MOST_ANSWERED = 300_000_000
"""Bytes of an answer, whose other side reads it whole: many times the text of a large file."""

_BYTES_PER_MEGABYTE = 1_000_000
_STANDARD_OUTPUT, _STANDARD_ERROR = 1, 2
_ADDRESSES = Path("/proc/self/statm")  # of Linux; the first number is what is taken, in pages
_FIRST_TO_GO = Path("/proc/self/oom_score_adj"), "1000"  # where the machine's memory is used up
_SPARE_S = 5  # of the processor's time, beyond what the clock allows
# Addresses of what only some files have imported, which counts for none of them: numpy's, of one
# thread; each further one would take some 40 MB more.
_IMPORTED_LATER = 100_000_000
_ONE_THREAD = "OPENBLAS_NUM_THREADS", "1"
_SPENT = 0.5  # share of a file's memory that was not given back: the next file needs its own
# Behind these a library may be imported by half, which then fails for every file.
_UNSETTLED = (FaultKind.TOO_MUCH_MEMORY, FaultKind.PARSER_FAILS)


def main() -> None:
    """Answer requests, a line each, until there are no more, or this process is used up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is answered by the other side
    answers = _own_output()
    os.environ.update((_ONE_THREAD,))  # read when numpy is imported
    limits = ReadingLimits(**json.loads(sys.stdin.buffer.readline()))
    before = _taken()
    _bound_memory(before, limits.max_memory_bytes)
    _send(answers, "{}")
    for line in sys.stdin.buffer:
        _bound_processor(limits.max_seconds)
        with recognition_within(limits.max_seconds):
            outcome = _outcome(json.loads(line), limits.max_bytes)
        stays = _addresses() - before > _SPENT * limits.max_memory_bytes
        _send(answers, _answer(outcome, spent=stays or _is_unsettled(outcome)))


def _answer(outcome: str | FaultReason, *, spent: bool) -> str:
    """Return what is answered: an outcome, and whether another process should read what follows."""
    if isinstance(outcome, FaultReason):
        return json.dumps({"spent": spent, "fault": outcome.record})
    return f'{{"spent": {json.dumps(spent)}, "document": {outcome}}}'


def _is_unsettled(outcome: str | FaultReason) -> bool:
    return isinstance(outcome, FaultReason) and outcome.kind in _UNSETTLED


def _outcome(request: Mapping[str, str], max_bytes: int) -> str | FaultReason:
    """Return the document of a request, in JSON, or why there is none."""
    path = Path(request["path"])
    beside, archive = (
        Path(request[name]) if name in request else None for name in ("metadata_path", "archive")
    )
    source = SourceFile(request["id"], path, beside, archive=archive)
    outcome = attempt(source, max_bytes=max_bytes)
    if not isinstance(outcome, Fault):
        try:
            line = document_line(outcome)
            if len(line.encode()) <= MOST_ANSWERED:
                return line
            outcome = _too_long(path)
        except MemoryError:
            outcome = out_of_memory(path)
    return outcome.reason


def _too_long(path: Path) -> Fault:
    """Return the fault of a file of which more would be kept than can be handed over."""
    most = MOST_ANSWERED // _BYTES_PER_MEGABYTE
    return fault_of(path, FaultKind.TOO_MUCH_KEPT.of(name=path.name, most=most))


def _own_output() -> BinaryIO:
    """Return what was the standard output; what a parser prints goes where errors go."""
    own = os.fdopen(os.dup(_STANDARD_OUTPUT), "wb")
    os.dup2(_STANDARD_ERROR, _STANDARD_OUTPUT)
    return own


def _send(answers: BinaryIO, line: str) -> None:
    answers.write(line.encode() + b"\n")
    answers.flush()


def _taken() -> int:
    """Return what the program itself takes of them, bytes, also where it is still to be imported.

    A file has so much memory of its own, whatever libraries it needs.
    """
    addresses = _addresses()
    return addresses + _IMPORTED_LATER if addresses else 0


def _addresses() -> int:
    """Return how much memory this process has addresses for, bytes; 0 where that cannot be told."""
    try:
        pages = int(_ADDRESSES.read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _bound_memory(before: int, max_bytes: int) -> None:
    """Have the system refuse more memory than that, where it tells how much is taken now."""
    with suppress(OSError):
        _FIRST_TO_GO[0].write_text(_FIRST_TO_GO[1], "ascii")
    if before:
        _bound("RLIMIT_AS", before + max_bytes)


def _bound_processor(max_seconds: float) -> None:
    """Have the system end this process, should nobody be left to do so when its time is over."""
    _bound("RLIMIT_CPU", int(sum(os.times()[:2]) + max_seconds) + _SPARE_S)
    _bound("RLIMIT_CORE", 0)


def _bound(name: str, soft: int) -> None:
    """Bound what this process may take, where the system can do that."""
    with suppress(ImportError, ValueError, OSError):  # not on Windows; not above a lower bound
        import resource

        limit = getattr(resource, name)
        resource.setrlimit(limit, (soft, resource.getrlimit(limit)[1]))
