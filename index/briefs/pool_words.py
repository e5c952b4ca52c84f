"""The words of a pool's sentences."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from typing import NamedTuple

import numpy as np

from index.language import DENIALS, stems_of, words_of
from index.types import Ids

_SAME = 0.75  # share of a sentence's content words from which another that has them says the same


class SaidWords(NamedTuple):
    """What two sentences have in common that say the same in the same words.

    Where they stand does not matter, nor case, punctuation, inflection and the place of small
    words.

    Args:
        content: The stems of the content words, in order: who did it and to whom stays apart.
        others: The other words, "not" among them, in rising order.
    """

    content: tuple[str, ...]
    others: tuple[str, ...]


def says_same(one: SaidWords, other: SaidWords) -> bool:
    """Return whether two sentences say the same in nearly the same words.

    One has all content words of the other, in the same order, and hardly more; what it has more is
    no number and no denial. Where each has a word of its own they may tell of two things.
    """
    first, second = frozenset(one.content), frozenset(other.content)
    shared, either = first & second, first | second
    if shared not in {first, second} or len(shared) < _SAME * len(either):
        return False
    differing = (either - shared) | (set(one.others) ^ set(other.others))
    if differing & DENIALS or any(map(_has_digit, differing)):
        return False
    return _in_order(one, shared) == _in_order(other, shared)


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _in_order(wording: SaidWords, stems: Set[str]) -> list[str]:
    """Return those of some stems that a sentence has, in its order."""
    return [stem for stem in wording.content if stem in stems]


class PoolWords:
    """The words of sentences; of its content words each once a sentence."""

    def __init__(self, sentences: Sequence[str]) -> None:
        """Read the words of some sentences, at least one."""
        self._sentences = sentences

    @cached_property
    def wordings(self) -> tuple[SaidWords, ...]:
        """The wording of each sentence."""
        return tuple(map(wording_of, self._sentences))

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every content word once, folded, in rising order; never empty."""
        return sorted(set().union(*self._of_sentences)) or [""]

    @cached_property
    def rows(self) -> tuple[Ids, ...]:
        """For each sentence the rows of its content words in `vocabulary`."""
        numbers = {word: row for row, word in enumerate(self.vocabulary)}
        return tuple(_rows_of(words, numbers) for words in self._of_sentences)

    def share(self, stem: str) -> float:
        """Return the share of sentences that have a word of this stem, 0 to 1."""
        return self._frequencies[stem] / len(self._of_sentences)

    @cached_property
    def _of_sentences(self) -> list[list[str]]:
        """The content words of each sentence, folded, each once, in order."""
        return [_content_words(sentence) for sentence in self._sentences]

    @cached_property
    def _frequencies(self) -> Counter[str]:
        """For each stem the number of sentences that have a word of it."""
        counts: Counter[str] = Counter()
        for words in self._of_sentences:
            counts.update(set(stems_of(words)))
        return counts


def _rows_of(words: Sequence[str], numbers: Mapping[str, int]) -> Ids:
    return np.array([numbers[word] for word in words], dtype=np.int64)


def wording_of(sentence: str) -> SaidWords:
    """Return the wording of a sentence."""
    words = words_of(sentence)
    content = stems_of([word.text for word in words if word.is_content])
    others = sorted(word.text for word in words if not word.is_content)
    return SaidWords(tuple(content), tuple(others))


def _content_words(sentence: str) -> list[str]:
    """Return the content words of a sentence, folded, each once, in order."""
    return list(dict.fromkeys(word.text for word in words_of(sentence) if word.is_content))
