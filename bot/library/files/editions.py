"""A server's documents laid out and built: a folder for each set of them that there was.

It is named by what it is made of, so that another set is built beside the one that is answered
from, by whatever process, and whoever is killed meanwhile leaves only what the next try goes on
with, or what is swept.
"""

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from bot.languages import Sentence
from bot.library.files.layout import lay_out
from bot.library.files.originals import Originals
from bot.library.tables.catalogue import ShelvedDocument
from bot.library.tables.readership import Membership
from bot.phrases import fault_words
from index import (
    BriefingError,
    BuildPlan,
    Collection,
    CollectionError,
    FaultReason,
    KeptVectors,
    NoneReadError,
    Progress,
    Revisions,
    SourceError,
    UnwritableError,
    alone_in,
)

_log = logging.getLogger(__name__)

_TASK = "build"  # whoever is at it holds the folder
_NAME = 16  # hexadecimal digits of a folder's name


class Opener(Protocol):
    """What opens collections: a collection opens others beside it, with its own models."""

    def beside(
        self,
        knowledge: Path,
        data: Path,
        *,
        progress: Progress | None = None,
        plan: BuildPlan | None = None,
    ) -> Collection:
        """Return the collection of a folder: see `Collection.beside`."""


class LookingOpener(Opener, Protocol):
    """An opener that can look first, at a glance, whether a folder's collection only opens."""

    def is_built_beside(self, knowledge: Path, data: Path, *, is_part: bool) -> bool:
        """Return whether it only opens: see `Collection.is_built_beside`."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A server's own documents, opened.

    Args:
        collection: None where none of them can be read.
        faults: Why a document could not be read, by its name.
        digests: The sha256 of each document, by its name.
        unnoted: The states of documents that the catalogue does not know the like of.
    """

    collection: Collection | None = None
    faults: Mapping[str, Sentence] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    unnoted: Revisions = field(default_factory=Revisions)

    def shown(self, documents: Iterable[ShelvedDocument], readers: Membership) -> frozenset[str]:
        """Return the names of the documents that somebody may see, as they are opened.

        One that has another text by now is passed over: its scope is the new one's, the text that
        is opened is not.
        """
        there = self.collection.documents if self.collection else {}
        return frozenset(
            one.name
            for one in documents
            if one.name in there and self.is_of(one) and one.scope.admits(readers)
        )

    def is_of(self, document: ShelvedDocument) -> bool:
        """Return whether a document is opened, or known not to be readable, as it is now."""
        return self.digests.get(document.name) == document.sha256

    def states_of(self, documents: Iterable[ShelvedDocument]) -> Revisions | None:
        """Return what is known of the states of some documents; None where nothing can be read."""
        if self.collection is None:
            return None
        return self.collection.revisions.of({one.name for one in documents})

    def lacks(self, documents: Iterable[ShelvedDocument], readers: Membership) -> bool:
        """Return whether one that somebody may see is not opened yet as it is now."""
        return any(not self.is_of(one) and one.scope.admits(readers) for one in documents)


