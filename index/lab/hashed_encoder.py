"""An encoder without a model: texts that share words lie near each other.

For tests, and for trials of storage that build thousands of times.
"""

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from index.models import PassageVectors, Purpose, encoded_apart
from index.types import Embeddings, Span

_STOP = frozenset("a an the of to in is are was were and or by for on at it that this with".split())


class HashedEncoder:
    """Each word is a fixed random direction; a text is the sum of its words', of unit length."""

    identity = "hashed words"
    label = "hashed words"
    dim = 128
    max_tokens = 256

    def count_tokens(self, text: str) -> int:
        """Return the words of a text and two."""
        return len(text.split()) + 2

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        """Return the vectors of `texts`, (n, 128) float32, rows of unit length."""
        del purpose
        rows = np.stack([self._row(text) for text in texts]) if texts else np.zeros((0, self.dim))
        return rows.astype(np.float32)

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        """Return the vectors of passages and of their sentences, each sentence read alone."""
        return encoded_apart(self, texts, sentences)

    def _row(self, text: str) -> Embeddings:
        words = [word for word in re.findall(r"\w+", text.lower()) if word not in _STOP]
        directions = [self._direction(word) for word in words or ["nothing"]]
        total = np.sum(directions, axis=0)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)

    def _direction(self, word: str) -> Embeddings:
        seed = crc32(word.rstrip("s").encode())
        return np.random.default_rng(seed).standard_normal(self.dim).astype(np.float32)
