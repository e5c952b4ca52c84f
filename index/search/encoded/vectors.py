"""The vectors of what is searched: those that are known are taken over, the others made.

A passage's are taken over with its sentences', where it says the same under the same title and
section: its sentences are seen with their neighbours. They are known from an earlier index, from a
build that was interrupted, or of a document that somebody else has, too.
"""

import logging
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeVar

import numpy as np

from index.errors import UnwritableError
from index.models import Encoder, PassageVectors, Purpose
from index.search.encoded.kept_vectors import DocumentInputs, KeptVectors
from index.search.encoded.known_vectors import KnownVectors, digest_of
from index.search.encoded.laid_vectors import LaidVectors, joined, read_by
from index.search.encoded.vector_journal import VectorJournal
from index.search.search_index import SearchIndex
from index.storage import PassageTable
from index.types import Embeddings, Ids, Progress

_SLICE = 64  # passages between two reports of progress; as many as the encoder reads at once
# Words, likewise. The encoder pads a text to the longest beside it, and of more there are more of
# its length: 8,334 words of papers are 70,377 word pieces with padding by 64, and 42,855 by 1,024.
_WORDS = 1024

_NONE: Ids = np.zeros(0, np.int64)

K = TypeVar("K")

_log = logging.getLogger(__name__)


class VectorSource:
    """Gives the vectors of words, passages and sentences, and counts what it had to make."""

    def __init__(
        self,
        encoder: Encoder,
        old: SearchIndex | None = None,
        progress: Progress | None = None,
        kept: KeptVectors | None = None,
        taken: Container[str] = (),
    ) -> None:
        """Make what nothing earlier knows.

        Args:
            encoder: Of the same identity as the earlier index's.
            old: An earlier index.
            progress: Is told how far it is.
            kept: Vectors of documents: looked up, and added to.
            taken: Documents that are taken over as they are: no other has passages of theirs, as a
                rule, and those are not looked through.
        """
        self._encoder = encoder
        self._known = [KnownVectors.of(old, _rows_but(old, taken))] if old is not None else []
        self._progress = progress or (lambda *_: None)
        self._kept = kept
        self.check: Callable[[Mapping[str, int]], object] = lambda _: None
        """Is given how many passages each document has, by its id, before any is encoded."""
        self.journal: VectorJournal | None = None
        """Where vectors of passages are written down as they are made, and looked up."""
        self.reused = 0
        self.encoded = 0

    def of(
        self, words: Sequence[str], rows: Ids, documents: Sequence[DocumentInputs]
    ) -> tuple[Embeddings, Iterator[PassageVectors]]:
        """Return the vectors of new words, and of documents' passages with all their sentences.

        Those of passages are made when they are asked for, some at a time, in order.

        Args:
            words: The vocabulary of all documents.
            rows: (n,) int64, the row of each word in an earlier index, -1 of a new one.
            documents: Those that are not taken over, one after the other.
        """
        if self._kept is not None:
            unknown = [one for one in documents if not any(had.has(one) for had in self._known)]
            self._known.append(KnownVectors.kept(unknown, self._kept, self._encoder))
        if self.journal is not None:
            self._known.append(self.journal.known)
        new = rows < 0
        if self._kept is None:
            of_words = self.words([words[row] for row in np.flatnonzero(new).tolist()])
            self.take_over(len(words) - len(of_words))
            return of_words, self.passages(documents)
        of_words = self.words(words)
        keeping = _Keeping(self._kept, self._encoder, dict(zip(words, of_words, strict=True)))
        return of_words[new], keeping.through(documents, self.passages(documents))

    def take_over(self, texts: int) -> None:
        """Count texts whose vectors are taken over as they lie."""
        self.reused += texts

    def words(self, words: Sequence[str]) -> Embeddings:
        """Return the vector of each word, (n, dim) float32, as part of a question."""
        vectors = np.zeros((len(words), self._encoder.dim), dtype=np.float32)
        missing = np.arange(len(words), dtype=np.int64)
        for known in self._known:
            had, rows, missing = _looked_up(known.words, words, missing)
            vectors[had] = known.word_vectors(rows)
        for some in self._slices(missing, "encoding words", _WORDS):
            vectors[some] = self._encoder.encode([words[row] for row in some], Purpose.QUERY)
        self._count(len(words) - len(missing), len(missing))
        return vectors

    def passages(self, documents: Sequence[DocumentInputs]) -> Iterator[PassageVectors]:
        """Yield the vectors of documents' passages and of all their sentences, in order."""
        found = _Found.of(documents, self._known)
        inputs = enumerate(chain.from_iterable(one.passages for one in documents))
        at = 0
        for some in self._slices(np.flatnonzero(found.owners < 0), "encoding passages", _SLICE):
            end, wanted = int(some[-1]) + 1, set(some.tolist())
            missing = [one for number, one in islice(inputs, end - at) if number in wanted]
            made = read_by(self._encoder, missing)
            if self.journal is not None:
                self.journal.add(missing, made)
            yield from self._merged(found, range(at, end), some, made)
            at = end
        yield from self._merged(found, range(at, len(found.owners)))

    def _merged(
        self, found: "_Found", rows: range, missing: Ids = _NONE, made: PassageVectors | None = None
    ) -> Iterator[PassageVectors]:
        """Yield the vectors of some passages, in order: those that were made, and the known ones.

        Args:
            found: What is known of all passages.
            rows: Of the passages that are given.
            missing: Those of them that were not known, ascending.
            made: Their vectors; None where there are none.
        """
        if made is not None:
            self._count(0, len(made.passages) + len(made.sentences))
        if made is not None and len(missing) == len(rows):
            yield made
            return
        own = None if made is None else LaidVectors.around(found.counts[missing], made)
        for begin in range(rows.start, rows.stop, _SLICE):
            block = np.arange(begin, min(begin + _SLICE, rows.stop))
            laid = LaidVectors(found.counts[block], self._encoder.dim)
            for number, known in enumerate(self._known):
                had = np.flatnonzero(found.owners[block] == number)
                laid.put(had, known.passage_vectors(found.rows[block[had]]))
                self._count(laid.texts(had), 0)
            first, last = np.searchsorted(missing, (begin, block[-1] + 1))
            if own is not None:
                laid.put(missing[first:last] - begin, own.of(np.arange(first, last)))
            yield laid.vectors

    def _slices(self, rows: Ids, task: str, size: int) -> Iterator[Ids]:
        """Yield rows in order, long and short mixed, so that what is left takes as it looks."""
        for begin in range(0, len(rows), size):
            self._progress(task, begin, len(rows))
            yield rows[begin : begin + size]

    def _count(self, reused: int, encoded: int) -> None:
        self.reused += reused
        self.encoded += encoded


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the vectors of passages are known.

    Args:
        owners: (n,) int64, of each passage the number of who knows it, -1 where nobody does.
        rows: (n,) int64, its row there.
        counts: (n,) int64, its sentences; of none where nothing is known at all.
    """

    owners: Ids
    rows: Ids
    counts: Ids

    @classmethod
    def of(cls, documents: Sequence[DocumentInputs], known: Sequence[KnownVectors]) -> "_Found":
        """Return where those of documents' passages are known, of several the first."""
        size = sum(len(one.passages) for one in documents)
        owners, rows = np.full(size, -1, dtype=np.int64), np.full(size, -1, dtype=np.int64)
        if not any(one.passages for one in known):
            return cls(owners, rows, np.zeros(0, np.int64))
        counts = np.zeros(size, dtype=np.int64)
        for at, given in enumerate(chain.from_iterable(one.passages for one in documents)):
            digest = digest_of(given)
            counts[at] = len(given.sentences)
            places = ((number, one.passages.get(digest, -1)) for number, one in enumerate(known))
            owners[at], rows[at] = next((place for place in places if place[1] >= 0), (-1, -1))
        return cls(owners, rows, counts)


