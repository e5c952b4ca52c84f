"""An archive of a library, taken back into one."""

import io
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from bot.languages import Sentence
from bot.library.queue.job import Job
from bot.library.queue.job_requests import JobRequest
from bot.library.shelving.shelves import Shelves
from bot.library.submissions.archive_manifests import ArchivedDocument, ArchiveManifest
from bot.library.submissions.brought import Brought
from bot.library.submissions.refusals import NotTakenError
from bot.library.tables.catalogue import ShelvedDocument
from bot.library.workers.archives import LibraryArchive, opened_archive
from index import METADATA_FIELDS, Collection

_BATCH_BYTES = 50_000_000  # of documents that are in memory, and built, at once
_BATCH = 100  # of them
_PART = 20  # by a worker, whom other servers wait for meanwhile


@dataclass(slots=True)
class TakenBack:
    """What became of an archive.

    Args:
        server: The id of the server whose library it was.
        documents: Those that the library has now.
        refused: Why it has not another, by its filename.
    """

    server: int
    documents: list[ShelvedDocument] = field(default_factory=list)
    refused: dict[str, Sentence] = field(default_factory=dict)

    def unknown_to(
        self, channels: frozenset[int], roles: frozenset[int]
    ) -> tuple[ShelvedDocument, ...]:
        """Return the documents that are limited to something that a server does not have.

        They stay limited to it: nobody is let in for that.

        Args:
            channels: Ids of the server's channels.
            roles: Ids of its roles.
        """
        return tuple(
            one
            for one in self.documents
            if one.scope.channels - channels or one.scope.roles - roles
        )


def take_back(shelves: Shelves, guild: int, file: BinaryIO, public: Collection) -> TakenBack:
    """Take the documents of an archive into a server's library, and say what became of them.

    Each has its name, scope, date and what was stated of it again; one that has the filename of a
    document that is there takes its place, and keeps that one's name and limits. What is limited
    and of another server's is named anew. What is there beside stays.

    Args:
        shelves: The libraries.
        guild: The server.
        file: The archive.
        public: The operator's collection, whose models are used.

    Raises:
        LibraryArchiveError: It is none, or damaged; nothing was taken in.
        BriefingError: The library cannot be kept or built; what was taken in before stays.
    """
    with opened_archive(file) as archive:
        became = TakenBack(archive.manifest.server)
        for batch in _batches(archive.manifest.documents, _BATCH):
            brought = list(unpacked(batch, archive, shelves, guild, became.refused))
            taken = shelves.take_all(guild, brought, public)
            became.documents += taken.documents
            became.refused |= taken.refused
    return became


def archive_request(shelves: Shelves, guild: int, filename: str, raw: bytes) -> JobRequest:
    """Return that an archive be taken into a server's library, for a worker to do.

    Args:
        shelves: The libraries.
        guild: The server.
        filename: Of the archive.
        raw: Its bytes.

    Raises:
        LibraryArchiveError: It is none, or damaged.
    """
    with opened_archive(io.BytesIO(raw)) as archive:
        present = shelves.documents(guild)
        return JobRequest.of_archive(filename, raw, archive.manifest, present, guild)


def taken_back(shelves: Shelves, job: Job) -> TakenBack:
    """Return what became of the archive that a worker took in, as far as it is there by now."""
    there = {one.name: one for one in shelves.documents(job.guild)}
    documents = [there[name] for name in job.taken.values() if name in there]
    return TakenBack(int((job.stated or {})["server"]), documents, job.refused)


def next_batch(manifest: ArchiveManifest, left: Container[str]) -> list[ArchivedDocument]:
    """Return the documents of an archive that are taken in next, of those with some filenames."""
    documents = [one for one in manifest.documents if one.document.filename in left]
    return next(_batches(documents, _PART), [])


def _batches(documents: Iterable[ArchivedDocument], most: int) -> Iterator[list[ArchivedDocument]]:
    """Yield documents, as many at once as have room in memory.

    Yields:
        One at least.
    """
    batch: list[ArchivedDocument] = []
    for one in documents:
        size = sum(other.document.size for other in batch) + one.document.size
        if batch and (size > _BATCH_BYTES or len(batch) == most):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def unpacked(
    batch: Sequence[ArchivedDocument],
    archive: LibraryArchive,
    shelves: Shelves,
    guild: int,
    refused: dict[str, Sentence],
) -> Iterator[Brought]:
    """Yield documents with their bytes; why another has none is put among what is refused.

    Yields:
        What can be taken in, as far as can be told before it is read.
    """
    for one in batch:
        document = one.document
        try:
            shelves.check(guild, document.filename, document.size)
            raw = archive.read(one)
        except NotTakenError as error:
            refused[document.filename] = error.why
            continue
        stated = dict.fromkeys(METADATA_FIELDS, "") | document.stated
        yield Brought(
            document.filename,
            raw,
            stated,
            one.scope,
            name=document.name,
            added=document.added,
            provenance=archive.manifest.provenance(guild),
        )
