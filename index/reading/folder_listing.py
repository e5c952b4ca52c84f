"""What a folder of documents holds, seen without a file of it being read."""

import hashlib
import os
import sys
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from index.errors import SourceError
from index.fault_reasons import FaultKind, FaultReason
from index.reading.bibliography.metadata import SUFFIXES as METADATA_SUFFIXES
from index.reading.file_kinds import SAVED_AS, readable_suffixes
from index.reading.packed.packed_files import ARCHIVE_SUFFIX
from index.storage import stamp_of

_DOCUMENTS = "documents"
_ABOUT = "readme"
# How browsers name the folder of what a page shows, which they save beside it.
_OF_PAGES = ("_files", ".files", "-Dateien", "_fichiers", "_archivos")
_PAGES = frozenset({"html", "htm", "xhtml"})
_HIDDEN = (".", "~$")  # how the names of files begin that are not read
_EDITION = 2  # raised when other documents, ids or digests are made of the same folder


class SeenFile(NamedTuple):
    """A file as it was when its folder was gone through.

    Args:
        name: Its own.
        stamp: Of a plain file, see `stamp_of`; "" of a link, of what is no file, and of what cannot
            be looked at.
        changed_ns: When a plain file was changed last, in nanoseconds.
    """

    name: str
    stamp: str = ""
    changed_ns: int = 0


@dataclass(frozen=True, slots=True)
class SeenFolder:
    """A folder as it was when it was gone through.

    Args:
        path: Where it is.
        documents: Its files that are documents or look like some, in no order.
        beside: Those that are named as metadata files.
    """

    path: Path
    documents: Sequence[SeenFile]
    beside: Sequence[SeenFile]
    _plain: frozenset[str] = field(init=False)
    _folded: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Note the names of the metadata files."""
        plain = frozenset(seen.name for seen in self.beside if seen.stamp)
        object.__setattr__(self, "_plain", plain)
        object.__setattr__(self, "_folded", frozenset(_folded(seen.name) for seen in self.beside))

    def metadata_of(self, document: str) -> tuple[Path | None, bool]:
        """Return the metadata file beside a document, None without one, and whether it is plain.

        What is none may be a link that leads anywhere.
        """
        stem = document.removesuffix(suffix_of(document))
        for suffix in METADATA_SUFFIXES:
            name = f"{stem}{suffix}"
            if name in self._plain:
                return self.path / name, True
            if _folded(name) in self._folded:  # a link, or the same name to some file systems
                return _metadata_path(self.path / document), False
        return None, True


@dataclass(frozen=True, slots=True)
class FolderListing:
    """The documents of a folder and of its subfolders, and what stands beside them.

    Args:
        root: The folder.
        folders: It and its subfolders.
        closed: Subfolders that cannot be listed.
    """

    root: Path
    folders: Sequence[SeenFolder]
    closed: Sequence[Path]

    @property
    def newest_ns(self) -> int:
        """When any of the plain files was changed last, in nanoseconds; 0 where there is none."""
        files = chain.from_iterable(map(_files_of, self.folders))
        return max((seen.changed_ns for seen in files), default=0)

    def digest(self) -> str | None:
        """Return what stands for all by which it is decided which documents there are.

        While it stays, no file came, went, was renamed or was written to, as far as the file system
        tells by times, sizes and inodes.

        Returns:
            Hexadecimal; None where a file is no plain one, or something cannot be looked at.
        """
        if self.closed:
            return None
        rows: list[str] = []
        for folder in self.folders:
            place = folder.path.relative_to(self.root).as_posix()
            files = list(_files_of(folder))
            if not all(seen.stamp for seen in files):
                return None
            # No name has a NUL.
            rows += [f"{place}/{name}\0{stamp}\0" for name, stamp, _ in files]
        made_by = f"{_EDITION} {sys.version} {sorted(_document_suffixes())} {self.root.name}\0"
        content = "".join((made_by, *sorted(rows))).encode("utf-8", "surrogatepass")
        return hashlib.sha256(content).hexdigest()


def _files_of(folder: SeenFolder) -> Iterator[SeenFile]:
    yield from folder.documents
    yield from folder.beside


def listing_of(folder: Path) -> FolderListing:
    """Return what a folder of documents holds.

    The folder `documents` inside is used if there is one, else the folder itself; subfolders are
    gone through, hidden files are not listed, nor the README of the folder.

    Raises:
        SourceError: There is no such folder, it is a file, or there is no document in it.
    """
    root = documents_folder(folder)
    folders: list[SeenFolder] = []
    closed: list[Path] = []
    ahead = [root]  # a stack of its own: folders nest deeper than functions may
    while ahead:
        path = ahead.pop()
        try:
            entries = _shown_entries(path)
        except OSError:
            closed.append(path)
            continue
        inside = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
        ahead += (path / name for name in _read_folders(inside, entries))
        folders.append(_seen(path, entries, frozenset(inside), at_root=path == root))
    listing = FolderListing(root, folders, closed)
    if not (closed or any(map(_has_document, folders))):
        kinds = ", ".join(sorted({*readable_suffixes(), ARCHIVE_SUFFIX}))
        msg = f"{root} holds no document: put files into it ({kinds})"
        raise SourceError(msg)
    return listing


def documents_folder(folder: Path) -> Path:
    """Return where the documents of a knowledge folder stand: in `documents` there, or in itself.

    Raises:
        SourceError: There is no such folder, or it is a file.
    """
    root = folder / _DOCUMENTS if is_folder(folder / _DOCUMENTS) else folder
    if _is_file(root):
        msg = f"{folder} is a file, not a folder: put it into a folder of its own, and name that"
        raise SourceError(msg)
    if not is_folder(root):
        if os.path.islink(folder):  # noqa: PTH114  # pathlib's fails at a name that is too long
            msg = f"{folder} is a link that leads nowhere or in a circle: correct it, or name"
        else:
            msg = f"there is no folder {folder}: create it, or name"
        msg += " another with --knowledge"
        raise SourceError(msg)
    return root


def refusal(root: Path, path: Path) -> FaultReason | None:
    """Return why a file will not be read: it is none, or a link that leads out of its folder."""
    if leads_out(root, path):
        return FaultKind.LINK_OUT.of(name=path.name)
    if is_folder(path):
        return FaultKind.CLOSED_FOLDER.of(name=path.name)
    # A pipe would be waited on for ever; a link may lead in a circle, a folder lie too deep.
    if not _is_file(path):
        return FaultKind.NO_FILE.of(name=path.name)
    return None


def leads_out(root: Path, path: Path) -> bool:
    """Return whether a file is a link whose target lies outside of a folder; it may be missing."""
    is_link = os.path.islink(path)  # noqa: PTH114  # as above; no folder on the way is one
    return is_link and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; a name that is too long leads nowhere."""
    try:
        return path.is_dir()
    except OSError:
        return False


