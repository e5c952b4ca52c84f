"""What a reader made of passages for the questions that are asked in another one's place."""

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b

from index.models import PassageReading, Reader, ReaderInput

_MOST_KEPT = 6_000
_DIGEST_BYTES = 16


class KeptReadings:
    """Readings of the passages of one collection, those used last.

    A passage is read the same whatever is read beside it, so what is kept is what would be read.
    Such a question may name somebody out of a member's: none is kept, only a digest under a key
    that is drawn anew for each collection and never leaves it.
    """

    def __init__(self, most: int = _MOST_KEPT) -> None:
        """Start with nothing read.

        Args:
            most: How many readings are kept.
        """
        self._most = most
        self._key = secrets.token_bytes()
        self._kept: OrderedDict[tuple[bytes, int], PassageReading] = OrderedDict()

    def of(
        self, reader: Reader, question: str, passages: Sequence[tuple[int, ReaderInput]]
    ) -> list[PassageReading]:
        """Return a reading of each passage, in the order given.

        Args:
            reader: Always the same one.
            question: What is read with them.
            passages: Each with its row in the collection's index.
        """
        digest = blake2b(question.encode(), key=self._key, digest_size=_DIGEST_BYTES).digest()
        known = self._known(digest, passages)
        new = [(row, given) for row, given in passages if row not in known]
        made = reader.read(question, [given for _, given in new]) if new else []
        known |= {row: reading for (row, _), reading in zip(new, made, strict=True)}
        self._keep(digest, known)
        return [known[row] for row, _ in passages]

    def _known(
        self, digest: bytes, passages: Sequence[tuple[int, ReaderInput]]
    ) -> dict[int, PassageReading]:
        """Return the readings that are kept, by row."""
        kept = ((row, self._kept.get((digest, row))) for row, _ in passages)
        return {row: reading for row, reading in kept if reading is not None}

    def _keep(self, digest: bytes, readings: dict[int, PassageReading]) -> None:
        """Keep readings as those used last."""
        for row, reading in readings.items():
            self._kept.pop((digest, row), None)
            self._kept[digest, row] = reading
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
