"""Search as if some paragraphs were not there."""

from copy import copy
from typing import TypeAlias

from index.grading import ParagraphPlace
from index.search import Candidate, Query, Retriever
from index.types import Embeddings

Places: TypeAlias = frozenset[ParagraphPlace]


class HidingRetriever(Retriever):
    """A retriever that finds everything but what is hidden.

    The words of hidden paragraphs still count as words of the collection, for spelling and for how
    rare a word is: what is left is found as it would be in the whole collection.
    """

    hidden: Places = frozenset()

    def without(self, places: Places) -> "HidingRetriever":
        """Return a retriever over the same collection that does not find these paragraphs."""
        other = copy(self)
        other.hidden = places
        return other

    def rank(self, query: Query, vectors: Embeddings) -> list[Candidate]:
        """Return what the whole collection gives, best first, without what is hidden.

        Args:
            query: What is searched for.
            vectors: (1 + u, dim) float32, of its text and of its u unknown words.
        """
        ranked = super().rank(query, vectors)
        return [candidate for candidate in ranked if candidate.passage.place not in self.hidden]