def suffix_of(name: str) -> str:
    """Return the ending of a file's name with its dot, "" where it has none: as `Path.suffix`."""
    dot = name.rfind(".")
    return name[dot:] if 0 < dot < len(name) - 1 else ""


def _is_file(path: Path) -> bool:
    """Return whether a path leads to a file; a name that is too long leads nowhere."""
    try:
        return path.is_file()
    except OSError:
        return False


def _shown_entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what a folder holds but for hidden files.

    Raises:
        OSError: It cannot be listed.
    """
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith(_HIDDEN)]


def _read_folders(folders: Sequence[str], entries: Sequence[os.DirEntry[str]]) -> list[str]:
    """Return the names of the subfolders that are gone through."""
    return [name for name in folders if not _is_of_page(name, entries)]


def _is_of_page(folder: str, entries: Sequence[os.DirEntry[str]]) -> bool:
    """Return whether a browser made a folder for what belongs to a page that it saved beside it."""
    stems = {folder.removesuffix(end) for end in _OF_PAGES if folder.endswith(end)}
    pages = (entry.name.rpartition(".") for entry in entries)
    return any(stem in stems and ending.lower() in _PAGES for stem, _, ending in pages)


def _seen(
    path: Path, entries: Sequence[os.DirEntry[str]], inside: Container[str], *, at_root: bool
) -> SeenFolder:
    """Return a folder with those of its files that count.

    Args:
        path: The folder.
        entries: What it shows.
        inside: The names of its subfolders.
        at_root: Whether it is the folder that is listed, whose README is about it.
    """
    documents: list[SeenFile] = []
    beside: list[SeenFile] = []
    suffixes = _document_suffixes()
    for entry in entries:
        stem, dot, ending = entry.name.rpartition(".")  # no name begins with a dot here
        suffix = dot + ending.lower()
        if entry.name in inside or (at_root and stem.lower() == _ABOUT):
            continue
        if suffix in suffixes:
            documents.append(_seen_file(entry))
        elif suffix in METADATA_SUFFIXES:
            beside.append(_seen_file(entry))
    return SeenFolder(path, documents, beside)


def _has_document(folder: SeenFolder) -> bool:
    """Return whether there is one at least that is no link to a folder."""
    return any(seen.stamp or not is_folder(folder.path / seen.name) for seen in folder.documents)


@cache
def _document_suffixes() -> frozenset[str]:
    """Return the endings of files that are documents, or look like some."""
    return frozenset(SAVED_AS).union(readable_suffixes(), {ARCHIVE_SUFFIX})


def _seen_file(entry: os.DirEntry[str]) -> SeenFile:
    """Return a file as it is now.

    A system that knows no inodes does not tell one file from another that has its place.
    """
    try:
        stat = entry.stat(follow_symlinks=False)
    except OSError:
        return SeenFile(entry.name)
    if not (stat.st_ino and S_ISREG(stat.st_mode)):
        return SeenFile(entry.name)
    changed_ns = max(stat.st_mtime_ns, stat.st_ctime_ns)
    return SeenFile(entry.name, stamp_of(stat), changed_ns)


def _metadata_path(path: Path) -> Path | None:
    """Return the metadata file beside a document, or what is no folder in its place; or None."""
    for suffix in METADATA_SUFFIXES:
        beside = path.with_suffix(suffix)
        is_link = os.path.islink(beside)  # noqa: PTH114  # as above
        if is_link or (os.path.lexists(beside) and not is_folder(beside)):
            return beside
    return None


def _folded(name: str) -> str:
    """Return a name as file systems see it to which large and small letters are the same."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()
