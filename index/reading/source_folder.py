"""A folder of documents: which files there are, what each one states, and what is wrong."""

import hashlib
import json
import logging
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import chain, count
from pathlib import Path

from index.errors import SourceError, UnreadableSourceError
from index.fault_reasons import FaultKind, FaultReason, Value
from index.reading.documents import DEFAULT_MAX_BYTES, read_document
from index.reading.formats import EXPECTED_SUFFIXES, formats_by_suffix
from index.reading.metadata import SUFFIXES as METADATA_SUFFIXES
from index.reading.metadata import Stated, read_metadata
from index.reading.packed_files import ARCHIVE_SUFFIX, packed_files, unpacked
from index.types import Document

_DOCUMENTS = "documents"
_ABOUT = "readme"
_MAX_ID = 48  # characters; an id is read and typed, as in the address `essay:12`
_MAX_MESSAGE = 600  # characters of what is said of a file
_MAX_VALUE = 260  # of a name in it; a file system has names of 255

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

    Those that are packed in a .zip archive are listed as if that were a folder. The folder
    `documents` inside is used if there is one, else the folder itself; subfolders are read, hidden
    files are not, nor the README of the folder.

    Raises:
        SourceError: There is no such folder, it is a file, or there is no document in it.
    """
    root = documents_folder(folder)
    paths = sorted(_files(root))
    if not paths:
        kinds = ", ".join(sorted(formats_by_suffix()))
        msg = f"{root} holds no document: put files into it ({kinds})"
        raise SourceError(msg)
    sources = [source for path in paths for source in _sources_at(root, path)]
    ids = _ids(root, [source.path for source in sources])
    return tuple(replace(source, id=id_) for id_, source in zip(ids, sources, strict=True))


def documents_folder(folder: Path) -> Path:
    """Return where the documents of a knowledge folder stand: in `documents` there, or in itself.

    Raises:
        SourceError: There is no such folder, or it is a file.
    """
    root = folder / _DOCUMENTS if _is_folder(folder / _DOCUMENTS) else folder
    if _is_file(root):
        msg = f"{folder} is a file, not a folder: put it into a folder of its own, and name that"
        raise SourceError(msg)
    if not _is_folder(root):
        if os.path.islink(folder):  # noqa: PTH114  # pathlib's fails at a name that is too long
            msg = f"{folder} is a link that leads nowhere or in a circle: correct it, or name"
        else:
            msg = f"there is no folder {folder}: create it, or name"
        msg += " another with --knowledge"
        raise SourceError(msg)
    return root


def _sources_at(root: Path, path: Path) -> Iterator[SourceFile]:
    """Yield the file at a path, or those that are packed in it, without their ids."""
    source = _source(root, path)
    if path.suffix.lower() != ARCHIVE_SUFFIX or source.refused:
        yield source
        return
    try:
        for packed in packed_files(path):
            yield SourceFile(
                "", packed.path, refused=packed.refused, archive=path, stamp=packed.stamp
            )
    except UnreadableSourceError as error:
        yield replace(source, refused=error.reason)


def _source(root: Path, path: Path) -> SourceFile:
    """Return a file of the folder with the metadata file beside it, refused where either is."""
    beside = _metadata_path(path)
    refused = _refusal(root, path)
    if beside is not None and not refused and (why := _refusal(root, beside)):
        refused = FaultKind.BESIDE.of(name=path.name, why=why)
    return SourceFile("", path, beside, refused)


def source_digest(source: SourceFile, max_bytes: int = DEFAULT_MAX_BYTES) -> str:
    """Return the sha256 of a document and its metadata file; while it stays, so does the document.

    Args:
        source: The document.
        max_bytes: Of a document that is larger only the size counts: it will not be read.

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
                digest.update(_content_digest(path, most))
            except OSError:
                digest.update(b"unreadable")
    return digest.hexdigest()


