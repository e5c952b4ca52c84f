"""Vectors of single words, each encoded once."""

from collections.abc import Sequence

import numpy as np

from index.briefs.name_cues import Encode
from index.types import Embeddings


class WordVectors:
    """Remembers the vector of every word it was asked for; may be shared between threads."""

    def __init__(self, encode: Encode) -> None:
        """Remember nothing yet."""
        self.encode = encode
        self._known: dict[str, Embeddings] = {}

    def of(self, words: Sequence[str]) -> Embeddings:
        """Return the vectors of words.

        Args:
            words: At least one.

        Returns:
            (n, dim) float32, rows of unit length.
        """
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if new:
            # Words of like length fill a batch without padding.
            new.sort(key=len)
            self._known.update(zip(new, self.encode(new), strict=True))
        return np.stack([self._known[word] for word in words])
