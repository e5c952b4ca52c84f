"""When the last backup was taken, noted in the data folder: who watches cannot know of the file."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

LAST_BACKUP_FILE = "last-backup"
_PRIVATE = 0o600


def note_backup(data: Path, made: datetime) -> None:
    """Note that a backup of a data folder was taken; where that cannot be, none is known.

    Args:
        data: The folder.
        made: The moment that the backup is of, with a zone.
    """
    told = made.astimezone(UTC).isoformat(timespec="seconds").encode("ascii")
    with suppress(OSError):  # the backup is there and whole
        # In place: a file beside it would lie there if this is killed, and half a moment is none.
        handle = os.open(data / LAST_BACKUP_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE)
        with os.fdopen(handle, "wb") as file:
            file.write(told)


def last_backup(data: Path) -> datetime | None:
    """Return the moment that the last backup of a data folder is of; None where none is known."""
    try:
        made = datetime.fromisoformat((data / LAST_BACKUP_FILE).read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None
    return made if made.tzinfo else None
