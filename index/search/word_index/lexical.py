"""The words of a collection: its vocabulary, what each word weighs, and where each stands.

All of it follows from the words of its passages in order, which lie in parts that are written once;
what is counted is counted over all of them. Beside BM25 scores of whole passages there are the
terms of a few, sentence by sentence, so that coverage and word order can be looked at where it is
worth it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np

from index.errors import CollectionError
from index.search.word_index.bm25 import Damping, damping_of
from index.search.word_index.counted_words import CountedWords
from index.search.word_index.live_parts import (
    HeldWords,
    LivePart,
    kept_in_build,
    mostly_wanted,
)
from index.search.word_index.numbers import WordRows, numbered
from index.search.word_index.string_tables import Numbered
from index.search.word_index.word_parts import WordPart
from index.search.word_index.words import Nested, Picked, Words
from index.storage import mapped_array
from index.types import Ids, Scores

TermIds: TypeAlias = WordRows  # rows of the vocabulary
_PARTS = "parts"
_PLACES = "places.npy"
_ORDER = "order.txt"
_COUNTED = ("counts", "frequency", "stems")  # of each part, what of it is there


class Lexical:
    """The words of a collection."""

    def __init__(self, held: HeldWords, counted: CountedWords) -> None:
        """Take the words of all passages, and what is counted of them; see `of`."""
        self._held = held
        self._counted = counted
        self.vocabulary: Mapping[str, int] = Numbered(counted.stems)
        """Stem -> row, ascending by the stems' bytes."""
        self.word_forms: Mapping[str, int] = Numbered(counted.forms, counted.counts)
        """Every folded word as it stands, stop words included -> occurrences."""
        self.idf = counted.idf

    @classmethod
    def of(cls, held: HeldWords) -> "Lexical":
        """Return the words of all passages, counted."""
        counted, parts = CountedWords.of(held.parts, len(held.places))
        return cls(HeldWords(parts, held.places), counted)

    @classmethod
    def build(cls, contexts: Iterable[str], sentences: Iterable[Sequence[str]]) -> "Lexical":
        """Return the words of passages, each of which is held while it is read.

        Args:
            contexts: Title and section of each passage, "" where there is neither.
            sentences: The sentences of each passage.
        """
        return cls.of(HeldWords.of(Words.read(contexts, sentences)))

    @classmethod
    def chosen(
        cls,
        chosen: Sequence[tuple["Lexical", Ids]],
        contexts: Sequence[str | None] | None = None,
    ) -> "Lexical":
        """Return the words of passages out of others, as though there were no others.

        Of a part that is mostly chosen none are copied.

        Args:
            chosen: Words, and the rows of the passages that are chosen of them, (n,) int64.
            contexts: Title and section of each chosen passage where they are others here, None of
                each where they are the same; None where all are.
        """
        held = [(lexical._held, rows) for lexical, rows in chosen]
        return cls.of(HeldWords.chosen(held, contexts, mostly_wanted))

    @classmethod
    def grown(cls, chosen: Sequence[tuple["Lexical", Ids]], *, leaving: bool) -> "Lexical":
        """Return the words of an earlier build's passages and of new ones, to be saved.

        Args:
            chosen: See `chosen`.
            leaving: Whether what nobody has any more may stay in parts that are linked.
        """
        held = [(lexical._held, rows) for lexical, rows in chosen]
        return cls.of(HeldWords.chosen(held, None, kept_in_build(leaving=leaving)))

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._held.places)

    @property
    def lengths(self) -> Ids:
        """Content words of each passage, its context included: (n,) int64."""
        lengths = [np.zeros(0, np.int64), *(one.part.lengths for one in self._held.parts)]
        return np.concatenate(lengths)[self._held.places]

    @cached_property
    def _damping(self) -> tuple[Damping, ...]:
        """Of each part by what the tallies of its passages are damped."""
        mean = float(self.lengths.mean()) if len(self) else 1.0
        return tuple(damping_of(one.part.lengths, mean) for one in self._held.parts)

    def ids_of(self, stems: Iterable[str]) -> TermIds:
        """Return the rows of those stems that the vocabulary has, in order."""
        rows = [self.vocabulary[stem] for stem in stems if stem in self.vocabulary]
        return np.array(rows, dtype=np.int32)

    def scores(self, ids: TermIds) -> Scores:
        """Return the BM25 score of every passage, at least 0.

        Args:
            ids: (m,) rows of the vocabulary, the query's; one that stands there twice counts twice.

        Returns:
            (n,) float32, one score a passage.
        """
        begins = self._held.begins.tolist()
        scores = np.zeros(begins[-1], dtype=np.float32)  # of all, be they there or not
        for live, damping, begin in zip(self._held.parts, self._damping, begins, strict=False):
            self._add(live, damping, ids, scores[begin : begin + len(live.part)])
        return self._held.by_row(scores)

    def _add(self, live: LivePart, damping: Damping, ids: TermIds, scores: Scores) -> None:
        """Add what terms weigh to the score of every passage of a part."""
        for stem, weight in zip(live.stems_at(ids).tolist(), self.idf[ids], strict=True):
            if stem >= 0:
                live.part.postings.add(stem, weight, damping, scores)

    def terms_at(self, rows: Ids) -> Nested:
        """Return the rows of the content words of some passages, (n,) int64, in their order."""
        owners, own = self._held.located(rows)
        parts = self._held.parts
        picked = Picked([one.part.words for one in parts], owners, own, np.zeros(0, np.int64))
        words = picked.nested([one.rows for one in parts])
        telling = np.flatnonzero(words.ids >= 0)
        bounds = np.searchsorted(telling, words.segments)
        return Nested(words.ids.take(telling), bounds, words.passages)

    def words(self) -> tuple[str, ...]:
        """Return the commonest word as written of each stem, in the vocabulary's order."""
        return tuple(self.numbers)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The row of each stem, by its commonest word as written."""
        return numbered(self._counted.words())

    def forms_in(self, first: int, last: int) -> tuple[str, ...]:
        """Return the words as written in the passages from `first` to before `last`."""
        owners, own = self._held.located(np.arange(first, last))
        forms: set[str] = set()
        for number, live in enumerate(self._held.parts):
            rows = np.unique(live.part.words.some(own[owners == number]).ids)
            forms.update(live.part.forms[row] for row in rows.tolist())
        return tuple(sorted(forms))

    def save(self, folder: Path) -> None:
        """Write everything into `folder`, which is made, so that opening works nothing out.

        Parts that lie on the same disk are linked.
        """
        parts = folder / _PARTS
        parts.mkdir(parents=True)
        self._counted.save(folder)
        names = []
        for live in self._held.parts:
            part = live.part.put(parts)
            assert part.path is not None  # noqa: S101  # it was just put there
            names.append(part.path.name)
            for name in _COUNTED:
                np.save(_counted(parts, names[-1], name), getattr(live, name), allow_pickle=False)
        np.save(parts / _PLACES, self._held.places, allow_pickle=False)
        (parts / _ORDER).write_text("\n".join(names), encoding="ascii")

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Return what `save` wrote; it stays on disk until it is needed.

        Raises:
            CollectionError: A file is missing or not readable.
        """
        parts = folder / _PARTS
        try:
            names = (parts / _ORDER).read_text(encoding="ascii").split()
            live = tuple(
                LivePart(
                    WordPart.load(parts / name),
                    *(mapped_array(_counted(parts, name, counted)) for counted in _COUNTED),
                )
                for name in names
            )
            held = HeldWords(live, mapped_array(parts / _PLACES))
            return cls(held, CountedWords.load(folder))
        except (OSError, EOFError, ValueError) as error:
            raise CollectionError(
                f"{folder} is damaged: {error}; build the collection again"
            ) from error


def _counted(parts: Path, name: str, counted: str) -> Path:
    """Return where something that is counted of a part lies."""
    return parts / f"{name}-{counted}.npy"
