"""Words that a line break or emphasis cut in pieces, and what the pieces read run together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from index.quotations.marked_words import ParsedQuotation
from index.quotations.soft_runs import Piece, Run, runs_of
from index.quotations.words import ComparedWord

# Pairs that are looked at beside one source, those of rare words first: of "a-a-a-…" not all.
_MOST_JOINS = 4000


@dataclass(frozen=True, slots=True)
class Join:
    """Elements `first`..`last` and source words `begin`..`end` read the same when run together."""

    first: int
    last: int
    begin: int
    end: int


def joins_of(quotation: ParsedQuotation, source: Sequence[ComparedWord], text: str) -> list[Join]:
    """Return where words of one side that are cut in pieces read like words of the other.

    Args:
        quotation: The quotation.
        source: Words of the source.
        text: The text that they were read from.
    """
    quoted_runs, source_runs = list(quotation.runs), list(runs_of(source, text))
    if not quoted_runs and not source_runs:
        return []
    cut = {run.word for run in quoted_runs}
    cut_there = {run.word for run in source_runs if run.word}
    source_words = _single(source, cut)
    return [
        *_matched(quoted_runs, source_words + source_runs),
        *_matched(_single(quotation.elements, cut_there), source_runs),
    ]


def joined_words(quotation: ParsedQuotation, is_one: Callable[[Run], bool]) -> list[str]:
    """Return the words of a quotation, some of the pieces run together.

    Args:
        quotation: The quotation.
        is_one: Whether pieces are to be taken for the word that they read.
    """
    pieces = [element.folded for element in quotation.elements]
    runs: dict[int, list[Run]] = defaultdict(list)  # by their first piece, short ones first
    for run in quotation.runs:
        runs[run.first].append(run)
    words: list[str] = []
    first = 0
    while first < len(pieces):
        single = Run(pieces[first], first, first + 1)
        joined = (run for run in reversed(runs[first]) if run.word and is_one(run))
        longest = next(joined, single)
        words.append(longest.word)
        first = longest.last
    return words


def _single(pieces: Sequence[Piece], words: AbstractSet[str]) -> list[Run]:
    """Return each of some words, wherever it stands, as a run of its own."""
    return [Run(piece.folded, i, i + 1) for i, piece in enumerate(pieces) if piece.folded in words]


def _matched(quoted: Sequence[Run], source: Sequence[Run]) -> Iterator[Join]:
    """Yield the pairs of runs that read the same, in the order of the quotation."""
    by_word: dict[str, list[Run]] = defaultdict(list)
    for run in source:
        by_word[run.word].append(run)
    common = _too_common(Counter(run.word for run in quoted if run.word in by_word), by_word)
    for run in quoted:
        if run.word not in common:
            for other in by_word.get(run.word, ()):
                yield Join(run.first, run.last, other.first, other.last)


def _too_common(quoted: Counter[str], source: dict[str, list[Run]]) -> set[str]:
    """Return the words of which there are too many pairs, the most common of all."""
    pairs = {word: count * len(source[word]) for word, count in quoted.items()}
    left = _MOST_JOINS
    common: set[str] = set()
    for word in sorted(pairs, key=lambda word: (pairs[word], word)):
        left -= pairs[word]
        if left < 0:
            common.add(word)
    return common
