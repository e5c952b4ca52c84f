"""Documents as they are brought to a server's library, and what becomes of it with them."""

import enum
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Protocol, TypeAlias

from bot.config import Config
from bot.languages import Sentence
from bot.library.submissions.placement import Place, placed, printable
from bot.library.submissions.refusals import NotShelvedError
from bot.library.tables.catalogue import Scope, ShelvedDocument
from bot.library.tables.events import OPERATOR, Change, EventKind

Transaction: TypeAlias = Any  # of the kind of whatever keeps the catalogue: nobody else looks in


class Provenance(enum.Enum):
    """Where a document comes from, by which it is told who may see it."""

    MEMBER = enum.auto()  # who brings it says so
    EXPORT = enum.auto()  # it was in this server's library
    ELSEWHERE = enum.auto()  # it was in another server's

    def scope(self, brought: Scope, known: Scope) -> Scope:
        """Return who may see a document that takes the place of another.

        An export lets nobody in whom it kept out itself, nor whom the library keeps out by now.
        Where nobody is among both, what this server chose last holds; another server's channels and
        roles are of nobody here.

        Args:
            brought: Who may see it by what it is brought with.
            known: Who may see the one whose place it takes.
        """
        match self:
            case Provenance.MEMBER:
                return brought
            case Provenance.EXPORT:
                return known.within(brought)
            case Provenance.ELSEWHERE:
                return brought.within(known)


@dataclass(frozen=True, slots=True)
class Brought:
    """A document as it is brought.

    Args:
        filename: As it was received; it gives the document its name.
        raw: Its bytes.
        stated: What is said of it, in the fields of a metadata file; what was said before stays,
            and a field goes that is "" here.
        scope: Who may see it; as before where none is given, and of a new one as the server has it.
        instead_of: The name of the document whose place it takes, whatever that one's filename; ""
            where it takes that of its own filename, if any.
        name: The name that it gets where it is new and that is free; "" for one of its filename,
            with something behind it where it comes with a limit. Of one that is limited and from
            elsewhere it is not used: nobody here knows it by that name.
        added: When it was added; None for now, or for when the same bytes were.
        provenance: Where it comes from.
        by: Id of who brings it; as `member` of `NotedChange`.
    """

    filename: str
    raw: bytes = field(repr=False)
    stated: Mapping[str, str] | None = None
    scope: Scope | None = None
    instead_of: str = ""
    name: str = ""
    added: datetime | None = None
    provenance: Provenance = Provenance.MEMBER
    by: int | None = OPERATOR

    @property
    def sha256(self) -> str:
        """The digest of its bytes, hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()

    def place_among(self, documents: Sequence[ShelvedDocument], new_scope: Scope) -> Place:
        """Return where it belongs; `new_scope` is for one that is new.

        Raises:
            NotShelvedError: Nowhere.
        """
        limited = self._scope(None, new_scope) != Scope()
        name = "" if limited and self.provenance is Provenance.ELSEWHERE else self.name
        return placed(
            self.filename, documents, instead_of=self.instead_of, name=name, limited=limited
        )

    def at(self, place: Place, new_scope: Scope) -> ShelvedDocument:
        """Return the document that it is in its place; `new_scope` is for one that is new."""
        known = place.before
        sha256 = self.sha256
        since = known.added if known and known.sha256 == sha256 else datetime.now(UTC)
        stated = {**(known.stated if known else {}), **printable(self.stated or {})}
        return ShelvedDocument(
            place.name,
            self.filename,
            sha256,
            len(self.raw),
            {key: value for key, value in stated.items() if value},
            self._scope(known, new_scope),
            self.added or since,
        )

    def changes(self, place: Place, document: ShelvedDocument) -> tuple[Change, ...]:
        """Return what is noted of it; nothing of one out of an archive, which is noted as a whole.

        Args:
            place: Where it is.
            document: What it is.
        """
        if self.provenance is not Provenance.MEMBER:
            return ()
        filename, scope, before = document.filename, document.scope, place.before
        if before is None:
            return (Change(EventKind.ADDED, filename, self.by, after=scope.texts),)
        other = "" if before.filename == filename else before.filename
        replaced = Change(EventKind.REPLACED, filename, self.by, other)
        if scope == before.scope:
            return (replaced,)
        return replaced, scope.change(filename, self.by)

    def _scope(self, known: ShelvedDocument | None, new_scope: Scope) -> Scope:
        """Return who may see it in the place of another, or where it is new."""
        if self.scope is None:
            return known.scope if known else new_scope
        return self.provenance.scope(self.scope, known.scope) if known else self.scope


@dataclass(frozen=True, slots=True)
class Described:
    """A document that is there, with something stated anew of it; whatever bytes it has by then.

    Args:
        filename: As it was when that was asked for.
        name: Of the document.
        stated: As of what is brought.
        by: As of what is brought.
    """

    filename: str
    name: str
    stated: Mapping[str, str]
    raw: None = None
    by: int | None = OPERATOR

    def place_among(self, documents: Sequence[ShelvedDocument], new_scope: Scope) -> Place:
        """Return where it is.

        Raises:
            NotShelvedError: It is not there any more.
        """
        del new_scope  # it is there
        before = next((one for one in documents if one.name == self.name), None)
        if before is None:
            raise NotShelvedError(Sentence("it was taken out meanwhile: add it again"))
        return Place(self.name, before, [one for one in documents if one is not before])

    def at(self, place: Place, new_scope: Scope) -> ShelvedDocument:
        """Return the document that it is then.

        Raises:
            NotShelvedError: There is none in its place.
        """
        del new_scope  # it is there, and keeps its own
        known = place.before
        if known is None:
            raise NotShelvedError(Sentence("there is no document to describe"))
        stated = {**known.stated, **printable(self.stated)}
        return replace(known, stated={key: value for key, value in stated.items() if value})

    def changes(self, place: Place, document: ShelvedDocument) -> tuple[Change, ...]:
        """Return what is noted of it."""
        del place
        return (Change(EventKind.DESCRIBED, document.filename, self.by),)


Arrival: TypeAlias = Brought | Described


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of documents that were brought.

    Args:
        documents: Those that were taken in.
        refused: Why another was not, by its filename.
    """

    documents: tuple[ShelvedDocument, ...]
    refused: Mapping[str, Sentence]


