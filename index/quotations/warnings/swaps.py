"""Names and noun phrases of a sentence that changed places in its quotation."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from index.language import ARTICLES, COORDINATORS, STOP_WORDS
from index.quotations.warnings.changes import PlacedDifference
from index.quotations.words import ComparedWord, compared_words_of
from index.types import Span

_MOST_WORDS = 200  # of a quotation in which it is looked for
_LONGEST_PHRASE = 8  # words of a name or noun phrase


def swapped_in(quotation: str, text: str, sentences: Span) -> Span | None:
    """Return the source's words from the first to the second of two phrases that changed places.

    Args:
        quotation: As it was given.
        text: The document's text.
        sentences: The whole sentences that it was taken from.
    """
    quoted = [word.folded for word in compared_words_of(quotation)]
    source = compared_words_of(text, sentences.start, sentences.end)
    if not quoted or len(quoted) > _MOST_WORDS:
        return None
    for window in _windows(quoted, source):
        core = _core(quoted, window)
        if core is not None:
            return Span(core[0].start, core[-1].end)
    return None


def exchanged_in(changes: Sequence[PlacedDifference]) -> Span | None:
    """Return the source's words from the first to the second of two changes that are each other."""
    changed = [change for change in changes if change.is_change]
    for first, second in combinations(changed, 2):
        if _are_exchanged(first, second):
            return Span(min(first.start, second.start), max(first.end, second.end))
    return None


def _windows(quoted: Sequence[str], source: list[ComparedWord]) -> Iterator[list[ComparedWord]]:
    """Yield the stretches of a source that have the words of a quotation in some order."""
    size, wanted = len(quoted), Counter(quoted)
    words = [word.folded for word in source]
    for start in range(len(source) - size + 1):
        window = words[start : start + size]
        if window != quoted and Counter(window) == wanted:
            yield source[start : start + size]


def _core(quoted: Sequence[str], source: list[ComparedWord]) -> list[ComparedWord] | None:
    """Return what two phrases that changed places span in the source, themselves included."""
    words = [word.folded for word in source]
    before = _shared(quoted, words)
    behind = _shared(quoted[::-1], words[::-1])
    if before + behind >= len(words):
        return None
    # Articles at both ends may belong to the phrases: they are equal, so they stay out.
    core, other = quoted[before : len(words) - behind], words[before : len(words) - behind]
    for length in range(1, min(_LONGEST_PHRASE, len(core) - 1) + 1):
        for other_length in range(1, min(_LONGEST_PHRASE, len(core) - 1 - length) + 1):
            if _is_swap(core, other, length, other_length):
                return source[before : len(words) - behind]
    return None


def _shared(words: Sequence[str], others: Sequence[str]) -> int:
    """Return how many words two sequences begin with in common."""
    for count, (word, other) in enumerate(zip(words, others, strict=True)):
        if word != other:
            return count
    return len(words)


def _is_swap(quoted: Sequence[str], source: Sequence[str], length: int, other_length: int) -> bool:
    """Return whether the first and last words of one side are the last and first of the other."""
    first, last = quoted[:length], quoted[len(quoted) - other_length :]
    between = quoted[length : len(quoted) - other_length]
    return (
        list(source) == [*last, *between, *first]
        and _is_phrase(first)
        and _is_phrase(last)
        and not COORDINATORS.issuperset(between)
    )


def _is_phrase(words: Sequence[str]) -> bool:
    """Return whether words may be a name or a noun phrase: the last one carries meaning."""
    return words[-1] not in STOP_WORDS and len(words[-1]) > 1


def _are_exchanged(first: PlacedDifference, second: PlacedDifference) -> bool:
    """Return whether what either change took from the source is what the other one put there."""
    phrases = [
        _phrase(side)
        for change in (first, second)
        for side in (change.difference.quoted, change.difference.source)
    ]
    put, taken, other_put, other_taken = phrases
    return bool(put and other_put) and put == other_taken and other_put == taken and put != taken


def _phrase(words: str) -> tuple[str, ...]:
    """Return the words of a phrase without its articles."""
    folded = (word.folded for word in compared_words_of(words))
    return tuple(word for word in folded if word not in ARTICLES)
