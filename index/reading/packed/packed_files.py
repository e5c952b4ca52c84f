"""Documents in a .zip archive of a folder: listed by its contents list, read one at a time."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind, FaultReason
from index.reading.file_kinds import readable_suffixes
from index.reading.packed.archives import NOT_WHOLE
from index.reading.packed.bounded_zip import LongListError, bounded_zip

ARCHIVE_SUFFIX = ".zip"
_MOST_FILES = 2_000  # documents of one archive
_MOST_BYTES = 500_000_000  # of all of them, unpacked
_MOST_LISTED = 4_000_000  # bytes of the contents list: some 50,000 files
_ENCRYPTED = 0x1  # a flag of an entry
_LEFT_BY_SYSTEMS = frozenset({"__MACOSX"})


class PackedFile(NamedTuple):
    """A document in an archive.

    Args:
        path: Where it would be, were the archive a folder.
        stamp: Stands for its content: while it stays, so does the document.
        refused: Why it is not read, where it is an archive itself.
    """

    path: Path
    stamp: str
    refused: FaultReason | None = None


def packed_files(archive: Path) -> tuple[PackedFile, ...]:
    """Return the documents of an archive by their names; hidden files are passed over.

    An archive in it is refused: what is packed twice may unpack to anything.

    Raises:
        UnreadableSourceError: It is damaged, encrypted, holds no document or more than 2,000, or
            unpacks to more than 500 MB.
    """
    try:
        with _opened(archive) as opened:
            shown = [entry for entry in opened.infolist() if _is_shown(entry)]
    except LongListError as error:
        raise UnreadableSourceError(FaultKind.LONG_ARCHIVE.of(name=archive.name)) from error
    except (*NOT_WHOLE, OSError) as error:
        reason = FaultKind.BROKEN_ARCHIVE.of(name=archive.name)
        raise UnreadableSourceError(reason) from error
    suffixes = readable_suffixes()
    entries = [entry for entry in shown if _suffix(entry) in suffixes]
    nested = [entry for entry in shown if _suffix(entry) == ARCHIVE_SUFFIX]
    if not (entries or nested):
        raise UnreadableSourceError(FaultKind.EMPTY_ARCHIVE.of(name=archive.name))
    _check([*entries, *nested], archive.name)
    return tuple(sorted([*_packed(archive, entries), *_refused(archive, nested)]))


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    """Yield an archive whose contents list is within its bound."""
    with archive.open("rb") as file, bounded_zip(file, _MOST_LISTED) as opened:
        yield opened


def _packed(archive: Path, entries: list[zipfile.ZipInfo]) -> Iterator[PackedFile]:
    for entry in entries:
        yield PackedFile(archive / entry.filename, f"{entry.CRC:08x} {entry.file_size}")


def _refused(archive: Path, nested: list[zipfile.ZipInfo]) -> Iterator[PackedFile]:
    """Yield the archives in an archive, each with what to do."""
    for entry in nested:
        path = archive / entry.filename
        refused = FaultKind.NESTED_ARCHIVE.of(name=path.name, archive=archive.name)
        yield PackedFile(path, "", refused)


def _is_shown(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry stands at a place within the archive, and is not hidden."""
    place = PurePosixPath(entry.filename)
    outside = place.is_absolute() or ".." in place.parts or "\\" in entry.filename
    passed = any(part.startswith((".", "~$")) or part in _LEFT_BY_SYSTEMS for part in place.parts)
    return not (outside or passed or entry.is_dir())


def _suffix(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(entry.filename).suffix.lower()


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Hold the documents of an archive against the bounds.

    Raises:
        UnreadableSourceError: They are over one, or encrypted.
    """
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_FILES or unpacked > _MOST_BYTES:
        counted = {"count": len(entries), "size": unpacked // 1_000_000}
        raise UnreadableSourceError(FaultKind.FULL_ARCHIVE.of(name=name, **counted))
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableSourceError(FaultKind.LOCKED_ARCHIVE.of(name=name))


def unpacked(archive: Path, path: Path, max_bytes: int) -> bytes:
    """Return the content of a document in an archive; a byte too much of one that is too large.

    Args:
        archive: The archive.
        path: As `packed_files` has it.
        max_bytes: No more than one byte beyond this is unpacked.

    Raises:
        UnreadableSourceError: The archive is not what it was, or damaged there.
    """
    try:
        name = path.relative_to(archive).as_posix()
        with _opened(archive) as opened, opened.open(name) as file:
            return file.read(max_bytes + 1)
    except (*NOT_WHOLE, OSError) as error:
        reason = FaultKind.BROKEN_ENTRY.of(name=path.name, archive=archive.name)
        raise UnreadableSourceError(reason) from error