class Settling(Protocol):
    """Notes what is done with documents, in the transaction in which they are catalogued."""

    def __call__(self, connection: Transaction, *, documents: Sequence[ShelvedDocument]) -> bool:
        """Note it, and return whether who brought them is still to be named."""


def unnoted(connection: Transaction, *, documents: Sequence[ShelvedDocument]) -> bool:
    """Note nothing; who brings them is there."""
    del connection, documents
    return True


class UnreadError(Exception):
    """Documents that cannot be read, or have too much to be; why, by their filenames."""

    def __init__(self, reasons: Mapping[str, Sentence]) -> None:
        """Keep the reasons."""
        super().__init__("; ".join(map(str, reasons.values())))
        self.reasons = reasons


@dataclass(slots=True)
class Arrangement:
    """A library with what is brought.

    Args:
        whole: All of its documents then.
        arriving: Those of them that are brought, with their bytes; None where they are kept.
        refused: Why another is not, by its filename.
        changes: What is noted of what is brought.
    """

    whole: Sequence[ShelvedDocument]
    arriving: list[tuple[ShelvedDocument, bytes | None]] = field(default_factory=list)
    refused: dict[str, Sentence] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    @property
    def documents(self) -> tuple[ShelvedDocument, ...]:
        """The documents that are brought."""
        return tuple(document for document, _ in self.arriving)

    def check_read(self, faults: Mapping[str, Sentence]) -> None:
        """Check that what is brought could be read.

        Args:
            faults: Why a document could not, by its name.

        Raises:
            UnreadError: Some of it could not.
        """
        unread = {one.filename: faults[one.name] for one in self.documents if one.name in faults}
        if unread:
            raise UnreadError(unread)

    def check_passages(self, counts: Mapping[str, int], most: int) -> None:
        """Check that the library has no more passages with what is brought than it may.

        Args:
            counts: How many each document has, by its name.
            most: How many all may have.

        Raises:
            UnreadError: It would have more with some of what is brought.
        """
        brought = [one for one, raw in self.arriving if raw is not None]
        present = sum(counts.values()) - sum(counts.get(one.name, 0) for one in brought)
        reasons: dict[str, Sentence] = {}
        for one in brought:
            own = counts.get(one.name, 0)
            if own and present + own > most:
                reasons[one.filename] = _too_many(own, present, most)
            else:
                present += own
        if reasons:
            raise UnreadError(reasons)


def _too_many(own: int, present: int, most: int) -> Sentence:
    """Return that a library would have too many passages with a document.

    Args:
        own: How many the document has.
        present: How many the library has without it.
        most: How many a library may have.
    """
    if own > most:
        return Sentence(
            "it alone has {own} passages, and a library has {most} at most: split it and add the "
            "parts that matter, or have the operator raise that bound (library: passages)",
            own=own,
            most=most,
        )
    return Sentence(
        "it has {own} passages, and the library has {present} of {most} at most: there is room "
        "again once some documents are removed",
        own=own,
        present=present,
        most=most,
    )


def arranged(
    brought: Iterable[Arrival],
    documents: Sequence[ShelvedDocument],
    config: Config,
    new_scope: Scope,
) -> Arrangement:
    """Return a library with what is brought, one after the other.

    Args:
        brought: Documents.
        documents: Those that there are.
        config: Says how much a server may have.
        new_scope: Who may see what is new, where it does not say so itself.
    """
    arrangement = Arrangement(documents)
    for one in brought:
        try:
            place = one.place_among(arrangement.whole, new_scope)
            if one.raw is not None:
                place.check_room(len(one.raw), config)
            document = one.at(place, new_scope)
        except NotShelvedError as error:
            arrangement.refused[one.filename] = error.why
            continue
        arrangement.arriving.append((document, one.raw))
        arrangement.changes += one.changes(place, document)
        arrangement.whole = [*place.others, document]
    return arrangement
