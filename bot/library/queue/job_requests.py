"""What is asked for of a server's library and becomes a job, before it is one."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from bot.languages import Sentence
from bot.library.queue.job import JobKind, scope_record
from bot.library.submissions.archive_manifests import ArchiveManifest
from bot.library.submissions.brought import Brought
from bot.library.tables.catalogue import Scope, ShelvedDocument
from bot.library.tables.events import OPERATOR


@dataclass(frozen=True, slots=True)
class JobRequest:
    """A job to be. Its fields are those of `Job`.

    Args:
        kind: What it is to do.
        filename: Of the document or archive, as it was received.
        sha256: Of its bytes, hexadecimal.
        size: Of those.
        raw: Those; None where they are kept already.
        stated: What is said of it; None as before. Archives: the server that it is of.
        scope: Who may see it; None as before.
        instead_of: The name of the document whose place it takes, or that is described.
        brings: Archives: the size of each document that is to be taken in, by its filename.
        taken: Archives: the name of each document that is there already, by its filename.
        refused: Archives: why another is not to be taken in.
        member: Id of who asks for it; as of `NotedChange`.
    """

    kind: JobKind
    filename: str
    sha256: str
    size: int
    raw: bytes | None = field(repr=False)
    stated: Mapping[str, str] | None = None
    scope: Scope | None = None
    instead_of: str = ""
    brings: Mapping[str, int] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, Sentence] = field(default_factory=dict)
    member: int | None = OPERATOR

    @classmethod
    def of_document(cls, brought: Brought) -> Self:
        """Return that a document be taken in."""
        return cls(
            JobKind.DOCUMENT,
            brought.filename,
            brought.sha256,
            len(brought.raw),
            brought.raw,
            brought.stated,
            brought.scope,
            brought.instead_of,
            member=brought.by,
        )

    @classmethod
    def of_description(cls, document: ShelvedDocument, stated: Mapping[str, str]) -> Self:
        """Return that something be stated anew of a document; a field goes that is ""."""
        return cls(
            JobKind.DESCRIPTION,
            document.filename,
            document.sha256,
            document.size,
            None,
            stated,
            instead_of=document.name,
        )

    @classmethod
    def of_archive(
        cls,
        filename: str,
        raw: bytes,
        manifest: ArchiveManifest,
        present: Sequence[ShelvedDocument],
        guild: int,
    ) -> Self:
        """Return that the documents of an exported library be taken in.

        Args:
            filename: Of the archive.
            raw: Its bytes.
            manifest: What it holds.
            present: The documents that the server has; of those that are the same, nothing is left
                to be done.
            guild: The server.
        """
        there = {one.filename: one for one in present}
        taken, brings = {}, {}
        for archived in manifest.documents:
            document, same_file = archived.document, there.get(archived.document.filename)
            if same_file and archived.is_same(same_file, manifest.provenance(guild)):
                taken[document.filename] = same_file.name
            else:
                brings[document.filename] = document.size
        sha256, server = hashlib.sha256(raw).hexdigest(), str(manifest.server)
        return cls(
            *(JobKind.ARCHIVE, filename, sha256, len(raw), raw, {"server": server}),
            brings=brings,
            taken=taken,
        )

    def within(self, most: int, why: Sentence) -> Self:
        """Return it with so many documents at most that are to be taken in, and why no others."""
        names = list(self.brings)
        brings = {name: self.brings[name] for name in names[:most]}
        return replace(self, brings=brings, refused=dict.fromkeys(names[most:], why))

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to be done."""
        return self.kind is JobKind.ARCHIVE and not self.brings

    @property
    def content(self) -> str:
        """What stands for all of it: the same twice is one job."""
        stated = sorted(self.stated.items()) if self.stated else None
        made_of = [self.filename, self.sha256, stated, scope_record(self.scope), self.instead_of]
        if self.kind is not JobKind.DOCUMENT:
            made_of.append(str(self.kind))
        return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()

    @property
    def row(self) -> tuple[str | int | None, ...]:
        """Its columns, as `jobs` inserts them."""
        stated = dict(self.stated) if self.stated else None
        return (
            *(str(self.kind), self.content, self.filename, self.sha256, self.size),
            *(json.dumps(stated), scope_record(self.scope), self.instead_of),
            *(json.dumps(dict(one)) for one in (self.brings, self.taken)),
            json.dumps({name: why.kept for name, why in self.refused.items()}),
            self.member,
        )
