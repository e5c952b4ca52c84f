"""Which engine keeps what is of servers, as the operator has it."""

import logging
from collections.abc import Callable

from bot.config import EMBEDDED, Config
from bot.library.files.places import catalogue_file, library_folder
from bot.library.ports import LibraryEngine
from bot.library.postgres import PostgresEngine, check_ready
from bot.library.sqlite.sqlite_engine import SqliteEngine, check_version
from bot.library.tables.transactions import DatabaseAwayError
from bot.library.upkeep.unmoved import check_moved

_log = logging.getLogger(__name__)


def engine_of(config: Config, sweep: Callable[[frozenset[str]], None]) -> LibraryEngine:
    """Return the engine that a configuration names.

    Args:
        config: That one.
        sweep: Removes what a data folder has of other documents than these.
    """
    if config.storage == EMBEDDED:
        return SqliteEngine(catalogue_file(config.data), sweep)
    return PostgresEngine(config.storage, library_folder(config.data), sweep)


def check_storage(config: Config) -> None:
    """Check that what is kept of servers is there, of no other version; nothing is made for that.

    Whoever went on without it would answer in every server as if nothing had been chosen there. A
    database that is away is no reason not to: it is asked again at each question.

    Raises:
        LaterVersionError: It is of a later version.
        CollectionError: The database has to be made ready first, or what the data folder has of
            servers to be moved there.
        SettingsError: What it takes to ask it is not installed.
    """
    if config.storage == EMBEDDED:
        check_version(config.data)
        return
    try:
        check_ready(config.storage)
        check_moved(config.data, config.storage)
    except DatabaseAwayError as error:
        _log.warning("%s; the operator's documents are answered from until it is there", error)
