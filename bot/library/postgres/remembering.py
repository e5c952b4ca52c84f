"""What questions are answered by while the database is away: as it was read last."""

from collections.abc import Callable
from pathlib import Path

from bot.library.postgres.last_known import LastKnown
from bot.library.tables.catalogue import Catalogue, ShelvedDocument
from bot.library.tables.presences import Presences
from bot.library.tables.transactions import DatabaseOpener, Transactions

_SERVERS = 10_000  # of which a number is remembered
_LIBRARIES = 64  # of which the list of documents is: as many as are kept open


class RememberedCatalogue(Catalogue):
    """The catalogue; of what is open, it says what it said last."""

    def __init__(self, database: Transactions, folder: Path) -> None:
        """Keep it as `Catalogue` does."""
        super().__init__(database, folder)
        self._generations = LastKnown[int](_SERVERS)
        self._lists = LastKnown[tuple[ShelvedDocument, ...]](_LIBRARIES)

    def generation(self, guild: int) -> int:
        """Return a number that changes with every change of a server's documents; 0 before any."""
        return self._generations.read(
            guild, lambda: super(RememberedCatalogue, self).generation(guild)
        )

    def documents(self, guild: int) -> tuple[ShelvedDocument, ...]:
        """Return a server's documents, by their names.

        They are remembered with the generation that was read before them, so that no earlier ones
        are ever taken for those of a later one.
        """
        key = guild, self._generations.last(guild)
        return self._lists.read(key, lambda: super(RememberedCatalogue, self).documents(guild))


class RememberedPresences(Presences):
    """Where the bot is; of a server, it says what it said last."""

    def __init__(self, is_there: Callable[[], bool], opened: DatabaseOpener) -> None:
        """Keep them as `Presences` does."""
        super().__init__(is_there, opened)
        self._gone = LastKnown[bool](_SERVERS)

    def is_gone(self, guild: int) -> bool:
        """Return whether the bot was taken out of a server."""
        return self._gone.read(guild, lambda: super(RememberedPresences, self).is_gone(guild))
