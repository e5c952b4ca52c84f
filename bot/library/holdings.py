"""The operator's documents."""

from collections.abc import Callable
from time import time

from bot.config import Config
from index import Collection


class Holdings:
    """The operator's collection as it is now; another takes its place when documents change.

    It outlives the clients that one after the other answer from it.
    """

    def __init__(self, collection: Collection) -> None:
        """Hold a collection, which was read just now."""
        self.replace(collection)

    def replace(self, collection: Collection) -> None:
        """Answer from another collection from now on; what has begun ends with the one before."""
        self.collection = collection
        self.read_at = time()  # seconds since the epoch


def open_collection(
    config: Config, progress: Callable[[str, int, int], None] | None = None
) -> Collection:
    """Return the operator's collection, built first where it is missing or stale.

    Raises:
        BriefingError: The documents, the model or the built folder cannot be used.
    """
    return Collection.open(config.knowledge, config.data, config.index, progress=progress)
