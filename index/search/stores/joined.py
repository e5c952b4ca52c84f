"""Vectors of several stores as those of one, which are looked for where they lie."""

from collections.abc import Sequence

import numpy as np

from index.errors import StoreError
from index.search.stores.base import Vectors, check_query
from index.types import Embeddings, Ids, Scores


class JoinedVectors:
    """The vectors of stores, one's after the other's, numbered from 0; nothing is copied."""

    def __init__(self, parts: Sequence[Vectors]) -> None:
        """Join stores that number their own from 0, of one dimension; at least one."""
        self._parts = tuple(parts)
        sizes = [len(part) for part in parts]
        self._begins: Ids = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    @property
    def parts(self) -> tuple[Vectors, ...]:
        """The stores."""
        return self._parts

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._parts[0].dim

    def __len__(self) -> int:
        """Return the number of vectors."""
        return int(self._begins[-1])

    def search(self, embeddings: Embeddings, k: int) -> tuple[Ids, Scores]:
        """Return the k nearest vectors of each query: see `Vectors.search`."""
        check_query(embeddings, k, self.dim)
        each = [part.search(embeddings, k) for part in self._parts]
        ids = np.concatenate(
            [own + begin for (own, _), begin in zip(each, self._begins[:-1], strict=True)], axis=1
        )
        scores = np.concatenate([own for _, own in each], axis=1)
        best = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        return np.take_along_axis(ids, best, 1), np.take_along_axis(scores, best, 1)

    def vectors(self, ids: Ids) -> Embeddings:
        """Return the stored vectors: see `Vectors.vectors`.

        Raises:
            StoreError: An id is not in the store.
        """
        if len(ids) and not (int(ids.min()) >= 0 and int(ids.max()) < len(self)):
            msg = f"an id is not among the {len(self)} that are joined: join them again"
            raise StoreError(msg)
        vectors = np.empty((len(ids), self.dim), dtype=np.float32)
        owners = np.searchsorted(self._begins, ids, side="right") - 1
        for number in np.unique(owners).tolist():
            own = np.flatnonzero(owners == number)
            vectors[own] = self._parts[number].vectors(ids[own] - self._begins[number])
        return vectors
