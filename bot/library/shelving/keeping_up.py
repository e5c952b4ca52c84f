"""What is built here kept up with the catalogue, whoever changed that, and wherever it was."""

import logging
from collections.abc import Callable, Iterable

from bot.library.files.editions import Editions, LookingOpener
from bot.library.ports import DocumentsPort
from bot.library.shelving.open_editions import OpenEditions
from index import BriefingError

_log = logging.getLogger(__name__)


class KeepingUp:
    """Builds what this process answers from before it is asked, and removes what is no more."""

    def __init__(
        self,
        catalogue: Callable[[], DocumentsPort],
        editions: Editions,
        opened: OpenEditions,
        serves: Callable[[int], bool],
        *,
        tidies: bool,
    ) -> None:
        """Keep up.

        Args:
            catalogue: The truth.
            editions: What is built here.
            opened: What of it is open.
            serves: Whether this process is the one that answers in a server.
            tidies: Whether no other process answers from what is built here: what a worker built
                for another machine is left to nobody then.
        """
        self._catalogue = catalogue
        self._editions = editions
        self._opened = opened
        self._serves = serves
        self._tidies = tidies

    def with_one(self, guild: int, opener: LookingOpener | None) -> None:
        """Open a server's documents as they are by now, or remove what is here of others.

        Args:
            guild: The server.
            opener: The operator's collection; None in a process that answers nobody.
        """
        try:
            if opener is not None and self._serves(guild):
                self._opened.begun(guild, opener).result()
            elif self._tidies:
                with self._opened.alone(guild):
                    self._editions.sweep(guild, self._catalogue().documents(guild))
        except BriefingError as error:
            _log.warning("the library of server %s is not as it should be: %s", guild, error)
        except Exception:  # noqa: BLE001  # of one server: those after it are done all the same
            _log.exception("the library of server %s is not as it should be", guild)

    def tidy(self, guild: int) -> None:
        """Remove what is here of other sets of a server's documents than the present one."""
        with self._opened.alone(guild):
            self._editions.tidy(guild, lambda: self._catalogue().documents(guild))

    def tidy_all(self) -> None:
        """Do so for every server of which anything is here: a kill may have left more of it."""
        for guild in self._editions.servers():
            self.tidy(guild)

    def with_all(self, opener: LookingOpener | None) -> None:
        """Do so with every server of which that may be due; news of them may have been missed."""
        try:
            servers = self._due(opener)
        except BriefingError as error:
            _log.warning("what has changed is not known: %s", error)
            return
        for guild in servers:
            if self._opened.over.is_set():
                return
            self.with_one(guild, opener)

    def _due(self, opener: LookingOpener | None) -> Iterable[int]:
        """Return the servers that are open, have something here, or should have."""
        here = frozenset(self._editions.servers())
        if opener is None:
            return sorted(here)
        served = filter(self._serves, here.union(self._catalogue().limits()))
        behind = (guild for guild in served if self._is_behind(guild, opener))
        others = (guild for guild in here if not self._serves(guild))
        return sorted({*behind, *others})

    def _is_behind(self, guild: int, opener: LookingOpener) -> bool:
        """Return whether there is something to do for a server that is answered in."""
        documents = self._catalogue().documents(guild)
        is_ready = documents and self._editions.has(guild, documents, opener)
        return self._opened.holds(guild) or not is_ready
