"""One build: sources read, what is new of them encoded, everything written and put in place."""

from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter

import numpy as np

from index.building.kept_prints import prints_for, write_prints
from index.building.opening import (
    DOCUMENTS,
    LEXICAL,
    PASSAGES,
    RELATIONS,
    VERIFIER,
    Built,
    JustBuilt,
    vectors_at,
)
from index.building.plans import BuildPlan
from index.building.recording import REVISIONS, is_recorded, recorded
from index.building.reports import renamed_in, report_of
from index.citations import Revisions, reading_of
from index.errors import NoneReadError
from index.fault_reasons import FaultReason
from index.models import Encoder
from index.quotations import Verifier
from index.reading import (
    Fault,
    ReadingLimits,
    ReadingProcess,
    SourceFile,
    near_duplicates,
    reading_version,
)
from index.search import (
    Earlier,
    Put,
    RelatedTerms,
    SegmentedVectors,
    VectorJournal,
    VectorKind,
    Vectors,
    VectorSource,
    assembled,
    laying_vectors,
    told_title,
)
from index.storage import (
    SCHEMA,
    SEGMENTED,
    TOLD_IN_PART,
    Facts,
    Manifest,
    PassageTable,
    ids_of,
    let_go,
    new_build,
    read_stored,
    write_manifest,
    write_stored,
)
from index.types import Document, Ids, Passage, Progress

JOURNAL = "vectors.journal"  # in a home, while its documents are encoded
_TOLD = 10  # files of which it is said why they could not be read, where none could


