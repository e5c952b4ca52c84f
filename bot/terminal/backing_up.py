"""What `backup` and `restore` say."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from bot.backups import BackedUp, BackupManifest, DataFolder
from bot.config import EMBEDDED
from bot.library import LostDocument, catalogue_file, lost_in, shown_address
from bot.phrases import counted, file_size
from bot.plain_text import visible
from bot.terminal.console import console
from bot.terminal.json_records import emit
from bot.terminal.places import Places

LOST = "was lost on the disk before: look for it in an earlier backup, or add it again"
_KEPT = "{file} has some of it: that is the backup before, which is not replaced."
_NEXT = "Start the bot: what is missing is built then."
_INTO_DATABASE = (
    "Then `briefing-bot database import` puts what servers have and chose into the database "
    "{database}, which has to be empty, and the bot can be started."
)
_AWAY = (
    "Not in it: the documents in {knowledge}, config.yaml, secrets of the environment. Indexes are "
    "not, either: they are built again."
)


def folder_of(places: Places) -> DataFolder:
    """Return the data folder that is meant.

    Raises:
        SettingsError: The configuration has faults.
    """
    config = places.configuration()
    return DataFolder(config.data, config.knowledge, config.storage)


def tell_backup(file: Path, made: BackedUp, folder: DataFolder, *, json: bool) -> None:
    """Print what a backup holds, and what it does not."""
    manifest = made.manifest
    if json:
        kept = {"kept": str(made.kept)} if made.kept else {}
        emit({"file": str(file), "bytes": made.size, **_record(manifest, made.lost), **kept})
    else:
        documents = counted(manifest.documents, "document")
        _say(f"{file}: {documents} of servers, {file_size(made.size)}")
        _say(_AWAY.format(knowledge=folder.knowledge))
    _tell_lost(made.lost)
    if made.kept:
        sys.stderr.write(visible(f"briefing-bot: {_KEPT.format(file=made.kept)}\n"))


def tell_checked(file: Path, found: BackedUp, *, json: bool) -> None:
    """Print what a backup holds that could be restored."""
    manifest = found.manifest
    if json:
        emit({"file": str(file), "bytes": found.size, **_record(manifest, found.lost)})
    else:
        documents = counted(manifest.documents, "document")
        moment = f"{manifest.made:%Y-%m-%d %H:%M} UTC"
        _say(f"{file} can be restored: it is of {moment}, with {documents} of servers, all whole")
    _tell_lost(found.lost)


def tell_restored(manifest: BackupManifest, folder: DataFolder, *, json: bool) -> None:
    """Print what was put back, and what comes next."""
    lost = _lost_in(folder.data, manifest)
    if json:
        emit({"data": str(folder.data), **_record(manifest, lost)})
    else:
        moment = f"{manifest.made:%Y-%m-%d %H:%M} UTC"
        what = f"{counted(manifest.documents, 'document')} of servers"
        _say(f"{folder.data} is as it was on {moment}, with {what}")
        _say(_NEXT if folder.storage == EMBEDDED else _into_database(folder.storage))
    _tell_lost(lost)


def _into_database(storage: str) -> str:
    return _INTO_DATABASE.format(database=shown_address(storage))


def _lost_in(data: Path, manifest: BackupManifest) -> Sequence[LostDocument]:
    """Return which documents a backup lacks that was put into a data folder."""
    path = catalogue_file(data)
    return lost_in(path.read_bytes(), path, manifest.lost) if manifest.lost else ()


def _record(manifest: BackupManifest, lost: Sequence[LostDocument]) -> dict[str, object]:
    return {
        "made": manifest.made.isoformat(timespec="seconds"),
        "files": len(manifest.entries),
        "documents": manifest.documents,
        "lost": list(manifest.lost),
        "lost_documents": _lost_record(lost),
    }


def _say(line: str) -> None:
    console().print(Text(line), soft_wrap=True)


def _lost_record(lost: Sequence[LostDocument]) -> list[dict[str, object]]:
    return [
        {"server": one.guild, "name": one.name, "file": one.filename, "sha256": one.sha256}
        for one in lost
    ]


def _tell_lost(lost: Sequence[LostDocument]) -> None:
    for one in lost:
        sys.stderr.write(visible(f"briefing-bot: {one} {LOST}\n"))
