"""Real files read one by one, each within limits and with what it cost."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from index.lab.timing import peak_bytes
from index.reading import Fault, ReadingLimits, ReadingProcess, SourceFile
from index.types import Document

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A file, read.

    Args:
        place: Of the file.
        outcome: Its document, or why there is none.
        seconds: That took, the start of the process left out.
        peak_mb: The most memory that the process had in use, megabytes.
    """

    place: str
    outcome: Document | Fault
    seconds: float
    peak_mb: float

    @property
    def document(self) -> Document | None:
        """What was read, None where nothing was."""
        return self.outcome if isinstance(self.outcome, Document) else None


def readings(folder: Path, places: Iterable[str], limits: ReadingLimits) -> Iterator[Reading]:
    """Yield each file as it is read, alone: in a fresh process, so that its memory is its own.

    Args:
        folder: That the files were fetched into.
        places: Of the files in it.
        limits: Of each file.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for place in places:
            yield pool.submit(reading, folder, place, limits).result()


def reading(folder: Path, place: str, limits: ReadingLimits) -> Reading:
    """Return a file as it is read.

    The peak is that of all children that this process ever had: it has to be a fresh one.
    """
    path = folder / place
    with ReadingProcess(limits) as process:
        process.attempt(SourceFile("none", path.with_name(f"no {path.name}")))  # starts it
        began = perf_counter()
        outcome = process.attempt(SourceFile(path.stem, path))
        seconds = perf_counter() - began
    return Reading(place, outcome, seconds, peak_bytes(of_children=True) / _MEGABYTE)
