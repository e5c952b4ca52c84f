"""Words that a line break or emphasis cut in pieces, and what the pieces read run together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.quotations.marked_words import Element
from index.quotations.words import ComparedWord, is_soft

_MOST_PIECES = 4  # pieces of a word that are run together: "U.S.S.R." has four


@dataclass(frozen=True, slots=True)
class Join:
    """Elements `first`..`last` and source words `begin`..`end` read the same when run together."""

    first: int
    last: int
    begin: int
    end: int


class _Run(NamedTuple):
    """Pieces of a text run together.

    Args:
        word: What they read then.
        first: The first of them.
        last: One past the last.
    """

    word: str
    first: int
    last: int


def joins_of(
    elements: Sequence[Element], quotation: str, source: Sequence[ComparedWord], text: str
) -> list[Join]:
    """Return where words of one side that are cut in pieces read like words of the other.

    Args:
        elements: The quotation's.
        quotation: The text that the elements were read from.
        source: Words of the source.
        text: The text that they were read from.
    """
    quoted_runs, source_runs = list(_runs(elements, quotation)), list(_runs(source, text))
    if not quoted_runs and not source_runs:
        return []
    quoted_words = [word for word in _single(elements) if word.word]
    source_words = _single(source)
    return [
        *_matched(quoted_runs, source_words + source_runs),
        *_matched(quoted_words, source_runs),
    ]


def joined_words(
    elements: Sequence[Element], quotation: str, is_one: Callable[[str, Sequence[str]], bool]
) -> list[str]:
    """Return the words of a quotation, some of the pieces run together.

    Args:
        elements: The quotation's.
        quotation: The text that the elements were read from.
        is_one: Whether the first argument is to be taken for the pieces in the second.
    """
    pieces = [element.folded for element in elements]
    runs: dict[int, list[_Run]] = defaultdict(list)  # by their first piece, short ones first
    for run in _runs(elements, quotation):
        runs[run.first].append(run)
    words: list[str] = []
    first = 0
    while first < len(pieces):
        single = _Run(pieces[first], first, first + 1)
        joined = (
            run
            for run in reversed(runs[first])
            if run.word and is_one(run.word, pieces[first : run.last])
        )
        longest = next(joined, single)
        words.append(longest.word)
        first = longest.last
    return words


def _single(pieces: Sequence[Element | ComparedWord]) -> list[_Run]:
    """Return each word as a run of its own."""
    return [_Run(piece.folded, i, i + 1) for i, piece in enumerate(pieces)]


def _runs(pieces: Sequence[Element | ComparedWord], text: str) -> Iterator[_Run]:
    """Yield every two to four neighbouring pieces that may be one word."""
    for first in range(len(pieces) - 1):
        word = pieces[first].folded
        for last in range(first + 1, min(first + _MOST_PIECES, len(pieces))):
            if not is_soft(text, pieces[last - 1].end, pieces[last].start):
                break
            word += pieces[last].folded
            yield _Run(word, first, last + 1)


def _matched(quoted: Sequence[_Run], source: Sequence[_Run]) -> Iterator[Join]:
    """Yield the pairs of runs that read the same."""
    by_word: dict[str, list[_Run]] = defaultdict(list)
    for run in source:
        by_word[run.word].append(run)
    for run in quoted:
        for other in by_word.get(run.word, ()):
            yield Join(run.first, run.last, other.first, other.last)
