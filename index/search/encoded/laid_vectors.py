"""Vectors of passages with their sentences', taken apart and put together passage by passage."""

from collections.abc import Iterable, Sequence

import numpy as np

from index.models import Encoder, PassageVectors
from index.search.search_index import PassageInput
from index.search.word_index.numbers import ranges
from index.types import Ids


class LaidVectors:
    """Vectors of passages and their sentences that are put in their places, some at a time."""

    def __init__(self, counts: Sequence[int] | Ids, dim: int) -> None:
        """Make room for passages of so many sentences each."""
        self._counts = np.asarray(counts, dtype=np.int64)
        self._firsts = np.concatenate([[0], np.cumsum(self._counts)]).astype(np.int64)
        self.vectors = PassageVectors(
            np.zeros((len(counts), dim), dtype=np.float32),
            np.zeros((int(self._firsts[-1]), dim), dtype=np.float32),
        )

    @classmethod
    def around(cls, counts: Sequence[int] | Ids, vectors: PassageVectors) -> "LaidVectors":
        """Return vectors as they are, of passages of so many sentences each."""
        laid = cls(counts, 0)
        laid.vectors = vectors
        return laid

    def put(self, places: Ids, made: PassageVectors) -> None:
        """Put the vectors of the passages at some places there, and their sentences'."""
        self.vectors.passages[places] = made.passages
        rows = ranges(self._firsts[places], self._counts[places])
        self.vectors.sentences[rows] = made.sentences

    def of(self, places: Ids) -> PassageVectors:
        """Return the vectors of the passages at some places, and their sentences'."""
        rows = ranges(self._firsts[places], self._counts[places])
        return PassageVectors(self.vectors.passages[places], self.vectors.sentences[rows])

    def texts(self, places: Ids) -> int:
        """Return how many texts the passages at some places are: themselves and their sentences."""
        return len(places) + int(self._counts[places].sum())


def joined(parts: Iterable[PassageVectors], dim: int) -> PassageVectors:
    """Return vectors of passages one after the other, each (dim,) float32; of none where none."""
    none = np.zeros((0, dim), np.float32)
    passages, sentences = zip((none, none), *parts, strict=True)
    return PassageVectors(np.concatenate(passages), np.concatenate(sentences))


def read_by(encoder: Encoder, inputs: Iterable[PassageInput]) -> PassageVectors:
    """Return the vectors that an encoder makes of passages and of their sentences."""
    given = list(inputs)
    return encoder.encode_passages([one.text for one in given], [one.sentences for one in given])
