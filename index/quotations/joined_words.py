"""Words that a line break or emphasis cut in pieces, and what the pieces read run together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.quotations.marked_words import Element
from index.quotations.words import Word, is_soft

_MOST_PIECES = 4
"""Pieces of a word that are run together: "U.S.S.R." has four."""


@dataclass(frozen=True, slots=True)
class Join:
    """Elements `first`..`last` and source words `begin`..`end` read the same when run together."""

    first: int
    last: int
    begin: int
    end: int


def joins_of(
    elements: Sequence[Element], quotation: str, source: Sequence[Word], text: str
) -> list[Join]:
    """Return where words of one side that are cut in pieces read like words of the other.

    Args:
        elements: The quotation's.
        quotation: The text that the elements were read from.
        source: Words of the source.
        text: The text that they were read from.
    """
    quoted, cut = list(_runs(elements, quotation)), list(_runs(source, text))
    if not quoted and not cut:
        return []
    whole = [(word.folded, begin, begin + 1) for begin, word in enumerate(source)]
    single = [(element.folded, i, i + 1) for i, element in enumerate(elements) if element.folded]
    return [*_matched(quoted, whole + cut), *_matched(single, cut)]


def joined_words(
    elements: Sequence[Element], quotation: str, is_one: Callable[[str, Sequence[str]], bool]
) -> list[str]:
    """Return the words of a quotation, some of the pieces run together.

    Args:
        elements: The quotation's.
        quotation: The text that the elements were read from.
        is_one: Whether the first argument is to be taken for the pieces in the second.
    """
    runs = {(first, last): reading for reading, first, last in _runs(elements, quotation)}
    pieces = [element.folded for element in elements]
    words: list[str] = []
    first = 0
    while first < len(pieces):
        for last in range(first + _MOST_PIECES, first, -1):
            reading = runs.get((first, last), "")
            if reading and is_one(reading, pieces[first:last]):
                break
        else:
            last, reading = first + 1, pieces[first]
        words.append(reading)
        first = last
    return words


_Run = tuple[str, int, int]
"""What pieces read run together, the first of them, and one past the last."""


def _runs(pieces: Sequence[Element] | Sequence[Word], text: str) -> Iterator[_Run]:
    """Yield every two to four neighbouring pieces that may be one word."""
    for first in range(len(pieces) - 1):
        reading = pieces[first].folded
        for last in range(first + 1, min(first + _MOST_PIECES, len(pieces))):
            if not is_soft(text, pieces[last - 1].end, pieces[last].start):
                break
            reading += pieces[last].folded
            yield reading, first, last + 1


def _matched(quoted: Sequence[_Run], source: Sequence[_Run]) -> Iterator[Join]:
    """Yield the pairs of runs that read the same."""
    by_reading: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for reading, begin, end in source:
        by_reading[reading].append((begin, end))
    for reading, first, last in quoted:
        for begin, end in by_reading.get(reading, ()):
            yield Join(first, last, begin, end)
