"""Some vectors of several stores, under numbers of their own, looked for where they lie."""

from collections.abc import Sequence

import numpy as np

from index.errors import StoreError
from index.search.stores.base import Vectors, check_query
from index.types import Embeddings, Ids, Scores


class PickedVectors:
    """Some vectors of stores, numbered from 0; nothing is copied."""

    def __init__(self, parts: Sequence[tuple[Vectors, Ids]]) -> None:
        """Pick vectors.

        Args:
            parts: Stores that number their own from 0, of one dimension, one at least; and of each
                vector of a store the number that it has here, -1 where it is not picked: (n,)
                int64. Every number from 0 on is given once.

        Raises:
            ValueError: A number is given twice, and another to none.
        """
        self._parts = tuple(parts)
        picked = [np.flatnonzero(numbers >= 0) for _, numbers in parts]
        count = sum(map(len, picked))
        self._owners = np.full(count, -1, dtype=np.int32)
        self._rows: Ids = np.zeros(count, dtype=np.int64)
        for place, ((_, numbers), rows) in enumerate(zip(parts, picked, strict=True)):
            self._owners[numbers[rows]] = place
            self._rows[numbers[rows]] = rows
        if count and int(self._owners.min()) < 0:
            msg = f"{count} vectors are picked, and some number below that is given to none"
            raise ValueError(msg)

    @property
    def parts(self) -> tuple[Vectors, ...]:
        """The stores that are picked from."""
        return tuple(store for store, _ in self._parts)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._parts[0][0].dim

    def __len__(self) -> int:
        """Return the number of vectors."""
        return len(self._owners)

    def search(self, embeddings: Embeddings, k: int) -> tuple[Ids, Scores]:
        """Return the k nearest vectors of each query: see `Vectors.search`."""
        check_query(embeddings, k, self.dim)
        each = [_nearest(store, numbers, embeddings, k) for store, numbers in self._parts]
        ids = np.concatenate([own for own, _ in each], axis=1)
        scores = np.concatenate([own for _, own in each], axis=1)
        best = np.argsort(-scores, axis=1, kind="stable")[:, : min(k, len(self))]
        return np.take_along_axis(ids, best, 1), np.take_along_axis(scores, best, 1)

    def vectors(self, ids: Ids) -> Embeddings:
        """Return the stored vectors: see `Vectors.vectors`.

        Raises:
            StoreError: An id is not in the store.
        """
        if len(ids) and not (int(ids.min()) >= 0 and int(ids.max()) < len(self)):
            msg = f"an id is not among the {len(self)} that are picked: pick them again"
            raise StoreError(msg)
        vectors = np.empty((len(ids), self.dim), dtype=np.float32)
        owners, rows = self._owners[ids], self._rows[ids]
        for place in np.unique(owners).tolist():
            own = owners == place
            vectors[own] = self._parts[place][0].vectors(rows[own])
        return vectors


def _nearest(store: Vectors, numbers: Ids, embeddings: Embeddings, k: int) -> tuple[Ids, Scores]:
    """Return at least the k nearest of a store that are picked, or all of them.

    Where others are nearer, more is looked for until there are as many of those that are meant.

    Args:
        store: The store.
        numbers: See `PickedVectors`.
        embeddings: (n, dim).
        k: At least 1.

    Returns:
        Their numbers (n, m) int64 and scores (n, m) float32; of what is not picked the score is
        minus infinity.
    """
    enough = min(k, int((numbers >= 0).sum()))
    wanted = k
    while True:
        rows, scores = store.search(embeddings, wanted)
        found = numbers[rows]
        is_picked = found >= 0
        if wanted >= len(store) or bool(np.all(is_picked.sum(axis=1) >= enough)):
            return found, np.where(is_picked, scores, np.float32(-np.inf))
        wanted *= 2
