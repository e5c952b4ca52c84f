"""What every engine checks before it takes vectors, in one place and with the same words."""

import numpy as np

from index.errors import StoreError
from index.types import Embeddings, Ids

# A unit row in float32 is off by less than 1e-6; bfloat16 encoders round to about 4e-3.
UNIT_TOLERANCE = 1e-2


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


def check_k(k: int) -> None:
    """Check the number of vectors asked for.

    Raises:
        StoreError: It is below 1.
    """
    if k < 1:
        raise StoreError(f"k is {k}; at least 1 vector must be asked for")
