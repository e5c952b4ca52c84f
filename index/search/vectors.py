"""The vectors of what is searched: those of an earlier index are taken over, the others made.

A passage's are taken over with its sentences', where it says the same under the same title and
section: its sentences are seen with their neighbours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.models import Encoder, PassageVectors, Purpose
from index.search.search_index import PassageInput, SearchIndex
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
        rows = [self._known.words.get(word, -1) for word in words]
        had, fresh = _parted(rows)
        if self._old is not None and len(had):
            vectors[had] = self._old.word_store.vectors(np.array(rows, dtype=np.int64)[had])
        for some in self._slices(fresh, "encoding words"):
            vectors[some] = self._encoder.encode([words[row] for row in some], Purpose.QUERY)
        self._count(len(had), len(fresh))
        return vectors

    def passages(self, inputs: Sequence[PassageInput]) -> PassageVectors:
        """Return the vectors of passages and of all their sentences, in order."""
        dim = self._encoder.dim
        passages = np.zeros((len(inputs), dim), dtype=np.float32)
        firsts = np.cumsum([0, *(len(given.sentences) for given in inputs)])
        sentences = np.zeros((int(firsts[-1]), dim), dtype=np.float32)
        rows = [self._known.passages.get(given, -1) for given in inputs]
        had, fresh = _parted(rows)
        if self._old is not None:
            for at in had.tolist():
                old = np.array([rows[at]], dtype=np.int64)
                passages[at] = self._old.passage_store.vectors(old)[0]
                own = self._old.sentence_store.vectors(self._old.sentence_rows(old))
                sentences[firsts[at] : firsts[at + 1]] = own
        for some in self._slices(fresh, "encoding passages"):
            given = [inputs[at] for at in some]
            made = self._encoder.encode_passages(
                [one.text for one in given], [one.sentences for one in given]
            )
            passages[some] = made.passages
            sentences[[row for at in some for row in range(firsts[at], firsts[at + 1])]] = (
                made.sentences
            )
        counts = np.diff(firsts)
        self._count(len(had) + int(counts[had].sum()), len(fresh) + int(counts[fresh].sum()))
        return PassageVectors(passages, sentences)

    def _slices(self, rows: Ids, task: str) -> Iterator[Ids]:
        """Yield rows in order, long and short mixed, so that what is left takes as it looks."""
        for begin in range(0, len(rows), _SLICE):
            self._progress(task, begin, len(rows))
            yield rows[begin : begin + _SLICE]

    def _count(self, reused: int, encoded: int) -> None:
        self.reused += reused
        self.encoded += encoded


def _parted(rows: Sequence[int]) -> tuple[Ids, Ids]:
    """Return the places of what is known, and of what is not, -1."""
    known = np.array(rows, dtype=np.int64) >= 0
    return np.flatnonzero(known), np.flatnonzero(~known)
