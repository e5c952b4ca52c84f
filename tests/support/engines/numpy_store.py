"""A vector store of a few lines of NumPy: the oracle that real engines are held against."""

import numpy as np

from index.errors import StoreError
from index.search.stores.base import check_query, check_upsert
from index.types import Embeddings, Ids, Scores


class NumpyStore:
    """Vectors in a dictionary, searched by brute force; `commit` keeps nothing."""

    def __init__(self, dim: int) -> None:
        self._dim = dim
        self._rows: dict[int, Embeddings] = {}

    @property
    def dim(self) -> int:
        return self._dim

    def __len__(self) -> int:
        return len(self._rows)

    def upsert(self, ids: Ids, embeddings: Embeddings) -> None:
        check_upsert(ids, embeddings, self.dim)
        self._rows |= dict(zip(ids.tolist(), embeddings.copy(), strict=True))

    def delete(self, ids: Ids) -> None:
        for number in ids.tolist():
            self._rows.pop(number, None)

    def search(self, embeddings: Embeddings, k: int) -> tuple[Ids, Scores]:
        check_query(embeddings, k, self.dim)
        ids = np.array(list(self._rows), dtype=np.int64)
        scores = embeddings @ self.vectors(ids).T
        order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        return ids[order], np.take_along_axis(scores, order, axis=1)

    def vectors(self, ids: Ids) -> Embeddings:
        try:
            rows = [self._rows[number] for number in ids.tolist()]
        except KeyError as error:
            raise StoreError("an id is not in the store") from error
        return np.array(rows, dtype=np.float32).reshape(len(ids), self.dim)

    def commit(self) -> None:
        return None
