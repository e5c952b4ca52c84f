"""A backup put into an empty data folder: checked first, laid down beside, then moved in.

Whoever is killed leaves the folder empty but for what was laid down, or a few moves away from
whole; the same command then goes on.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.backups.contents import CATALOGUE, DataFolder
from bot.backups.making import BackedUp, open_private
from bot.backups.manifests import MANIFEST, BackupError, BackupManifest
from bot.backups.packed import PackedBackup, opened_backup
from bot.library import lost_in
from index import UnwritableError, alone_in, make_private_folder, sync_folder, write_whole

_TASK = "restore"
_STAGING = ".unfinished-restore"
# What may lie in an empty folder: a new file system's own, and the lock of who restores.
_NOTHING = frozenset({"lost+found", f"{_TASK}.lock", _STAGING})
_TOLD = 3  # names of what is in the way
_MEGABYTE = 1_000_000


def restore(folder: DataFolder, file: Path) -> BackupManifest:
    """Put a backup into a data folder that holds nothing, and say what it was.

    Raises:
        BackupError: It is none, damaged, or the folder holds something; nothing was changed.
        CollectionError: Somebody else restores there.
        UnwritableError: There is too little room, or the folder cannot be written.
        OSError: The file cannot be read, or the folder cannot be written.
    """
    with _opened(file) as backup:
        _check_empty(folder, backup)
        backup.check(folder)
        _check_room(folder.data, backup.size)
        with alone_in(folder.data, _TASK):
            _check_empty(folder, backup)
            _lay_down(folder, backup)
            _move_in(folder.data)
        return backup.manifest


def checked_backup(folder: DataFolder, file: Path) -> BackedUp:
    """Return what a backup holds, once it is checked as `restore` would; nothing is changed.

    Raises:
        BackupError: It is none, or damaged.
        OSError: The file cannot be read.
    """
    with _opened(file) as backup:
        backup.check(folder)
        manifest, catalogue = backup.manifest, backup.catalogue() or b""
    lost = lost_in(catalogue, Path(CATALOGUE), manifest.lost) if manifest.lost else ()
    return BackedUp(manifest, file.stat().st_size, lost)


@contextmanager
def _opened(file: Path) -> Iterator[PackedBackup]:
    """Yield the backup that a file is; whatever is wrong with it names the file.

    Yields:
        The backup.

    Raises:
        BackupError: It is none, or something is wrong with it.
    """
    if not file.is_file():
        raise BackupError(f"there is no file {file}: name one that `briefing-bot backup` wrote")
    try:
        with opened_backup(file) as backup:
            yield backup
    except BackupError as error:
        raise BackupError(f"{file}: {error}") from error


def _check_empty(folder: DataFolder, backup: PackedBackup) -> None:
    """Check that a data folder holds nothing but what this very restoring may have left.

    Raises:
        BackupError: It holds something.
    """
    data = folder.data
    present = {path.name for path in data.iterdir()} if data.is_dir() else set()
    if others := sorted(present - _NOTHING - _moved_in(folder, backup)):
        names = ", ".join(others[:_TOLD]) + (" …" if len(others) > _TOLD else "")
        msg = (
            f"{data} holds {names}: a backup is restored to an empty folder. "
            "Stop the bot and move that away, or name another folder with --data"
        )
        raise BackupError(msg)


def _moved_in(folder: DataFolder, backup: PackedBackup) -> frozenset[str]:
    """Return what of a backup whose restoring was cut short is in its place already.

    Raises:
        BackupError: It was another backup's.
    """
    staging, manifest = folder.data / _STAGING, backup.manifest
    if not (staging / MANIFEST).is_file():
        return frozenset()
    if not _is_laid_down(staging, backup):
        msg = (
            f"another one was being restored to {folder.data} and is not whole there: "
            "name that one again, or remove everything from the folder first"
        )
        raise BackupError(msg)
    tops = {_top(folder, entry.name, manifest) for entry in manifest.entries}
    return frozenset(name for name in tops if not (staging / name).exists())


def _is_laid_down(staging: Path, backup: PackedBackup) -> bool:
    return (staging / MANIFEST).read_text(encoding="utf-8") == str(backup.manifest)


def _top(folder: DataFolder, name: str, manifest: BackupManifest) -> str:
    return folder.place(name, manifest).relative_to(folder.data).parts[0]


def _check_room(data: Path, size: int) -> None:
    """Check that a disk has room for so many bytes.

    Raises:
        UnwritableError: It has not.
    """
    there = next(path for path in (data, *data.absolute().parents) if path.is_dir())
    free = shutil.disk_usage(there).free
    if size > free:
        needed, left = size / _MEGABYTE, free / _MEGABYTE
        msg = f"{data} needs {needed:.0f} MB, of which {left:.0f} are free: free some space"
        raise UnwritableError(msg)


def _lay_down(folder: DataFolder, backup: PackedBackup) -> None:
    """Write all files beside, and the list last, unless that was done before.

    Raises:
        BackupError: The backup was changed since it was checked.
    """
    data, staging = folder.data, folder.data / _STAGING
    if (staging / MANIFEST).is_file():
        return
    shutil.rmtree(staging, ignore_errors=True)
    make_private_folder(staging)
    folders = {staging}
    for entry in backup.manifest.entries:
        path = staging / folder.place(entry.name, backup.manifest).relative_to(data)
        make_private_folder(path.parent)
        folders |= {one for one in path.parents if staging in one.parents}
        with open(path, "xb", opener=open_private) as stream:
            for part in backup.parts(entry):
                stream.write(part)
            stream.flush()
            os.fsync(stream.fileno())
    for one in folders:
        sync_folder(one)
    write_whole(staging / MANIFEST, str(backup.manifest))


def _move_in(data: Path) -> None:
    """Move what was laid down to where it belongs."""
    staging = data / _STAGING
    for path in sorted(staging.iterdir()):
        if path.name != MANIFEST:
            path.rename(data / path.name)
    sync_folder(data)
    (staging / MANIFEST).unlink()
    staging.rmdir()
    sync_folder(data)
