"""Where in the documents a topic is dealt with: section by section, paragraph by paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from index.briefs.pool import Layout
from index.types import Document, Scores


@dataclass(frozen=True, slots=True)
class SectionBearing:
    """How strongly each paragraph of a section bears on a topic.

    Args:
        document: Where the section stands.
        section: Its title, None in a document without headings.
        paragraphs: Numbers of its paragraphs, rising.
        bearings: For each paragraph 0 (no more than the pool's middling sentence) to 1 (its best
            sentence is the pool's best).
        shown: For each paragraph how many of its sentences the brief shows.
    """

    document: Document
    section: str | None
    paragraphs: tuple[int, ...]
    bearings: tuple[float, ...]
    shown: tuple[int, ...]

    def __post_init__(self) -> None:
        """Check that everything is said of every paragraph.

        Raises:
            ValueError: The lengths differ or there is no paragraph.
        """
        if not len(self.paragraphs) == len(self.bearings) == len(self.shown) > 0:
            msg = f"{self.document.id}: section {self.section!r} has uneven columns"
            raise ValueError(msg)

    @property
    def strongest(self) -> float:
        """The bearing of its strongest paragraph, 0 to 1."""
        return max(self.bearings)


def bearings_of(layout: Layout, scores: Scores, rows: Sequence[int]) -> tuple[SectionBearing, ...]:
    """Return the bearing of every section of a pool, in reading order.

    Args:
        layout: The pool's sentences.
        scores: (n,) float32, how strongly each sentence bears on the topic.
        rows: Of the sentences that a brief shows.
    """
    middle, best = float(np.median(scores)), float(scores.max())
    scaled = np.clip((scores - middle) / ((best - middle) or 1.0), 0, 1)
    shown = set(rows)
    found: list[SectionBearing] = []
    for _, numbered in groupby(
        enumerate(layout.sentences), key=lambda item: (item[1].document.id, item[1].section)
    ):
        members = [row for row, _ in numbered]
        found.append(_section(layout, members, scaled, shown))
    return tuple(found)


def _section(
    layout: Layout, members: Sequence[int], scaled: Scores, shown: set[int]
) -> SectionBearing:
    """Return the bearing of the section that the sentences `members` make up."""
    first = layout.sentences[members[0]]
    best: dict[int, float] = {}
    counts: dict[int, int] = {}
    for row in members:
        number = layout.sentences[row].number
        best[number] = max(best.get(number, 0.0), float(scaled[row]))
        counts[number] = counts.get(number, 0) + (row in shown)
    return SectionBearing(
        first.document, first.section, tuple(best), tuple(best.values()), tuple(counts.values())
    )
