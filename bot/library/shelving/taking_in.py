"""Documents taken in: built with the others of their server first, and catalogued then."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.config import Config
from bot.languages import Sentence
from bot.library.files.editions import Editions, Opener
from bot.library.files.originals import Originals
from bot.library.ports import DocumentsPort
from bot.library.shelving.open_editions import OpenEditions
from bot.library.submissions.brought import (
    Arrangement,
    Arrival,
    Settling,
    Taken,
    Transaction,
    UnreadError,
    arranged,
    unnoted,
)
from bot.library.tables.catalogue import Scope
from bot.library.tables.events import note
from index import CollectionError, Progress

_TRIES = 8  # to take a document in, each where the others changed during the one before


@dataclass(frozen=True, slots=True)
class TakingIn:
    """The one way in which a document becomes part of a library.

    Args:
        config: Gives what is read of a document, and how many there may be.
        catalogue: Gives the truth.
        originals: What is kept as it was received.
        editions: Where documents are built.
        opened: What of that is open.
        new_scope: Gives who may see what is new in a server.
        sweep: Removes what is of no document any more.
        answers: Whether this process answers from them: see `Shelves`.
    """

    config: Callable[[], Config]
    catalogue: Callable[[], DocumentsPort]
    originals: Originals
    editions: Editions
    opened: OpenEditions
    new_scope: Callable[[int], Scope]
    sweep: Callable[[], object]
    answers: bool

    def take_all(
        self,
        guild: int,
        brought: Sequence[Arrival],
        opener: Opener,
        progress: Progress | None = None,
        settle: Settling = unnoted,
    ) -> Taken:
        """Take documents in: the one way in which any becomes part of a library.

        They are built with the others first, and catalogued then, all at once. Where the others are
        no longer as they were by then, the build is made anew, of what is known now.

        Raises:
            CollectionError: The others change all the time; nothing was taken in.
        """
        refused: dict[str, Sentence] = {}
        with self.opened.alone(guild):
            if self.answers:  # so that questions are answered while these are built
                self.opened.own(guild, opener)
            try:
                for _ in range(_TRIES):
                    wanted = [one for one in brought if one.filename not in refused]
                    try:
                        taken = self._tried(guild, wanted, opener, progress, settle)
                    except UnreadError as error:
                        refused |= error.reasons
                        continue
                    if taken is not None:
                        return Taken(taken.documents, refused | taken.refused)
            finally:
                self.sweep()
        msg = f"the library of server {guild} is being changed all the time: try again"
        raise CollectionError(msg)

    def _tried(
        self,
        guild: int,
        brought: Sequence[Arrival],
        opener: Opener,
        progress: Progress | None,
        settle: Settling,
    ) -> Arrangement | None:
        """Take documents in; return None where the others changed meanwhile.

        Raises:
            UnreadError: Some cannot be read; none was taken in.
        """
        catalogue, config = self.catalogue(), self.config()
        generation, documents = catalogue.generation(guild), catalogue.documents(guild)
        arrangement = arranged(brought, documents, config, self.new_scope(guild))
        if not arrangement.arriving:
            return arrangement

        def keep() -> None:
            for document, raw in arrangement.arriving:
                if raw is not None:
                    self.originals.keep(document.sha256, raw)

        check = partial(arrangement.check_passages, most=config.library.passages)
        keep()
        with self.editions.building(guild, arrangement.whole, documents):
            new = {one.name for one in arrangement.whole} - {one.name for one in documents}
            edition = self.editions.open(guild, arrangement.whole, opener, progress, check, new)
            if not all(self.originals.path(one.sha256).is_file() for one in arrangement.documents):
                return None  # another process swept in between
            arrangement.check_read(edition.faults)
            taken = arrangement.documents
            settled = partial(_settle, guild=guild, arrangement=arrangement, settle=settle)
            states, put = edition.states_of(taken), catalogue.put_all
            if not put(guild, taken, keep, as_of=generation, settle=settled, revisions=states):
                return None
        if self.answers:
            self.opened.hold(guild, generation + 1, edition)
            self.editions.sweep(guild, arrangement.whole)
        return arrangement


def _settle(
    connection: Transaction, *, guild: int, arrangement: Arrangement, settle: Settling
) -> None:
    """Note what is done with documents, and who brought them, as they are catalogued."""
    is_named, changes = settle(connection, documents=arrangement.documents), arrangement.changes
    if not is_named:
        changes = [replace(one, by=None) for one in changes]
    note(connection, guild, changes, time.time())
