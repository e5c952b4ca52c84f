"""What is kept of servers in one SQLite file: see `LibraryEngine`."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import RLock

from bot.config import Config
from bot.library.catalogue import Catalogue
from bot.library.jobs import Jobs
from bot.library.originals import Originals
from bot.library.ports import LibraryEngine
from bot.library.presences import Presences
from bot.library.servers import Servers


class SqliteEngine(LibraryEngine):
    """The file, opened when it is first needed."""

    def __init__(
        self, path: Path, sweep: Callable[[frozenset[str]], None] = lambda _: None
    ) -> None:
        """Keep all of it in a file.

        Args:
            path: The file.
            sweep: Removes what is of other documents than these; called when it is opened,
                and when what was brought is given up.
        """
        self._path = path
        self._sweep = sweep
        self._opening = RLock()
        self._opened: Catalogue | None = None
        self._choices = Servers(path, lambda: self.documents)
        self._presences = Presences(path, lambda: self.documents)

    @property
    def is_there(self) -> bool:
        """Whether anything was ever kept."""
        return self._path.is_file()

    @property
    def documents(self) -> Catalogue:
        """The documents; what a kill left over of others is removed when they are opened."""
        with self._opening:
            if self._opened is None:
                self._opened = Catalogue(self._path)
                self._opened.sweep(self._sweep)
            return self._opened

    @property
    def choices(self) -> Servers:
        """What servers chose."""
        return self._choices

    @property
    def presences(self) -> Presences:
        """Where the bot is."""
        return self._presences

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
        return Jobs(documents.database, originals, config, heard=heard, sweep=sweep, now=now)