@dataclass(frozen=True, slots=True)
class _Keeping:
    """Keeps the vectors of documents as they are made.

    Args:
        kept: Where.
        encoder: That makes them.
        words: Those of all words, each (dim,) float32.
    """

    kept: KeptVectors
    encoder: Encoder
    words: Mapping[str, Embeddings]

    def through(
        self, documents: Iterable[DocumentInputs], made: Iterable[PassageVectors]
    ) -> Iterator[PassageVectors]:
        """Yield vectors as they come, and keep those of each document once they are there.

        Where that cannot be, somebody else makes them again.
        """
        remaining = iter(documents)
        document = next(remaining, None)
        parts: list[PassageVectors] = []
        for some in made:
            yield some
            if document:
                parts.append(some)
            while document and sum(len(one.passages) for one in parts) >= len(document.passages):
                own, behind = _split(joined(parts, self.encoder.dim), document)
                parts = [behind]
                document = next(remaining, None) if self._keep(document, own) else None

    def _keep(self, document: DocumentInputs, own: PassageVectors) -> bool:
        """Return whether vectors of a document can be kept; they are, if they are not yet."""
        try:
            words = {word: self.words[word] for word in document.words}
            self.kept.keep(document, self.encoder, own, words)
        except UnwritableError as error:
            _log.warning("the vectors of a document are not kept: %s", error)
            return False
        return True


def _rows_but(index: SearchIndex, taken: Container[str]) -> Ids:
    """Return the rows of an index's passages that are not of some documents."""
    table = PassageTable.of(index.passages)
    own = [table.rows_of(name) for name in table.documents if name not in taken]
    return np.array(list(chain.from_iterable(own)), dtype=np.int64)


def _looked_up(rows: Mapping[K, int], keys: Sequence[K], wanted: Ids) -> tuple[Ids, Ids, Ids]:
    """Look some keys up.

    Args:
        rows: Of those that are known.
        keys: All.
        wanted: Places of those that are looked up.

    Returns:
        The places of those that are known, their rows, and the places of the others.
    """
    found = np.array([rows.get(keys[at], -1) for at in wanted.tolist()], dtype=np.int64)
    return wanted[found >= 0], found[found >= 0], wanted[found < 0]


def _split(
    vectors: PassageVectors, document: DocumentInputs
) -> tuple[PassageVectors, PassageVectors]:
    """Return the vectors of a document, which come first, and those behind."""
    passages = len(document.passages)
    sentences = sum(len(one.sentences) for one in document.passages)
    own = PassageVectors(vectors.passages[:passages], vectors.sentences[:sentences])
    return own, PassageVectors(vectors.passages[passages:], vectors.sentences[sentences:])
