"""Where the paragraphs of earlier revisions stand now, so that addresses outlive a revision.

What is kept are digests, never text. An address that was issued for an earlier revision is followed
to the paragraph that has the same words, wherever that stands now; where the words were changed,
to the one that took its place; and where that is gone, the answer is that it was removed.
"""

import datetime
import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from index.citations.addresses import Address, find_document, paragraph_of
from index.citations.fates import Fate, trace
from index.citations.paragraph_digests import digests_of
from index.citations.quoted import Quoted, quoted_now
from index.citations.revision_rows import (
    MALFORMED,
    SCHEMA,
    Revision,
    RevisionRows,
    canonical,
    file_of,
    gone_of,
    revision_of,
    rows_of_file,
    sha256_of_text,
)
from index.citations.wordings import ExactWording, wording_of
from index.errors import AddressError, CollectionError, RevisionsDamagedError
from index.storage import facts_of, unread, write_whole
from index.types import Document, Paragraph, Span

_UNCHECKED_SCHEMA = 1  # of an earlier version: without a checksum, else the same
MAX_REVISIONS = 32  # revisions that are remembered of each document, the latest
FORGOTTEN_AFTER = datetime.timedelta(days=400)  # that a document is gone


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an address leads now.

    Args:
        document: As it is read now.
        paragraph: The one that is meant.
        fate: What became of it since.
    """

    document: Document
    paragraph: Paragraph
    fate: Fate


@dataclass(frozen=True, slots=True)
class Revisions:
    """The revisions of every document. They do not change; `record` returns anew.

    Args:
        of_document: By a document's id its revisions, oldest first.
        gone: By the ids of those documents that are not there any more when that was found, in UTC.
    """

    of_document: Mapping[str, tuple[Revision, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    gone: Mapping[str, datetime.datetime] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def read(cls, path: Path) -> "Revisions":
        """Return the revisions that are kept at `path`; none where there is no file.

        Raises:
            CollectionError: It cannot be opened.
            RevisionsDamagedError: It is damaged or of an unknown schema.
        """
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return cls()
        except OSError as error:
            msg = f"{path} cannot be opened ({error.strerror}): check it and its permissions"
            raise CollectionError(msg) from error
        try:
            rows = rows_of_file(content.decode("ascii", "replace"))
            return cls(*rows) if rows else _revisions_of(json.loads(content))
        except MALFORMED as error:
            msg = f"{path} is damaged ({type(error).__name__}: {error})"
            raise RevisionsDamagedError(msg) from error

    def write(self, path: Path) -> None:
        """Keep the revisions at `path`, whole or not at all, a document on a line.

        The home's lock is held.

        Raises:
            CollectionError: The file cannot be written.
        """
        write_whole(path, file_of(self.of_document, self.gone))

    def record(
        self,
        documents: Sequence[Document],
        now: datetime.datetime | None = None,
        noted: Container[str] = frozenset(),
    ) -> "Revisions":
        """Return the revisions with the documents' present state; these where nothing is new.

        Documents that are gone stay known for `FORGOTTEN_AFTER`, so that they can come back; but
        see `of`.

        Args:
            documents: As they are read now.
            now: The present time where it is not the clock's, with a zone.
            noted: The ids of documents that are known to be as they were when last noted here: what
                is known of them is not looked at.
        """
        since = now or datetime.datetime.now(datetime.UTC)
        since = since.replace(microsecond=since.microsecond // 1000 * 1000)  # as it is kept
        gone = self._gone({document.id for document in documents}, since)
        forgotten = self.of_document.keys() - gone.keys() - {one.id for one in documents}
        renewed: dict[str, tuple[Revision, ...]] = {}
        for document in documents:
            if document.id not in noted or document.id not in self.of_document:
                renewed |= self._renewed(document, since)
        is_same = not renewed and not forgotten and gone == self.gone
        return self if is_same else Revisions(self._changed(renewed, forgotten), gone)

    def _changed(
        self, renewed: Mapping[str, tuple[Revision, ...]], forgotten: Container[str]
    ) -> Mapping[str, tuple[Revision, ...]]:
        """Return what is known of each document, with what is new of some, without others."""
        if isinstance(self.of_document, RevisionRows):
            return self.of_document.changed(renewed, forgotten)
        whole = {**self.of_document, **renewed}
        return {name: known for name, known in whole.items() if name not in forgotten}

    def _gone(self, there: Container[str], now: datetime.datetime) -> dict[str, datetime.datetime]:
        """Return since when documents are gone that are not forgotten for that yet."""
        since = {name: self.gone.get(name, now) for name in self.of_document if name not in there}
        return {name: at for name, at in since.items() if now - at <= FORGOTTEN_AFTER}

    def _renewed(
        self, document: Document, since: datetime.datetime
    ) -> dict[str, tuple[Revision, ...]]:
        """Return what is known of a document with its present state; nothing where none is new."""
        known = self.of_document.get(document.id, ())
        if known and _is_noted(document, known[-1]):
            return {}
        read = unread(document)
        latest = Revision(read.sha256, since, digests_of(read), wording_of(read))
        if not known or not known[-1].is_like(latest):
            return {document.id: (*known, latest)[-MAX_REVISIONS:]}
        if known[-1].wording is None:
            complete = replace(known[-1], wording=latest.wording)
            return {document.id: (*known[:-1], complete)}
        return {}

    def with_noted(self, noted: "Revisions") -> "Revisions":
        """Return these with what somebody else has noted, which counts, of each document.

        What is known here besides stays where it came after all that was noted: how this program
        reads a file, where another reads it otherwise. Of what nothing was ever noted, given as an
        empty row, nothing stays.
        """
        if not noted.of_document:
            return self
        revisions = dict(self.of_document)
        for name, known in noted.of_document.items():
            if not known or revisions.get(name, ())[: len(known)] != known:
                revisions[name] = known
        return Revisions(revisions, self.gone)

    def not_in(self, noted: "Revisions") -> "Revisions":
        """Return those of documents whose present state is like none that somebody else noted."""
        return Revisions(
            {
                name: known
                for name, known in self.of_document.items()
                if known
                and not any(one.is_like(known[-1]) for one in noted.of_document.get(name, ()))
            }
        )

    def of(self, named: Container[str]) -> "Revisions":
        """Return the revisions of some documents alone, by their ids; these where that is all."""
        others = {name for name in self.of_document if name not in named}
        gone = {name: at for name, at in self.gone.items() if name in named}
        return Revisions(self._changed({}, others), gone) if others else self

    def follow(
        self,
        address: Address,
        documents: Sequence[Document],
        default: str | None = None,
        *,
        issued: datetime.datetime | None = None,
    ) -> Destination:
        """Return where an address leads now.

        The revision that it was issued for is the one that it names, or else the one in force when
        it was issued, or else the present one.

        Args:
            address: What was asked for.
            documents: As they are read now, recorded.
            default: Id of the document meant by a bare number.
            issued: When the message with the address was written, with a zone.

        Raises:
            AddressError: There is no such document, revision or paragraph, or it was removed.
        """
        document = find_document(address, documents, default)
        origin = self._origin(address, document, issued)
        if origin is None:
            return Destination(document, paragraph_of(document, address.paragraph), Fate.SAME)
        if not 1 <= address.paragraph <= len(origin.paragraphs):
            msg = f"{document.id} of {origin.since:%d %B %Y} had no paragraph {address.paragraph}"
            raise AddressError(msg)
        traced = trace(address.paragraph - 1, origin.paragraphs, digests_of(document))
        if traced is None:
            msg = (
                f"paragraph {address.paragraph} of {document.id} as it was on "
                f"{origin.since:%d %B %Y} was removed"
            )
            raise AddressError(msg)
        return Destination(document, document.paragraphs[traced.index], traced.fate)

    def quoted(self, document: Document, wording: str, span: Span) -> Quoted:
        """Return what a span of a document is now that was quoted of one of its revisions.

        Args:
            document: As it is read now, recorded.
            wording: The digest of the revision's wording.
            span: A place in that revision's text.

        Raises:
            AddressError: No such revision is known, or the span is none of its.
        """
        for revision in reversed(self.of_document.get(document.id, ())):
            if revision.wording is not None and revision.wording.digest == wording:
                return quoted_now(span, revision.paragraphs, revision.wording, document)
        msg = f"no wording {wording} of {document.id} is known"
        raise AddressError(msg)

    def wordings(self, document_id: str) -> tuple[str, ...]:
        """Return the digests of the wordings of a document's revisions, oldest first."""
        known = (revision.wording for revision in self.of_document.get(document_id, ()))
        return tuple(wording.digest for wording in known if wording is not None)

    def _origin(
        self, address: Address, document: Document, issued: datetime.datetime | None
    ) -> Revision | None:
        """Return the revision that an address was issued for, None for the present one.

        Raises:
            AddressError: The address names a revision that is not known.
        """
        if address.revision is None and issued is None:
            return None
        known = self.of_document.get(document.id, ())
        if address.revision is not None:
            return _named(address.revision, document, known, issued)
        if issued is None or not known:
            return None
        return next((r for r in reversed(known) if r.since <= issued), known[0])


