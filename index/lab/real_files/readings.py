"""Real files read one by one, each within limits and with what it cost."""

import resource
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import process_time

from index.fault_reasons import FaultKind
from index.lab.timing import peak_bytes
from index.reading import Fault, ReadingLimits, ReadingProcess, SourceFile
from index.reading.source_folder import attempt
from index.types import Document, LocatorKind

_MEGABYTE = 1_000_000
_PAGE = 3000  # characters of a page, where a file has none of its own


@dataclass(frozen=True, slots=True)
class Reading:
    """A file, read.

    Args:
        place: Of the file.
        outcome: Its document, or why there is none.
        seconds: Of a processor, with what a first file of its kind loads; the start of the process
            left out.
        again_s: Likewise, when it is read once more, with all loaded.
        peak_mb: The most memory that the process had in use, megabytes.
    """

    place: str
    outcome: Document | Fault
    seconds: float
    again_s: float
    peak_mb: float

    @property
    def document(self) -> Document | None:
        """What was read, None where nothing was."""
        return self.outcome if isinstance(self.outcome, Document) else None

    @property
    def pages(self) -> float:
        """How many pages it has, of 3,000 characters where it has none of its own."""
        if self.document is None:
            return 0.0
        locators = self.document.locators
        own = {place.fragment for place in locators if place.kind is LocatorKind.PAGE}
        return float(len(own)) or len(self.document.text) / _PAGE


def readings(folder: Path, places: Iterable[str], limits: ReadingLimits) -> Iterator[Reading]:
    """Yield each file as it is read, alone: in fresh processes, so that what it costs is its own.

    Args:
        folder: That the files were fetched into.
        places: Of the files in it.
        limits: Of each file.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for place in places:
            yield pool.submit(reading, folder, place, limits).result()


def reading(folder: Path, place: str, limits: ReadingLimits) -> Reading:
    """Return a file as it is read: by a process of its own, and here once that is known to end.

    The peak is that of all children that this process ever had: it has to be a fresh one.
    """
    path = folder / place
    source = SourceFile(path.stem, path)
    began = _children_s()
    _outcome([], limits)
    started = _children_s()
    outcome = _outcome([source], limits)
    once_s = _children_s() - started
    peak_mb = peak_bytes(of_children=True) / _MEGABYTE
    seconds = max(0.0, once_s - (started - began))
    again_s = _again_s(source) if isinstance(outcome, Document) else 0.0
    return Reading(place, outcome, seconds, again_s, peak_mb)


def _again_s(source: SourceFile) -> float:
    """Return the processor time of reading a file for the second time, seconds."""
    attempt(source)
    began = process_time()
    attempt(source)
    return process_time() - began


def _outcome(sources: Iterable[SourceFile], limits: ReadingLimits) -> Document | Fault:
    """Return what a process reads last, or why there is nothing."""
    missing = Path("none")
    outcome: Document | Fault = Fault(missing, FaultKind.NO_FILE.of(name=missing.name))
    with ReadingProcess(limits) as process:
        for source in (SourceFile("none", missing), *sources):  # the first starts it
            outcome = process.attempt(source)
    return outcome


def _children_s() -> float:
    """Return the processor time of all children that have ended, seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
