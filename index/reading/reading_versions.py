"""What one file's reading may take, and what decides what is made of it beside the file."""

from dataclasses import dataclass
from functools import cache

from index.reading.file_kinds import FILE_KINDS
from index.reading.pdf.optical_recognition import can_recognise

# A book of 1,000 pages is 3 MB of text; a PDF with pictures is larger.
DEFAULT_MAX_BYTES = 50_000_000
DEFAULT_MAX_SECONDS = 120.0  # of one file; a PDF of 1,000 pages takes about ten on one core
DEFAULT_MAX_MEMORY_BYTES = 4_000_000_000  # generous: it is to save the machine, not to judge files

# Raised when another document, or other words, are made of the same file: it is then read anew.
_EDITION = 39
# Of every kind of file, beside its own.
_PARSERS = ("py3langid", "pyyaml", "sentencex", "wordfreq")


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading one file may take.

    Args:
        max_bytes: The largest file that is read.
        max_seconds: The longest that it is read, by the clock on the wall.
        max_memory_bytes: The most memory that it takes beside the program's own.
    """

    max_bytes: int = DEFAULT_MAX_BYTES
    max_seconds: float = DEFAULT_MAX_SECONDS
    max_memory_bytes: int = DEFAULT_MAX_MEMORY_BYTES


def reading_version(limits: ReadingLimits) -> str:
    """Return all that decides what is made of a file but the file: limits, readers, parsers."""
    names = set(_PARSERS).union(*(kind.parsers for kind in FILE_KINDS.values()))
    parsers = ", ".join(f"{name} {_version(name)}" for name in sorted(names))
    bounds = (
        f"{limits.max_bytes} bytes, {limits.max_seconds:g} seconds, "
        f"{limits.max_memory_bytes} bytes of memory"
    )
    pictures = "pictures" if can_recognise() else "no pictures"
    return f"readers {_EDITION}, {bounds}, {pictures}, {parsers}"


@cache  # 4 ms for each build otherwise; none changes under a program that runs
def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # not for the limits alone

    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
