"""What programs may have done: the records of the command line, of what a readership may see."""

import logging
from collections.abc import Callable, Sequence

from bot.library import Asker, Library, NothingToAskError, Readership, reaching
from bot.plain_text import bounded
from bot.records import (
    Record,
    brief_record,
    checked_text_record,
    outcome_record,
    source_record,
    support_record,
)
from index import AddressError, BriefingError, Collection, Style

MOST_TURNS = 10  # earlier questions that are taken
NOT_NOW = "The documents cannot be asked now; the log of the server says why."
_log = logging.getLogger(__name__)


class NotNowError(BriefingError):
    """The documents cannot be asked; why stands in the log: it names places of this machine."""


class Deeds:
    """Answers, briefs, verdicts and sources, each for a readership."""

    def __init__(self, library: Library) -> None:
        """Answer from what a library holds, under its bound on work."""
        self._library = library

    async def ask(
        self,
        readership: Readership,
        question: str,
        history: Sequence[str] = (),
        style: Style | None = None,
    ) -> Record:
        """Return an answer or an abstention.

        Args:
            readership: What may be seen.
            question: What is asked.
            history: Earlier questions, oldest first; the last `MOST_TURNS` count.
            style: Of the citations; None for the server's, or as configured.

        Raises:
            SettingsError: The question is too long.
            NotNowError: The documents cannot be asked.
            NothingToAskError: The readership may see none.
        """
        asked = bounded(question, "question")
        turns = [bounded(turn, "question") for turn in history[-MOST_TURNS:]]

        def record(collection: Collection) -> Record:
            outcome = collection.ask(asked, turns)
            citations = self._style(style, readership)
            return outcome_record(outcome, collection.documents, citations)

        return await self._done(readership, record)

    async def brief(
        self, readership: Readership, topic: str | None = None, style: Style | None = None
    ) -> Record:
        """Return a brief on a topic, or on everything.

        Raises:
            SettingsError: The topic is too long.
            NotNowError: The documents cannot be asked.
            NothingToAskError: The readership may see none.
        """
        wanted = bounded(topic, "topic") if topic else None
        return await self._done(
            readership,
            lambda collection: brief_record(
                collection.brief(wanted), self._style(style, readership)
            ),
        )

    async def cite(self, readership: Readership, claim: str, style: Style | None = None) -> Record:
        """Return what the documents say of a claim, or the passage at an address.

        Raises:
            SettingsError: The claim is too long.
            AddressError: Nothing stands at the address.
            NotNowError: The documents cannot be asked.
            NothingToAskError: The readership may see none.
        """
        judged = bounded(claim, "claim")
        return await self._done(
            readership,
            lambda collection: support_record(
                collection.support(judged), self._style(style, readership)
            ),
        )

    async def verify(self, readership: Readership, quotation: str) -> Record:
        """Return a quotation held against the sources, and each that is marked in it.

        Raises:
            SettingsError: The quotation is too long.
            NotNowError: The documents cannot be asked.
            NothingToAskError: The readership may see none.
        """
        quoted = bounded(quotation, "quotation")
        return await self._done(
            readership, lambda collection: checked_text_record(collection.check_quotations(quoted))
        )

    async def sources(self, readership: Readership, style: Style | None = None) -> Record:
        """Return the documents that answers come from.

        Raises:
            NotNowError: The documents cannot be opened.
            NothingToAskError: The readership may see none.
        """

        def record(collection: Collection) -> Record:
            citations, documents = self._style(style, readership), collection.documents.values()
            return {"sources": [source_record(one, citations) for one in documents]}

        return await self._done(readership, record)

    async def _done(self, readership: Readership, make: Callable[[Collection], Record]) -> Record:
        """Return what is made of the collection of a readership, in a thread.

        Where a server's own documents could not be asked, `incomplete` is among its fields.

        Raises:
            NotNowError: It cannot be asked.
            AddressError: Nothing stands at the address.
            NothingToAskError: The readership may see no document.
        """
        try:
            with reaching() as reach:
                collection, asker = self._library.collection, Asker(readership.guild)
                record = await self._library.work(lambda: make(collection(readership)), asker)
        except (AddressError, NothingToAskError):
            raise
        except BriefingError as error:
            _log.warning("not answered: %s", error)
            raise NotNowError(NOT_NOW) from error
        return record | {"incomplete": True} if reach.is_incomplete else record

    def _style(self, style: Style | None, readership: Readership) -> Style:
        """Return the style of citations; called in a thread, for the server's may be read."""
        of_server = self._library.shelves.servers.settings(readership.guild).citation_style
        return style or of_server or Style(self._library.settings.citation_style)
