"""An encoder that goes on only when a test says so."""

from collections.abc import Sequence
from threading import Event

from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageVectors
from index.types import Span
from tests.support.patience import WAIT_S


class HeldEncoder(HashedEncoder):
    """Encodes passages once it may."""

    def __init__(self) -> None:
        self.may, self.begun = Event(), Event()
        self.may.set()

    def hold(self) -> None:
        """Encode nothing more until it may; `begun` is set once something is held."""
        self.may.clear()
        self.begun.clear()

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        self.begun.set()
        assert self.may.wait(WAIT_S)
        return super().encode_passages(texts, sentences)
