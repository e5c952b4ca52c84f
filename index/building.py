"""Sources to a built folder: read what changed, encode what is new, write, publish.

Vectors are reused by content: a passage or sentence whose text was encoded before is not encoded
again, whatever became of its neighbours.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from time import perf_counter

import numpy as np

from index.calibration import THRESHOLD_FILE
from index.citations import Revisions
from index.errors import BriefingError, RevisionsDamagedError, SourceError, UnwritableError
from index.models import Encoder
from index.quotations import Verifier
from index.reading import (
    Alike,
    Fault,
    ReadingLimits,
    ReadingProcess,
    SourceFile,
    list_sources,
    near_duplicates,
    reading_version,
    source_digest,
)
from index.search import (
    FaissStore,
    Lexical,
    RelatedTerms,
    SearchIndex,
    VectorKind,
    VectorSource,
    VectorStore,
    assembled,
    contexts_of,
    texts_of,
)
from index.settings import Settings
from index.storage import (
    Manifest,
    current_build,
    home_of,
    locked,
    new_build,
    read_documents,
    read_manifest,
    read_passages,
    set_aside,
    write_documents,
    write_manifest,
    write_passages,
)
from index.types import Document, Embeddings, Passage, Progress

_log = logging.getLogger(__name__)

_REVISIONS = "addresses.json"  # beside the builds: it outlives them
OUTLIVING = (_REVISIONS, THRESHOLD_FILE)  # what of a home cannot be made again
_TOLD = 10  # files of which it is said why they could not be read, where none could
_BYTES_PER_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What `index` says about a collection."""

    documents: int
    passages: int
    sentences: int
    repairs: int
    undecided: int
    reused: int
    encoded: int
    faults: dict[str, str]
    seconds: float
    rebuilt: bool
    alike: tuple[Alike, ...] = ()  # documents that say nearly the same
    languages: Mapping[str, str] = field(default_factory=dict)  # of those not in English, by id
    passages_of: Mapping[str, int] = field(default_factory=dict)  # how many, by a document's id


@dataclass(frozen=True, slots=True)
class Built:
    """A build, opened."""

    documents: tuple[Document, ...]
    index: SearchIndex
    verifier: Verifier
    revisions: Revisions
    manifest: Manifest
    report: BuildReport
    home: Path


def open_or_build(
    knowledge: Path,
    data: Path,
    settings: Settings,
    encoder: Encoder,
    progress: Progress | None = None,
    *,
    before: Iterable[Path] = (),
) -> Built:
    """Return the collection of a knowledge folder, built first where it is missing or stale.

    A current one opens also where nothing can be written, as on a read-only or a full disk.

    Args:
        knowledge: The documents.
        data: Where its builds live.
        settings: Say how files are read.
        encoder: Makes what vectors are not known.
        progress: Is told how far a build is.
        before: Data folders of other collections, the best first: one that was never built begins
            with what the first whole build there knows, vectors and earlier revisions.

    Raises:
        SourceError: The folder is missing or holds no document that can be read.
        CollectionError: Another process builds it for too long.
        UnwritableError: It would have to be built, and its folder cannot be written.
    """
    started = perf_counter()
    home = home_of(data, knowledge)
    limits = _limits(settings)
    try:
        with locked(home):
            sources = list_sources(knowledge)
            digests = _digests(sources, limits)
            old = _open(home, encoder.identity)
            known = old or _taken_over(before, encoder.identity)
            builder = _Builder(limits, encoder, known, progress or (lambda *_: None))
            if old is not None and builder.is_current(digests):
                return old
            builder.build(home, sources, digests)
            built = _open(home, encoder.identity, builder.counts(started))
            assert built is not None  # noqa: S101  # it was just written under the lock
            return built
    except UnwritableError as error:
        current = _current(knowledge, home, limits, encoder)
        if current is None:
            raise
        _log.info("%s; the collection is current and is only read", error)
        return current


def _current(knowledge: Path, home: Path, limits: ReadingLimits, encoder: Encoder) -> Built | None:
    """Return the build in use where it is current, None where it is not; nothing is written."""
    digests = _digests(list_sources(knowledge), limits)
    old = _open(home, encoder.identity, writing=False)
    current = _Builder(limits, encoder, old, lambda *_: None).is_current(digests)
    return old if current else None


