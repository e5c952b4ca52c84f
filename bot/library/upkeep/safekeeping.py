"""What of the libraries cannot be made again: copied while they are in use, checked, put back.

A copy is of one moment. What it names stays on the disk until it is copied, for nothing is swept
meanwhile; everybody reads and writes as ever.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from bot.config import EMBEDDED
from bot.library.files.originals import Originals
from bot.library.files.places import (
    UNFINISHED_COPY,
    catalogue_file,
    library_folder,
    originals_folder,
    preferences_file,
    servers_folder,
)
from bot.library.files.preferences_file import entries_in
from bot.library.postgres import PostgresEngine, entries_of
from bot.library.queue.job import COLUMNS, job_of
from bot.library.sqlite.database import Database, copied, is_current, opened_copy
from bot.library.sqlite.sqlite_engine import catalogue_in
from bot.library.tables.catalogue import COPYING, IN_USE, documents_of
from bot.library.tables.transactions import Connection
from bot.library.upkeep.lost_documents import LostDocument, lost_in
from bot.library.upkeep.sweeping import remove_unused
from bot.library.upkeep.transfer import copy_rows
from bot.library.upkeep.unmoved import check_moved
from index import BriefingError, CollectionError, alone_in, home_of

_PATIENCE_S = 10.0  # for who is sweeping
_DIGEST = re.compile(r"[0-9a-f]{64}")
_JOBS = f"SELECT {COLUMNS} FROM jobs"  # noqa: S608  # no value is put in
_GUILDS = "SELECT DISTINCT guild FROM documents"


@dataclass(frozen=True, slots=True)
class KeptLibraries:
    """A copy of the catalogue, and where the originals lie that it names.

    Args:
        catalogue: The copy; None where there is no catalogue.
        originals: By their sha256; one may be lost.
        preferences: What members chose, as the file that keeps it where there is no database; None
            where they chose nothing.
    """

    catalogue: bytes | None
    originals: Mapping[str, Path]
    preferences: bytes | None = None


@contextmanager
def kept_libraries(data: Path, storage: str = EMBEDDED) -> Iterator[KeptLibraries]:
    """Yield what there is of the libraries now; no original is removed until the block ends.

    Args:
        data: The data folder.
        storage: Where the catalogue is: in that folder, or the address of a database.

    Yields:
        The libraries.

    Raises:
        CollectionError: The catalogue is damaged, of a later version of the program, or another
            backup is being taken; or it is in the folder, and not moved to the database yet.
        UnwritableError: The catalogue cannot be read now.
    """
    check_moved(data, storage)
    try:
        with alone_in(library_folder(data), COPYING, patience_s=_PATIENCE_S):
            if storage == EMBEDDED:
                yield _kept(data)
            else:
                engine = PostgresEngine(storage, library_folder(data))
                with engine.frozen(Originals(originals_folder(data))) as (rows, originals):
                    catalogue = _as_file(rows, library_folder(data))
                    chosen = _preferences(rows, preferences_file(data))
                    yield KeptLibraries(catalogue, originals, chosen)
    finally:
        _sweep(data, storage)


def _as_file(rows: Connection, folder: Path) -> bytes:
    """Return rows as the file that keeps them where there is no database.

    Args:
        rows: Of the database.
        folder: Has room for the file.
    """
    with TemporaryDirectory(prefix=UNFINISHED_COPY, dir=folder) as made:
        path = catalogue_file(Path(made))
        copy_rows(rows, Database(path))
        return copied(path)


def _preferences(rows: Connection, file: Path) -> bytes | None:
    """Return the choices of a database as a file, with those that it has not taken over yet."""
    entries = {**entries_in(file), **entries_of(rows)}
    return json.dumps(entries).encode() if entries else None


def _kept(data: Path) -> KeptLibraries:
    """Return what a data folder has."""
    path, file = catalogue_file(data), preferences_file(data)
    chosen = file.read_bytes() if file.is_file() else None
    if not path.is_file():
        return KeptLibraries(None, {}, chosen)
    catalogue = copied(path)
    named = originals_named(catalogue, path)
    originals = {sha256: original_place(data, sha256) for sha256 in named}
    return KeptLibraries(catalogue, originals, chosen)


def _sweep(data: Path, storage: str) -> None:
    """Remove what was to be while it was copied; an earlier version's catalogue stays as it is."""
    path, sweep = catalogue_file(data), partial(remove_unused, data, storage=storage)
    with suppress(BriefingError):  # the next change, or the next start of the bot, does so as well
        if storage != EMBEDDED:
            PostgresEngine(storage, library_folder(data)).documents.sweep(sweep)
        elif path.is_file() and is_current(path):
            catalogue_in(path).sweep(sweep)


def lost_among(kept: KeptLibraries) -> tuple[LostDocument, ...]:
    """Return the documents that a catalogue names and the disk has not as they were received."""
    lost = {sha256 for sha256, path in kept.originals.items() if not _is_whole(path, sha256)}
    return lost_in(kept.catalogue, Path("the catalogue"), lost) if lost and kept.catalogue else ()


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def originals_beside(data: Path) -> tuple[Path, ...]:
    """Return the folders of documents that a data folder has and no catalogue of it names."""
    originals = Originals(originals_folder(data))
    has_none = not catalogue_file(data).is_file() and any(originals.folder.glob("??/*"))
    return (*((originals.folder,) if has_none else ()), *originals.set_aside_before)


def originals_named(catalogue: bytes, path: Path) -> frozenset[str]:
    """Return the sha256 of each original that a copy of a catalogue names, once all is checked.

    Args:
        catalogue: The copy.
        path: What it is called where something is wrong.

    Raises:
        CollectionError: It is damaged, of a later version of the program, or of another program,
            or says what the program would not.
    """
    with opened_copy(catalogue, path) as connection:
        try:
            _check_rows(connection)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise CollectionError(f"{path} says what no catalogue does: {error}") from error
        rows = connection.execute(IN_USE).fetchall()
        return frozenset(str(row[0]) for row in rows)


def _check_rows(connection: Connection) -> None:
    """Check that nothing in a catalogue leads out of the data folder, and all of it can be read.

    Raises:
        ValueError: It is not so.
    """
    for (guild,) in connection.execute(_GUILDS).fetchall():
        for document in documents_of(connection, guild):
            _check_file(document.sha256, document.filename)
            _check_plain(document.name)
    for row in connection.execute(_JOBS).fetchall():
        job = job_of(row)
        _check_file(job.sha256, job.filename)


def _check_file(sha256: str, filename: str) -> None:
    """Check what the catalogue says of a file.

    Raises:
        ValueError: It leads elsewhere.
    """
    if not _DIGEST.fullmatch(sha256):
        raise ValueError(f"{sha256[:20]!r} is no digest")
    _check_plain(filename)


def _check_plain(name: str) -> None:
    """Check that a name is one, and no path.

    Raises:
        ValueError: It is not.
    """
    if not name or "\0" in name or PurePath(name).name != name:
        raise ValueError(f"{name[:40]!r} is no name of a file")


def original_place(data: Path, sha256: str) -> Path:
    """Return where a data folder has an original."""
    return Originals(originals_folder(data)).path(sha256)


def edition_place(data: Path, guild: int, edition: str) -> Path:
    """Return where a data folder has what it knows of an edition of a server's documents."""
    folder = servers_folder(data) / str(guild) / edition
    return home_of(folder / "data", folder)
