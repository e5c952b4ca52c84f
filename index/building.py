"""Sources to a built folder: read what changed, encode what is new, write, publish.

Vectors are reused by content: a passage or sentence whose text was encoded before is not encoded
again, whatever became of its neighbours.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

import numpy as np

from index.encoder import Encoder, Purpose
from index.errors import BriefingError, LedgerDamagedError, SourceError
from index.knowledge import Source, list_sources, read_source, source_digest
from index.ledger import Ledger
from index.lexical import Lexical
from index.passages import passages_of
from index.readers import reading_of
from index.relations import Relations
from index.retrieval import SearchIndex, passage_input
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
from index.stores.base import VectorStore
from index.stores.faiss import FaissStore
from index.types import Document, Embeddings, Passage
from index.verification import Verifier

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done and how many there are."""

_log = logging.getLogger(__name__)

_LEDGER = "addresses.json"  # beside the builds: it outlives them
_SLICE = 512  # texts between two reports of progress
_BYTES_PER_MEGABYTE = 1_000_000
_SECTION_TOKENS = 16  # tokens kept free for a section's title
_LEAST_ROOM = 32  # tokens that a passage may have, however long the title


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


@dataclass(frozen=True, slots=True)
class Built:
    """A build, opened."""

    documents: tuple[Document, ...]
    index: SearchIndex
    verifier: Verifier
    ledger: Ledger
    manifest: Manifest
    report: BuildReport
    home: Path


def open_or_build(
    knowledge: Path,
    data: Path,
    settings: Settings,
    encoder: Encoder,
    progress: Progress | None = None,
) -> Built:
    """Return the collection of a knowledge folder, built first where it is missing or stale.

    Raises:
        SourceError: The folder is missing or holds no document that can be read.
        CollectionError: The built folder cannot be written.
    """
    started = perf_counter()
    home = home_of(data, knowledge)
    with locked(home):
        sources = list_sources(knowledge)
        digests = {source.id: source_digest(source) for source in sources}
        old = _open(home, encoder.identity)
        builder = _Builder(settings, encoder, old, progress or (lambda *_: None))
        if old is not None and builder.is_current(digests):
            return old
        builder.build(home, sources, digests)
        built = _open(home, encoder.identity, builder.counts(started))
        assert built is not None  # noqa: S101  # it was just written under the lock
        return built


def _open(home: Path, identity: str, report: BuildReport | None = None) -> Built | None:
    """Return the build in use; None where there is none, or it is damaged or of another encoder."""
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
            relations=Relations.load(folder / "relations.npz"),
        )
        verifier = Verifier.load(folder / "verifier", documents)
    except BriefingError:
        return None
    ledger = _recorded(home, documents)
    report = report or _report(documents, passages, manifest.faults, perf_counter() - started)
    return Built(documents, index, verifier, ledger, manifest, report, home)


def _recorded(home: Path, documents: Sequence[Document]) -> Ledger:
    """Return the ledger with the documents' present state, written where that is new.

    A damaged one is kept under another name: what it knew may be read out of it by hand.

    Raises:
        CollectionError: It cannot be opened or written.
    """
    path = home / _LEDGER
    try:
        known = Ledger.read(path)
    except LedgerDamagedError as error:
        known, kept = Ledger(), set_aside(path)
        _log.warning(
            "%s; it is kept as %s. Addresses of earlier revisions lead nowhere until it is mended "
            "and put back",
            error,
            kept.name,
        )
    ledger = known.record(documents)
    if ledger is not known:
        ledger.write(path)
    return ledger


