"""Which words share pairs of neighbouring letters with another, looked up and not compared."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.search.word_index.numbers import Bounds
from index.types import Ids, Scores

_FIRST, _LAST = "^", "$"  # the edges of a word, which no letter is
_BITS = 21  # of a code point

Codes = npt.NDArray[np.int64]  # of two letters that follow each other


@dataclass(frozen=True, slots=True, eq=False)
class LetterPairs:
    """The words that hold each pair of letters, the edges of a word among the letters.

    Args:
        codes: (p,) int64, the pairs, ascending.
        starts: (p + 1,) int64, where each one's words begin.
        words: (w,) int32, their places, of a pair ascending.
        lengths: (n,) int64, the letters of each word.
    """

    codes: Codes
    starts: Bounds
    words: npt.NDArray[np.int32]
    lengths: Ids

    @classmethod
    def of(cls, words: Sequence[str]) -> "LetterPairs":
        """Return the pairs of words that are made of letters alone."""
        lengths = np.array([len(word) for word in words], dtype=np.int64)
        pairs = _codes("".join(f"{_FIRST}{word}{_LAST}" for word in words))
        own = np.repeat(np.arange(len(words), dtype=np.int32), lengths + 2)[:-1]
        inside = np.ones(len(pairs), dtype=np.bool_)
        inside[np.cumsum(lengths + 2)[:-1] - 1] = False  # from a word's end to the next one's start
        pairs, own = pairs[inside], own[inside]
        order = np.argsort(pairs, kind="stable")
        pairs, own = pairs[order], own[order]
        is_first = np.ones(len(pairs), dtype=np.bool_)  # a pair that a word holds twice counts once
        is_first[1:] = (pairs[1:] != pairs[:-1]) | (own[1:] != own[:-1])
        pairs, own = pairs[is_first], own[is_first]
        codes, counts = np.unique(pairs, return_counts=True)
        return cls(codes, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), own, lengths)

    def nearest(self, word: str, most: int) -> Ids:
        """Return the places of the words that share most pairs with another, at most `most`.

        Shared pairs count against all pairs (Dice), so that short words are not drowned by long
        ones.
        """
        wanted = np.unique(_codes(f"{_FIRST}{word}{_LAST}"))
        places = np.searchsorted(self.codes, wanted)
        there = [
            place
            for place, code in zip(places.tolist(), wanted.tolist(), strict=True)
            if place < len(self.codes) and int(self.codes[place]) == code
        ]
        own = [self.words[self.starts[place] : self.starts[place + 1]] for place in there]
        rows, shared = np.unique(np.concatenate([np.zeros(0, np.int32), *own]), return_counts=True)
        likeness: Scores = shared / (self.lengths[rows] + len(word))
        nearest: Ids = rows[np.argsort(-likeness, kind="stable")[:most]].astype(np.int64)
        return nearest


def _codes(letters: str) -> Codes:
    """Return the pair that begins at each letter but the last."""
    points = np.frombuffer(letters.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    codes: Codes = (points[:-1] << _BITS) | points[1:]
    return codes
