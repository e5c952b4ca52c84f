"""A server's own documents: added, replaced, removed, and opened for who may see them.

The catalogue is the truth. Of it a folder is laid out for each server, as an operator's would be,
and its collection is built by the same means; both are made again where they are missing or are not
what the catalogue says, so that whoever is killed in between leaves nothing half-done.
"""

import hashlib
import json
import os
import shutil
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock, RLock
from typing import TypeAlias

from bot.config import Config
from bot.library.catalogue import Catalogue, Scope, ShelvedDocument
from bot.library.originals import Originals
from bot.library.readership import Readership
from index import BriefingError, Collection, Document, SourceError, readable_suffixes, slug

_FOLDER, _CATALOGUE, _ORIGINALS, _SERVERS = "library", "catalogue.sqlite3", "originals", "servers"
_MOST_DOCUMENTS = 500  # of a server
_MOST_BYTES = 1_000_000_000  # of a server's documents together
_MOST_SERVERS = 64  # whose own documents are kept open
_MOST_OPEN = 24  # collections that are kept open: a view each of some server
_MEGABYTE = 1_000_000
_METADATA = ".yaml"
_ABOUT = "readme"  # a file of this name is about its folder, and not read


class NotShelvedError(BriefingError):
    """A document that a server's library does not take; the words are for who brings it."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A server's own documents, opened.

    Args:
        generation: Of the catalogue that they are as of.
        collection: None where none of them can be read.
        faults: Why a document could not be read, by its name.
    """

    generation: int
    collection: Collection | None
    faults: Mapping[str, str]


