"""Built folders on disk: written beside, checked by sha256, put in place by one rename.

A collection's home holds one folder per build and the file `current`, which names the build in
use. A build is written under a temporary name, its manifest last; `current` is then replaced
atomically. A process that is killed leaves files under temporary names at most, which the next
opening sweeps.
"""

import errno
import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from index.errors import CollectionError
from index.types import (
    Document,
    Metadata,
    Name,
    Paragraph,
    Passage,
    Repair,
    RepairKind,
    Section,
    Span,
)

SCHEMA = 1
LOCK_TIMEOUT_S = 1800.0
_MANIFEST = "manifest.json"
_CURRENT = "current"
_UNFINISHED = ".unfinished-"
_BUILD = re.compile(r"[0-9a-f]{12}")
_ELSEWHERE = "or choose another folder with --data"
_FREE_SPACE = f"no space is left; free some space, {_ELSEWHERE}"
_MAY_NOT = f"this user may not; change the owner or the permissions of the folder, {_ELSEWHERE}"
_NO_FOLDER = f"there is a file where a folder is needed; remove it, {_ELSEWHERE}"
_CAUSES = {
    errno.ENOSPC: _FREE_SPACE,
    errno.EDQUOT: _FREE_SPACE,
    errno.EFBIG: f"the file would be too large; free some space, raise the limit, {_ELSEWHERE}",
    errno.EACCES: _MAY_NOT,
    errno.EPERM: _MAY_NOT,
    errno.EROFS: f"it is read-only; make it writable, {_ELSEWHERE}",
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.ENAMETOOLONG: f"its name is too long; choose a shorter path, {_ELSEWHERE}",
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of and what it consists of."""

    encoder: str
    dim: int
    sources: Mapping[str, str]  # source id -> digest of its file and metadata
    faults: Mapping[str, str]  # source id -> why it was not read
    files: Mapping[str, str] = field(default_factory=dict)  # file -> sha256
    schema: int = SCHEMA
    reading: str = ""  # limits and parsers that decided what was read, and how

    def __post_init__(self) -> None:
        """Check the form, for a manifest may come from a damaged disk.

        Raises:
            TypeError: A value is of another kind.
        """
        texts = [self.encoder, self.reading]
        for mapping in (self.sources, self.faults, self.files):
            texts += _texts_in(mapping)
        if not (all(isinstance(text, str) for text in texts) and isinstance(self.dim, int)):
            msg = "a manifest names its encoder, its sources, its faults and its files"
            raise TypeError(msg)


def _texts_in(mapping: object) -> list[Any]:
    return [*mapping.keys(), *mapping.values()] if isinstance(mapping, Mapping) else [mapping]


def home_of(data: Path, knowledge: Path) -> Path:
    """Return where the builds of a knowledge folder live."""
    place = knowledge.resolve()
    return data / f"{place.name}-{hashlib.sha256(str(place).encode()).hexdigest()[:10]}"


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the home's lock, so that one process builds and others wait for its result.

    Raises:
        CollectionError: The folder cannot be written, or the lock was not free in time.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _lock(home):
            _tidy(home)
            yield
    except OSError as error:
        raise CollectionError(_unwritable(home, error)) from error


@contextmanager
def _lock(home: Path) -> Iterator[None]:
    """Hold the lock itself.

    Raises:
        CollectionError: The lock was not free in time, or there can be none.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(home / "lock", timeout=LOCK_TIMEOUT_S)
    try:
        lock.acquire()
    except Timeout as error:
        raise CollectionError(
            f"another process has been building in {home} for {LOCK_TIMEOUT_S / 60:.0f} minutes; "
            "end it, then try again"
        ) from error
    except NotImplementedError as error:  # filelock's word for a file system without locks
        raise CollectionError(
            f"{home} cannot be locked, its file system has no locks; "
            "choose another folder with --data"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _unwritable(place: Path, error: OSError) -> str:
    """Return what to say of a place that cannot be written: what happened and what to do."""
    named = error.filename if isinstance(error.filename, str) else place
    cause = _CAUSES.get(error.errno or 0, f"{error.strerror or error}; correct this, {_ELSEWHERE}")
    return f"{named} cannot be written: {cause}"


def current_build(home: Path) -> Path | None:
    """Return the folder of the build in use, None if there is none."""
    try:
        name = (home / _CURRENT).read_bytes().decode("ascii", "replace").strip()
    except OSError:
        return None
    # What else may stand in a damaged pointer is no name of a folder here: "..", a path, noise.
    return home / name if _BUILD.fullmatch(name) and (home / name).is_dir() else None


@contextmanager
def new_build(home: Path) -> Iterator[Path]:
    """Give a folder to write a build into; on success it is the build in use.

    The caller writes the manifest last, by `write_manifest`. Older builds are removed afterwards.

    Yields:
        The folder, empty.
    """
    _sweep(home, keep=current_build(home))
    name = uuid4().hex[:12]
    unfinished = home / f"{_UNFINISHED}{name}"
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        finished = home / name
        unfinished.rename(finished)
        write_whole(home / _CURRENT, name)
        _sweep(home, keep=finished)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest with the sha256 of every file that the build holds."""
    files = {
        path.relative_to(folder).as_posix(): _digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    record = asdict(manifest) | {"files": files}
    _write(folder / _MANIFEST, json.dumps(record, ensure_ascii=False, indent=1))


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a build, every file of it checked.

    Raises:
        CollectionError: It is missing, of another version, or a file is missing or altered.
    """
    try:
        record = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**record)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise CollectionError(f"{folder} has no readable manifest; it is built again") from error
    if manifest.schema != SCHEMA:
        raise CollectionError(f"{folder} was built by another version; it is built again")
    for name, digest in manifest.files.items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise CollectionError(f"{path} is missing or altered; the collection is built again")
    return manifest


def write_whole(path: Path, text: str) -> None:
    """Put a file in a home, whole or not at all; the home's lock is held.

    Raises:
        CollectionError: The file cannot be written.
    """
    unfinished = path.with_name(f"{_UNFINISHED}{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(unfinished, text)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CollectionError(_unwritable(path, error)) from error


def write_documents(path: Path, documents: tuple[Document, ...]) -> None:
    """Write documents, one JSON object a line."""
    lines = (json.dumps(_plain(asdict(document)), ensure_ascii=False) for document in documents)
    _write(path, "".join(f"{line}\n" for line in lines))


def read_documents(path: Path) -> tuple[Document, ...]:
    """Return the documents that `write_documents` wrote."""
    with path.open(encoding="utf-8") as stream:
        return tuple(_document(json.loads(line)) for line in stream)


def write_passages(path: Path, passages: tuple[Passage, ...]) -> None:
    """Write passages, one JSON array a line: document, paragraph, start, end, sentence bounds."""
    rows = (
        [
            p.document,
            p.paragraph,
            p.start,
            p.end,
            [n for s in p.sentences for n in (s.start, s.end)],
        ]
        for p in passages
    )
    _write(path, "".join(f"{json.dumps(row, separators=(',', ':'))}\n" for row in rows))


def read_passages(path: Path) -> tuple[Passage, ...]:
    """Return the passages that `write_passages` wrote."""
    with path.open(encoding="utf-8") as stream:
        return tuple(_passage(json.loads(line)) for line in stream)


def _passage(row: list[Any]) -> Passage:
    document, paragraph, start, end, bounds = row
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return Passage(document, paragraph, start, end, tuple(Span(a, b) for a, b in pairs))


def _plain(value: Any) -> Any:  # noqa: ANN401  # JSON in, JSON out
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return value


def _document(record: dict[str, Any]) -> Document:
    metadata = record["metadata"]
    return Document(
        id=record["id"],
        text=record["text"],
        paragraphs=tuple(Paragraph(**item) for item in record["paragraphs"]),
        metadata=Metadata(
            **metadata
            | {
                "author": tuple(Name(**name) for name in metadata["author"]),
                "issued": tuple(metadata["issued"]),
                "derived": frozenset(metadata["derived"]),
            }
        ),
        sections=tuple(Section(**item) for item in record["sections"]),
        repairs=tuple(
            Repair(**item | {"kind": RepairKind(item["kind"])}) for item in record["repairs"]
        ),
        sha256=record["sha256"],
    )


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def set_aside(path: Path) -> Path:
    """Return the free name beside `path` under which it is kept from now on.

    Raises:
        OSError: The file cannot be renamed.
    """
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    kept = next(name for name in names if not os.path.lexists(name))
    path.rename(kept)
    return kept


def _tidy(home: Path) -> None:
    """Put a home in order whose lock is held, so that no other process is at work in it."""
    for path in home.iterdir():
        if path.name.startswith(_UNFINISHED):
            _remove(path)
    pointer = home / _CURRENT
    if current_build(home) is not None or not os.path.lexists(pointer):
        return
    builds = [path for path in home.iterdir() if _BUILD.fullmatch(path.name) and path.is_dir()]
    whole = next((b for b in sorted(builds, key=_age) if _is_whole(b)), None)
    _remove(pointer)
    if whole is None:
        _log.warning("%s names no build here; the collection is built again", pointer)
    else:
        write_whole(pointer, whole.name)
        _log.warning("%s named no build here; it names the newest whole one now", pointer)


def _age(path: Path) -> float:
    return -path.stat().st_mtime


def _is_whole(folder: Path) -> bool:
    """Return whether nothing of a build is missing or altered."""
    try:
        read_manifest(folder)
    except CollectionError:
        return False
    return True


def _sweep(home: Path, keep: Path | None) -> None:
    """Remove every build but `keep`, and whatever a killed process left."""
    for path in home.iterdir():
        if path != keep and (path.is_dir() or path.name.startswith(_UNFINISHED)):
            _remove(path)


def _remove(path: Path) -> None:
    """Remove a file, or a folder as far as that is possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