def reading_of(document: Document) -> str:
    """Return what tells this reading of a document from any other: of its file and paragraphs."""
    return _reading(document.sha256, digests_of(document), wording_of(document))


def _reading(sha256: str, paragraphs: Sequence[str], wording: ExactWording) -> str:
    row = [sha256, list(paragraphs), wording.row()]
    return sha256_of_text(json.dumps(row, separators=(",", ":")))


def _is_noted(document: Document, latest: Revision) -> bool:
    """Return whether it is known without its text that a document is as it was when last noted."""
    facts = facts_of(document)
    if facts is None or latest.wording is None or document.sha256 != latest.sha256:
        return False
    return facts.revision == _reading(latest.sha256, latest.paragraphs, latest.wording)


def _named(
    sha256: str,
    document: Document,
    known: Sequence[Revision],
    issued: datetime.datetime | None,
) -> Revision | None:
    """Return the revision whose digest begins so, None for the present one.

    Of several, which are the same file read by different programs, it is the one in force when the
    address was issued; the latest where that is not known.

    Raises:
        AddressError: No revision is known by it.
    """
    named = [revision for revision in known if revision.sha256.startswith(sha256)]
    is_present = document.sha256.startswith(sha256)
    if is_present and (issued is None or len(named) < 2):
        return None
    if not named:
        msg = f"no revision {sha256} of {document.id} is known"
        raise AddressError(msg)
    in_force = [revision for revision in named if issued is None or revision.since <= issued]
    return in_force[-1] if in_force else named[0]


def _revisions_of(content: Any) -> Revisions:  # noqa: ANN401 - JSON
    """Return the revisions of every document from what was kept.

    Raises:
        ValueError: It is of another schema, altered, or malformed.
    """
    schema, documents, gone = content["schema"], content["documents"], content.get("gone", {})
    if schema not in {SCHEMA, _UNCHECKED_SCHEMA}:
        raise ValueError(f"its schema is {schema}, not {SCHEMA}")
    if schema == SCHEMA and content["sha256"] != _digest(documents, gone):
        raise ValueError("its content is not what its checksum was made of")
    known = {name: tuple(map(revision_of, rows)) for name, rows in documents.items()}
    return Revisions(known, gone_of(gone))


def _digest(documents: object, gone: object) -> str:
    """Return the sha256 of what is kept, whatever its spacing and the order of its keys."""
    return sha256_of_text(canonical(documents) + (canonical(gone) if gone else ""))
