"""What our search is measured against: BM25, plain vectors, and the fusion of their ranks.

BM25 is bm25s as it comes, with its own tokenizer, stop words and parameters, so that nothing of
our search is in it; therefore this module imports bm25s beside `index.search.word_index.bm25`.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from index.grading import ParagraphPlace, Ranks
from index.models import Encoder, Purpose
from index.types import Document, Scores

FUSION = 60  # the constant of Cormack et al. 2009, doi:10.1145/1571941.1572114


class Baselines:
    """Ranks the paragraphs of documents in three plain ways."""

    def __init__(self, documents: Sequence[Document], encoder: Encoder) -> None:
        """Index every paragraph under its document's title: its words, and its vector."""
        import bm25s

        self._encoder = encoder
        texts: list[str] = []
        self._row: dict[ParagraphPlace, int] = {}
        for document in documents:
            for paragraph in document.paragraphs:
                self._row[document.id, paragraph.number] = len(texts)
                text = document.text[paragraph.start : paragraph.end]
                texts.append(f"{document.metadata.title}\n{text}")
        self._vectors = encoder.encode(texts, Purpose.PASSAGE)
        self._bm25 = bm25s.BM25()
        self._bm25.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)

    def ranks(self, question: str, gold: Sequence[ParagraphPlace]) -> Mapping[str, int]:
        """Return the rank of the best gold paragraph, from 1, by the name of each baseline."""
        rows = np.array([self._row[place] for place in gold], dtype=np.int64)
        bm25, dense = self._word_scores(question), self._vector_scores(question)
        by_bm25, by_dense = _all_ranks(bm25), _all_ranks(dense)
        fused = (1 / (FUSION + by_bm25) + 1 / (FUSION + by_dense)).astype(np.float32)
        scored = {"BM25": by_bm25, "MiniLM": by_dense, "RRF": _all_ranks(fused)}
        return {name: int(ranks[rows].min()) for name, ranks in scored.items()}

    def confidences(self, question: str) -> Mapping[str, float]:
        """Return the best score of each baseline that gives one worth comparing."""
        return {
            "BM25": float(self._word_scores(question).max()),
            "MiniLM": float(self._vector_scores(question).max()),
        }

    def _vector_scores(self, question: str) -> Scores:
        scores: Scores = self._vectors @ self._encoder.encode([question], Purpose.QUERY)[0]
        return scores

    def _word_scores(self, question: str) -> Scores:
        import bm25s

        words = bm25s.tokenize([question], return_ids=False, show_progress=False)[0]
        known = [word for word in words if word in self._bm25.vocab_dict]
        if not known:
            return np.zeros(len(self._row), dtype=np.float32)
        scores: Scores = self._bm25.get_scores(known)
        return scores


def _all_ranks(scores: Scores) -> Ranks:
    """Return the rank of every paragraph, from 1; of equal ones the earlier is first."""
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks
