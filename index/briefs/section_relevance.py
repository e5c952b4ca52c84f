"""Where in the documents a topic is dealt with: section by section, paragraph by paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from index.briefs.pool import Layout
from index.types import Document, Scores


@dataclass(frozen=True, slots=True)
class SectionRelevance:
    """How strongly each paragraph of a section bears on a topic.

    Args:
        document: Where the section stands.
        section: Its title, None in a document without headings.
        paragraphs: Numbers of its paragraphs, rising.
        relevance: For each paragraph 0 (no more than the pool's middling sentence) to 1 (its best
            sentence is the pool's best).
        shown: For each paragraph how many of its sentences the brief shows.
    """

    document: Document
    section: str | None
    paragraphs: tuple[int, ...]
    relevance: tuple[float, ...]
    shown: tuple[int, ...]

    def __post_init__(self) -> None:
        """Check that everything is said of every paragraph.

        Raises:
            ValueError: The lengths differ or there is no paragraph.
        """
        if not len(self.paragraphs) == len(self.relevance) == len(self.shown) > 0:
            msg = f"{self.document.id}: section {self.section!r} has uneven columns"
            raise ValueError(msg)

    @property
    def strongest(self) -> float:
        """The relevance of its strongest paragraph, 0 to 1."""
        return max(self.relevance)


def section_relevance_of(
    layout: Layout, scores: Scores, rows: Sequence[int]
) -> tuple[SectionRelevance, ...]:
    """Return the relevance of every section of a pool, in reading order.

    Args:
        layout: The pool's sentences.
        scores: (n,) float32, how strongly each sentence bears on the topic.
        rows: Of the sentences that a brief shows.
    """
    middle, best = float(np.median(scores)), float(scores.max())
    scaled = np.clip((scores - middle) / ((best - middle) or 1.0), 0, 1)
    shown = set(rows)

    def section_at(row: int) -> tuple[str, str | None]:
        sentence = layout.sentences[row]
        return sentence.document.id, sentence.section

    members = groupby(range(len(layout)), key=section_at)
    return tuple(_section(layout, list(section), scaled, shown) for _, section in members)


def _section(
    layout: Layout, members: Sequence[int], scaled: Scores, shown: set[int]
) -> SectionRelevance:
    """Return the relevance of the section that the sentences `members` make up."""
    first = layout.sentences[members[0]]
    best: dict[int, float] = {}
    counts: dict[int, int] = {}
    for row in members:
        paragraph = layout.sentences[row].paragraph
        best[paragraph] = max(best.get(paragraph, 0.0), float(scaled[row]))
        counts[paragraph] = counts.get(paragraph, 0) + (row in shown)
    return SectionRelevance(
        first.document, first.section, tuple(best), tuple(best.values()), tuple(counts.values())
    )
