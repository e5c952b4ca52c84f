"""Hyphens at the ends of lines: part of the word, or only of the line break."""

import re
from collections import Counter
from math import log10

from index.ligatures import likeliest
from index.vocabulary import LOST, Vocabulary

_TOKEN = re.compile(rf"[\w{LOST}]+(?:[-‐’'][\w{LOST}]+)*")
_AT_LINE_END = re.compile(rf"([\w{LOST}’'‐-]*[\w{LOST}])[-‐]\s*\n\s*([\w{LOST}][\w{LOST}’'‐-]*)")
_INNER = re.compile(r"[-‐]")

# Chosen on 516 hyphenated words and 20,000 hyphenated by Pyphen, of Wikipedia paragraphs (squad2):
# at 2 powers of ten, 88 % of the hyphens stay and 99 % of the words are joined.
_JOINED_IS_RARER = 2.0
_MAX_HABIT = 0.7
_CLEAR = 1.0
_UNKNOWN = 1.0  # Zipf; rarer words are typing errors more often than words
_WORD, _SECOND_WORD = 2.0, 3.5
_MIN_SECOND = 4  # letters


class Hyphens:
    """Judges the hyphens of one text by its own words and by the language's frequencies."""

    def __init__(self, text: str, language: str) -> None:
        """Take the vocabulary from `text`, and from its line ends the habit of its typesetter."""
        whole = _AT_LINE_END.sub(" ", text)
        self._spelt = Counter(match[0].lower() for match in _TOKEN.finditer(whole))
        self._vocabulary = Vocabulary(whole, language)
        self._habit = 0.0
        self._habit = self._measure([(m[1], m[2]) for m in _AT_LINE_END.finditer(text)])

    def stays(self, left: str, right: str) -> bool:
        """Return whether the hyphen between two parts of a word belongs to the word.

        In this order: figures and inner capitals keep theirs; the text's own spelling elsewhere
        decides; a joined word that is known is held against its parts; of an unknown one, the
        parts must be words.

        Args:
            left: What stands before the hyphen, earlier parts of the word with it.
            right: What stands after it, later parts with it.
        """
        first, second = _INNER.split(left)[-1], _INNER.split(right)[0]
        if any(c.isdigit() for c in first + second) or _capitals_differ(first, second):
            return True
        split = self._spelt[f"{left}-{right}".lower()]
        joined = self._spelt[f"{left}{right}".lower()]
        if split != joined:
            return split > joined
        return self._evidence(first, second) < 0

    def _evidence(self, first: str, second: str) -> float:
        """Return how much speaks for joining, in powers of ten; below 0 the hyphen stays."""
        whole = likeliest(first + second, self._vocabulary)
        parts = likeliest(first, self._vocabulary), likeliest(second, self._vocabulary)
        if whole >= _UNKNOWN:
            return whole - min(parts) + _JOINED_IS_RARER + self._habit
        if first.isupper() and second.isupper() and len(first) > 1:
            return -_CLEAR  # two acronyms; a heading in capitals breaks words that are known
        compound = parts[1] >= _SECOND_WORD and len(second) >= _MIN_SECOND and len(first) > 1
        words = min(parts) >= _WORD
        return -_CLEAR if words or (compound and parts[0] > 0) else _CLEAR

    def _measure(self, pairs: list[tuple[str, str]]) -> float:
        """Return how much likelier than usual this text's typesetter broke words at line ends."""
        broken = kept = 1
        for left, right in pairs:
            if self.stays(left, right):
                kept += 1
            elif self._evidence(_INNER.split(left)[-1], _INNER.split(right)[0]) > _CLEAR:
                broken += 1
        return max(-_MAX_HABIT, min(_MAX_HABIT, log10(broken / kept)))


def _capitals_differ(first: str, second: str) -> bool:
    """Return whether case shows two words: "al-Qaeda", "GFP-expressing", "X-ray"."""
    if second[0].isupper():
        return not (first.isupper() and second.isupper() and len(first) > 1)
    return first.isupper()
