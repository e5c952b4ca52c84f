"""The operator's documents."""

import gc
from collections.abc import Callable
from time import time

from bot.config import Config
from index import Collection

# New objects before a first round, and rounds of each kind before one of the next, where Python
# has 700, 10, 10. `bot.lab.loop_time` saw rounds of 241 ms by those, and of 5 ms by these without
# whole rounds, which look at everything that is not settled and take 100 to 160 ms. Those come
# where no question waits (`settle_grown_memory`), and by themselves after a thousand answers.
_ROUNDS = (700, 3, 400)
_GROWN = 40  # rounds of the second kind, behind about a hundred answers


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


def settle_memory() -> None:
    """Keep what there is now out of the garbage collector's rounds, after a last one.

    Documents, indexes and libraries are a hundred thousand objects and more that live as long as
    they are answered from. A round that looks at all of them takes a tenth of a second, in which
    nothing else runs. Called again, it looks at everything again first: of what is answered from
    no more nothing stays. Rounds over what is new are made short, and whole ones rare.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_ROUNDS)


def settle_grown_memory() -> None:
    """Settle memory where much was done since: for a moment in which nobody waits."""
    if gc.get_count()[2] >= _GROWN:
        settle_memory()
