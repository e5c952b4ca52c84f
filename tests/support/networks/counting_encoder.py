"""An encoder that remembers what it was asked to encode."""

from collections.abc import Sequence

from bot.config import Config
from index import Collection
from index.lab.hashed_encoder import HashedEncoder
from index.models import Purpose
from index.types import Embeddings


class CountingEncoder(HashedEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        self.seen += texts
        return super().encode(texts, purpose)

    def encoded(self) -> list[str]:
        """Return what was encoded since this was last asked."""
        seen, self.seen = self.seen, []
        return seen


def opened_with(config: Config, encoder: CountingEncoder) -> Collection:
    """Return the operator's collection, opened by an encoder that has nothing to tell of that."""
    collection = Collection.open(config.knowledge, config.data, config.index, encoder=encoder)
    encoder.encoded()
    return collection
