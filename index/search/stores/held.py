"""What of vectors is in memory."""

from index.search.stores.base import Vectors
from index.search.stores.faiss import FaissStore
from index.search.stores.joined import JoinedVectors
from index.search.stores.picked import PickedVectors
from index.search.stores.segmented import SegmentedVectors

_FLOAT = 4  # bytes


def held_bytes(store: Vectors) -> int:
    """Return how many bytes of a store's vectors are in memory, and nobody else's.

    What is mapped is not: the system takes it back. Nor is what other stores lend.
    """
    if isinstance(store, SegmentedVectors):
        return sum(segment.held_bytes for segment in store.segments)
    parts = store.parts if isinstance(store, JoinedVectors | PickedVectors) else (store,)
    return sum(_FLOAT * len(one) * one.dim for one in parts if isinstance(one, FaissStore))
