"""A server's own documents: added, replaced, removed, and opened for who may see them.

The catalogue is the truth. Of it a folder is laid out for each server, as an operator's would be,
and its collection is built by the same means; both are made again where they are missing or are not
what the catalogue says, so that whoever is killed in between leaves nothing half-done.
"""

import hashlib
import logging
import shutil
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock, RLock
from typing import TypeAlias

from bot.config import Config
from bot.library.catalogue import Catalogue, Scope, ShelvedDocument
from bot.library.layout import lay_out
from bot.library.originals import Originals
from bot.library.placement import NotShelvedError, placed, printable
from bot.library.readership import Readership
from index import (
    BriefingError,
    Collection,
    Document,
    SourceError,
    UnwritableError,
)

_FOLDER, _CATALOGUE, _ORIGINALS, _SERVERS = "library", "catalogue.sqlite3", "originals", "servers"
_MOST_SERVERS = 64  # whose own documents are kept open
_MOST_OPEN = 24  # collections that are kept open: a view each of some server
_PATIENCE_S = 2.0  # that a question waits for a library that is being opened for the first time

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A server's own documents, opened.

    Args:
        generation: Of the catalogue that they are as of.
        collection: None where none of them can be read.
        faults: Why a document could not be read, by its name.
        digests: The sha256 of each document, by its name.
    """

    generation: int
    collection: Collection | None
    faults: Mapping[str, str]
    digests: Mapping[str, str]

    def shown(self, documents: Iterable[ShelvedDocument], readership: Readership) -> frozenset[str]:
        """Return the names of the documents that a readership may see, as they are opened.

        One that has another text by now is passed over: its scope is the new one's, the text that
        is opened is not.
        """
        there = self.collection.documents if self.collection else {}
        return frozenset(
            one.name
            for one in documents
            if one.name in there
            and self.digests.get(one.name) == one.sha256
            and one.scope.admits(readership)
        )


_View: TypeAlias = tuple[int, Collection, Collection, frozenset[str]]
"""A server, its own collection, the operator's, and which of its own documents are shown."""


