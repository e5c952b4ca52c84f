"""The words that a text spells out, as evidence for those that it lost."""

import re
from collections import Counter
from collections.abc import Iterable
from math import log10

from index.language import zipf

LOST = "�"

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_DAMAGED = re.compile(rf"[^\W\d_]*{LOST}(?:{LOST}|[^\W\d_])*")
_MIN_WORDS = 100_000
_MIN_PART, _PART_ZIPF, _COMPOUND_ZIPF = 4, 2.5, 1.5


class Vocabulary:
    """The undamaged words of a text, judged with the frequencies of its language."""

    def __init__(self, text: str, language: str) -> None:
        """Count the words of `text`, whose language is an ISO 639-1 code."""
        self._text = _DAMAGED.sub(" ", text) if LOST in text else text
        self._damaged = text.count(LOST)
        self._language = language
        self._counts = Counter(match[0].lower() for match in _WORD.finditer(self._text))
        self._total = max(sum(self._counts.values()), _MIN_WORDS)
        self._spelt: dict[str, int] = {}

    def zipf(self, word: str) -> float:
        """Return how frequent a word is on the Zipf scale, in the language or in this text.

        One occurrence among few words says little, so a text counts as 100,000 words long at
        the least.
        """
        count = self._counts[word.lower()]
        here = log10(count / self._total) + 9 if count else 0.0
        return max(zipf(word, self._language), here)

    def compound(self, word: str, seams: Iterable[int]) -> float:
        """Return a low frequency for a word of two known ones that meet at one of the seams.

        Returns:
            On the Zipf scale, 0 where there are no such words.
        """
        known = any(
            self.zipf(word[:seam]) >= _PART_ZIPF and self.zipf(word[seam:]) >= _PART_ZIPF
            for seam in seams
            if _MIN_PART <= seam <= len(word) - _MIN_PART
        )
        return _COMPOUND_ZIPF if known else 0.0

    def damage_is_systematic(self, letters: tuple[str, ...]) -> bool:
        """Return whether more characters are lost than `letters` are spelt out."""
        return self._damaged >= sum(self.spelt(pair) for pair in letters)

    def spelt(self, letters: str) -> int:
        """Return how often undamaged words hold these letters."""
        if letters not in self._spelt:  # asked for each damaged word, counted in the whole text
            self._spelt[letters] = self._text.count(letters)
        return self._spelt[letters]
