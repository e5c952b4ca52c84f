"""A server's own documents: added, replaced, removed, and opened for who may see them.

The catalogue is the truth. Of it a folder is laid out for each server, as an operator's would be,
and its collection is built by the same means (`editions`); both are made again where they are
missing or are not what the catalogue says. A document is built before it is catalogued, so that
whoever is killed in between leaves the library as it was.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from pathlib import Path

from bot.config import EMBEDDED, Config
from bot.library.engines import engine_of
from bot.library.files.editions import Edition, Editions, Opener
from bot.library.files.originals import Originals
from bot.library.files.places import originals_folder, servers_folder, vectors_folder
from bot.library.ports import DocumentsPort, JobsPort, PreferencesPort
from bot.library.queue.job import Job, JobState
from bot.library.shelving.keeping_up import KeepingUp
from bot.library.shelving.open_editions import OpenEditions
from bot.library.shelving.showing import Showing
from bot.library.shelving.taking_in import TakingIn
from bot.library.submissions.brought import Arrival, Brought, Settling, Taken, unnoted
from bot.library.submissions.placement import placed
from bot.library.submissions.refusals import NotShelvedError
from bot.library.tables.catalogue import Scope, ShelvedDocument
from bot.library.tables.events import OPERATOR
from bot.library.tables.readership import Readership
from bot.library.upkeep.sweeping import remove_unused
from index import Collection, Document, KeptVectors, Progress, Revisions

# Of what is kept open, servers' documents by themselves; the rest is for what is joined of them and
# the operator's, which costs several times as much: see `bot.lab.library_memory`.
_OWN = 0.25


class Shelves:
    """The libraries of all servers. Its methods may be called from several threads."""

    def __init__(self, config: Config, *, answers: bool = True, waits: bool = True) -> None:
        """Keep them in the data folder.

        Args:
            config: Says where that is, and what is read of a document.
            answers: Whether this process answers from them: it keeps open what it has built, and
                removes what was built before. Else it leaves both to the one that does.
            waits: Whether who asks for a server's documents waits until they are built, as on the
                command line; else for as long as a question does.
        """
        self._answers, self._waits = answers, waits
        self.config = config
        self._engine = engine_of(config, self._remove_unused)
        self.servers, self.presences = self._engine.choices, self._engine.presences
        self.events = self._engine.events
        self._local = Originals(originals_folder(config.data))
        self._originals = self._engine.originals(self._local)
        self._shares = config.library.shared_vectors
        vectors = self._vectors if self._shares else None
        folder = servers_folder(config.data)
        self._editions = Editions(folder, self._originals, vectors, self._revisions)
        self._opened = OpenEditions(
            self._editions, lambda: self._catalogue, lambda: _OWN * self._open_megabytes
        )
        served = config.discord.served()
        self.keeping_up = KeepingUp(
            lambda: self._catalogue,
            self._editions,
            self._opened,
            served.serve if served else lambda _: True,
            tidies=config.storage != EMBEDDED,
        )
        self._showing = Showing(
            self._engine,
            self._opened,
            self._is_empty,
            lambda: (1 - _OWN) * self._open_megabytes,
        )
        self._taking_in = TakingIn(
            lambda: self.config,
            lambda: self._catalogue,
            self._originals,
            self._editions,
            self._opened,
            self.servers.new_scope,
            self.sweep,
            answers,
        )
        self._heard: Callable[[], object] = lambda: None

    @property
    def _open_megabytes(self) -> float:
        """What all that is kept open may take, as the operator has it now."""
        return self.config.library.open_megabytes

    @property
    def _catalogue(self) -> DocumentsPort:
        """The catalogue, opened when it is first needed."""
        return self._engine.documents

    def _revisions(self, guild: int) -> Revisions:
        return self._catalogue.revisions(guild)

    def _remove_unused(self, used: frozenset[str]) -> None:
        """Remove what is of no document any more: its bytes, and what was encoded of it."""
        remove_unused(self.config.data, used, self.config.storage)
        if not self._shares:
            KeptVectors(vectors_folder(self.config.data)).sweep(())

    def _vectors(self, guild: int) -> KeptVectors:
        """Return what is kept of what was encoded, for a build of a server's documents."""
        return KeptVectors(vectors_folder(self.config.data), self._engine.vector_home(guild))

    @property
    def preferences(self) -> PreferencesPort:
        """What members chose for replies to them."""
        return self._engine.preferences

    @property
    def jobs(self) -> JobsPort:
        """What is to be taken in."""
        return self._engine.jobs(self._local, self.config, heard=self._heard)

    def has_jobs(self) -> bool:
        """Return whether there is something for a worker to do; nothing is made for that."""
        return self._engine.is_there and self.jobs.is_due()

    def unfinished(self, guild: int) -> tuple[Job, ...]:
        """Return what is being taken in for a server, or could not be; nothing is made for that."""
        return self.jobs.unfinished(guild) if self._engine.is_there else ()

    def untold(self) -> tuple[Job, ...]:
        """Return what was brought in a channel and is not told there; nothing is made for that."""
        return self.jobs.untold() if self._engine.is_there else ()

    def counted(self) -> Mapping[JobState, int]:
        """Return how many jobs of all servers are in each state; nothing is made for that.

        Raises:
            UnwritableError: It cannot be read now.
        """
        return self.jobs.counted() if self._engine.is_there else {}

    def when_brought(self, heard: Callable[[], object]) -> None:
        """Have something called whenever this process was brought what is to be taken in."""
        self._heard = heard

    def _is_empty(self, guild: int) -> bool:
        """Return whether a server never had a document of its own; nothing is made for that."""
        if not self._engine.is_there:
            return True
        return not self._catalogue.generation(guild)

    def generation(self, guild: int) -> int:
        """Return how often a server's documents were changed."""
        return 0 if self._is_empty(guild) else self._catalogue.generation(guild)

    def limits(self) -> Mapping[int, frozenset[int]]:
        """Return the channels that documents are limited to, of every server that has documents."""
        return self._catalogue.limits() if self._engine.is_there else {}

    def documents(self, guild: int) -> tuple[ShelvedDocument, ...]:
        """Return the documents of a server, by their names."""
        return () if self._is_empty(guild) else self._catalogue.documents(guild)

    def edition(self, guild: int, public: Collection) -> Edition:
        """Return a server's own documents, opened; see `waits`.

        Which of them are opened as they are now `Edition.is_of` says: while they are being changed
        they are as they were before, and none where they were not open.

        Raises:
            BriefingError: They cannot be laid out or built.
        """
        if self._is_empty(guild):
            return Edition()
        if self._waits:
            return self._opened.own(guild, public)
        return self._opened.at_hand(guild, public) or Edition()

    def read(self, guild: int, public: Collection) -> Mapping[str, Document]:
        """Return a server's own documents as they are read now, by their names: see `edition`."""
        edition = self.edition(guild, public)
        documents = edition.collection.documents if edition.collection else {}
        current = {one.name for one in self.documents(guild) if edition.is_of(one)}
        return {name: one for name, one in documents.items() if name in current}

    def titles(self, guild: int) -> Mapping[str, str]:
        """Return titles of a server's documents by their names, as far as they are known at once.

        They are those that were stated, or that are read in what is open as it is now.
        """
        edition = self._opened.known(guild) or Edition()
        read = edition.collection.documents if edition.collection else {}
        return {
            one.name: read[one.name].title if edition.is_of(one) and one.name in read else stated
            for one in self.documents(guild)
            if (stated := one.stated.get("title", "")) or one.name in read
        }

    def own(self, guild: int, public: Collection) -> Collection | None:
        """Return a server's own documents as a collection; None where none can be read."""
        return self.edition(guild, public).collection

    def check(self, guild: int, filename: str, size: int, *, instead_of: str = "") -> None:
        """Check that a server's library may take a document of this name and size.

        Raises:
            NotShelvedError: It may not.
        """
        place = placed(filename, self.documents(guild), instead_of=instead_of)
        place.check_room(size, self.config)

    def add(
        self,
        guild: int,
        filename: str,
        raw: bytes,
        public: Opener,
        *,
        stated: Mapping[str, str] | None = None,
        scope: Scope | None = None,
    ) -> ShelvedDocument:
        """Take a document in, or put it in the place of the one of this filename; it can be asked.

        Args:
            guild: The server.
            filename: As it was received; it gives the document its name.
            raw: Its bytes.
            public: The operator's collection, whose models are used.
            stated: What is said of it, in the fields of a metadata file; as before, or nothing,
                where there is none.
            scope: Who may see it; as before, or as the server wants of what is new, if None.

        Raises:
            NotShelvedError: It is of a kind that is not read, too large, cannot be read, or the
                library is full.
            BriefingError: It cannot be kept or built; the library is as before.
        """
        return self.take_in(guild, Brought(filename, raw, stated, scope), public)

    def take_in(
        self,
        guild: int,
        brought: Arrival,
        opener: Opener,
        progress: Progress | None = None,
        settle: Settling = unnoted,
    ) -> ShelvedDocument:
        """Take a document in. See `add`, and `take_all`.

        Raises:
            NotShelvedError: It cannot be.
        """
        taken = self.take_all(guild, [brought], opener, progress, settle)
        for why in taken.refused.values():
            raise NotShelvedError(why)
        return taken.documents[0]

    def take_all(
        self,
        guild: int,
        brought: Sequence[Arrival],
        opener: Opener,
        progress: Progress | None = None,
        settle: Settling = unnoted,
    ) -> Taken:
        """Take documents in: see `TakingIn.take_all`."""
        return self._taking_in.take_all(guild, brought, opener, progress, settle)

    def remove(
        self,
        guild: int,
        name: str,
        public: Collection,
        revision: str = "",
        *,
        by: int | None = OPERATOR,
    ) -> bool:
        """Take a document out: of every answer at once, and off the disk; return if there was one.

        Of the revision alone whose digest begins with `revision`; another one stays.

        Args:
            guild: The server.
            name: Of the document.
            public: The operator's collection, whose models are used for the others.
            revision: How its digest begins; "" for any.
            by: Id of who does it; as `member` of `NotedChange`.

        Raises:
            BriefingError: It cannot be taken out; or it was, and the others cannot be built anew.
        """
        if self._is_empty(guild):
            return False
        with self._opened.alone(guild):
            gone = self._catalogue.remove(guild, name, revision, by=by)
            try:
                self._opened.own(guild, public)
            finally:
                self._catalogue.sweep(self._remove_unused)
                self.keeping_up.tidy(guild)  # where the others could not be built anew
        return gone

    def limit(self, guild: int, name: str, scope: Scope, *, by: int | None = OPERATOR) -> bool:
        """Say who may see a document; return whether there is one of this name.

        Args:
            guild: The server.
            name: Of the document.
            scope: Who may see it.
            by: Id of who says so; as `member` of `NotedChange`.

        Raises:
            BriefingError: It cannot be kept.
        """
        if self._is_empty(guild):
            return False
        with self._opened.alone(guild):
            return self._catalogue.limit(guild, name, scope, by=by)

    def forget(self, guild: int) -> bool:
        """Delete all that there is of a server that took the bot out; return whether it was so."""
        with self._opened.alone(guild):
            self._editions.sweep(guild, ())
            gone = self.presences.forget(guild)
            self._opened.close(guild)
        self._catalogue.sweep(self._remove_unused)
        return gone

    def listening(
        self, brought: Callable[[], object], changed: Callable[[int], object]
    ) -> AbstractContextManager[None]:
        """Have somebody told, while a block runs, of what other processes do: see the engine's."""
        return self._engine.listening(brought, changed)

    def sweep(self) -> None:
        """Remove what no server has any more from this machine.

        Raises:
            BriefingError: It is not known now what that is.
        """
        self._catalogue.sweep(self._remove_unused)

    def tidy(self) -> None:
        """Remove what a kill has left of documents that nobody has, nor brings; nothing is made.

        Raises:
            BriefingError: It is not known now what that is.
        """
        if self._engine.is_there:
            self.sweep()
            self.keeping_up.tidy_all()

    def opening(self, guild: int, public: Opener) -> "Future[Edition]":
        """Return that a server's documents are opened as they are now, built beside if need be."""
        return self._opened.begun(guild, public)

    def interrupt(self) -> None:
        """Leave what is being built beside, for the next start: the program ends."""
        self._opened.over.set()

    def fetched(self, guild: int, sha256: str) -> Path:
        """Return where a server's bytes of this digest lie, once they are there, if they are.

        Raises:
            UnwritableError: They cannot be got now.
        """
        return self._originals.fetch(guild, sha256)

    def original(self, document: ShelvedDocument) -> Path:
        """Return where a document lies as it was received."""
        return self.kept(document.sha256)

    def kept(self, sha256: str) -> Path:
        """Return where bytes of this digest lie, if they do."""
        return self._originals.path(sha256)

    def collection(self, readership: Readership, public: Collection) -> Collection:
        """Return what a readership may ask: see `Showing.collection`."""
        return self._showing.collection(readership, public)
