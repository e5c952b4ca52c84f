"""The words of a collection: its vocabulary, what each word weighs, and where each stands.

All of it follows from the words of its passages in order. Beside BM25 scores of whole passages
there are each passage's terms sentence by sentence, so that coverage and word order can be looked
at for the few passages that are worth it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np

from index.errors import CollectionError
from index.language import STOP_WORDS, stems_of
from index.search.bm25 import Bm25, idf
from index.search.words import Nested, WordRows, Words
from index.types import Ids, Scores

TermIds: TypeAlias = WordRows  # rows of the vocabulary
_FORMS, _NESTED = "forms.json", "words.npz"


class Lexical:
    """The words of a collection."""

    def __init__(self, words: Words) -> None:
        """Take the words of all passages."""
        self._words = words
        stems = stems_of(words.forms)
        is_content = np.array([form not in STOP_WORDS for form in words.forms], dtype=np.bool_)
        met = (stem for stem, counts in zip(stems, is_content, strict=True) if counts)
        self.vocabulary: Mapping[str, int] = {
            stem: row for row, stem in enumerate(dict.fromkeys(met))
        }
        """Stem -> row."""
        rows = (self.vocabulary.get(stem, -1) for stem in stems)
        self._rows: WordRows = np.fromiter(rows, np.int32, len(stems))  # of each form, -1 for none
        self.terms = _terms(words.nested, np.where(is_content, self._rows, np.int32(-1)))
        """The rows of all passages' content words."""
        self._bm25 = Bm25.of(self.terms, len(self.vocabulary))
        self.idf = idf(self._bm25.frequency, len(self))

    @classmethod
    def build(cls, contexts: Sequence[str], sentences: Sequence[Sequence[str]]) -> "Lexical":
        """Return the words of passages.

        Args:
            contexts: Title and section of each passage, "" where there is neither.
            sentences: The sentences of each passage.
        """
        return cls(Words.read(contexts, sentences))

    @classmethod
    def chosen(
        cls, parts: Sequence[tuple["Lexical", Ids]], contexts: Sequence[str] | None = None
    ) -> "Lexical":
        """Return the words of passages out of others: see `Words.chosen`."""
        return cls(Words.chosen([(lexical._words, rows) for lexical, rows in parts], contexts))

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.terms)

    @cached_property
    def word_forms(self) -> Mapping[str, int]:
        """Every folded word as it stands, stop words included -> occurrences."""
        return dict(zip(self._words.forms, self._words.counts.tolist(), strict=True))

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
        commonest: dict[int, tuple[int, str]] = {}
        counted = zip(self._rows.tolist(), self.word_forms.items(), strict=True)
        for row, (word, count) in counted:
            standing = (-count, word)  # of equally common ones the first of the alphabet
            if row >= 0 and standing < commonest.get(row, (1, "")):
                commonest[row] = standing
        return {commonest[row][1]: row for row in range(len(self.vocabulary))}

    def forms_in(self, first: int, last: int) -> tuple[str, ...]:
        """Return the words as written in the passages from `first` to before `last`."""
        return self._words.forms_in(first, last)

    def save(self, folder: Path) -> None:
        """Write everything into `folder`, which is made."""
        folder.mkdir(parents=True)
        forms = json.dumps(self._words.forms, ensure_ascii=False)
        (folder / _FORMS).write_text(forms, encoding="utf-8")
        nested = self._words.nested
        np.savez(
            folder / _NESTED, ids=nested.ids, segments=nested.segments, passages=nested.passages
        )

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Return what `save` wrote.

        Raises:
            CollectionError: A file is missing or not readable.
        """
        try:
            forms = tuple(json.loads((folder / _FORMS).read_text(encoding="utf-8")))
            with np.load(folder / _NESTED) as arrays:
                nested = Nested(arrays["ids"], arrays["segments"], arrays["passages"])
        except (OSError, ValueError, KeyError) as error:
            raise CollectionError(
                f"{folder} is damaged: {error}; build the collection again"
            ) from error
        return cls(Words(forms, nested))


def _terms(words: Nested, rows: WordRows) -> Nested:
    """Return the rows of words that have one, passage by passage.

    Args:
        words: Of all passages.
        rows: The row of each form, -1 for one that counts for nothing.
    """
    ids = rows[words.ids]
    counting = ids >= 0
    before = np.concatenate([[0], np.cumsum(counting)]).astype(np.int64)
    return Nested(ids[counting], before[words.segments], words.passages)