class Editions:
    """Where the documents of all servers are laid out and built."""

    def __init__(
        self,
        folder: Path,
        originals: Originals,
        vectors: Callable[[int], KeptVectors] | None = None,
        noted: Callable[[int], Revisions] = lambda _: Revisions(),
    ) -> None:
        """Build in a folder of each server's in this one.

        Args:
            folder: This one.
            originals: What is kept as it was received.
            vectors: Gives what is kept of what was encoded, for a server; None: nothing is.
            noted: Gives what is known of earlier states of a server's documents.
        """
        self._folder = folder
        self._originals = originals
        self._vectors = vectors
        self._noted = noted

    def open(
        self,
        guild: int,
        documents: Sequence[ShelvedDocument],
        opener: Opener,
        progress: Progress | None = None,
        check: Callable[[Mapping[str, int]], object] = lambda _: None,
        new: Iterable[str] = (),
    ) -> Edition:
        """Return these documents of a server, opened, and built first where they were not.

        Args:
            guild: The server.
            documents: These.
            opener: Whose models are used.
            progress: Is told how far a build is.
            check: Is given how many passages each document has, by its name, before a build encodes
                anything; what it raises ends that. It is given those of a build that is there, too,
                as a kill may have left one.
            new: The names of those that are no later versions of any.

        Raises:
            UnwritableError: They cannot be laid out.
            BriefingError: They cannot be built.
        """
        if not documents:
            return Edition()
        folder = self._place(guild, documents)
        digests = {one.name: one.sha256 for one in documents}
        lost: dict[str, Sentence] = {}
        try:
            lost |= lay_out(folder / "documents", documents, partial(self._originals.fetch, guild))
            kept = self._vectors(guild) if self._vectors else None
            noted = self._known_of(guild, new)
            before = self._before(folder)
            plan = BuildPlan(before, kept, is_part=True, noted=noted, check=check)
            collection = opener.beside(folder, folder / "data", progress=progress, plan=plan)
        except NoneReadError as error:
            return Edition(None, {**_said(error.faults, documents), **lost}, digests)
        except SourceError as error:
            faults = _said(dict.fromkeys(digests, error.reason), documents)
            return Edition(None, {**faults, **lost}, digests)
        except OSError as error:
            msg = f"the library cannot be laid out in {folder}: {error.strerror}"
            raise UnwritableError(msg) from error
        check(collection.report.passages_of)
        faults = {**_said(collection.report.faults, documents), **lost}
        return Edition(collection, faults, digests, collection.revisions.not_in(noted))

    def _known_of(self, guild: int, new: Iterable[str]) -> Revisions:
        """Return what is known of earlier states of a server's documents; nothing where it fails.

        An answer is worth more than what a button under an earlier one says of a change. Of what is
        new nothing is known, whatever lies beside a build of one that had its name.
        """
        try:
            noted = self._noted(guild)
        except BriefingError as error:
            _log.warning("earlier states of server %s's documents are not known: %s", guild, error)
            noted = Revisions()
        return Revisions({**noted.of_document, **dict.fromkeys(new, ())})

    def has(self, guild: int, documents: Sequence[ShelvedDocument], opener: LookingOpener) -> bool:
        """Return whether these documents of a server only open here: as far as a glance shows that.

        They were built, by the same encoder, and as this version of the program builds.
        """
        place = self._place(guild, documents)
        return not documents or opener.is_built_beside(place, place / "data", is_part=True)

    def servers(self) -> tuple[int, ...]:
        """Return the servers of which anything is built here."""
        names = [path.name for path in self._folder.glob("*") if path.is_dir()]
        return tuple(sorted(int(name) for name in names if name.isdigit()))

    @contextmanager
    def building(
        self, guild: int, wanted: Sequence[ShelvedDocument], present: Sequence[ShelvedDocument]
    ) -> Iterator[None]:
        """Hold the place of some documents, so that nobody sweeps it; remove it after an error.

        Args:
            guild: The server.
            wanted: What is built.
            present: What the server has, whose place stays.

        Yields:
            Nothing.

        Raises:
            CollectionError: Another process builds the very same.
        """
        place = self._place(guild, wanted)
        with alone_in(place, _TASK):
            try:
                yield
            except Exception:
                if place != self._place(guild, present):
                    shutil.rmtree(place, ignore_errors=True)
                raise

    def sweep(self, guild: int, documents: Sequence[ShelvedDocument]) -> None:
        """Remove all that was built of other documents than these, but what is being built."""
        kept = self._place(guild, documents) if documents else None
        for place in self._all(guild):
            if place != kept:
                _remove(place)
        if kept is None:
            with suppress(OSError):  # something is built in it, or nothing ever was
                (self._folder / str(guild)).rmdir()

    def tidy(self, guild: int, documents: Callable[[], Sequence[ShelvedDocument]]) -> None:
        """Remove what was built of other documents than a server has, whoever builds meanwhile.

        Args:
            guild: The server.
            documents: Gives those; asked for each place while nobody else can begin to build there,
                so that what was catalogued a moment ago stays. Where it fails, all stays.
        """

        def is_present(place: Path) -> bool:
            present = documents()
            return bool(present) and place == self._place(guild, present)

        for place in self._all(guild):
            _remove(place, is_present)
        with suppress(OSError):  # something is left in it, or nothing ever was there
            (self._folder / str(guild)).rmdir()

    def _before(self, folder: Path) -> list[Path]:
        """Return where other sets of the same server's documents are built, the latest first."""
        others = [path for path in folder.parent.iterdir() if path.is_dir() and path != folder]
        others.sort(key=_changed, reverse=True)
        return [path / "data" for path in others]

    def _all(self, guild: int) -> list[Path]:
        folder = self._folder / str(guild)
        return [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []

    def _place(self, guild: int, documents: Iterable[ShelvedDocument]) -> Path:
        """Return the folder of a set of a server's documents."""
        made_of = sorted((one.file, one.sha256, sorted(one.stated.items())) for one in documents)
        digest = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()
        return self._folder / str(guild) / digest[:_NAME]


def _said(
    faults: Mapping[str, FaultReason], documents: Iterable[ShelvedDocument]
) -> dict[str, Sentence]:
    """Return why documents could not be read, for who reads that beside a document's name.

    Args:
        faults: Why, by their names.
        documents: Those that are laid out.
    """
    files = {one.name: one.file for one in documents}
    return {name: _why(reason, files.get(name, "")) for name, reason in faults.items()}


def _why(reason: FaultReason, file: str) -> Sentence:
    """Return why a file could not be read, which is "it" there.

    What reads it calls it as it is laid out: whoever brought it never gave it that name.
    """
    words = fault_words(reason)
    is_named = reason.values.get("name") == file
    return words.with_values(name=Sentence("it")) if is_named else words


def _changed(path: Path) -> float:
    """Return when a folder was changed last, 0 where it is gone by now."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _remove(place: Path, stays: Callable[[Path], bool] = lambda _: False) -> None:
    """Remove a folder unless somebody builds in it, or it stays once nobody can."""
    try:
        with alone_in(place, _TASK):
            if not stays(place):
                shutil.rmtree(place, ignore_errors=True)
    except (CollectionError, OSError):
        return
