"""What is kept of servers in tables, whichever database has them: see `LibraryEngine`."""

import time
from abc import abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from threading import RLock

from bot.config import Config
from bot.library.files.originals import Originals
from bot.library.files.places import preferences_file
from bot.library.files.preferences_file import FilePreferences
from bot.library.ports import LibraryEngine, PreferencesPort
from bot.library.queue.jobs import Jobs
from bot.library.tables.catalogue import Catalogue
from bot.library.tables.events import Events
from bot.library.tables.presences import Presences
from bot.library.tables.servers import Servers
from bot.library.tables.transactions import Transactions
from index import VectorHome


class TableEngine(LibraryEngine):
    """The tables, opened when they are first needed."""

    def __init__(self, folder: Path, sweep: Callable[[frozenset[str]], None]) -> None:
        """Keep them, and bytes in a folder.

        Args:
            folder: Whoever copies bytes holds it meanwhile.
            sweep: Removes what is of other documents than these; called when the tables are opened,
                and when what was brought is given up.
        """
        self._folder = folder
        self._sweep = sweep
        self._opening = RLock()
        self._opened: Catalogue | None = None
        self._preferences: PreferencesPort | None = None
        self._choices = Servers(lambda: self.is_there, self._database)
        self._events = Events(lambda: self.is_there, self._database)
        self._presences = Presences(lambda: self.is_there, self._database)

    @abstractmethod
    def database(self) -> Transactions:
        """Return the database, made if need be.

        Raises:
            BriefingError: It cannot be opened.
        """

    def catalogue(self, database: Transactions, folder: Path) -> Catalogue:
        """Return the catalogue that a database has."""
        return Catalogue(database, folder)

    @property
    def documents(self) -> Catalogue:
        """The documents; what a kill left over of others is removed when they are opened."""
        with self._opening:
            if self._opened is None:
                self._opened = self.catalogue(self.database(), self._folder)
                self._opened.sweep(self._sweep)
            return self._opened

    @property
    def choices(self) -> Servers:
        """What servers chose."""
        return self._choices

    @property
    def events(self) -> Events:
        """Who changed what."""
        return self._events

    @property
    def presences(self) -> Presences:
        """Where the bot is."""
        return self._presences

    @property
    def preferences(self) -> PreferencesPort:
        """What members chose for themselves."""
        with self._opening:
            if self._preferences is None:
                self._preferences = self.preferences_in(preferences_file(self._folder.parent))
            return self._preferences

    def preferences_in(self, file: Path) -> PreferencesPort:
        """Return what keeps them: a file of the data folder."""
        return FilePreferences(file)

    def _database(self) -> Transactions:
        return self.documents.database

    def jobs(
        self,
        originals: Originals,
        config: Config,
        *,
        heard: Callable[[], object] = lambda: None,
        now: Callable[[], float] = time.time,
    ) -> Jobs:
        """Return what is to be taken in: see `Jobs`."""
        documents = self.documents
        sweep = partial(documents.sweep, self._sweep)
        kept = self.originals(originals)
        return Jobs(documents.database, kept, config, heard=heard, sweep=sweep, now=now)

    def originals(self, local: Originals) -> Originals:
        """Return where bytes are kept for all who use the tables: in the folder alone."""
        return local

    def vector_home(self, guild: int) -> VectorHome | None:
        """Return what keeps the vectors of a server for other machines: nothing does."""
        del guild
        return None

    def listening(
        self, brought: Callable[[], object], changed: Callable[[int], object]
    ) -> AbstractContextManager[None]:
        """Have nobody told of anything: what other processes do is looked for."""
        del brought, changed
        return nullcontext()