def _digests(sources: Sequence[SourceFile], limits: ReadingLimits) -> dict[str, str]:
    """Return what stands for each document, by its id: where it differs, the build is stale."""
    return {source.id: source_digest(source, limits.max_bytes) for source in sources}


def _open(
    home: Path, identity: str, report: BuildReport | None = None, *, writing: bool = True
) -> Built | None:
    """Return the build in use; None where there is none, or it is damaged or of another encoder.

    With `writing` what is new of its documents' revisions is written down.
    """
    started = perf_counter()
    folder = current_build(home)
    if folder is None:
        return None
    try:
        manifest = read_manifest(folder)
        if manifest.encoder != identity:
            return None
        documents = read_documents(folder / "documents.jsonl")
        passages = read_passages(folder / "passages.jsonl")
        index = SearchIndex(
            passages=passages,
            texts=texts_of(documents, passages),
            contexts=contexts_of(documents, passages),
            passage_store=FaissStore.open(folder / "passages.faiss", manifest.dim),
            sentence_store=FaissStore.open(folder / "sentences.faiss", manifest.dim),
            word_store=FaissStore.open(folder / "words.faiss", manifest.dim),
            lexical=Lexical.load(folder / "lexical"),
            related_terms=RelatedTerms.load(folder / "relations.npz"),
        )
        verifier = Verifier.load(folder / "verifier", documents)
    except BriefingError:
        return None
    revisions = _recorded(home, documents, writing=writing)
    report = report or report_of(documents, passages, manifest, perf_counter() - started)
    return Built(documents, index, verifier, revisions, manifest, report, home)


def _taken_over(before: Iterable[Path], identity: str) -> Built | None:
    """Return the first whole build of this encoder in some data folders, None where there is none.

    Whoever has such a folder may remove it meanwhile.
    """
    for home in chain.from_iterable(data.glob("*/") for data in before):
        with suppress(OSError):
            if built := _open(home, identity, writing=False):
                return built
    return None


def _recorded(home: Path, documents: Sequence[Document], *, writing: bool = True) -> Revisions:
    """Return the revisions with the documents' present state, written where that is new.

    A damaged one is kept under another name: what it knew may be read out of it by hand.

    Raises:
        CollectionError: It cannot be opened or written.
    """
    path = home / _REVISIONS
    try:
        known = Revisions.read(path)
    except RevisionsDamagedError as error:
        known, kept = Revisions(), set_aside(path) if writing else path
        _log.warning(
            "%s; it is kept as %s. Addresses of earlier revisions lead nowhere until it is mended "
            "and put back",
            error,
            kept.name,
        )
    revisions = known.record(documents)
    if writing and revisions is not known:
        revisions.write(path)
    return revisions


