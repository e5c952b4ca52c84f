"""Neighbouring pieces of a text that may be one word, cut by a line break or emphasis."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from index.quotations.words import is_soft

_MOST_PIECES = 4  # pieces of a word that are run together: "U.S.S.R." has four


class Piece(Protocol):
    """A word, or what stands for one, with its place in a text."""

    @property
    def folded(self) -> str:
        """What it is compared by."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


class Run(NamedTuple):
    """Pieces of a text run together.

    Args:
        word: What they read then.
        first: The first of them.
        last: One past the last.
    """

    word: str
    first: int
    last: int


def runs_of(pieces: Sequence[Piece], text: str) -> Iterator[Run]:
    """Yield every two to four neighbouring pieces that may be one word, short ones first.

    Args:
        pieces: In order.
        text: What they were read from.
    """
    soft = {
        place
        for place, (one, other) in enumerate(pairwise(pieces))
        if text[one.end : other.start] != " " and is_soft(text, one.end, other.start)
    }
    for first in sorted(soft):
        word = pieces[first].folded
        for last in range(first + 1, first + _MOST_PIECES):
            if last - 1 not in soft:
                break
            word += pieces[last].folded
            yield Run(word, first, last + 1)
