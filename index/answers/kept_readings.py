"""What a reader made of passages for questions that are the same whatever a member asks."""

from collections.abc import Sequence

from index.models import PassageReading, Reader, ReaderInput

_MOST_KEPT = 6_000


class KeptReadings:
    """Readings of the passages of one collection, each made once.

    A passage is read the same whatever is read beside it, so what is kept is what would be read.
    """

    def __init__(self) -> None:
        """Start with nothing read."""
        self._kept: dict[tuple[str, int], PassageReading] = {}

    def of(
        self, reader: Reader, question: str, passages: Sequence[tuple[int, ReaderInput]]
    ) -> list[PassageReading]:
        """Return a reading of each passage, in the order given.

        Args:
            reader: Always the same one.
            question: What is read with them.
            passages: Each with its row in the collection's index.
        """
        known = self._known(question, passages)
        new = [(row, given) for row, given in passages if row not in known]
        made = reader.read(question, [given for _, given in new]) if new else []
        if len(self._kept) + len(made) > _MOST_KEPT:
            self._kept.clear()
        for (row, _), reading in zip(new, made, strict=True):
            known[row] = self._kept[question, row] = reading
        return [known[row] for row, _ in passages]

    def _known(
        self, question: str, passages: Sequence[tuple[int, ReaderInput]]
    ) -> dict[int, PassageReading]:
        """Return the readings that are kept, by row."""
        kept = ((row, self._kept.get((question, row))) for row, _ in passages)
        return {row: reading for row, reading in kept if reading is not None}
