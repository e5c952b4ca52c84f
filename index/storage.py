"""Built folders on disk: written beside, checked by sha256, put in place by one rename.

A collection's home holds one folder per build and the file `current`, which names the build in
use. A build is written under a temporary name, its manifest last; `current` is then replaced
atomically. A process that is killed leaves a temporary folder at most; the next build sweeps it.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
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


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of and what it consists of."""

    encoder: str
    dim: int
    sources: Mapping[str, str]  # source id -> digest of its file and metadata
    faults: Mapping[str, str]  # source id -> why it was not read
    files: Mapping[str, str] = field(default_factory=dict)  # file -> sha256
    schema: int = SCHEMA


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
    from filelock import FileLock, Timeout

    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / "lock", timeout=LOCK_TIMEOUT_S):
            yield
    except Timeout as error:
        raise CollectionError(
            f"another process has been building in {home} for {LOCK_TIMEOUT_S / 60:.0f} minutes; "
            "end it, then try again"
        ) from error
    except OSError as error:
        raise CollectionError(
            f"{home} cannot be written: {error.strerror or error}. Free some space, or choose "
            "another folder with --data."
        ) from error


def current_build(home: Path) -> Path | None:
    """Return the folder of the build in use, None if there is none."""
    try:
        name = (home / _CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    folder = home / name
    return folder if name and Path(name).name == name and folder.is_dir() else None


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
        pointer = home / f"{_UNFINISHED}{name}.current"
        _write(pointer, name)
        pointer.replace(home / _CURRENT)
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
    except (OSError, ValueError, TypeError) as error:
        raise CollectionError(f"{folder} has no readable manifest; it is built again") from error
    if manifest.schema != SCHEMA:
        raise CollectionError(f"{folder} was built by another version; it is built again")
    for name, digest in manifest.files.items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise CollectionError(f"{path} is missing or altered; the collection is built again")
    return manifest


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


def _sweep(home: Path, keep: Path | None) -> None:
    """Remove every build but `keep`, and whatever a killed process left."""
    for path in home.iterdir():
        if path.is_dir() and path != keep:
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(_UNFINISHED):
            path.unlink(missing_ok=True)