class Builder:
    """One build: what is known of the last one, and counts for the report."""

    def __init__(
        self,
        limits: ReadingLimits,
        encoder: Encoder,
        old: Built | None,
        plan: BuildPlan,
        progress: Progress,
    ) -> None:
        """Begin with what an earlier build knows, where there is one."""
        self._limits = limits
        self._encoder = encoder
        self._old = old
        self._plan = plan
        self._reading = reading_version(limits)
        self._progress = progress
        self._reused = 0
        self._encoded = 0
        self._documents: tuple[Document, ...] = ()
        self._same: Collection[str] = ()  # the ids of documents that are the last build's
        self._passages: Sequence[Passage] = ()
        self._faults: dict[str, FaultReason] = {}
        self._manifest: Manifest | None = None
        self._revisions = Revisions()

    def is_current(self, digests: Mapping[str, str]) -> bool:
        """Return whether the last build was made of the same files, in the same way."""
        if self._old is None or self._read_before() != digests:
            return False
        made = self._old.manifest
        return (made.schema, made.is_part) == (SCHEMA, self._plan.is_part)

    def build(self, home: Path, sources: Sequence[SourceFile], digests: Mapping[str, str]) -> None:
        """Write a new build and put it in place.

        Raises:
            NoneReadError: No document could be read.
        """
        # Whoever keeps vectors of documents has those of an interrupted build by that.
        journal = None if self._plan.kept else VectorJournal(home / JOURNAL, self._encoder)
        with new_build(home) as folder:
            self._documents = self._stored(folder, sources, digests)
            related = self._searched(folder, journal)
            if not self._plan.is_part:  # else they are those of the whole, when it is asked
                related().save(folder / RELATIONS)
            previous = [self._old.verifier] if self._old else []
            Verifier.build(self._documents, previous=previous).save(folder / VERIFIER)
            prints = prints_for(self._documents, self._old)
            write_prints(folder, prints)
            manifest = Manifest(
                self._encoder.identity,
                self._encoder.dim,
                digests,
                self._faults,
                reading=self._reading,
                alike=near_duplicates([one.id for one in self._documents], prints),
                is_part=self._plan.is_part,
            )
            self._record(home, digests)
            before = (self._old.folder, self._old.manifest.files) if self._old else (None, None)
            self._manifest = write_manifest(folder, manifest, *before)
            let_go(self._documents, folder / DOCUMENTS)
        if journal is not None:
            journal.remove()

    def _stored(
        self, folder: Path, sources: Sequence[SourceFile], digests: Mapping[str, str]
    ) -> tuple[Document, ...]:
        """Return the documents of the sources, which are written as they are read.

        Raises:
            NoneReadError: No document could be read.
        """
        known = self._known(digests)
        self._same = known.keys()
        write_stored(
            folder / DOCUMENTS,
            self._read(sources, known),
            _facts_of,
            leaving=not self._plan.is_part,
        )
        stored = read_stored(folder / DOCUMENTS)
        return tuple(known.get(name) or stored[row] for row, name in enumerate(ids_of(stored)))

    def _searched(self, folder: Path, journal: VectorJournal | None) -> Callable[[], RelatedTerms]:
        """Write what is searched; return what gives the related terms of its words.

        No more of it is held than its passages and where the vectors of its words lie.
        """
        earlier = self._earlier()
        old = self._old.index if self._old else None
        taken = earlier.documents if earlier else frozenset[str]()
        vectors = VectorSource(self._encoder, old, self._progress, self._plan.kept, taken)
        vectors.check = self._plan.check
        vectors.journal = journal
        self._give(taken)
        self._progress("finding sentences", 0, 1)
        laid = _Laid(folder, self._encoder.dim, earlier, leaving=not self._plan.is_part)
        index = assembled(
            self._documents, self._encoder, vectors, laid, earlier, titled=self._is_titled
        )
        self._reused, self._encoded = vectors.reused, vectors.encoded
        index.lexical.save(folder / LEXICAL)
        table = PassageTable.of(index.passages)
        table.save(folder / PASSAGES)
        self._passages = table
        return partial(laid.related, index.word_store)

    def _record(self, home: Path, digests: Mapping[str, str]) -> None:
        """Write down what is known of the documents' states."""
        if self._old is not None and not (home / REVISIONS).exists():  # it is another's
            self._old.revisions.write(home / REVISIONS)
        named = digests if self._plan.is_part else None
        self._revisions = recorded(
            home, self._documents, named, noted=self._plan.noted, same=self._recorded(home)
        )

    def _recorded(self, home: Path) -> Container[str]:
        """Return the ids of documents whose present state is known to be written down."""
        before = self._old.folder if self._old else None
        if self._plan.noted.of_document or before is None or before.parent != home:
            return frozenset()
        return self._same if is_recorded(before) else frozenset()

    def _give(self, taken: Container[str]) -> None:
        """Give whoever keeps vectors those of documents that are taken over without being read."""
        if self._plan.kept is not None:
            for document in self._documents:
                if document.id in taken:
                    self._plan.kept.give(document.sha256)

    @property
    def _is_titled(self) -> bool:
        return self._plan.is_part or len(self._documents) > 1

    def _earlier(self) -> Earlier | None:
        """Return what the last build has of the documents, None where that is of no use."""
        old = self._old
        if old is None or old.manifest.schema < SEGMENTED or old.is_titled != self._is_titled:
            return None
        before = {document.id: document for document in old.documents}
        told = old.manifest.schema >= TOLD_IN_PART
        same = (
            one.id
            for one in self._documents
            if before.get(one.id) is one and (told or told_title(one.title) == one.title)
        )
        return Earlier(old.index, frozenset(same))

    def just_built(self, started: float) -> JustBuilt:
        """Return what is known of this build, which has been written."""
        assert self._manifest is not None  # noqa: S101  # `build` made it
        seconds = perf_counter() - started
        report = report_of(self._documents, self._passages, self._manifest, seconds)
        renamed = renamed_in(self._documents, self._old.documents if self._old else ())
        report = replace(report, reused=self._reused, encoded=self._encoded, rebuilt=True)
        report = replace(report, renamed=renamed)
        return JustBuilt(report, self._manifest.files, self._revisions)

    def _known(self, digests: Mapping[str, str]) -> Mapping[str, Document]:
        """Return the documents of the last build whose sources are what they were, by their ids."""
        read = self._read_before()
        documents = self._old.documents if self._old else ()
        return {one.id: one for one in documents if read.get(one.id, "") == digests.get(one.id)}

    def _read(
        self, sources: Sequence[SourceFile], known: Mapping[str, Document]
    ) -> Iterator[Document]:
        """Yield the documents of the sources, and keep why others have none.

        Raises:
            NoneReadError: No document could be read.
        """
        count = 0
        with ReadingProcess(self._limits) as process:
            for number, source in enumerate(sources):
                self._progress("reading documents", number, len(sources))
                own = known.get(source.id)
                some = self._attempted(source, process) if own is None else (own,)
                count += len(some)
                yield from some
        if not count:
            told = f"none of the documents could be read: {_few(self._faults.values())}"
            raise NoneReadError(told, self._faults)

    def _attempted(self, source: SourceFile, process: ReadingProcess) -> tuple[Document, ...]:
        """Return the document of a source; none, its fault kept, where it cannot be read.

        Raises:
            SourceError: No process can be started that reads.
        """
        outcome = process.attempt(source)
        if isinstance(outcome, Fault):
            self._faults[source.id] = outcome.reason
            return ()
        return (outcome,)

    def _read_before(self) -> Mapping[str, str]:
        """Return the digests of what the last build read, if it read as this one would."""
        if self._old is None or self._old.manifest.reading != self._reading:
            return {}
        return self._old.manifest.sources


