"""Documents that are packed in a zip archive (.docx, .epub, .odt): opened within bounds."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind

# Bytes; what unpacks to more was made to do harm. XML takes ten times its size in memory.
_MAX_UNPACKED, _MAX_XML = 500_000_000, 100_000_000
_XML = (".xml", ".rels", ".opf", ".ncx", ".xhtml", ".html", ".htm")
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # those of the formats
_ENCRYPTED = 0x1  # a flag of an entry

NOT_WHOLE = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    RuntimeError,  # of what zipfile does not implement
    EOFError,
)
"""What is raised of an archive that is damaged, or lacks what it should hold."""


@dataclass(frozen=True, slots=True)
class PackedKind:
    """A kind of document, as it is spoken of to who has one that cannot be read.

    Args:
        oddly_packed: That it is packed in a way in which such documents are not.
        encrypted: That it is.
    """

    oddly_packed: FaultKind
    encrypted: FaultKind


def opened_archive(raw: bytes, path: Path, kind: PackedKind) -> zipfile.ZipFile:
    """Return the archive of a document, held against the bounds before any of it is unpacked.

    Args:
        raw: The file's bytes.
        path: Named in errors.
        kind: Of the document.

    Raises:
        UnreadableSourceError: It unpacks to more than 500 MB, or to more than 100 MB of text with
            its marks, is encrypted, or packed in another way than such documents are.
        zipfile.BadZipFile: It is no archive; see `NOT_WHOLE` for what else it may turn out to be.
    """
    archive = zipfile.ZipFile(io.BytesIO(raw))
    _check(archive.infolist(), path, kind)
    return archive


def _check(entries: Sequence[zipfile.ZipInfo], path: Path, kind: PackedKind) -> None:
    """Hold the entries of an archive against the bounds.

    Raises:
        UnreadableSourceError: They are over one.
    """
    unpacked = sum(entry.file_size for entry in entries)
    marked_up = sum(entry.file_size for entry in entries if entry.filename.lower().endswith(_XML))
    if unpacked > _MAX_UNPACKED or marked_up > _MAX_XML:
        size = unpacked // 1_000_000
        raise UnreadableSourceError(FaultKind.UNPACKS_TOO_LARGE.of(name=path.name, size=size))
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableSourceError(kind.encrypted.of(name=path.name))
    if not _PACKINGS.issuperset(entry.compress_type for entry in entries):
        raise UnreadableSourceError(kind.oddly_packed.of(name=path.name))