def texts_of(documents: Sequence[Document], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return what each passage says."""
    by_id = {document.id: document for document in documents}
    return tuple(by_id[p.document].text[p.start : p.end] for p in passages)


def contexts_of(documents: Sequence[Document], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return title and section of each passage, as far as somebody stated them.

    Of a single document the title is left out: it tells no passage from another, and put before
    each it makes them all alike.
    """
    by_id = {document.id: document for document in documents}
    titled = len(documents) > 1
    return tuple(_context(by_id[p.document], p.paragraph, titled=titled) for p in passages)


def _context(document: Document, paragraph: int, *, titled: bool) -> str:
    section = document.paragraphs[paragraph - 1].section
    title = document.title if titled else ""
    return ". ".join(part for part in (title, section) if part)


class _Builder:
    """One build: what is known of the last one, and counts for the report."""

    def __init__(
        self, settings: Settings, encoder: Encoder, old: Built | None, progress: Progress
    ) -> None:
        self._settings = settings
        self._encoder = encoder
        self._old = old
        self._reading = reading_of(_max_bytes(settings), settings.max_file_seconds)
        self._progress = progress
        self._reused = 0
        self._encoded = 0
        self._documents: tuple[Document, ...] = ()
        self._passages: tuple[Passage, ...] = ()
        self._faults: dict[str, str] = {}

    def is_current(self, digests: Mapping[str, str]) -> bool:
        """Return whether the last build was made of the same files, read in the same way."""
        return self._read_before() == digests

    def build(self, home: Path, sources: Sequence[Source], digests: dict[str, str]) -> None:
        """Write a new build and put it in place.

        Raises:
            SourceError: No document could be read.
        """
        self._documents = self._read(sources, digests)
        self._progress("finding sentences", 0, 1)
        self._passages = cut(self._documents, self._encoder)
        texts = texts_of(self._documents, self._passages)
        contexts = contexts_of(self._documents, self._passages)
        inputs = [passage_input(c, t) for c, t in zip(contexts, texts, strict=True)]
        sentences = sentence_texts(self._documents, self._passages)
        old_inputs, old_sentences, old_words = self._known()
        with new_build(home) as folder:
            dim = self._encoder.dim
            self._store(folder / "passages.faiss", inputs, old_inputs, "passages")
            self._store(folder / "sentences.faiss", sentences, old_sentences, "sentences")
            self._progress("indexing words", 0, 1)
            lexical = Lexical.build(contexts, by_passage(sentences, self._passages))
            lexical.save(folder / "lexical")
            words = self._store(folder / "words.faiss", lexical.words(), old_words, "words")
            Relations.build(words).save(folder / "relations.npz")
            previous = self._old.verifier if self._old else None
            Verifier.build(self._documents, previous=previous).save(folder / "verifier")
            write_documents(folder / "documents.jsonl", self._documents)
            write_passages(folder / "passages.jsonl", self._passages)
            manifest = Manifest(
                self._encoder.identity, dim, digests, self._faults, reading=self._reading
            )
            _recorded(home, self._documents)
            write_manifest(folder, manifest)

    def counts(self, started: float) -> BuildReport:
        """Return the report of this build."""
        seconds = perf_counter() - started
        report = _report(self._documents, self._passages, self._faults, seconds)
        return replace(report, reused=self._reused, encoded=self._encoded, rebuilt=True)

    def _read(self, sources: Sequence[Source], digests: dict[str, str]) -> tuple[Document, ...]:
        known = {document.id: document for document in self._old.documents} if self._old else {}
        read = self._read_before()
        max_bytes, max_seconds = _max_bytes(self._settings), self._settings.max_file_seconds
        documents = []
        for number, source in enumerate(sources):
            self._progress("reading documents", number, len(sources))
            if source.id in known and read.get(source.id) == digests[source.id]:
                documents.append(known[source.id])
                continue
            try:
                documents.append(read_source(source, max_bytes=max_bytes, max_seconds=max_seconds))
            except SourceError as error:
                self._faults[source.id] = str(error)
        if not documents:
            reasons = "; ".join(self._faults.values())
            raise SourceError(f"none of the documents could be read: {reasons}")
        return tuple(documents)

    def _read_before(self) -> Mapping[str, str]:
        """Return the digests of what the last build read, if it read as this one would."""
        if self._old is None or self._old.manifest.reading != self._reading:
            return {}
        return self._old.manifest.sources

    def _known(self) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        """Return the row of every passage input, sentence and word that is encoded already."""
        if self._old is None:
            return {}, {}, {}
        index = self._old.index
        pairs = zip(index.contexts, index.texts, strict=True)
        inputs = {passage_input(c, t): row for row, (c, t) in enumerate(pairs)}
        texts = sentence_texts(self._old.documents, index.passages)
        words = {word: row for row, word in enumerate(index.lexical.words())}
        return inputs, {text: row for row, text in enumerate(texts)}, words

    def _store(
        self, path: Path, texts: Sequence[str], known: dict[str, int], what: str
    ) -> VectorStore:
        store = FaissStore.open(path, self._encoder.dim)
        store.upsert(np.arange(len(texts), dtype=np.int64), self._vectors(texts, known, what))
        store.commit()
        return store

    def _vectors(self, texts: Sequence[str], known: dict[str, int], what: str) -> Embeddings:
        """Return one vector a text, taken from the last build where it has it."""
        vectors = np.zeros((len(texts), self._encoder.dim), dtype=np.float32)
        old_rows = [row for row, text in enumerate(texts) if text in known]
        if old_rows and self._old is not None:
            index = self._old.index
            stores: dict[str, VectorStore] = {
                "passages": index.passage_store,
                "sentences": index.sentence_store,
                "words": index.word_store,
            }
            ids = np.array([known[texts[row]] for row in old_rows], dtype=np.int64)
            vectors[old_rows] = stores[what].vectors(ids)
        fresh = sorted(
            (row for row, text in enumerate(texts) if text not in known),
            key=lambda row: len(texts[row]),  # texts of like length share a batch: less padding
        )
        # Words are compared with words of questions.
        purpose = Purpose.QUERY if what == "words" else Purpose.PASSAGE
        for begin in range(0, len(fresh), _SLICE):
            self._progress(f"encoding {what}", begin, len(fresh))
            rows = fresh[begin : begin + _SLICE]
            vectors[rows] = self._encoder.encode([texts[row] for row in rows], purpose)
        self._reused += len(old_rows)
        self._encoded += len(fresh)
        return vectors


def _max_bytes(settings: Settings) -> int:
    return int(settings.max_file_megabytes * _BYTES_PER_MEGABYTE)


def cut(documents: Sequence[Document], encoder: Encoder) -> tuple[Passage, ...]:
    """Return the passages of documents, each with its context short enough for the encoder.

    Cutting is quick, and passages depend on text, title and the encoder's limit alone.
    """
    limit = encoder.max_tokens
    passages: list[Passage] = []
    for document in documents:
        title_tokens = encoder.count_tokens(document.title) + _SECTION_TOKENS
        room = max(_LEAST_ROOM, limit - min(title_tokens, limit // 2))
        passages.extend(passages_of(document, encoder.count_tokens, room))
    return tuple(passages)


def sentence_texts(documents: Sequence[Document], passages: Sequence[Passage]) -> list[str]:
    """Return every sentence of every passage, in the order of their rows."""
    by_id = {document.id: document for document in documents}
    return [by_id[p.document].text[s.start : s.end] for p in passages for s in p.sentences]


def by_passage(texts: Sequence[str], passages: Sequence[Passage]) -> list[list[str]]:
    """Return the sentences of each passage, given all of them in a row."""
    remaining = iter(texts)
    return [[next(remaining) for _ in passage.sentences] for passage in passages]


def _report(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    faults: Mapping[str, str],
    seconds: float,
) -> BuildReport:
    sentences = sum(len(p.sentences) for p in passages)
    repairs = [repair for document in documents for repair in document.repairs]
    undecided = sum(repair.before == repair.after for repair in repairs)
    return BuildReport(
        documents=len(documents),
        passages=len(passages),
        sentences=sentences,
        repairs=len(repairs) - undecided,
        undecided=undecided,
        reused=sentences + len(passages),
        encoded=0,
        faults=dict(faults),
        seconds=seconds,
        rebuilt=False,
    )
