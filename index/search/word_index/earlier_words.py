"""Words of a build before schema 10, to go on from: its vectors of words go by other numbers.

There words were numbered in the order in which they were met, and what followed from those of all
passages lay in files of its own. They are made one part, which the next build writes.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from index.errors import CollectionError
from index.language import STOP_WORDS, stems_of
from index.search.word_index.counted_words import CountedWords, commonest_of
from index.search.word_index.lexical import Lexical
from index.search.word_index.live_parts import HeldWords
from index.search.word_index.numbers import numbered
from index.search.word_index.words import Nested, Words
from index.storage import mapped_array

_NESTED = ("words-ids", "words-segments", "words-passages")


class EarlierWords(Lexical):
    """The words of a collection, each by the number that its vector has."""

    def __init__(self, words: Words, rows: Sequence[int], stems: Sequence[str]) -> None:
        """Take the words of all passages.

        Args:
            words: Their forms in the order in which they are met.
            rows: The row of each form's stem, -1 of one that has none.
            stems: In the order of their rows.
        """
        ordered = words.ordered()
        held = HeldWords.of(ordered)
        counted, parts = CountedWords.of(held.parts, len(held.places))
        super().__init__(HeldWords(parts, held.places), counted)
        self.vocabulary = numbered(stems)
        row_of = dict(zip(words.forms, rows, strict=True))
        own = np.array([row_of[form] for form in ordered.forms], dtype=np.int32)
        commonest = commonest_of(parts[0].counts, own)
        self.numbers = numbered(map(ordered.forms.__getitem__, commonest.tolist()))

    @classmethod
    def build(cls, contexts: Iterable[str], sentences: Iterable[Sequence[str]]) -> "EarlierWords":
        """Return the words of texts: see `Lexical.build`."""
        words = Words.met(contexts, sentences)
        found = stems_of(words.forms)
        stems = [
            stem for form, stem in zip(words.forms, found, strict=True) if form not in STOP_WORDS
        ]
        rows = numbered(dict.fromkeys(stems))
        own = [
            -1 if form in STOP_WORDS else rows[stem]
            for form, stem in zip(words.forms, found, strict=True)
        ]
        return cls(words, own, list(rows))

    @classmethod
    def load(cls, folder: Path) -> "EarlierWords":
        """Return what such a build has.

        Raises:
            CollectionError: A file is missing or not readable.
        """
        try:
            nested = Nested(*(mapped_array(folder / f"{name}.npy") for name in _NESTED))
            rows = mapped_array(folder / "rows.npy").tolist()
            return cls(
                Words(_strings(folder / "forms"), nested), rows, _strings(folder / "vocabulary")
            )
        except (OSError, EOFError, ValueError) as error:
            raise CollectionError(
                f"{folder} is damaged: {error}; build the collection again"
            ) from error


def lexical_in(folder: Path) -> Lexical:
    """Return the words that lie in a folder of a build, of this version or an earlier one.

    Raises:
        CollectionError: A file is missing or not readable.
    """
    is_earlier = (folder / "rows.npy").is_file()
    return EarlierWords.load(folder) if is_earlier else Lexical.load(folder)


def _strings(folder: Path) -> tuple[str, ...]:
    """Return the strings of a table, in the order of their numbers."""
    letters, bounds = (mapped_array(folder / f"{name}.npy") for name in ("letters", "bounds"))
    raw = letters.tobytes()
    return tuple(raw[begin:end].decode() for begin, end in pairwise(bounds.tolist()))
