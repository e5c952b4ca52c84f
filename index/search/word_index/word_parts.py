"""The words of passages that were written at once: a part of a collection's, never changed.

What a term weighs follows from all parts, and is not in it; the terms of a passage follow from its
words. So a later build links a part as it is, whatever becomes of the passages in others, and of
some of its own: what nobody has any more is not looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import compress, repeat
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from index.language import STOP_WORDS, stems_of
from index.search.word_index.bm25 import Postings
from index.search.word_index.numbers import Bounds, Naturals, WordRows, narrowed, numbered
from index.search.word_index.string_tables import StringTable
from index.search.word_index.words import Nested, Words
from index.storage import is_linked, mapped_array, stretches_of
from index.types import Ids

_TABLES = ("forms", "stems")
_NESTED = ("ids", "segments", "passages")
_POSTINGS = ("passages", "tallies", "starts")
_AT_ONCE = 1 << 12  # passages that are counted at once


@dataclass(frozen=True, slots=True, eq=False)
class WordPart:
    """The words of some passages, and where they stand.

    Args:
        forms: Each folded word as it is written, stop words included.
        stems: Those of content words.
        stem_of: (f,) int32, the stem of each form; -1 of a stop word, be its stem a content word's,
            too ("be" and "beings").
        words: Rows of `forms`.
        postings: How often each stem stands where.
        lengths: (n,), content words of each passage, its context included.
        path: Its folder, None where it is in memory alone.
    """

    forms: StringTable
    stems: StringTable
    stem_of: WordRows
    words: Nested
    postings: Postings
    lengths: Naturals
    path: Path | None = field(default=None)

    @classmethod
    def of(cls, words: Words) -> "WordPart":
        """Return the part of words whose forms ascend."""
        forms = words.forms
        found = stems_of(forms)
        is_content = np.array([form not in STOP_WORDS for form in forms], dtype=np.bool_)
        stems = sorted(set(compress(found, is_content.tolist())))
        rows = numbered(stems)
        stem_of = np.fromiter(map(rows.get, found, repeat(-1)), np.int32, len(found))
        stem_of[~is_content] = -1
        ids, edges = _terms(words.nested, stem_of)
        return cls(
            StringTable.of(forms),
            StringTable.of(stems),
            stem_of,
            words.nested,
            Postings.of(ids, edges, len(stems)),
            narrowed(np.diff(edges)),
        )

    def __len__(self) -> int:
        """Return the number of passages, those included that nobody has any more."""
        return len(self.lengths)

    def tallied(self, rows: Ids) -> tuple[Ids, Ids]:
        """Return what stands in some of the passages.

        Args:
            rows: (n,) int64, each once.

        Returns:
            How often each form does, (f,) int64, and in how many each stem does, (v,) int64.
        """
        counts, frequency = np.zeros(len(self.forms), np.int64), np.zeros(len(self.stems), np.int64)
        for ids, owners in self._words_of(rows):
            counts += np.bincount(ids, minlength=len(counts))
            stems = self.stem_of[ids]
            counting = stems >= 0
            standing = np.unique(owners[counting] * len(frequency) + stems[counting])
            frequency += np.bincount(standing % len(frequency), minlength=len(frequency))
        return counts, frequency

    def _words_of(self, rows: Ids) -> Iterator[tuple[Naturals, Ids]]:
        """Yield the words of some passages with the number of each one's passage, a few at once."""
        for first in range(0, len(rows), _AT_ONCE):
            some = self.words.some(rows[first : first + _AT_ONCE])
            yield some.ids, np.repeat(np.arange(len(some)), np.diff(some.edges))

    def put(self, folder: Path) -> "WordPart":
        """Let it stand in another folder, too, linked where that can be, and return it there.

        Raises:
            OSError: It cannot be written.
        """
        place = folder / (self.path.name if self.path else uuid4().hex[:12])
        place.mkdir()
        for name, array in self._arrays().items():
            if self.path is None or not is_linked(self.path / name, place / name):
                np.save(place / name, array, allow_pickle=False)
        return replace(self, path=place)

    def _arrays(self) -> dict[str, Naturals]:
        """Return what it is made of, by the names of its files."""
        arrays = {"stem-of": self.stem_of, "lengths": self.lengths}
        for table in _TABLES:
            arrays |= getattr(self, table).arrays(table)
        arrays |= {f"words-{name}": getattr(self.words, name) for name in _NESTED}
        arrays |= {f"postings-{name}": getattr(self.postings, name) for name in _POSTINGS}
        return {f"{name}.npy": array for name, array in arrays.items()}

    @classmethod
    def load(cls, folder: Path) -> "WordPart":
        """Return the part that lies in a folder; it stays on disk until it is needed.

        Raises:
            OSError: A file is missing or cannot be read.
            EOFError: A file is empty.
            ValueError: A file is no array.
        """

        def array(name: str) -> Any:  # noqa: ANN401  # of the kind that was saved
            return mapped_array(folder / f"{name}.npy")

        forms, stems = (StringTable.load(folder, table) for table in _TABLES)
        words = Nested(*(array(f"words-{name}") for name in _NESTED))
        postings = Postings(*(array(f"postings-{name}") for name in _POSTINGS))
        return cls(forms, stems, array("stem-of"), words, postings, array("lengths"), folder)


def _terms(words: Nested, stem_of: WordRows) -> tuple[WordRows, Bounds]:
    """Return the stems of words that have one, and where each passage begins there.

    Args:
        words: Of all passages.
        stem_of: The stem of each form, -1 of one that counts for nothing.
    """
    kept = [np.zeros(0, np.int32)]
    edges = words.edges
    begins = np.zeros(len(edges), np.int64)
    count = 0
    for some in stretches_of(len(words.ids)):
        ids = stem_of[words.ids[some]]
        counting = ids >= 0
        before: Ids = np.cumsum(counting) - counting
        own = slice(*np.searchsorted(edges, (some.start, some.stop)).tolist())
        begins[own] = before[edges[own] - some.start] + count
        kept.append(ids[counting])
        count += len(kept[-1])
    begins[np.searchsorted(edges, len(words.ids)) :] = count
    return np.concatenate(kept), begins
