"""BM25 and the words of every passage in order; the only importer of bm25s.

Beside BM25 scores of whole passages it keeps each passage's terms sentence by sentence, so that
coverage and word order can be looked at for the few passages that are worth it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import CollectionError
from index.language import stems_of, words_of
from index.types import Scores

TermIds = npt.NDArray[np.int32]  # rows of the vocabulary
# Where each of n pieces begins in an array, and where the last ends: (n + 1,).
Bounds = npt.NDArray[np.int64]

# The defaults of Robertson and Zaragoza 2009, doi:10.1561/1500000019, section 3.5.
K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of all passages: passage > segment > term, each level by its bounds.

    The first segment of a passage is its context (title and section, perhaps empty), the others
    are its sentences.
    """

    ids: TermIds
    segments: Bounds  # into `ids`
    passages: Bounds  # into the segments


class Lexical:
    """The words of a collection."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        word_forms: Mapping[str, int],
        terms: Terms,
        bm25: Any = None,  # noqa: ANN401
    ) -> None:
        """Wrap what `build` made or `load` read.

        Args:
            vocabulary: Stem -> row.
            word_forms: Every folded word as it stands, stop words included -> occurrences.
            terms: All passages' terms.
            bm25: The BM25 index; made from `terms` where there is none.
        """
        self.vocabulary = vocabulary
        self.word_forms = word_forms
        self.terms = terms
        passages = _passage_ids(terms)
        self.idf = _idf(passages, len(vocabulary))
        # A library without a single content word has nothing to index.
        self._bm25 = bm25 or (_bm25_of(passages, vocabulary) if vocabulary else None)

    @classmethod
    def build(cls, contexts: Sequence[str], sentences: Sequence[Sequence[str]]) -> "Lexical":
        """Return the words of passages.

        Args:
            contexts: Title and section of each passage, "" where there is neither.
            sentences: The sentences of each passage.
        """
        vocabulary: dict[str, int] = {}
        word_forms: Counter[str] = Counter()
        ids: list[int] = []
        segments = [0]
        passages = [0]
        for context, texts in zip(contexts, sentences, strict=True):
            for text in (context, *texts):
                stems = _counted(text, word_forms)
                ids.extend(vocabulary.setdefault(stem, len(vocabulary)) for stem in stems)
                segments.append(len(ids))
            passages.append(len(segments) - 1)
        terms = Terms(
            np.array(ids, dtype=np.int32),
            np.array(segments, dtype=np.int64),
            np.array(passages, dtype=np.int64),
        )
        return cls(vocabulary, word_forms, terms)

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.terms.passages) - 1

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Content words of each passage, its context included: (n,) int64."""
        return np.diff(self.terms.segments[self.terms.passages])

    def ids_of(self, stems: Iterable[str]) -> TermIds:
        """Return the rows of those stems that the vocabulary has, in order."""
        rows = [self.vocabulary[stem] for stem in stems if stem in self.vocabulary]
        return np.array(rows, dtype=np.int32)

    def scores(self, ids: TermIds) -> Scores:
        """Return the BM25 score of every passage, at least 0.

        Args:
            ids: (m,) rows of the vocabulary, the query's.

        Returns:
            (n,) float32, one score a passage.

        References:
            Robertson and Zaragoza 2009, doi:10.1561/1500000019; the variant of Lucene, Kamphuis
            et al. 2020, doi:10.1007/978-3-030-45442-5_4.
        """
        if self._bm25 is None or not len(ids):
            return np.zeros(len(self), dtype=np.float32)
        scores: Scores = self._bm25.get_scores_from_ids(ids)
        return scores

    def words(self) -> tuple[str, ...]:
        """Return the commonest word as written of each stem, in the vocabulary's order."""
        commonest: dict[str, str] = {}
        by_count = sorted(self.word_forms, key=lambda word: (-self.word_forms[word], word))
        for stem, word in zip(stems_of(by_count), by_count, strict=True):
            commonest.setdefault(stem, word)
        return tuple(commonest[stem] for stem in self.vocabulary)

    def save(self, folder: Path) -> None:
        """Write everything into `folder`, which is made."""
        folder.mkdir(parents=True)
        words = {"vocabulary": list(self.vocabulary), "surfaces": self.word_forms}
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / "terms.npz",
            ids=self.terms.ids,
            segments=self.terms.segments,
            passages=self.terms.passages,
        )
        if self._bm25 is not None:
            self._bm25.save(folder / "bm25", show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Return what `save` wrote.

        Raises:
            CollectionError: A file is missing or not readable.
        """
        import bm25s

        try:
            words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
            with np.load(folder / "terms.npz") as arrays:
                terms = Terms(arrays["ids"], arrays["segments"], arrays["passages"])
            place = folder / "bm25"
            bm25 = bm25s.BM25.load(place, load_vocab=False) if words["vocabulary"] else None
        except (OSError, ValueError, KeyError) as error:
            raise CollectionError(
                f"{folder} is damaged: {error}; build the collection again"
            ) from error
        vocabulary = {stem: row for row, stem in enumerate(words["vocabulary"])}
        return cls(vocabulary, words["surfaces"], terms, bm25)


def _counted(text: str, word_forms: Counter[str]) -> list[str]:
    """Return the stems of a text's content words in order; count all its words."""
    words = words_of(text)
    word_forms.update(word.text for word in words)
    return stems_of([word.text for word in words if word.is_content])


def _passage_ids(terms: Terms) -> list[TermIds]:
    edges = terms.segments[terms.passages]
    return [terms.ids[start:end] for start, end in pairwise(edges)]


def _idf(passages: Sequence[TermIds], size: int) -> Scores:
    frequency = np.zeros(size, dtype=np.int64)
    for ids in passages:
        frequency[np.unique(ids)] += 1
    return idf(frequency, len(passages))


def idf(frequency: npt.NDArray[np.int64] | int, passages: int) -> Scores:
    """Return the inverse document frequency, above 0.

    Args:
        frequency: In how many passages a term stands; 0 for one that stands in none.
        passages: How many passages there are.

    References:
        Kamphuis et al. 2020, doi:10.1007/978-3-030-45442-5_4 (Lucene's variant).
    """
    return np.log1p((passages - frequency + 0.5) / (np.asarray(frequency) + 0.5)).astype(np.float32)


def _bm25_of(passages: Sequence[TermIds], vocabulary: Mapping[str, int]) -> Any:  # noqa: ANN401
    import bm25s

    bm25 = bm25s.BM25(k1=K1, b=B, method="lucene")
    bm25.index((passages, dict(vocabulary)), create_empty_token=False, show_progress=False)
    return bm25
