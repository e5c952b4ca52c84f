"""A server's library as one file: written, and taken back.

An archive is a zip with a manifest and the documents as they were received. Nothing is ever
unpacked to a path that an archive names: bytes are read by the manifest, and checked.
"""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from bot.languages import Sentence
from bot.library.shelving.shelves import Shelves
from bot.library.submissions.archive_manifests import (
    MOST_ENTRIES,
    ArchivedDocument,
    ArchiveManifest,
)
from bot.library.submissions.refusals import LibraryArchiveError
from bot.library.tables.catalogue import ShelvedDocument
from index import LongListError, bounded_zip

_MANIFEST = "manifest.json"
_FOLDER = "documents/"
_MOST_OTHERS = 100  # entries that are no documents, such as those that an operating system adds
_MOST_LISTED = 1_000_000  # bytes of the contents list: some 1,600 for each entry
_MOST_MANIFEST = 5_000_000  # bytes
_ABOUT_ONE = 4_000  # bytes of an archive that tell of one document
# What an export, or whoever packs it anew, uses: others may ask for gigabytes to unpack a byte.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    RuntimeError,  # it is encrypted, or packed in a way that is not known here
)
_TOO_MANY = Sentence("it holds too many files: it is none of /library export")


def write_archive(
    shelves: Shelves, guild: int, documents: Sequence[ShelvedDocument], file: BinaryIO
) -> list[str]:
    """Write documents of a server as an archive; return the names of those whose bytes are lost.

    Args:
        shelves: Where they are kept.
        guild: The server.
        documents: Of the server.
        file: What is written to.
    """
    lost, written = [], []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            raw = bytes_of(shelves, guild, document)
            if raw is None:
                lost.append(document.name)
                continue
            archived = ArchivedDocument(document, f"{_FOLDER}{document.file}")
            archive.writestr(archived.entry, raw)
            written.append(archived)
        manifest = ArchiveManifest(guild, datetime.now(UTC), tuple(written))
        archive.writestr(_MANIFEST, str(manifest))
    return lost


def bytes_of(shelves: Shelves, guild: int, document: ShelvedDocument) -> bytes | None:
    """Return the bytes of a document as they were received, None where they are lost."""
    try:
        raw = shelves.fetched(guild, document.sha256).read_bytes()
    except OSError:
        return None
    return raw if hashlib.sha256(raw).hexdigest() == document.sha256 else None


def in_parts(
    documents: Sequence[ShelvedDocument], most_bytes: int
) -> list[list[ShelvedDocument]] | None:
    """Return the documents so that an archive of each part has at most so many bytes.

    None where one alone has more. Compression is not counted on.
    """
    parts: list[list[ShelvedDocument]] = [[]]
    room = most_bytes
    for document in documents:
        size = document.size + _ABOUT_ONE
        if size > most_bytes:
            return None
        if size > room:
            parts.append([])
            room = most_bytes
        parts[-1].append(document)
        room -= size
    return parts


@dataclass(frozen=True, slots=True)
class LibraryArchive:
    """An archive that was opened; its manifest is checked."""

    manifest: ArchiveManifest
    zip: zipfile.ZipFile

    def read(self, archived: ArchivedDocument) -> bytes:
        """Return the bytes of a document.

        Raises:
            LibraryArchiveError: They are not there, or not what the manifest says.
        """
        document = archived.document
        raw = _unpacked(self.zip, archived.entry, document.size)
        if raw is None or hashlib.sha256(raw).hexdigest() != document.sha256:
            raise LibraryArchiveError(Sentence("it is damaged in the archive: export it anew"))
        return raw


@contextmanager
def opened_archive(file: BinaryIO) -> Iterator[LibraryArchive]:
    """Yield the archive that a file is.

    Yields:
        The archive, with its manifest.

    Raises:
        LibraryArchiveError: It is none, or damaged.
    """
    with _opened(file) as archive:
        text = _unpacked(archive, _MANIFEST, _MOST_MANIFEST)
        if text is None:
            why = Sentence("it holds no {file}: it is none of /library export", file=_MANIFEST)
            raise LibraryArchiveError(why)
        yield LibraryArchive(ArchiveManifest.parse(text), archive)


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    """Return the zip that a file is, with as many files as an archive has at most.

    Raises:
        LibraryArchiveError: It is none, or holds more.
    """
    try:
        archive = bounded_zip(file, _MOST_LISTED)
    except LongListError as error:
        raise LibraryArchiveError(_TOO_MANY) from error
    except _BROKEN as error:
        why = Sentence("it cannot be opened as a zip file: export it anew")
        raise LibraryArchiveError(why) from error
    if len(archive.infolist()) > MOST_ENTRIES + _MOST_OTHERS:
        raise LibraryArchiveError(_TOO_MANY)
    return archive


def _unpacked(archive: zipfile.ZipFile, entry: str, most_bytes: int) -> bytes | None:
    """Return what is packed under a name, None where it is not there, broken, or more than that."""
    try:
        if archive.getinfo(entry).compress_type not in _METHODS:
            return None
        with archive.open(entry) as packed:
            raw = packed.read(most_bytes + 1)
    except _BROKEN:
        return None
    return raw if len(raw) <= most_bytes else None
