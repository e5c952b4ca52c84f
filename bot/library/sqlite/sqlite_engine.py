"""What is kept of servers in one SQLite file: see `LibraryEngine`."""

import logging
from collections.abc import Callable
from pathlib import Path

from bot.library.files.originals import Originals
from bot.library.files.places import catalogue_file, originals_folder
from bot.library.sqlite.database import Database, is_current
from bot.library.table_engine import TableEngine
from bot.library.tables.catalogue import Catalogue
from bot.library.tables.transactions import LaterVersionError, Transactions
from index import CollectionError, UnwritableError, alone_in

_log = logging.getLogger(__name__)

_BEGINNING = "first start"  # whoever makes a catalogue beside documents holds the folder meanwhile
_PATIENCE_S = 10.0  # for who does the same
_SET_ASIDE = (
    "%s was not there, though documents of servers are: they are in %s now, where nothing removes "
    "them. Restore a backup to an empty folder, or add them again, then remove that one"
)


class SqliteEngine(TableEngine):
    """The file, made when something is first written."""

    def __init__(
        self, path: Path, sweep: Callable[[frozenset[str]], None] = lambda _: None
    ) -> None:
        """Keep all of it in a file; what is no more used is removed by `sweep`."""
        super().__init__(path.parent, sweep)
        self._path = path

    @property
    def is_there(self) -> bool:
        """Whether anything was ever kept.

        Raises:
            UnwritableError: The folder is closed to the program.
        """
        try:
            return self._path.is_file()
        except OSError as error:
            msg = f"{self._path} cannot be read now: {error}"
            raise UnwritableError(msg) from error

    def database(self) -> Transactions:
        """Return the file, made or brought to the present schema first.

        Raises:
            CollectionError: It is damaged, or of a later version of the program.
            UnwritableError: It cannot be made or used.
        """
        return _database(self._path)


def catalogue_in(path: Path) -> Catalogue:
    """Return the catalogue in a file, made or brought to the present schema first.

    Raises:
        CollectionError: It is damaged, or of a later version of the program.
        UnwritableError: It cannot be made or used.
    """
    return Catalogue(_database(path), path.parent)


def _database(path: Path) -> Database:
    """Return the file; what lies beside one that is made anew is set aside, for it names nothing.

    Whoever swept by it would remove each document that the one before had.
    """
    originals = Originals(path.with_name(originals_folder(path).name))
    if _has_something(path) or not originals.folder.is_dir():
        return Database(path)
    with alone_in(path.parent, _BEGINNING, patience_s=_PATIENCE_S):
        if not _has_something(path) and (aside := originals.set_aside()):
            _log.warning(_SET_ASIDE, path, aside)
        return Database(path)


def _has_something(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def check_version(data: Path) -> None:
    """Check that the catalogue of a data folder is none of a later version; nothing is made for it.

    Whoever went on without it would answer in every server as if nothing had been chosen there.

    Raises:
        LaterVersionError: It is.
    """
    path = catalogue_file(data)
    try:
        if path.is_file():
            is_current(path)
    except LaterVersionError:
        raise
    except (CollectionError, OSError):
        return  # what else is wrong with it, whoever reads it says
