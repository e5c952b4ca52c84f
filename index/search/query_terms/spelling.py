"""Words that a collection does not have, matched to those it has: "afganistan", "Zawahri".

A typed word is mended only where it looks like a slip: a familiar word that the documents merely
do not use is left alone, for to change it would change the question.
"""

import re
from collections.abc import Mapping
from functools import cached_property

from index.language import STOP_WORDS, zipf
from index.search.query_terms.letter_pairs import LetterPairs

LEAST_LENGTH = 4  # shorter words have too many neighbours
LONG = 8  # letters from which on two slips are believed
SHORT = 5  # letters up to which a word that is no strange one has no letter too many
FAMILIAR = 3.0  # Zipf scale: from once in a million words on, a word is meant as it is typed
STRANGE = 2.0  # Zipf scale: below once in ten million words, a word is hardly one
_VERY_COMMON = 5.0  # Zipf scale: as "of" and "al", a hundred times in a million words
_CANDIDATES = 30  # words that share most letter pairs; only these are compared letter by letter
# British and older spellings, each where it stands in a word, and the American ones. Where a vowel
# has to go before, the first syllable is left alone: "colour", "travelled"; not "four", "filled".
_VARIANTS = tuple(
    (re.compile(pattern), american)
    for pattern, american in (
        (
            r"([aeiouy][a-z]*)our"
            r"(s|ed|ers?|ings?|abl[ey]|ful|fully|less|ites?|hoods?|al|l?y)?$",
            r"\1or\2",
        ),
        (r"([a-z]{3})is(e[ds]?|ers?|ings?|ations?|able)$", r"\1iz\2"),
        (r"alys(e[ds]?|ers?|ing)$", r"alyz\1"),
        (r"ae(?=[b-df-kmnopqs-z])", "e"),
        (r"^oe|oe(?=[aou])|(?<=f)oe(?=t)|(?<=m)oe(?=b)|(?<=c)oe(?=li)", "e"),
        (r"([aeiouy][^aeiouy]+[aeo]|ci)ll(ed|ers?|ings?|ors?|ous|ously|ists?)$", r"\1l\2"),
        (r"([aeiouy][^aeiouy]+[io])ll(s?)$", r"\1l\2"),
        (r"ll(ful|fully|ments?)$", r"l\1"),
        (r"(t|[^m]b)re(s?)$", r"\1er\2"),
        (r"enc(e[ds]?|eless)$", r"ens\1"),
        (r"([aeiouy][a-z]*)ogue(s?)$", r"\1og\2"),
    )
)


class Speller:
    """Finds the word that was meant among the words of a collection.

    Letter pairs lead to candidates, so the cost does not grow with the vocabulary the way that
    comparing with every word does: 50,000 words take some 0.2 ms a word. The pairs are counted
    when the first unknown word comes.
    """

    def __init__(self, words: Mapping[str, int]) -> None:
        """Hold the vocabulary.

        Args:
            words: Folded words as they are written -> occurrences.
        """
        self._words = words

    def mend(self, word: str) -> str | None:
        """Return what was meant by a folded word; None where that is not clear, or it is known.

        Two words come back for two that were written as one.
        """
        if word in self._words or len(word) < LEAST_LENGTH or not word.isalpha():
            return None
        if any(f"{word}{digit}" in self._words for digit in range(10)):  # "edns" of "edns0"
            return None
        if zipf(word) >= FAMILIAR:
            return self._variant(word)
        # A word that exists is not two words: "restated" is not "re stated".
        return self._nearest(word) or (None if zipf(word) > STRANGE else self._split(word))

    def one_slip_away(self, word: str) -> str | None:
        """Return the first of the words, by the alphabet, that is one slip from a folded word.

        Its first letter stands, but where it and the next were swapped.
        """
        from rapidfuzz.distance import OSA

        swapped = word[1::-1] + word[2:]
        near = (one for one in self._candidates(word) if OSA.distance(word, one) == 1)
        return min((one for one in near if one[0] == word[0] or one == swapped), default=None)

    def _variant(self, word: str) -> str | None:
        """Return the other spelling of a familiar word: British, American or older."""
        shape = _shape(word)
        same = [other for other in self._candidates(word) if _may_vary(other, shape)]
        return max(same, key=lambda candidate: self._words[candidate], default=None)

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz.distance import OSA

        limit = 2 if len(word) >= LONG and not zipf(word) else 1
        ranked = sorted(
            (OSA.distance(word, candidate), -self._words[candidate], candidate)
            for candidate in self._candidates(word)
            if not _is_another_word(word, candidate)
        )
        for distance, _, candidate in ranked:
            if distance > limit:
                return None
            if not zipf(word) or zipf(candidate) > zipf(word) or not zipf(candidate):
                return candidate
        return None

    def _split(self, word: str) -> str | None:
        """Return the two words that were written as one, the commonest such pair."""
        pairs: list[tuple[int, str]] = []
        for cut in range(2, len(word) - 1):
            left, right = word[:cut], word[cut:]
            known = self._is_part(left) and self._is_part(right)
            if known and max(len(left), len(right)) >= LEAST_LENGTH:
                pairs.append((min(self._words[left], self._words[right]), f"{left} {right}"))
        return max(pairs)[1] if pairs else None

    def _is_part(self, word: str) -> bool:
        """Return whether a word may be one of two: of two letters only a very common one is."""
        return word in self._words and (len(word) > 2 or zipf(word) >= _VERY_COMMON)

    def _candidates(self, word: str) -> list[str]:
        nearest = self._pairs.nearest(word, _CANDIDATES)
        return [self._alphabetic[row] for row in nearest.tolist()]

    @cached_property
    def _alphabetic(self) -> list[str]:
        return [w for w in self._words if w.isalpha() and len(w) >= LEAST_LENGTH - 1]

    @cached_property
    def _pairs(self) -> LetterPairs:
        return LetterPairs.of(self._alphabetic)


def _is_another_word(word: str, candidate: str) -> bool:
    """Return whether a short word is one itself, not a slip of another.

    As "taxa" beside "tax"; "edns" beside "dns", for the first letter is seldom one too many; and
    "musl" beside "must": a word that says little is taken where letters are swapped ("waht"), or
    there are more or fewer ("whch").
    """
    if len(word) > SHORT or sorted(word) == sorted(candidate):
        return False
    is_shortened = word[0] != candidate[0] and len(candidate) < len(word)
    if is_shortened or (candidate in STOP_WORDS and len(candidate) == len(word)):
        return True
    is_shorter = len(candidate) < len(word) and _shape(word) != _shape(candidate)
    return is_shorter and zipf(word) > STRANGE


def _may_vary(word: str, shape: str) -> bool:
    """Return whether a word of the collection is another spelling of one of this shape."""
    return len(word) >= LEAST_LENGTH and word not in STOP_WORDS and _shape(word) == shape


def _shape(word: str) -> str:
    """Return a word with its British and American spellings made one."""
    for british, american in _VARIANTS:
        word = british.sub(american, word)
    return word
