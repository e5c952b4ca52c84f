"""A backup taken while the bot runs: of one moment, whole or not there, read back at once."""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from bot.backups.contents import CATALOGUE, DataFolder
from bot.backups.manifests import MANIFEST, ORIGINALS, BackupEntry, BackupError, BackupManifest
from bot.backups.packed import opened_backup
from bot.library import (
    PREFERENCES_FILE,
    KeptLibraries,
    LostDocument,
    kept_libraries,
    lost_in,
    note_backup,
)
from index import SettingsError, sync_folder

_UNFINISHED = ".unfinished-"
_PRIVATE = 0o600
_BLOCK = 1_000_000  # bytes that are in memory at once


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was taken.

    Args:
        manifest: What it holds.
        size: Of the file, bytes.
        lost: The documents that the disk had lost by then.
        kept: Where the backup before it stays, which has some of them; None where it was replaced.
    """

    manifest: BackupManifest
    size: int
    lost: tuple[LostDocument, ...] = ()
    kept: Path | None = None


def back_up(folder: DataFolder, file: Path, *, replace: bool = False) -> BackedUp:
    """Write what of a data folder cannot be made again into a file, and say what that is.

    Args:
        folder: The data folder; others may use it meanwhile.
        file: Which has all of it when this ends, or is as before.
        replace: Whether it may take the place of one that is there; that stays under another name
            where it has documents that the disk has lost since.

    Raises:
        SettingsError: There is no such data folder, or the file cannot be one.
        BackupError: What was written could not be restored.
        CollectionError: The catalogue is damaged, of a later version, or backed up just now.
        OSError: The file cannot be written.
    """
    _check_places(folder, file, replace=replace)
    unfinished = file.with_name(f"{_UNFINISHED}{file.name}.{os.getpid()}")
    try:
        with kept_libraries(folder.data, folder.storage) as libraries:
            _sweep(file)
            manifest = _written(folder, libraries, unfinished)
            catalogue = libraries.catalogue or b""
        with opened_backup(unfinished) as backup:
            backup.check(folder)
        size = unfinished.stat().st_size
        lost = lost_in(catalogue, Path(CATALOGUE), manifest.lost) if manifest.lost else ()
        kept = _kept(file, manifest)
        unfinished.replace(file)
        sync_folder(file.parent)
        note_backup(folder.data, manifest.made)
    except BackupError as error:
        raise BackupError(f"what was written could not be restored: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return BackedUp(manifest, size, lost, kept)


def _kept(file: Path, manifest: BackupManifest) -> Path | None:
    """Keep a backup that has what the one in its place has lost; return where, None for nowhere."""
    try:
        with opened_backup(file) as before:
            made, held = before.manifest.made, before.manifest.originals
    except (BackupError, FileNotFoundError):  # it has nothing
        return None
    if held.isdisjoint(manifest.lost):
        return None
    kept = file.with_name(f"{file.stem}.{made.astimezone(UTC):%Y-%m-%dT%H-%M-%SZ}{file.suffix}")
    file.rename(kept)
    return kept


def _check_places(folder: DataFolder, file: Path, *, replace: bool) -> None:
    """Check what was asked for.

    Raises:
        SettingsError: It cannot be.
    """
    if not folder.data.is_dir():
        raise SettingsError(f"there is no data folder {folder.data}: name it with --data")
    if not file.parent.is_dir():
        raise SettingsError(f"there is no folder {file.parent} for a backup: make it first")
    if file.is_dir():
        raise SettingsError(f"{file} is a folder: name a file in it")
    if os.path.lexists(file) and not replace:
        raise SettingsError(f"{file} is there already: name another file, or say --replace")


def _sweep(file: Path) -> None:
    """Remove what killed backups left; nobody else takes one."""
    for path in file.parent.iterdir():
        if path.name.startswith(f"{_UNFINISHED}{file.name}."):
            with suppress(OSError):
                path.unlink()


def _written(folder: DataFolder, libraries: KeptLibraries, path: Path) -> BackupManifest:
    """Write a backup, and wait until the disk has it; return what it holds."""
    with open(path, "x+b", opener=open_private) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            packing = _Packing(archive)
            if libraries.catalogue is not None:
                packing.add(CATALOGUE, libraries.catalogue)
            lost = [one for one in sorted(libraries.originals) if not packing.copy(one, libraries)]
            if libraries.preferences is not None:
                packing.add(PREFERENCES_FILE, libraries.preferences)
            for name, raw in folder.small_files():
                packing.add(name, raw)
            made, entries = datetime.now(UTC), tuple(packing.entries)
            manifest = BackupManifest(made, folder.home, entries, tuple(lost))
            archive.writestr(_info(MANIFEST), str(manifest))
        file.flush()
        os.fsync(file.fileno())
    return manifest


class _Packing:
    """Puts files into a zip, and lists them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.entries: list[BackupEntry] = []

    def add(self, name: str, raw: bytes) -> None:
        self._archive.writestr(_info(name), raw)
        self.entries.append(BackupEntry(name, hashlib.sha256(raw).hexdigest(), len(raw)))

    def copy(self, sha256: str, libraries: KeptLibraries) -> bool:
        """Put an original in; return whether the disk has it as it was received."""
        try:
            with libraries.originals[sha256].open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    return False
                size = file.tell()
                file.seek(0)
                info = _info(f"{ORIGINALS}{sha256}", size)
                with self._archive.open(info, "w") as packed:
                    for block in _blocks(file):
                        packed.write(block)
        except FileNotFoundError:
            return False
        self.entries.append(BackupEntry(info.filename, sha256, size))
        return True


def _info(name: str, size: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = _PRIVATE << 16  # as `unzip` would make it
    info.file_size = size
    return info


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def open_private(name: str, flags: int) -> int:
    """Return a file that is opened, for this user alone where it is made."""
    return os.open(name, flags, _PRIVATE)
