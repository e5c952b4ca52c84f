"""What a search finds: passages with the reasons for their scores."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.search.query_terms.queries import Query
from index.types import Passage, Quote

# How far below the best passage of its paragraph another may score and be read: beyond, it hardly
# bears on the question.
_AS_GOOD = 3.0


@dataclass(frozen=True, slots=True)
class Features:
    """What a passage has to do with a query; each part is comparable between collections.

    Args:
        dense_passage: Cosine of question and passage with its context, -1 to 1.
        dense_sentence: Cosine of question and best sentence, -1 to 1.
        bm25: BM25 score as a share of the highest that the query's words allow, 0 to 1.
        related: Share of the query's weight that stands in passage or context, terms related to the
            query's counted in part, 0 to 1.
        related_sentence: The same within the best sentence, 0 to 1.
        pairs: Share of the query's neighbouring words found as neighbours, 0 to 1.
    """

    dense_passage: float
    dense_sentence: float
    bm25: float
    related: float
    related_sentence: float
    pairs: float

    @property
    def values(self) -> tuple[float, ...]:
        """The parts, in order."""
        return tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage found.

    Args:
        passage: The passage.
        row: Its row in the index.
        score: The weighted sum of its features, words damped; comparable within one query.
        features: Why it was found.
        sentences: Cosine of the question and each of its sentences, in order.
    """

    passage: Passage
    row: int
    score: float
    features: Features
    sentences: tuple[float, ...]

    def likeness(self, quote: Quote) -> float:
        """Return the best cosine of the question and a sentence that is quoted, -1 where none is.

        Args:
            quote: Of any document.
        """
        if quote.document.id != self.passage.document:
            return -1.0
        pairs = zip(self.passage.sentences, self.sentences, strict=True)
        return max((cosine for span, cosine in pairs if span.overlaps(quote.span)), default=-1.0)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a search came to: candidates best first, of a long paragraph several at times."""

    query: Query
    candidates: tuple[Candidate, ...]


def of_paragraphs(candidates: Sequence[Candidate], k: int) -> tuple[Candidate, ...]:
    """Return the passages of the first k paragraphs, in order.

    Of a paragraph the best, and what scores nearly as high: either half of a long one may answer.

    Args:
        candidates: Best first; passages of one paragraph may stand among them.
        k: At least 1.
    """
    best: dict[tuple[str, int], float] = {}
    kept = []
    for candidate in candidates:
        place = candidate.passage.place
        if place not in best and len(best) == k:
            break
        if candidate.score >= best.setdefault(place, candidate.score) - _AS_GOOD:
            kept.append(candidate)
    return tuple(kept)
