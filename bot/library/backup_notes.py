"""When the last backup was taken, noted in the data folder: who watches cannot know of the file."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from index import UnwritableError, write_whole

LAST_BACKUP_FILE = "last-backup"


def note_backup(data: Path, made: datetime) -> None:
    """Note that a backup of a data folder was taken; where that cannot be, none is known.

    Args:
        data: The folder.
        made: The moment that the backup is of, with a zone.
    """
    with suppress(UnwritableError):  # the backup is there and whole
        write_whole(data / LAST_BACKUP_FILE, made.astimezone(UTC).isoformat(timespec="seconds"))


def last_backup(data: Path) -> datetime | None:
    """Return the moment that the last backup of a data folder is of; None where none is known."""
    try:
        made = datetime.fromisoformat((data / LAST_BACKUP_FILE).read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None
    return made if made.tzinfo else None
