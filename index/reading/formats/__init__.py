"""What reads each kind of file: one module each, of the kind's name in `index.reading.file_kinds`.

Nothing else of the program knows their libraries.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from index.reading.structure.extract import Extract


class FileFormat(Protocol):
    """What each module of this folder offers."""

    def read(self, raw: bytes, path: Path) -> "Extract":
        """Return the content of a file; the libraries are imported here, not with the module.

        What it takes is bounded from outside, by `index.reading.reading_process`.

        Args:
            raw: The file's bytes.
            path: Named in errors.

        Raises:
            UnreadableSourceError: The file cannot be used; the message says why, and what to do.
            ImportError: A library is not installed.
        """


def format_of(kind: str) -> FileFormat:
    """Return the module that reads a kind of files."""
    return cast("FileFormat", import_module(f"{__name__}.{kind}"))
