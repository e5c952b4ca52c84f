"""An encoder that remembers what it was asked to encode."""

from collections.abc import Sequence

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
