"""What a data folder has of servers while another place is said to keep it: a database.

Until it is moved there, nothing of it is swept, nothing of servers answers without it, and no
backup is taken that lacks it.
"""

from pathlib import Path

from bot.config import EMBEDDED
from bot.library.files.places import MOVED, catalogue_file, library_folder
from bot.library.postgres import PostgresEngine, shown_address
from bot.library.sqlite.database import copied, opened_copy
from bot.library.tables.transactions import Connection, Reach
from bot.library.upkeep.transfer import digests_in, guilds_in
from index import CollectionError

_COMPANIONS = ("-wal", "-shm")  # of a file of SQLite, while it is open or after a kill


def named_here(data: Path, storage: str) -> frozenset[str]:
    """Return the sha256 of each file that a data folder's own catalogue names, and no database.

    Args:
        data: The folder.
        storage: Where the catalogue is by now; where that is in the folder, nothing is returned.

    Raises:
        CollectionError: The folder's catalogue is damaged.
        UnwritableError: It cannot be read now.
    """
    path = catalogue_file(data)
    if storage == EMBEDDED or not path.is_file():
        return frozenset()
    with opened_copy(copied(path), path) as rows:
        return frozenset(digests_in(rows))


def check_moved(data: Path, storage: str) -> None:
    """Check that a database has what a data folder's own catalogue has.

    Args:
        data: The folder.
        storage: Where what is of servers is kept by now: there, or the address of a database.

    Raises:
        CollectionError: It has not; or the folder's catalogue is damaged.
        DatabaseAwayError: The database cannot be asked now.
        UnwritableError: The catalogue cannot be read now.
    """
    path = catalogue_file(data)
    if storage == EMBEDDED or not path.is_file():
        return
    database = PostgresEngine(storage, library_folder(data)).database()
    with (
        opened_copy(copied(path), path) as here,
        database.connected(reach=Reach.SURVEY) as there,
    ):
        if _is_in(here, there):
            return
    msg = (
        f"{path} has something of servers that the database {shown_address(storage)} has not: "
        "nothing is done before `briefing-bot database import` has moved it there. "
        f"If it was moved before, or is not wanted, take {path} out of the folder"
    )
    raise CollectionError(msg)


def _is_in(here: Connection, there: Connection) -> bool:
    """Return whether a database names every file, and has something where there is something."""
    if not set(digests_in(here)) <= set(digests_in(there)):
        return False
    return not guilds_in(here) or bool(guilds_in(there))


def set_aside(path: Path) -> Path:
    """Call the catalogue of a data folder otherwise, once it is moved; return where it is.

    Args:
        path: The catalogue, which nobody has open.
    """
    target = path.with_name(MOVED)
    for end in _COMPANIONS:
        target.with_name(f"{MOVED}{end}").unlink(missing_ok=True)
    for end in (*_COMPANIONS, ""):
        if (part := path.with_name(f"{path.name}{end}")).exists():
            part.replace(target.with_name(f"{MOVED}{end}"))
    return target