def _facts_of(document: Document) -> Facts:
    """Return what is kept of a document beside its text."""
    undecided = sum(repair.before == repair.after for repair in document.repairs)
    return Facts(len(document.repairs), undecided, reading_of(document))


class _Laid:
    """The vectors of one build, as they are laid down."""

    def __init__(self, folder: Path, dim: int, earlier: Earlier | None, *, leaving: bool) -> None:
        """Lay them into the folder of a build, beside what an earlier one has.

        Args:
            folder: That folder.
            dim: Length of a vector.
            earlier: The earlier build's index.
            leaving: See `laying_vectors`.
        """
        self._folder = folder
        self._leaving = leaving
        self._dim = dim
        self._earlier = earlier
        self._words: Ids = np.zeros(0, np.int64)

    @contextmanager
    def laying(self, kind: VectorKind, rows: Ids) -> Iterator[Put]:
        """Give what takes new vectors: see `index.search.assembly.Store`.

        Yields:
            That.
        """
        if kind is VectorKind.WORDS:
            self._words = rows
        with laying_vectors(
            vectors_at(self._folder, kind),
            self._dim,
            rows,
            self._stored(kind),
            searched=kind is not VectorKind.SENTENCES,
            leaving=self._leaving,
        ) as laid:
            yield laid.put

    def laid(self, kind: VectorKind) -> SegmentedVectors:
        """Return the vectors of a kind, all of which were put."""
        return SegmentedVectors.open(vectors_at(self._folder, kind), self._dim)

    def related(self, words: Vectors) -> RelatedTerms:
        """Return the related terms of the words that were laid down last."""
        known = self._earlier.index.related_terms if self._earlier else None
        if not isinstance(known, RelatedTerms):
            return RelatedTerms.build(words)
        return known.grown(words, self._words)

    def _stored(self, kind: VectorKind) -> SegmentedVectors | None:
        """Return the vectors of a kind that the earlier build has."""
        if self._earlier is None:
            return None
        index = self._earlier.index
        stores = {
            VectorKind.PASSAGES: index.passage_store,
            VectorKind.SENTENCES: index.sentence_store,
            VectorKind.WORDS: index.word_store,
        }
        stored = stores[kind]
        return stored if isinstance(stored, SegmentedVectors) else None


def _few(reasons: Collection[FaultReason]) -> str:
    """Return the first reasons and how many more there are."""
    more = f"; and {len(reasons) - _TOLD} more" if len(reasons) > _TOLD else ""
    return "; ".join(map(str, islice(reasons, _TOLD))) + more