class _Builder:
    """One build: what is known of the last one, and counts for the report."""

    def __init__(
        self, limits: ReadingLimits, encoder: Encoder, old: Built | None, progress: Progress
    ) -> None:
        self._limits = limits
        self._encoder = encoder
        self._old = old
        self._reading = reading_version(limits)
        self._progress = progress
        self._reused = 0
        self._encoded = 0
        self._documents: tuple[Document, ...] = ()
        self._passages: tuple[Passage, ...] = ()
        self._faults: dict[str, str] = {}
        self._manifest: Manifest | None = None

    def is_current(self, digests: Mapping[str, str]) -> bool:
        """Return whether the last build was made of the same files, read in the same way."""
        return self._read_before() == digests

    def build(self, home: Path, sources: Sequence[SourceFile], digests: dict[str, str]) -> None:
        """Write a new build and put it in place.

        Raises:
            SourceError: No document could be read.
        """
        self._documents = self._read(sources, digests)
        old = self._old.index if self._old else None
        vectors = VectorSource(self._encoder, old, self._progress)
        with new_build(home) as folder:
            self._progress("finding sentences", 0, 1)

            def store(kind: VectorKind, vectors: Embeddings) -> VectorStore:
                kept = FaissStore.open(folder / f"{kind}.faiss", self._encoder.dim)
                kept.upsert(np.arange(len(vectors), dtype=np.int64), vectors)
                kept.commit()
                return kept

            index = assembled(self._documents, self._encoder, vectors, store, self._known())
            self._reused, self._encoded = vectors.reused, vectors.encoded
            self._passages = index.passages
            index.lexical.save(folder / "lexical")
            index.related_terms.save(folder / "relations.npz")
            previous = self._old.verifier if self._old else None
            Verifier.build(self._documents, previous=previous).save(folder / "verifier")
            write_documents(folder / "documents.jsonl", self._documents)
            write_passages(folder / "passages.jsonl", self._passages)
            dim = self._encoder.dim
            self._manifest = Manifest(
                self._encoder.identity,
                dim,
                digests,
                self._faults,
                reading=self._reading,
                alike=near_duplicates(self._documents),
            )
            if self._old is not None and not (home / _REVISIONS).exists():  # it is another's
                self._old.revisions.write(home / _REVISIONS)
            _recorded(home, self._documents)
            write_manifest(folder, self._manifest)

    def _known(self) -> list[Passage]:
        """Return the passages of the documents that are taken over as they were."""
        if self._old is None:
            return []
        before = {document.id: document for document in self._old.documents}
        same = {one.id for one in self._documents if before.get(one.id) is one}
        return [passage for passage in self._old.index.passages if passage.document in same]

    def counts(self, started: float) -> BuildReport:
        """Return the report of this build, which has been written."""
        assert self._manifest is not None  # noqa: S101  # `build` made it
        seconds = perf_counter() - started
        report = report_of(self._documents, self._passages, self._manifest, seconds)
        return replace(report, reused=self._reused, encoded=self._encoded, rebuilt=True)

    def _read(self, sources: Sequence[SourceFile], digests: dict[str, str]) -> tuple[Document, ...]:
        """Return the documents of the sources, and keep why others have none.

        Raises:
            SourceError: No document could be read.
        """
        known = {document.id: document for document in self._old.documents} if self._old else {}
        read = self._read_before()
        documents = []
        with ReadingProcess(self._limits) as process:
            for number, source in enumerate(sources):
                self._progress("reading documents", number, len(sources))
                if source.id in known and read.get(source.id) == digests[source.id]:
                    documents.append(known[source.id])
                else:
                    documents += self._attempted(source, process)
        if not documents:
            raise SourceError(f"none of the documents could be read: {_few(self._faults.values())}")
        return tuple(documents)

    def _attempted(self, source: SourceFile, process: ReadingProcess) -> tuple[Document, ...]:
        """Return the document of a source; none, its fault kept, where it cannot be read.

        Raises:
            SourceError: No process can be started that reads.
        """
        outcome = process.attempt(source)
        if isinstance(outcome, Fault):
            self._faults[source.id] = outcome.message
            return ()
        return (outcome,)

    def _read_before(self) -> Mapping[str, str]:
        """Return the digests of what the last build read, if it read as this one would."""
        if self._old is None or self._old.manifest.reading != self._reading:
            return {}
        return self._old.manifest.sources


def _few(reasons: Collection[str]) -> str:
    """Return the first reasons and how many more there are."""
    more = f"; and {len(reasons) - _TOLD} more" if len(reasons) > _TOLD else ""
    return "; ".join(islice(reasons, _TOLD)) + more


def _limits(settings: Settings) -> ReadingLimits:
    """Return what reading one file may take."""
    return ReadingLimits(
        max_bytes=settings.max_file_bytes,
        max_seconds=settings.max_file_seconds,
        max_memory_bytes=int(settings.max_file_memory_megabytes * _BYTES_PER_MEGABYTE),
    )


def report_of(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    manifest: Manifest,
    seconds: float,
) -> BuildReport:
    """Return what is said about a collection that was opened within some seconds."""
    sentences = sum(len(passage.sentences) for passage in passages)
    repairs = list(chain.from_iterable(document.repairs for document in documents))
    undecided = sum(repair.before == repair.after for repair in repairs)
    return BuildReport(
        documents=len(documents),
        passages=len(passages),
        sentences=sentences,
        repairs=len(repairs) - undecided,
        undecided=undecided,
        reused=sentences + len(passages),
        encoded=0,
        faults=dict(manifest.faults),
        alike=tuple(Alike(*pair) for pair in manifest.alike),
        languages={d.id: d.metadata.language for d in documents if not d.metadata.is_english},
        passages_of=Counter(passage.document for passage in passages),
        seconds=seconds,
        rebuilt=False,
    )
