"""Hyphens at the ends of lines: part of the word, or only of the line break."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from math import log10
from typing import NamedTuple

from index.language import SUSPENDING_WORDS
from index.reading.repair.draft import Change
from index.reading.repair.ligatures import likeliest
from index.reading.repair.text_vocabulary import LOST, Vocabulary
from index.types import RepairKind

_TOKEN = re.compile(rf"[\w{LOST}]+(?:[-‐’'][\w{LOST}]+)*")
_AT_LINE_END = re.compile(rf"([\w{LOST}’'‐-]*[\w{LOST}])[-‐]\s*\n\s*([\w{LOST}][\w{LOST}’'‐-]*)")
_CUT = re.compile(r"(?<![\w-])([^\W\d_]{2,})- ([^\W\d_]{2,})(?![\w-])")
_BEFORE_HYPHEN = re.compile(rf"[\w{LOST}’'-]*[\w{LOST}](?=[-‐]$)")
_AFTER_HYPHEN = re.compile(rf"[\w{LOST}][\w{LOST}’'-]*")
_POSSESSIVE = re.compile(r"['’]s$")
_INNER = re.compile(r"[-‐]")

# Chosen on 516 hyphenated words and 20,000 hyphenated by Pyphen, of Wikipedia paragraphs (squad2):
# at 2 powers of ten, 88 % of the hyphens stay and 99 % of the words are joined.
_JOINED_IS_RARER = 2.0
_MAX_HABIT = 0.7  # powers of ten
_CLEAR = 1.0  # powers of ten
_SURE = 2.5  # Zipf, of a word that a space cut in two
_UNKNOWN = 1.0  # Zipf; rarer words are typing errors more often than words
_WORD, _SECOND_WORD = 2.0, 3.5  # Zipf of a part that is a word, alone and as the second one
_MIN_SECOND = 4  # letters


class Halves(NamedTuple):
    """What stands before a hyphen at a line's end, and what the next line begins with."""

    left: str
    right: str

    @property
    def suspended(self) -> bool:
        """Whether the hyphen stands for a word that comes later: "pre- and post-war"."""
        return self.right.lower() in SUSPENDING_WORDS


def halves_of(first: str, second: str) -> Halves | None:
    """Return the halves of a word that may be broken between two lines, None where none is."""
    left, right = _BEFORE_HYPHEN.search(first), _AFTER_HYPHEN.match(second)
    return Halves(left[0], right[0]) if left and right else None


class Hyphens:
    """Judges the hyphens of one text by its own words and by the language's frequencies."""

    def __init__(self, text: str, language: str) -> None:
        """Keep the text; its words are counted when the first hyphen is to be judged."""
        self._text = text
        self._language = language

    @cached_property
    def _whole(self) -> str:
        """The text without the words that line ends cut in two, or may have cut."""
        return _CUT.sub(" ", _AT_LINE_END.sub(" ", self._text))

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        """The words of the text."""
        return Vocabulary(self._whole, self._language)

    @cached_property
    def _spelt(self) -> Counter[str]:
        """How often the text spells a word, its hyphens included."""
        return Counter(match[0].lower() for match in _TOKEN.finditer(self._whole))

    @cached_property
    def _habit(self) -> float:
        """How much likelier than usual this text's typesetter broke words, in powers of ten."""
        broken = staying = 1
        for match in _AT_LINE_END.finditer(self._text):
            evidence = self._evidence(_INNER.split(match[1])[-1], _INNER.split(match[2])[0])
            staying += evidence < -_CLEAR / 2
            broken += evidence > _CLEAR / 2
        return max(-_MAX_HABIT, min(_MAX_HABIT, log10(broken / staying)))

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
        bare = _POSSESSIVE.sub("", right)
        split = self._spelt[f"{left}-{right}".lower()] + self._spelt[f"{left}-{bare}".lower()]
        joined = self._spelt[f"{left}{right}".lower()] + self._spelt[f"{left}{bare}".lower()]
        if split != joined:
            return split > joined
        return self._evidence(first, second) + self._habit < 0

    def leftovers(self) -> Iterator[Change]:
        """Yield the changes that close words which a hyphen and a space inside a line cut in two.

        An extraction that joined its lines leaves "infec- tion". Only a known word is closed, of
        which a part is none: "pre- and post-war" and "long- term" stay.
        """
        for match in _CUT.finditer(self._text):
            left, right = match[1], match[2]
            parts = likeliest(left, self._vocabulary), likeliest(right, self._vocabulary)
            whole = likeliest(left + right, self._vocabulary)
            if whole >= _SURE and min(parts) < whole - _CLEAR and self._evidence(left, right) > 0:
                yield Change(match.end(1), match.start(2), "", RepairKind.HYPHEN)

    def _evidence(self, first: str, second: str) -> float:
        """Return how much speaks for joining, in powers of ten; below 0 the hyphen stays."""
        whole = likeliest(first + second, self._vocabulary)
        parts = likeliest(first, self._vocabulary), likeliest(second, self._vocabulary)
        if whole >= _UNKNOWN:
            return whole - min(parts) + _JOINED_IS_RARER
        if first.isupper() and second.isupper() and len(first) > 1:
            return -_CLEAR  # two acronyms; a heading in capitals breaks words that are known
        compound = parts[1] >= _SECOND_WORD and len(second) >= _MIN_SECOND and len(first) > 1
        words = min(parts) >= _WORD
        return -_CLEAR if words or (compound and parts[0] > 0) else _CLEAR


def _capitals_differ(first: str, second: str) -> bool:
    """Return whether case shows two words: "al-Qaeda", "GFP-expressing", "X-ray"."""
    if second[0].isupper():
        return not (first.isupper() and second.isupper() and len(first) > 1)
    return first.isupper()
