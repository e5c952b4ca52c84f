"""What the data folder keeps that cannot be made again, looked over: nothing is changed by it."""

import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import Config
from bot.doors import KEYS_FILE, KeyRing
from bot.library import (
    PREFERENCES_FILE,
    KeptLibraries,
    LostDocument,
    Shelves,
    catalogue_file,
    choices_in,
    kept_libraries,
    last_backup,
    lost_among,
    originals_beside,
)
from bot.phrases import counted
from index import BriefingError, CollectionError, UnwritableError

_MEGABYTE = 1_000_000
_LITTLE = 500 * _MEGABYTE  # a library that is built anew is on the disk twice meanwhile
_OLD = timedelta(days=3)  # a backup that was missed twice, where one a day is taken
_TAKE = "`briefing-bot backup FILE` takes one"
_TOLD = 3  # documents by their names
_RESTORE = "`briefing-bot restore` puts a backup into an empty folder"


def libraries(config: Config) -> str:
    """Return what the data folder has of servers' libraries, each document whole.

    Raises:
        CollectionError: The catalogue is damaged or gone, or a document is lost or set aside.
        UnwritableError: It cannot be read now.
    """
    if aside := originals_beside(config.data):
        where = ", ".join(map(str, aside))
        raise CollectionError(
            f"documents that no catalogue names are in {where}: {_RESTORE}; "
            "or add them again, then remove them there"
        )
    if not catalogue_file(config.data).is_file():
        return "no server has anything of its own"
    with kept_libraries(config.data) as kept:
        lost = lost_among(kept)
        if lost:
            raise CollectionError(f"lost on the disk: {_named(lost)}; {_RESTORE}, or add it again")
        return _counted(kept)


def _counted(kept: KeptLibraries) -> str:
    return f"the catalogue and {counted(len(kept.originals), 'document')} are whole"


def _named(lost: Sequence[LostDocument]) -> str:
    more = len(lost) - _TOLD
    others = [counted(more, "other")] if more > 0 else []
    return "; ".join([*map(str, lost[:_TOLD]), *others])


def keys(data: Path) -> str:
    """Return how many programs have a key.

    Raises:
        CollectionError: The keys cannot be read.
    """
    return f"{counted(len(KeyRing(data / KEYS_FILE).all()), 'program')} may ask"


def choices(data: Path) -> str:
    """Return how many choices of members and servers there are.

    Raises:
        CollectionError: They cannot be read, or could not be before.
    """
    path = data / PREFERENCES_FILE
    if damaged := sorted(path.parent.glob(f"{path.name}.damaged-*")):
        msg = f"{damaged[0]} is damaged, and of no effect: mend and rename it, or remove it"
        raise CollectionError(msg)
    return counted(len(choices_in(path)), "choice")


def backup(config: Config, now: datetime) -> str:
    """Return how old the last backup is; where servers have no document for long, it may lack.

    Args:
        config: The operator's.
        now: With a zone.

    Raises:
        CollectionError: Servers have documents for days, and no backup was taken in these.
    """
    made = last_backup(config.data)
    told = f"none is known; {_TAKE}" if made is None else _aged(made, now)
    is_recent = made is not None and now - made <= _OLD
    if is_recent or not _has_documents(config, now - _OLD):
        return told
    raise CollectionError(told if made is None else f"{told}; {_TAKE}")


def _aged(made: datetime, now: datetime) -> str:
    """Return of when a backup is, and how long ago that was."""
    age_h = max(0, int((now - made).total_seconds() // 3600))
    age = counted(age_h // 24, "day") if age_h >= 48 else counted(age_h, "hour")
    return f"the last one is of {made:%Y-%m-%d %H:%M} UTC, {age} ago"


def _has_documents(config: Config, since: datetime) -> bool:
    """Return whether servers have documents since then, or for longer.

    Where it cannot be read, others tell that.
    """
    shelves = Shelves(config, answers=False)
    try:
        return any(
            one.added <= since for guild in shelves.limits() for one in shelves.documents(guild)
        )
    except BriefingError:
        return False


def room(data: Path) -> str:
    """Return how much space is free.

    Raises:
        UnwritableError: It is little.
    """
    free = shutil.disk_usage(data).free
    told = f"{free // _MEGABYTE} MB are free"
    if free < _LITTLE:
        raise UnwritableError(f"only {told} where {data} is: free some space")
    return told
