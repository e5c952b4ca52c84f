"""Kinds of files: one module each, found by standing in this folder.

A module says which files it reads and with which libraries, see `FileFormat`; nothing else of the
program knows either.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from index.reading.extract import Extract

# Endings of files that hold text which their owner expects to be read, and what to save each as:
# where no module reads them, that is told; one that a module comes to read may stay. Others
# (pictures, code) are passed by.
SAVED_AS = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".odt", ".pages", ".rtf"), ".docx"),
    **dict.fromkeys((".ppt", ".pptx", ".pptm", ".odp"), ".pdf"),
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".ods", ".numbers"), ".csv"),
    **dict.fromkeys((".mht", ".mhtml"), ".html"),
    **dict.fromkeys((".tex", ".ps", ".djvu", ".xps"), ".pdf"),
    ".epub": ".pdf",
    ".mobi": ".epub",
    ".msg": ".eml",
}


class FileFormat(Protocol):
    """What each module of this folder offers."""

    SUFFIXES: tuple[str, ...]  # the endings of its files, small, with the dot
    PARSERS: tuple[str, ...]  # distributions; another version may make another document of a file

    def read(self, raw: bytes, path: Path) -> Extract:
        """Return the content of a file; the libraries are imported here, not with the module.

        What it takes is bounded from outside, by `index.reading.reading_process`.

        Args:
            raw: The file's bytes.
            path: Named in errors.

        Raises:
            UnreadableSourceError: The file cannot be used; the message says why, and what to do.
            ImportError: A library is not installed.
        """


@cache
def formats() -> tuple[FileFormat, ...]:
    """Return the modules of this folder, in the order of their names."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(cast("FileFormat", import_module(f"{__name__}.{name}")) for name in names)


@cache
def formats_by_suffix() -> Mapping[str, FileFormat]:
    """Return the format of each ending that is read."""
    by_suffix: dict[str, FileFormat] = {}
    for format_ in formats():
        by_suffix |= dict.fromkeys(format_.SUFFIXES, format_)
    return by_suffix


def readable_suffixes() -> frozenset[str]:
    """Return the endings, in small letters, of the files that are read."""
    return frozenset(formats_by_suffix())


def saved_as(suffix: str) -> str:
    """Return the ending to save files of another one as, which is not read; "" where none is known.

    Example:
        >>> saved_as(".pptx"), saved_as(".exe")
        ('.pdf', '')
    """
    return SAVED_AS.get(suffix, "")
