"""Names and noun phrases of a sentence that changed places in its quotation."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

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
    exchanges = [(change, _exchange(change)) for change in changes if change.is_change]
    later: dict[_Exchange, list[PlacedDifference]] = defaultdict(list)  # the next one last
    for change, exchange in reversed(exchanges):
        later[exchange].append(change)
    for first, exchange in exchanges:
        later[exchange].pop()
        opposite = later.get(exchange.reversed())
        if opposite and exchange.is_one:
            second = opposite[-1]
            return Span(min(first.start, second.start), max(first.end, second.end))
    return None


class _Exchange(NamedTuple):
    """What a change took from the source and what it put there, both without articles."""

    put: tuple[str, ...]
    taken: tuple[str, ...]

    @property
    def is_one(self) -> bool:
        """Whether there is something on both sides, and not the same."""
        return bool(self.put and self.taken) and self.put != self.taken

    def reversed(self) -> "_Exchange":
        """Return what puts back what this one took."""
        return _Exchange(self.taken, self.put)


def _exchange(change: PlacedDifference) -> _Exchange:
    """Return what a change took and put."""
    return _Exchange(_phrase(change.difference.quoted), _phrase(change.difference.source))


def _windows(quoted: list[str], source: list[ComparedWord]) -> Iterator[list[ComparedWord]]:
    """Yield the stretches of a source that have the words of a quotation in some order."""
    size, words = len(quoted), [word.folded for word in source]
    lacking = _Lacking(quoted)
    for end, word in enumerate(words, start=1):
        lacking.add(word, -1)
        if end > size:
            lacking.add(words[end - size - 1], 1)
        if not lacking.words and words[end - size : end] != quoted:
            yield source[end - size : end]


class _Lacking:
    """How many words a stretch lacks of a quotation; kept up to date while it moves on."""

    def __init__(self, quoted: Sequence[str]) -> None:
        """Begin with a stretch of no words."""
        self._counts = Counter(quoted)
        self.words = len(quoted)

    def add(self, word: str, lacking: int) -> None:
        """Change how many of a word are lacking by 1 or -1; fewer than none lack nothing."""
        before = self._counts[word]
        self._counts[word] = before + lacking
        self.words += max(before + lacking, 0) - max(before, 0)


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


def _phrase(words: str) -> tuple[str, ...]:
    """Return the words of a phrase without its articles."""
    folded = (word.folded for word in compared_words_of(words))
    return tuple(word for word in folded if word not in ARTICLES)
