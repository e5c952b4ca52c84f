"""The content words of a pool's sentences."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from index.language import stems_of, words_of
from index.types import Ids


class PoolWords:
    """The content words of sentences, each word once a sentence."""

    def __init__(self, sentences: Sequence[str]) -> None:
        """Read the words of some sentences, at least one."""
        self._of_sentences = [_content_words(sentence) for sentence in sentences]

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
    def _frequencies(self) -> Counter[str]:
        """For each stem the number of sentences that have a word of it."""
        counts: Counter[str] = Counter()
        for words in self._of_sentences:
            counts.update(set(stems_of(words)))
        return counts


def _rows_of(words: Sequence[str], numbers: Mapping[str, int]) -> Ids:
    return np.array([numbers[word] for word in words], dtype=np.int64)


def _content_words(sentence: str) -> list[str]:
    """Return the content words of a sentence, folded, each once, in order."""
    return list(dict.fromkeys(word.text for word in words_of(sentence) if word.is_content))
