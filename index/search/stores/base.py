"""What every engine for vectors can do, and no more than that."""

from typing import Protocol

from index.types import Embeddings, Ids, Scores


class VectorStore(Protocol):
    """Unit vectors under int64 ids.

    Texts and metadata stay with the collection, so that a store is as narrow as its weakest
    engine. Scores are inner products of unit rows, whatever the engine: higher is better.
    Reading from several threads at once is safe; writing needs the caller's lock.
    """

    @property
    def dim(self) -> int:
        """Length of a vector, at least 1."""

    def __len__(self) -> int:
        """Return the number of vectors."""

    def upsert(self, ids: Ids, embeddings: Embeddings) -> None:
        """Put vectors in; an id that is there already gets the new vector.

        Args:
            ids: (n,) int64, no id twice.
            embeddings: (n, dim) float32, rows of unit length.

        Raises:
            StoreError: The shapes do not fit, an id stands twice, or a row has another length.
        """

    def delete(self, ids: Ids) -> None:
        """Take vectors out; an id that is not there is no fault.

        Args:
            ids: (n,) int64.
        """

    def search(self, embeddings: Embeddings, k: int) -> tuple[Ids, Scores]:
        """Return the k nearest vectors of each query, best first.

        Args:
            embeddings: (n, dim) float32, rows of unit length.
            k: Vectors per query, at least 1.

        Returns:
            Ids (n, m) int64 and scores (n, m) float32, m = min(k, len(self)); inner products in
            [-1, 1].

        Raises:
            StoreError: The queries' shape does not fit, or `k` is below 1.
        """

    def vectors(self, ids: Ids) -> Embeddings:
        """Return the stored vectors, in the order of `ids`.

        Args:
            ids: (n,) int64.

        Returns:
            (n, dim) float32.

        Raises:
            StoreError: An id is not in the store.
        """

    def commit(self) -> None:
        """Make every change so far durable, all or nothing.

        Raises:
            StoreUnavailableError: The engine's place cannot be written.
        """
