"""Servers' own documents that are open, each as of a generation of the catalogue."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock, RLock

from bot.library.files.editions import Edition, Editions, LookingOpener, Opener
from bot.library.ports import DocumentsPort
from bot.library.shelving.kept_open import KeptOpen
from bot.library.tables.catalogue import ShelvedDocument
from index import BriefingError, Collection, CollectionError, Progress, Revisions

_PATIENCE_S = 2.0  # that a question waits for a library that is being built or changed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Opened:
    generation: int
    edition: Edition


class OpenEditions:
    """Opens them, and keeps open those that were asked last; several threads may use it."""

    def __init__(
        self,
        editions: Editions,
        catalogue: Callable[[], DocumentsPort],
        megabytes: Callable[[], float],
    ) -> None:
        """Open what `editions` lays out and builds of what the catalogue says.

        Args:
            editions: Those.
            catalogue: That one.
            megabytes: Gives what all that is open may take together.
        """
        self._editions = editions
        self._catalogue = catalogue
        self._opened: KeptOpen[int, _Opened] = KeptOpen(megabytes)
        self._changing: dict[int, RLock] = {}  # of each server
        self._lock = Lock()  # of what is noted here of each server
        # One, so that answers have the rest of the processor.
        self._builds = ThreadPoolExecutor(1, thread_name_prefix="builds")
        self._under_way: dict[int, Future[Edition]] = {}
        self._asked_again: set[int] = set()  # for whom since the latest look at the catalogue
        self.over = Event()  # set where the program ends: what is being built beside is left

    def alone(self, guild: int) -> RLock:
        """Return the lock of a server's library: who changes it, or opens it, holds it."""
        with self._lock:
            return self._changing.setdefault(guild, RLock())

    def own(self, guild: int, opener: Opener, progress: Progress | None = None) -> Edition:
        """Return a server's own documents as the catalogue has them now.

        Raises:
            BriefingError: They cannot be laid out or built.
        """
        with self.alone(guild):
            generation = self._catalogue().generation(guild)
            opened = self._opened.get(guild)
            if opened is None or opened.generation != generation:
                documents = self._catalogue().documents(guild)
                return self._open(guild, _State(generation, documents), opener, progress)
            self.hold(guild, opened.generation, opened.edition)
            return opened.edition

    def at_hand(self, guild: int, opener: LookingOpener) -> Edition | None:
        """Return a server's own documents: while they are being changed, as they were before.

        What is built here is opened, however long that takes; what is not, since another machine
        took it in, or since this version of the program or another encoder builds it otherwise, or
        is damaged, is built beside, and waited for as long as a question may.

        None where they are not open, and cannot be within the time that a question waits.
        """
        lock, known = self.alone(guild), self._opened.get(guild)
        before = known.edition if known else None
        if not lock.acquire(timeout=_PATIENCE_S if known is None else 0):
            return before
        try:
            generation = self._catalogue().generation(guild)
            if known is not None and known.generation == generation:
                self.hold(guild, generation, known.edition)
                return known.edition
            documents = self._catalogue().documents(guild)
            if self._editions.has(guild, documents, opener):
                with suppress(_ToBuildError):
                    return self._open(guild, _State(generation, documents), opener, _only_opening)
        finally:
            lock.release()
        with suppress(TimeoutError):
            return self.begun(guild, opener).result(_PATIENCE_S)
        _log.info("the library of server %s is being built: it is asked as it was before", guild)
        return before

    def begun(self, guild: int, opener: Opener) -> Future[Edition]:
        """Return that a server's own documents are built, as they are now, and opened.

        That is done beside, one server after the other. Who asks while it is under way gets the
        same, once it is as the catalogue has it by then. The catalogue is not asked here: what
        calls this must not wait.
        """
        with self._lock:
            building = self._under_way.get(guild)
            if building is not None:
                self._asked_again.add(guild)
                return building
            building = self._builds.submit(self._up_to_date, guild, opener)
            self._under_way[guild] = building
        building.add_done_callback(lambda done: self._ended(guild, done))
        return building

    def _up_to_date(self, guild: int, opener: Opener) -> Edition:
        """Return a server's own documents as they were when somebody last asked for that, or later.

        Raises:
            BriefingError: They cannot be laid out or built.
        """
        edition = self.own(guild, opener, self._go_on)
        while self._is_asked_again(guild):
            edition = self.own(guild, opener, self._go_on)
        return edition

    def _is_asked_again(self, guild: int) -> bool:
        """Return whether somebody asked since the latest look; where not, nobody is given it more.

        Both under one lock: who comes between them would be given what was before a change.
        """
        with self._lock:
            if guild in self._asked_again:
                self._asked_again.remove(guild)
                return True
            self._under_way.pop(guild, None)
            return False

    def _ended(self, guild: int, building: Future[Edition]) -> None:
        """Give nobody any more what ended, also where it could not be built."""
        with self._lock:
            if self._under_way.get(guild) is building:
                del self._under_way[guild]
                self._asked_again.discard(guild)

    def _go_on(self, stage: str, at: int, total: int) -> None:
        """Go on building.

        Raises:
            CollectionError: The program ends.
        """
        del stage, at, total
        if self.over.is_set():
            raise CollectionError("the program ends: it is built when it is next started")

    def _open(
        self, guild: int, state: "_State", opener: Opener, progress: Progress | None = None
    ) -> Edition:
        """Return documents of a server, opened and kept open; those of before are removed."""
        edition = self._editions.open(guild, state.documents, opener, progress)
        if edition.unnoted.of_document:
            self._note(guild, state.generation, edition.unnoted)
        self._editions.sweep(guild, state.documents)
        self.hold(guild, state.generation, edition)
        return edition

    def _note(self, guild: int, generation: int, revisions: Revisions) -> None:
        """Have the catalogue know how documents are read now, as after an update of the program."""
        try:
            self._catalogue().note_revisions(guild, revisions, as_of=generation)
        except BriefingError as error:
            _log.warning("how server %s's documents are read now is not noted: %s", guild, error)

    def hold(self, guild: int, generation: int, edition: Edition) -> None:
        """Keep a server's documents open, and close those that were asked longest ago."""
        size = edition.collection.memory if edition.collection else 0
        self._opened.hold(guild, _Opened(generation, edition), size)

    def close(self, guild: int) -> None:
        """Close a server's documents."""
        self._opened.close(guild)

    def known(self, guild: int) -> Edition | None:
        """Return what is open of a server, as of whenever; None where nothing is."""
        opened = self._opened.get(guild)
        return opened.edition if opened else None

    def holds(self, guild: int) -> bool:
        """Return whether a server's documents are open."""
        return self._opened.get(guild) is not None

    def has(self, guild: int, own: Collection) -> bool:
        """Return whether documents are those that are open of a server."""
        opened = self._opened.get(guild)
        return opened is not None and opened.edition.collection is own


class _ToBuildError(CollectionError):
    """What was to be opened has to be built."""


def _only_opening(stage: str, _: int, __: int) -> None:
    """Build nothing.

    Raises:
        _ToBuildError: Always: something begins to be built.
    """
    raise _ToBuildError(f"it is not only opened: {stage}")


@dataclass(frozen=True, slots=True)
class _State:
    """A server's documents as the catalogue has them."""

    generation: int
    documents: Sequence[ShelvedDocument]