class Shelves:
    """The libraries of all servers. Its methods may be called from several threads."""

    def __init__(self, config: Config) -> None:
        """Keep them in the data folder.

        Args:
            config: Says where that is, and what is read of a document.
        """
        self._settings = config.index
        self._folder = config.data / _FOLDER
        self._originals = Originals(self._folder / _ORIGINALS)
        self._opened: OrderedDict[int, _Opened] = OrderedDict()
        self._views: OrderedDict[_View, Collection] = OrderedDict()
        self._changing: dict[int, RLock] = {}  # of each server
        self._joining: dict[int, Lock] = {}  # likewise
        self._lock = RLock()  # of the dictionaries, and of the catalogue's opening
        self._known: Catalogue | None = None

    @property
    def _catalogue(self) -> Catalogue:
        """The catalogue, opened when it is first needed; what a kill left over is removed then."""
        with self._lock:
            if self._known is None:
                self._known = Catalogue(self._folder / _CATALOGUE)
                self._known.sweep(self._originals.sweep)
            return self._known

    def _is_empty(self, guild: int) -> bool:
        """Return whether a server never had a document of its own; nothing is made for that."""
        if not (self._folder / _CATALOGUE).is_file():
            return True
        return not self._catalogue.generation(guild)

    def documents(self, guild: int) -> tuple[ShelvedDocument, ...]:
        """Return the documents of a server, by their names."""
        return () if self._is_empty(guild) else self._catalogue.documents(guild)

    def faults(self, guild: int, public: Collection) -> Mapping[str, str]:
        """Return why documents of a server cannot be read, by their names."""
        return {} if self._is_empty(guild) else self._own(guild, public).faults

    def read(self, guild: int, public: Collection) -> Mapping[str, Document]:
        """Return a server's own documents as they are read, by their names."""
        collection = None if self._is_empty(guild) else self._own(guild, public).collection
        return collection.documents if collection else {}

    def check(self, guild: int, filename: str, size: int) -> None:
        """Check that a server's library may take a document of this name and size.

        Args:
            guild: The server.
            filename: As it was received.
            size: Bytes.

        Raises:
            NotShelvedError: It may not.
        """
        placed(filename, self.documents(guild)).check_room(size, self._settings)

    def add(
        self,
        guild: int,
        filename: str,
        raw: bytes,
        public: Collection,
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
            scope: Who may see it; as before, or everybody, where none is given.

        Raises:
            NotShelvedError: It is of a kind that is not read, too large, cannot be read, or the
                library is full.
            BriefingError: It cannot be kept or built; the library is as before.
        """
        with self._alone(guild):
            place = placed(filename, self.documents(guild))
            place.check_room(len(raw), self._settings)
            self._own(guild, public)  # so that questions are answered while this one is built
            known = place.before
            document = ShelvedDocument(
                place.name,
                filename,
                hashlib.sha256(raw).hexdigest(),
                len(raw),
                printable(stated) if stated else (known.stated if known else {}),
                scope if scope is not None else (known.scope if known else Scope()),
            )
            keep = partial(self._originals.keep, document.sha256, raw)
            self._catalogue.put(guild, document, keep)
            try:
                why = self._own(guild, public).faults.get(document.name)
            except Exception:
                self._undo(guild, document.name, known)
                raise
            if why:
                self._undo(guild, document.name, known)
                raise NotShelvedError(why)
        self._catalogue.sweep(self._originals.sweep)
        return document

    def _undo(self, guild: int, name: str, known: ShelvedDocument | None) -> None:
        """Have the catalogue as it was before a document was taken in; nothing is built for it."""
        if known is None:
            self._catalogue.remove(guild, name)
        else:
            self._catalogue.put(guild, known)
        self._catalogue.sweep(self._originals.sweep)

    def remove(self, guild: int, name: str, public: Collection) -> bool:
        """Take a document out: of every answer at once, and off the disk; return if there was one.

        Raises:
            BriefingError: It cannot be taken out; or it was, and the others cannot be built anew.
        """
        if self._is_empty(guild):
            return False
        with self._alone(guild):
            gone = self._catalogue.remove(guild, name)
            try:
                self._own(guild, public)
            finally:
                self._catalogue.sweep(self._originals.sweep)
        return gone

    def limit(self, guild: int, name: str, scope: Scope) -> bool:
        """Say who may see a document; return whether there is one of this name.

        Raises:
            BriefingError: It cannot be kept.
        """
        with self._alone(guild):
            known = {one.name: one for one in self.documents(guild)}
            if name in known:
                self._catalogue.put(guild, replace(known[name], scope=scope))
            return name in known

    def original(self, document: ShelvedDocument) -> Path:
        """Return where a document lies as it was received."""
        return self._originals.path(document.sha256)

    def collection(self, readership: Readership, public: Collection) -> Collection:
        """Return what a readership may ask: the operator's documents, and those of the server's.

        Takes milliseconds where it is open, a second or so where it has to be opened. Where the
        library cannot be opened, or takes too long to be, that is logged, and the operator's
        documents are asked alone: never more than may be seen.

        Args:
            readership: Who reads the reply, and where.
            public: The operator's collection.
        """
        guild = readership.guild
        try:
            if guild is None or self._is_empty(guild):
                return public
            own = self._at_hand(guild, public)
            return public if own is None else self._joined(guild, own, readership, public)
        except (BriefingError, OSError) as error:
            _log.warning("the library of server %s cannot be asked: %s", guild, error)
            return public

    def _joined(
        self, guild: int, own: _Opened, readership: Readership, public: Collection
    ) -> Collection:
        """Return the operator's documents with what a readership may see of a server's."""
        shown = own.shown(self._catalogue.documents(guild), readership)
        if own.collection is None or not shown:
            return public
        return self._view((guild, own.collection, public, shown))

    def _view(self, key: _View) -> Collection:
        """Return the operator's documents with some of a server's; the last used ones stay open."""
        guild, own, public, shown = key
        with self._lock:
            joining = self._joining.setdefault(guild, Lock())
        with joining:
            view = self._views.get(key)
            if view is None:
                view = Collection.joined([(public, public.documents), (own, shown)])
            with self._lock:
                self._views[key] = view
                self._views.move_to_end(key)
                self._close_views()
        return view

    def _close_views(self) -> None:
        """Close what is of documents as they were before, and what was asked longest ago."""
        _, _, present, _ = next(reversed(self._views))
        for key in list(self._views):
            guild, own, public, _ = key
            opened = self._opened.get(guild)
            if public is not present or opened is None or opened.collection is not own:
                del self._views[key]
        while len(self._views) > _MOST_OPEN:
            self._views.popitem(last=False)

    def _at_hand(self, guild: int, public: Collection) -> _Opened | None:
        """Return a server's own documents: while they are being changed, as they were before.

        None where they are not open, and cannot be within the time that a question waits.
        """
        lock, known = self._alone(guild), self._opened.get(guild)
        if not lock.acquire(timeout=_PATIENCE_S if known is None else 0):
            return known
        try:
            return self._own(guild, public)
        finally:
            lock.release()

    def _own(self, guild: int, public: Collection) -> _Opened:
        """Return a server's own documents as the catalogue has them now."""
        with self._alone(guild):
            generation = self._catalogue.generation(guild)
            opened = self._opened.get(guild)
            if opened is None or opened.generation != generation:
                opened = self._open(guild, generation, public)
            with self._lock:
                self._opened[guild] = opened
                self._opened.move_to_end(guild)
                while len(self._opened) > _MOST_SERVERS:
                    self._opened.popitem(last=False)
            return opened

    def _open(self, guild: int, generation: int, public: Collection) -> _Opened:
        """Lay a server's documents out and open their collection, built where it has to be.

        Raises:
            UnwritableError: They cannot be laid out.
        """
        folder = self._folder / _SERVERS / str(guild)
        documents = self.documents(guild)
        digests = {one.name: one.sha256 for one in documents}
        if not documents:
            shutil.rmtree(folder, ignore_errors=True)
            return _Opened(generation, None, {}, {})
        try:
            lost = lay_out(folder / "documents", documents, self._originals)
            collection = public.beside(folder, folder / "data")
        except SourceError as error:
            return _Opened(generation, None, dict.fromkeys(digests, str(error)), digests)
        except OSError as error:
            msg = f"the library cannot be laid out in {folder}: {error.strerror}"
            raise UnwritableError(msg) from error
        faults = {**collection.report.faults, **lost}
        return _Opened(generation, collection, faults, digests)

    def _alone(self, guild: int) -> RLock:
        """Return the lock of a server's library."""
        with self._lock:
            return self._changing.setdefault(guild, RLock())
