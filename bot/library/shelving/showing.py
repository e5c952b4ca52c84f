"""What somebody may ask: the operator's documents, and those of servers that may be shown there."""

import logging
from collections.abc import Callable

from bot.library.files.editions import Edition
from bot.library.ports import LibraryEngine
from bot.library.shelving.open_editions import OpenEditions
from bot.library.shelving.views import Shown, Views
from bot.library.shelving.within_reach import note_incomplete
from bot.library.tables.readership import Membership, NothingToAskError, Readership
from index import BriefingError, Collection

_log = logging.getLogger(__name__)


class Showing:
    """Makes of a readership the collection that it may ask; several threads may use it."""

    def __init__(
        self,
        engine: LibraryEngine,
        opened: OpenEditions,
        is_empty: Callable[[int], bool],
        megabytes: Callable[[], float],
    ) -> None:
        """Show what is open.

        Args:
            engine: Says which documents there are, and what servers chose.
            opened: Opens them.
            is_empty: Whether a server never had a document of its own.
            megabytes: Gives what all that is joined may take together.
        """
        self._engine = engine
        self._opened = opened
        self._is_empty = is_empty
        self._views = Views(lambda shown: opened.has(shown.guild, shown.own), megabytes)

    def collection(self, readership: Readership, public: Collection) -> Collection:
        """Return what a readership may ask: the operator's documents, and servers' own.

        Takes milliseconds where it is open, a second or so where it has to be opened. Where it
        cannot be, or takes too long, that is logged, noted for who asks (`reaching`), and the
        operator's documents are asked alone, or those of before: never more than may be seen. Where
        it is not known what the server chose, the operator's are not asked.

        Args:
            readership: Who reads the reply, and where.
            public: The operator's collection.

        Raises:
            NothingToAskError: The readership may see no document at all.
            DatabaseAwayError: Nor is known what the server chose.
        """
        guild = readership.guild
        chosen = self._engine.choices.settings(guild)
        if not chosen.is_known:
            note_incomplete()
        found = (self._shown(membership, public) for membership in readership.memberships)
        shown = tuple(filter(None, found))
        try:
            if shown:
                return self._views.view(public, shown, shared=chosen.operator_documents)
        except (BriefingError, OSError) as error:
            _log.warning("libraries of servers cannot be joined: %s", error)
            note_incomplete()
        if not chosen.checked().operator_documents:
            raise NothingToAskError(f"server {guild} has no document that may be shown here")
        return public

    def _shown(self, readers: Membership, public: Collection) -> Shown | None:
        """Return what somebody may see of a server's own documents; None where that is nothing."""
        guild = readers.guild
        try:
            if self._is_empty(guild) or self._engine.presences.is_gone(guild):
                return None
            edition = self._opened.at_hand(guild, public) or Edition()
            documents = self._engine.documents.documents(guild)
        except (BriefingError, OSError) as error:
            _log.warning("the library of server %s cannot be asked: %s", guild, error)
            note_incomplete()
            return None
        if edition.lacks(documents, readers):
            note_incomplete()
        own, names = edition.collection, edition.shown(documents, readers)
        return Shown(guild, own, names, readers.server) if own and names else None
