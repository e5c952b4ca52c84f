"""The vectors of what is searched: those of an earlier index are taken over, the others made.

A passage's are taken over with its sentences', where it says the same under the same title and
section: its sentences are seen with their neighbours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.models import Encoder, PassageVectors, Purpose
from index.search.search_index import PassageInput, SearchIndex
from index.search.term_coverage import ranges
from index.types import Embeddings, Ids, Progress

_SLICE = 256  # texts between two reports of progress; the encoder batches them by length


@dataclass(slots=True)
class _Known:
    """Rows of an earlier index.

    Args:
        words: Of each word.
        passages: Of each passage, by what was encoded of it.
    """

    words: dict[str, int]
    passages: dict[PassageInput, int]

    @classmethod
    def of(cls, index: SearchIndex | None) -> "_Known":
        """Return what an index knows; nothing where there is none."""
        if index is None:
            return cls({}, {})
        words = {word: row for row, word in enumerate(index.lexical.words())}
        return cls(words, {given: row for row, given in enumerate(index.inputs)})


class VectorSource:
    """Gives the vectors of words, passages and sentences, and counts what it had to make."""

    def __init__(
        self, encoder: Encoder, old: SearchIndex | None = None, progress: Progress | None = None
    ) -> None:
        """Make what an earlier index does not know.

        Args:
            encoder: Of the same identity as the earlier index's.
            old: The earlier index.
            progress: Is told how far it is.
        """
        self._encoder = encoder
        self._old = old
        self._known = _Known.of(old)
        self._progress = progress or (lambda *_: None)
        self.reused = 0
        self.encoded = 0

    def words(self, words: Sequence[str]) -> Embeddings:
        """Return the vector of each word, (n, dim) float32, as part of a question."""
        vectors = np.zeros((len(words), self._encoder.dim), dtype=np.float32)
        rows = np.array([self._known.words.get(word, -1) for word in words], dtype=np.int64)
        had, fresh = _parted(rows)
        if self._old is not None and len(had):
            vectors[had] = self._old.word_store.vectors(rows[had])
        for some in self._slices(fresh, "encoding words"):
            vectors[some] = self._encoder.encode([words[row] for row in some], Purpose.QUERY)
        self._count(len(had), len(fresh))
        return vectors

    def passages(self, inputs: Sequence[PassageInput]) -> PassageVectors:
        """Return the vectors of passages and of all their sentences, in order."""
        laid = _Laid([len(given.sentences) for given in inputs], self._encoder.dim)
        rows = np.array([self._known.passages.get(given, -1) for given in inputs], dtype=np.int64)
        had, fresh = _parted(rows)
        if self._old is not None and len(had):
            laid.put(had, _of(self._old, rows[had]))
        for some in self._slices(fresh, "encoding passages"):
            laid.put(some, self._read([inputs[at] for at in some]))
        self._count(laid.texts(had), laid.texts(fresh))
        return laid.vectors

    def _read(self, inputs: Sequence[PassageInput]) -> PassageVectors:
        texts, sentences = [one.text for one in inputs], [one.sentences for one in inputs]
        return self._encoder.encode_passages(texts, sentences)

    def _slices(self, rows: Ids, task: str) -> Iterator[Ids]:
        """Yield rows in order, long and short mixed, so that what is left takes as it looks."""
        for begin in range(0, len(rows), _SLICE):
            self._progress(task, begin, len(rows))
            yield rows[begin : begin + _SLICE]

    def _count(self, reused: int, encoded: int) -> None:
        self.reused += reused
        self.encoded += encoded


class _Laid:
    """Vectors of passages and their sentences that are put in their places, some at a time."""

    def __init__(self, counts: Sequence[int], dim: int) -> None:
        """Make room for passages of so many sentences each."""
        self._counts = np.array(counts, dtype=np.int64)
        self._firsts = np.concatenate([[0], np.cumsum(self._counts)]).astype(np.int64)
        self.vectors = PassageVectors(
            np.zeros((len(counts), dim), dtype=np.float32),
            np.zeros((int(self._firsts[-1]), dim), dtype=np.float32),
        )

    def put(self, places: Ids, made: PassageVectors) -> None:
        """Put the vectors of the passages at some places there, and their sentences'."""
        self.vectors.passages[places] = made.passages
        rows = ranges(self._firsts[places], self._counts[places])
        self.vectors.sentences[rows] = made.sentences

    def texts(self, places: Ids) -> int:
        """Return how many texts the passages at some places are: themselves and their sentences."""
        return len(places) + int(self._counts[places].sum())


def _of(index: SearchIndex, rows: Ids) -> PassageVectors:
    """Return the vectors that an index has of some passages and their sentences."""
    sentences = index.sentence_store.vectors(index.sentence_rows(rows))
    return PassageVectors(index.passage_store.vectors(rows), sentences)


def _parted(rows: Ids) -> tuple[Ids, Ids]:
    """Return the places of what is known, and of what is not, -1."""
    return np.flatnonzero(rows >= 0), np.flatnonzero(rows < 0)
