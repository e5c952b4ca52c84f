"""A folder of documents: which files there are, what each one states, and what is wrong."""

import hashlib
import json
import logging
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from io import BufferedReader
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from index.errors import SourceError, UnreadableSourceError
from index.fault_reasons import FaultKind, FaultReason, Value
from index.reading.bibliography.metadata import Stated, read_metadata
from index.reading.folder_listing import (
    FolderListing,
    SeenFile,
    SeenFolder,
    is_folder,
    listing_of,
    refusal,
)
from index.reading.packed.packed_files import ARCHIVE_SUFFIX, packed_files, unpacked
from index.reading.pdf.optical_recognition import recognition_in
from index.reading.reading_versions import DEFAULT_MAX_BYTES
from index.storage import sha256_of
from index.types import Document

_MAX_ID = 48  # characters; an id is read and typed, as in the address `essay:12`
_MAX_MESSAGE = 600  # characters of what is said of a file
_MAX_VALUE = 260  # of a name in it; a file system has names of 255

_Made = TypeVar("_Made")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the folder; nothing of it is read yet.

    Args:
        id: Of the document that it will be.
        path: Where it is.
        metadata_path: The metadata file beside it, None where there is none.
        refused: Why the file will not be read, where its place alone rules it out.
        archive: The archive that it is packed in; `path` is as if that were a folder.
        stamp: Of a packed file, what stands for its content.
    """

    id: str
    path: Path
    metadata_path: Path | None = None
    refused: FaultReason | None = None
    archive: Path | None = None
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that could not be used; the others were."""

    path: Path
    reason: FaultReason

    @property
    def message(self) -> str:
        """What is said of the file, in English."""
        told = str(self.reason)
        return told if len(told) <= _MAX_MESSAGE else f"{told[: _MAX_MESSAGE - 1]}…"


@dataclass(frozen=True, slots=True)
class FolderContents:
    """What a folder gave."""

    documents: tuple[Document, ...]
    faults: tuple[Fault, ...]


def list_sources(folder: Path) -> tuple[SourceFile, ...]:
    """Return the documents of a folder, in the order of their paths, with unique ids.

    Those that are packed in a .zip archive are listed as if that were a folder. See `listing_of`.

    Raises:
        SourceError: There is no such folder, it is a file, or there is no document in it.
    """
    return sources_in(listing_of(folder))


def sources_in(listing: FolderListing) -> tuple[SourceFile, ...]:
    """Return the documents of a folder that was gone through: see `list_sources`."""
    sources: list[SourceFile] = []
    for _, source in sorted(_files_in(listing), key=itemgetter(0)):
        sources += _unpacked_sources(source)
    ids = _ids(listing.root, [source.path for source in sources])
    return tuple(replace(source, id=id_) for id_, source in zip(ids, sources, strict=True))


def _files_in(listing: FolderListing) -> Iterator[tuple[tuple[str, ...], SourceFile]]:
    """Yield the files of a folder that are documents or look like some, without their ids.

    A subfolder that cannot be listed is yielded itself, so that it is told with the others.

    Yields:
        The parts of its path, by which they are put in order, and the file.
    """
    for folder in listing.folders:
        parts = folder.path.parts
        for seen in folder.documents:
            if seen.stamp or not is_folder(folder.path / seen.name):
                yield (*parts, seen.name), _source(listing.root, folder, seen)
    for path in listing.closed:
        yield path.parts, SourceFile("", path, None, refusal(listing.root, path))


def _unpacked_sources(source: SourceFile) -> Iterator[SourceFile]:
    """Yield a file, or those that are packed in it, without their ids."""
    path = source.path
    if path.suffix.lower() != ARCHIVE_SUFFIX or source.refused:
        yield source
        return
    listed = _made_of(path, lambda: packed_files(path))
    if isinstance(listed, Fault):
        yield replace(source, refused=listed.reason)
        return
    for packed in listed:
        yield SourceFile("", packed.path, refused=packed.refused, archive=path, stamp=packed.stamp)


def _source(root: Path, folder: SeenFolder, seen: SeenFile) -> SourceFile:
    """Return a file of the folder with the metadata file beside it, refused where either is."""
    path = folder.path / seen.name
    refused = None if seen.stamp else refusal(root, path)
    beside, is_plain = folder.metadata_of(seen.name)
    if beside is not None and not (is_plain or refused) and (why := refusal(root, beside)):
        refused = FaultKind.BESIDE.of(name=path.name, why=why)
    return SourceFile("", path, beside, refused)


