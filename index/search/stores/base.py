"""What every engine for vectors can do, and what each checks before it takes vectors."""

from typing import Protocol

import numpy as np

from index.errors import StoreError
from index.types import Embeddings, Ids, Scores

# A unit row in float32 is off by less than 1e-6; bfloat16 encoders round to about 4e-3.
UNIT_TOLERANCE = 1e-2


class Vectors(Protocol):
    """Unit vectors under int64 ids, to be read, by several threads at once.

    Scores are inner products of unit rows, whatever the engine: higher is better.
    """

    @property
    def dim(self) -> int:
        """Length of a vector, at least 1."""

    def __len__(self) -> int:
        """Return the number of vectors."""

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


class VectorStore(Vectors, Protocol):
    """Unit vectors under int64 ids, which an engine keeps.

    Texts and metadata stay with the collection, so that a store is as narrow as its weakest
    engine. Writing needs the caller's lock.
    """

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

    def commit(self) -> None:
        """Make every change so far durable, all or nothing.

        Raises:
            StoreUnavailableError: The engine's place cannot be written.
        """


def check_rows(embeddings: Embeddings, dim: int) -> None:
    """Check queries or vectors.

    Args:
        embeddings: (n, dim) float32, rows of unit length.
        dim: The store's length of a vector.

    Raises:
        StoreError: The shape does not fit, or a row is not finite or not of unit length.
    """
    if embeddings.ndim != 2 or embeddings.shape[1] != dim:
        raise StoreError(
            f"vectors of shape {embeddings.shape} do not fit a store of dimension {dim}; "
            "build the collection again with the encoder that asks"
        )
    lengths = np.linalg.norm(embeddings, axis=1)
    # Written so that a NaN fails, too.
    if not bool(np.all(np.abs(lengths - 1) <= UNIT_TOLERANCE)):
        raise StoreError("a vector is not of unit length; normalise the encoder's output")


def check_upsert(ids: Ids, embeddings: Embeddings, dim: int) -> None:
    """Check vectors together with their ids.

    Args:
        ids: (n,) int64, no id twice.
        embeddings: (n, dim) float32, rows of unit length.
        dim: The store's length of a vector.

    Raises:
        StoreError: The shapes do not fit, an id stands twice, or a row is not of unit length.
    """
    check_rows(embeddings, dim)
    if ids.shape != (len(embeddings),):
        raise StoreError(f"{ids.shape} ids do not fit {len(embeddings)} vectors")
    if len(np.unique(ids)) != len(ids):
        raise StoreError("an id stands twice in one upsert; give each vector its own")


def check_query(embeddings: Embeddings, k: int, dim: int) -> None:
    """Check what is searched for, before it is.

    Args:
        embeddings: (n, dim) float32, rows of unit length.
        k: Vectors asked for, of each.
        dim: The store's length of a vector.

    Raises:
        StoreError: The shape does not fit, a row is not of unit length, or `k` is below 1.
    """
    check_rows(embeddings, dim)
    check_k(k)


def check_k(k: int) -> None:
    """Check the number of vectors asked for.

    Raises:
        StoreError: It is below 1.
    """
    if k < 1:
        raise StoreError(f"k is {k}; at least 1 vector must be asked for")