def _content_digest(path: Path, max_bytes: int) -> bytes:
    """Return what stands for the content of a file.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > max_bytes:
            return b"%d bytes" % size
        return hashlib.file_digest(file, "sha256").digest()


def read_source(source: SourceFile, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Document:
    """Return the document of a source, with what its metadata file states.

    Raises:
        UnreadableSourceError: The file cannot be used.
        MetadataError: The metadata file is malformed.
    """
    if source.refused:
        raise UnreadableSourceError(source.refused)
    stated = read_metadata(source.metadata_path) if source.metadata_path else Stated({})
    raw = unpacked(source.archive, source.path, max_bytes) if source.archive else None
    document = read_document(
        source.path,
        id=source.id,
        language=stated.texts.get("language"),
        max_bytes=max_bytes,
        raw=raw,
    )
    document = replace(document, metadata=stated.over(document.metadata))
    if not _can_be_written(document):
        raise UnreadableSourceError(FaultKind.HALF_CHARACTERS.of(name=source.path.name))
    return document


def attempt(source: SourceFile, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Document | Fault:
    """Return the document of a source, or why there is none: no file is anybody's end.

    What a parser cannot read it ought to refuse with a `SourceError`; this is the one place that
    catches whatever else it raises. Time and memory are bounded by `reading_process`, whose
    process calls this.
    """
    try:
        return read_source(source, max_bytes=max_bytes)
    except SourceError as error:
        reason = error.reason
    except MemoryError:
        return out_of_memory(source.path)
    except Exception as error:  # noqa: BLE001  # of a file that somebody made to do harm
        _log.debug("%s", source.path, exc_info=True)
        cause = type(error).__name__
        reason = FaultKind.PARSER_FAILS.of(name=source.path.name, cause=cause)
    return fault_of(source.path, reason)


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


def _files(root: Path) -> Iterator[Path]:
    """Yield the files of a folder that are documents or look like some.

    A subfolder that cannot be listed is yielded itself, so that it is told with the others.
    """
    folders = [root]  # a stack of its own: folders nest deeper than functions may
    while folders:
        folder = folders.pop()
        try:
            entries = _shown_entries(folder)
        except OSError:
            yield folder
            continue
        folders += (folder / entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
        yield from filter(partial(_is_meant, root), (folder / entry.name for entry in entries))


def _shown_entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what a folder holds but for hidden files.

    Raises:
        OSError: It cannot be listed.
    """
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith((".", "~$"))]


def _is_meant(root: Path, path: Path) -> bool:
    """Return whether a path names a document or looks like one."""
    if path.suffix.lower() not in EXPECTED_SUFFIXES.union(formats_by_suffix(), {ARCHIVE_SUFFIX}):
        return False
    return not (_is_about(root, path) or _is_folder(path))


def _is_about(root: Path, path: Path) -> bool:
    """Return whether a file is the README of the folder."""
    return path.parent == root and path.stem.lower() == _ABOUT


def _is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; a name that is too long leads nowhere."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    """Return whether a path leads to a file; a name that is too long leads nowhere."""
    try:
        return path.is_file()
    except OSError:
        return False


def _refusal(root: Path, path: Path) -> FaultReason | None:
    """Return why a file will not be read: it is none, or a link that leads out of its folder."""
    is_link = os.path.islink(path)  # noqa: PTH114  # as above; no folder on the way is one
    if is_link and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        return FaultKind.LINK_OUT.of(name=path.name)
    if _is_folder(path):
        return FaultKind.CLOSED_FOLDER.of(name=path.name)
    # A pipe would be waited on for ever; a link may lead in a circle, a folder lie too deep.
    if not _is_file(path):
        return FaultKind.NO_FILE.of(name=path.name)
    return None


def _metadata_path(path: Path) -> Path | None:
    """Return the metadata file beside a document, or a link in its place; None without either."""
    for suffix in METADATA_SUFFIXES:
        beside = path.with_suffix(suffix)
        if _is_file(beside) or os.path.islink(beside):  # noqa: PTH114  # as above
            return beside
    return None


def _ids(root: Path, paths: Sequence[Path]) -> list[str]:
    """Return an id for each path: of its name, of its place where the name is taken."""
    ids: list[str] = []
    used: set[str] = set()
    for path in paths:
        place = slug(f"{path.relative_to(root)}")
        numbered = (f"{place[: _MAX_ID - 6]}-{number}" for number in count(2))
        options = chain((slug(path.stem), place), numbered)  # no more of them than are tried
        id_ = next(option for option in options if option not in used)
        used.add(id_)
        ids.append(id_)
    return ids