def content_digest(
    path: Path, max_bytes: int, digest_of: Callable[[BufferedReader], bytes] = sha256_of
) -> bytes:
    """Return what stands for the content of a file.

    Args:
        path: The file.
        max_bytes: Of one that is larger only the size counts.
        digest_of: Gives the sha256 of an open file; it may know that without reading it.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        return b"%d bytes" % size if size > max_bytes else digest_of(file)


def source_digest(
    source: SourceFile,
    max_bytes: int = DEFAULT_MAX_BYTES,
    content: Callable[[Path, int], bytes] = content_digest,
) -> str:
    """Return the sha256 of a document and its metadata file; while it stays, so does the document.

    Args:
        source: The document.
        max_bytes: Of a document that is larger only the size counts: it will not be read.
        content: See `content_digest`.

    Returns:
        Hexadecimal; of nothing where the file cannot be read.
    """
    digest = hashlib.sha256(source.id.encode())
    if source.refused:
        return digest.hexdigest()
    if source.archive is not None:
        digest.update(b"\0" + source.stamp.encode())
        return digest.hexdigest()
    # The limit is of documents; a metadata file has its own, far below the usual one.
    for path, most in ((source.path, max_bytes), (source.metadata_path, DEFAULT_MAX_BYTES)):
        digest.update(b"\0")
        if path is not None:
            try:
                digest.update(content(path, most))
            except OSError:
                digest.update(b"unreadable")
    return digest.hexdigest()


def read_source(source: SourceFile, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Document:
    """Return the document of a source, with what its metadata file states.

    Raises:
        UnreadableSourceError: The file cannot be used.
        MetadataError: The metadata file is malformed.
    """
    if source.refused:
        raise UnreadableSourceError(source.refused)
    from index.reading.documents import read_document  # and all it takes to read: not to list

    stated = read_metadata(source.metadata_path) if source.metadata_path else Stated({})
    raw = unpacked(source.archive, source.path, max_bytes) if source.archive else None
    language = stated.texts.get("language")
    with recognition_in(language):
        document = read_document(
            *(source.path, stated.file),
            id=source.id,
            language=language,
            max_bytes=max_bytes,
            raw=raw,
        )
    document = replace(document, metadata=stated.over(document.metadata))
    if not _can_be_written(document):
        raise UnreadableSourceError(FaultKind.HALF_CHARACTERS.of(name=source.path.name))
    return document


def attempt(source: SourceFile, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Document | Fault:
    """Return the document of a source, or why there is none: no file is anybody's end.

    Time and memory are bounded by `reading_process`, whose process calls this.
    """
    return _made_of(source.path, lambda: read_source(source, max_bytes=max_bytes))


def _made_of(path: Path, make: Callable[[], _Made]) -> _Made | Fault:
    """Return what is made of a file, or why nothing is.

    What a parser cannot read it ought to refuse with a `SourceError`; this is the one place that
    catches whatever else it raises.
    """
    try:
        return make()
    except SourceError as error:
        reason = error.reason
    except MemoryError:
        return out_of_memory(path)
    except Exception as error:  # noqa: BLE001  # of a file that somebody made to do harm
        _log.debug("%s", path, exc_info=True)
        cause = type(error).__name__
        reason = FaultKind.PARSER_FAILS.of(name=path.name, cause=cause)
    return fault_of(path, reason)


def out_of_memory(path: Path) -> Fault:
    """Return the fault of a file that needs more memory than there is for it."""
    return fault_of(path, FaultKind.TOO_MUCH_MEMORY.of(name=path.name))


def fault_of(path: Path, reason: FaultReason) -> Fault:
    """Return a fault whose reason can be printed and kept, whatever stands in it."""
    return Fault(path, _on_one_line(reason))


def read_folder(
    folder: Path,
    *,
    max_bytes: int = DEFAULT_MAX_BYTES,
    on_progress: Callable[[int, int], None] | None = None,
) -> FolderContents:
    """Return the documents of a folder, and the faults of the files that could not be used.

    They are read in this process, for as long as that takes: the folder is one's own.

    Args:
        folder: See `list_sources`.
        max_bytes: The largest file that is read.
        on_progress: Called with the number of files done and of all.

    Raises:
        SourceError: There is no such folder, or there is no document in it.
    """
    sources = list_sources(folder)
    documents: list[Document] = []
    faults: list[Fault] = []
    for done, source in enumerate(sources, start=1):
        outcome = attempt(source, max_bytes=max_bytes)
        if isinstance(outcome, Fault):
            faults.append(outcome)
        else:
            documents.append(outcome)
        if on_progress is not None:
            on_progress(done, len(sources))
    return FolderContents(tuple(documents), tuple(faults))


def slug(name: str) -> str:
    """Return a name in small ASCII letters, figures and hyphens, at most 48 of them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MAX_ID].strip("-")
    # A name in another script leaves nothing: its digest is as short and as lasting.
    return words or "document-" + hashlib.sha256(_bytes_of(name)).hexdigest()[:8]


def _bytes_of(name: str) -> bytes:
    """Return a file's name in UTF-8, also where its bytes are none."""
    return name.encode("utf-8", "surrogatepass")


def _can_be_written(document: Document) -> bool:
    """Return whether the text and all that is stated of it consist of whole characters."""
    stated = json.dumps(asdict(document.metadata), ensure_ascii=False, default=sorted)
    try:
        (document.text + stated).encode()
    except UnicodeEncodeError:
        return False
    return True


def _on_one_line(reason: FaultReason) -> FaultReason:
    """Return a reason as it can be printed and kept, whatever the names in it consist of."""
    return reason.kind.of(**{name: _printable(value) for name, value in reason.values.items()})


def _printable(value: Value) -> Value:
    """Return what stands in a reason as it can be printed."""
    if isinstance(value, FaultReason):
        return _on_one_line(value)
    if isinstance(value, int):
        return value
    shown = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in value[: _MAX_VALUE + 1]
    )
    return shown if len(shown) <= _MAX_VALUE else f"{shown[: _MAX_VALUE - 1]}…"


def _ids(root: Path, paths: Sequence[Path]) -> list[str]:
    """Return an id for each path: of its name, of its place where the name is taken."""
    ids: list[str] = []
    used: set[str] = set()
    numbers: dict[str, Iterator[int]] = {}  # by what they stand behind: tried once in all
    for path in paths:
        id_ = next(option for option in _id_options(root, path, numbers) if option not in used)
        used.add(id_)
        ids.append(id_)
    return ids


def _id_options(root: Path, path: Path, numbers: dict[str, Iterator[int]]) -> Iterator[str]:
    """Yield ids for a path, the best first; no more of them are made than are tried.

    Args:
        root: The folder.
        path: Of a file in it.
        numbers: Those that were not yet tried behind a place, which go on here.
    """
    yield slug(path.stem)
    place = slug(f"{path.relative_to(root)}")
    yield place
    before = place[: _MAX_ID - 6]
    yield from (f"{before}-{number}" for number in numbers.setdefault(before, count(2)))
