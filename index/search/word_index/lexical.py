"""The words of a collection: its vocabulary, what each word weighs, and where each stands.

All of it follows from the words of its passages in order. Beside BM25 scores of whole passages
there are each passage's terms sentence by sentence, so that coverage and word order can be looked
at for the few passages that are worth it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, repeat
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from index.errors import CollectionError
from index.language import STOP_WORDS, stems_of
from index.search.word_index.bm25 import Bm25, idf
from index.search.word_index.string_tables import Numbered, StringTable
from index.search.word_index.words import Nested, WordRows, Words, numbered
from index.storage import mapped_array, stretches_of
from index.types import Ids, Scores

TermIds: TypeAlias = WordRows  # rows of the vocabulary
_NESTED = ("ids", "segments", "passages")
_BM25 = ("passages", "weights", "starts")


@dataclass(frozen=True, slots=True)
class _Derived:
    """What follows from the words of passages.

    Args:
        vocabulary: Stem -> row.
        rows: (f,) int32, the row of each form, -1 of a stop word, be its stem a content word's, too
            ("be" and "beings").
        terms: The rows of all passages' content words.
        bm25: What each weighs.
        word_forms: Every form -> occurrences.
    """

    vocabulary: Mapping[str, int]
    rows: WordRows
    terms: Nested
    bm25: Bm25
    word_forms: Mapping[str, int]

    @classmethod
    def of(cls, words: Words) -> "_Derived":
        """Return what follows from words."""
        forms = tuple(words.forms)
        stems = stems_of(forms)
        is_content = np.array([form not in STOP_WORDS for form in forms], dtype=np.bool_)
        vocabulary = numbered(dict.fromkeys(compress(stems, is_content.tolist())))
        rows: WordRows = np.fromiter(map(vocabulary.get, stems, repeat(-1)), np.int32, len(stems))
        rows[~is_content] = -1
        terms = _terms(words.nested, rows)
        word_forms = dict(zip(forms, words.counts.tolist(), strict=True))
        return cls(vocabulary, rows, terms, Bm25.of(terms, len(vocabulary)), word_forms)


class Lexical:
    """The words of a collection."""

    def __init__(self, words: Words, derived: _Derived | None = None) -> None:
        """Take the words of all passages, and what follows from them where that is known."""
        derived = derived or _Derived.of(words)
        self._words = words
        self.vocabulary = derived.vocabulary
        """Stem -> row."""
        self.terms = derived.terms
        """The rows of all passages' content words."""
        self.word_forms = derived.word_forms
        """Every folded word as it stands, stop words included -> occurrences."""
        self._rows = derived.rows
        self._bm25 = derived.bm25
        self.idf = idf(self._bm25.frequency, len(self))

    @classmethod
    def build(cls, contexts: Iterable[str], sentences: Iterable[Sequence[str]]) -> "Lexical":
        """Return the words of passages, each of which is held while it is read.

        Args:
            contexts: Title and section of each passage, "" where there is neither.
            sentences: The sentences of each passage.
        """
        return cls(Words.read(contexts, sentences))

    @classmethod
    def chosen(
        cls, parts: Sequence[tuple["Lexical", Ids]], contexts: Sequence[str | None] | None = None
    ) -> "Lexical":
        """Return the words of passages out of others: see `Words.chosen`."""
        return cls(Words.chosen([(lexical._words, rows) for lexical, rows in parts], contexts))

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.terms)

    @property
    def lengths(self) -> Ids:
        """Content words of each passage, its context included: (n,) int64."""
        return np.diff(self.terms.edges)

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
        """
        return self._bm25.scores(ids, len(self))

    def words(self) -> tuple[str, ...]:
        """Return the commonest word as written of each stem, in the vocabulary's order."""
        return tuple(self.numbers)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The row of each stem, by its commonest word as written."""
        counts, rows, forms = self._words.counts, self._rows, self._words.spelled
        order = np.lexsort((-counts, rows))
        order = order[rows[order] >= 0]
        is_first = np.ones(len(order), dtype=np.bool_)
        is_first[1:] = rows[order][1:] != rows[order][:-1]
        commonest = order[is_first]
        owners = np.cumsum(is_first) - 1
        ties = np.flatnonzero(~is_first & (counts[order] == counts[commonest][owners]))
        for owner, other in zip(owners[ties].tolist(), order[ties].tolist(), strict=True):
            best = int(commonest[owner])  # of equally common ones the first of the alphabet
            commonest[owner] = min(best, other, key=forms.__getitem__)
        return numbered(map(forms.__getitem__, commonest.tolist()))

    def forms_in(self, first: int, last: int) -> tuple[str, ...]:
        """Return the words as written in the passages from `first` to before `last`."""
        return self._words.forms_in(first, last)

    def save(self, folder: Path) -> None:
        """Write everything into `folder`, which is made, so that opening works nothing out."""
        folder.mkdir(parents=True)
        StringTable.of(tuple(self._words.forms)).save(folder / "forms")
        StringTable.of(tuple(self.vocabulary)).save(folder / "vocabulary")
        arrays: dict[str, Any] = {"rows": self._rows, "counts": self._words.counts}
        arrays |= {f"words-{name}": getattr(self._words.nested, name) for name in _NESTED}
        arrays |= {f"terms-{name}": getattr(self.terms, name) for name in _NESTED[:2]}
        arrays |= {f"bm25-{name}": getattr(self._bm25, name) for name in _BM25}
        for name, array in arrays.items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Return what `save` wrote; it stays on disk until it is needed.

        Raises:
            CollectionError: A file is missing or not readable.
        """

        def array(name: str) -> Any:  # noqa: ANN401  # of the kind that was saved
            return mapped_array(folder / f"{name}.npy")

        try:
            forms = StringTable.load(folder / "forms")
            stems = StringTable.load(folder / "vocabulary")
            nested = Nested(*(array(f"words-{name}") for name in _NESTED))
            terms = Nested(array("terms-ids"), array("terms-segments"), nested.passages)
            bm25 = Bm25(*(array(f"bm25-{name}") for name in _BM25))
            word_forms = Numbered(forms, array("counts"))
            derived = _Derived(Numbered(stems), array("rows"), terms, bm25, word_forms)
        except (OSError, EOFError, ValueError) as error:
            raise CollectionError(
                f"{folder} is damaged: {error}; build the collection again"
            ) from error
        return cls(Words(forms, nested), derived)


def _terms(words: Nested, rows: WordRows) -> Nested:
    """Return the rows of words that have one, passage by passage.

    Args:
        words: Of all passages.
        rows: The row of each form, -1 for one that counts for nothing.
    """
    kept = [np.zeros(0, np.int32)]
    segments = np.zeros(len(words.segments), np.int64)
    count = 0
    for some in stretches_of(len(words.ids)):
        ids = rows[words.ids[some]]
        counting = ids >= 0
        before: Ids = np.cumsum(counting) - counting
        own = slice(*np.searchsorted(words.segments, (some.start, some.stop)).tolist())
        segments[own] = before[words.segments[own] - some.start] + count
        kept.append(ids[counting])
        count += len(kept[-1])
    segments[np.searchsorted(words.segments, len(words.ids)) :] = count
    return Nested(np.concatenate(kept), segments, words.passages)