_View: TypeAlias = tuple[int, Collection, Collection, frozenset[str]]
"""A server, its own collection, the operator's, and which of its own documents are seen."""


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
        self._keeping = Lock()  # of originals
        self._joining = Lock()  # of views
        self._lock = Lock()  # of the dictionaries

    @cached_property
    def _catalogue(self) -> Catalogue:
        """The catalogue, opened when it is first needed.

        Raises:
            BriefingError: It cannot be used.
        """
        return Catalogue(self._folder / _CATALOGUE)

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
        name, _ = _named(filename)
        self._check_room({one.name: one for one in self.documents(guild)}, name, size)

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
        """Take a document in, or put it in the place of the one of the same name; it can be asked.

        Args:
            guild: The server.
            filename: As it was received; it gives the document its name.
            raw: Its bytes.
            public: The operator's collection, whose models are used.
            stated: What is said of it, in the fields of a metadata file.
            scope: Who may see it; as before, or everybody, where none is given.

        Raises:
            NotShelvedError: It is of a kind that is not read, too large, cannot be read, or the
                library is full.
            BriefingError: It cannot be kept.
        """
        name, suffix = _named(filename)
        with self._alone(guild):
            before = {one.name: one for one in self.documents(guild)}
            self._check_room(before, name, len(raw))
            known = before.get(name)
            document = ShelvedDocument(
                name,
                suffix,
                hashlib.sha256(raw).hexdigest(),
                len(raw),
                dict(stated or (known.stated if known else {})),
                scope or (known.scope if known else Scope()),
            )
            with self._keeping:
                self._originals.keep(document.sha256, raw)
                self._catalogue.put(guild, document)
            if why := self._own(guild, public).faults.get(name):
                self._restore(guild, name, known, public)
                raise NotShelvedError(why)
        return document

    def remove(self, guild: int, name: str, public: Collection) -> bool:
        """Take a document out: of every answer at once, and off the disk; return if there was one.

        Raises:
            BriefingError: It cannot be taken out.
        """
        if self._is_empty(guild):
            return False
        with self._alone(guild):
            gone = self._catalogue.remove(guild, name)
            self._own(guild, public)
        with self._keeping:
            self._originals.sweep(self._catalogue.in_use())
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

        Takes milliseconds where it is open, a second or so where it has to be opened.

        Args:
            readership: Who asks, and where.
            public: The operator's collection.

        Raises:
            BriefingError: The library cannot be opened.
        """
        if readership.guild is None or self._is_empty(readership.guild):
            return public
        own = self._at_hand(readership.guild, public)
        documents = self.documents(readership.guild)
        seen = frozenset(one.name for one in documents if one.scope.admits(readership))
        if own.collection is None or not seen & set(own.collection.documents):
            return public
        return self._view((readership.guild, own.collection, public, seen))

    def _view(self, key: _View) -> Collection:
        """Return the operator's documents with some of a server's; the last used ones stay open."""
        _, own, public, seen = key
        with self._joining:
            if key not in self._views:
                self._views[key] = Collection.joined([(public, public.documents), (own, seen)])
            self._views.move_to_end(key)
            while len(self._views) > _MOST_OPEN:
                self._views.popitem(last=False)
            return self._views[key]

    def _at_hand(self, guild: int, public: Collection) -> _Opened:
        """Return a server's own documents: while they are being changed, as they were before."""
        lock, known = self._alone(guild), self._opened.get(guild)
        if not lock.acquire(blocking=known is None) and known is not None:
            return known
        try:
            return self._own(guild, public)
        finally:
            lock.release()

    def _own(self, guild: int, public: Collection) -> _Opened:
        """Return a server's own documents as the catalogue has them now."""
        with self._alone(guild):
            generation = self._catalogue.generation(guild)
            known = self._opened.get(guild)
            if known is None or known.generation != generation:
                known = self._open(guild, generation, public)
                self._forget_views(guild, known)
            self._keep_open(guild, known)
            return known

    def _keep_open(self, guild: int, opened: _Opened) -> None:
        """Keep the documents of a server open; those that were asked longest ago are closed."""
        with self._lock:
            self._opened[guild] = opened
            self._opened.move_to_end(guild)
            while len(self._opened) > _MOST_SERVERS:
                self._opened.popitem(last=False)

    def _forget_views(self, guild: int, opened: _Opened) -> None:
        """Close what was made of a server's documents as they were before."""
        with self._joining:
            for key in list(self._views):
                if key[0] == guild and key[1] is not opened.collection:
                    del self._views[key]

    def _open(self, guild: int, generation: int, public: Collection) -> _Opened:
        """Lay a server's documents out and open their collection, built where it has to be."""
        folder = self._folder / _SERVERS / str(guild)
        documents = self.documents(guild)
        self._lay_out(folder / "documents", documents)
        if not documents:
            shutil.rmtree(folder, ignore_errors=True)
            return _Opened(generation, None, {})
        try:
            collection = public.beside(folder, folder / "data")
        except SourceError as error:
            return _Opened(generation, None, {one.name: str(error) for one in documents})
        return _Opened(generation, collection, collection.report.faults)

    def _lay_out(self, folder: Path, documents: tuple[ShelvedDocument, ...]) -> None:
        """Make a folder hold these documents with what is stated of them, and nothing else."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        wanted = {one.file for one in documents}
        wanted |= {f"{one.name}{_METADATA}" for one in documents if one.stated}
        for path in folder.iterdir():
            if path.name not in wanted:
                path.unlink()
        for one in documents:
            _link(self.original(one), folder / one.file)
            if one.stated:
                lines = [f"{key}: {json.dumps(value)}\n" for key, value in one.stated.items()]
                (folder / f"{one.name}{_METADATA}").write_text("".join(lines), encoding="utf-8")

    def _restore(
        self, guild: int, name: str, known: ShelvedDocument | None, public: Collection
    ) -> None:
        """Undo the taking in of a document."""
        if known is None:
            self.remove(guild, name, public)
        else:
            self._catalogue.put(guild, known)
            self._own(guild, public)

    def _check_room(self, before: Mapping[str, ShelvedDocument], name: str, size: int) -> None:
        """Check that a server may have one more document.

        Raises:
            NotShelvedError: It may not.
        """
        if size > self._settings.max_file_bytes:
            most = self._settings.max_file_megabytes
            msg = f"it has {size / _MEGABYTE:.1f} MB, of {most:g} at most: split it"
            raise NotShelvedError(msg)
        others = [one for one in before.values() if one.name != name]
        if len(others) >= _MOST_DOCUMENTS:
            msg = f"the library has {_MOST_DOCUMENTS} documents already: remove some first"
            raise NotShelvedError(msg)
        if sum(one.size for one in others) + size > _MOST_BYTES:
            msg = f"the library would be over {_MOST_BYTES // _MEGABYTE} MB: remove some first"
            raise NotShelvedError(msg)

    def _alone(self, guild: int) -> RLock:
        """Return the lock of a server's library."""
        with self._lock:
            return self._changing.setdefault(guild, RLock())


def _named(filename: str) -> tuple[str, str]:
    """Return the name of a document, and its ending, by the file that it was received as.

    Raises:
        NotShelvedError: It is of a kind that is not read.
    """
    path = Path(filename)
    suffix = path.suffix.lower()
    if suffix not in readable_suffixes():
        kinds = ", ".join(sorted(readable_suffixes()))
        msg = f"{suffix or 'a file without an ending'} is of a kind that is not read ({kinds})"
        raise NotShelvedError(msg)
    name = slug(path.stem)
    return f"{name}-file" if name == _ABOUT else name, suffix


def _link(original: Path, path: Path) -> None:
    """Have a file be the same as an original: a link to its bytes, or a copy of them."""
    if path.exists():
        if path.samefile(original):
            return
        path.unlink()
    try:
        os.link(original, path)
    except OSError:  # another file system, or one without links
        shutil.copyfile(original, path)
