"""Text to terms: what BM25 and coverage count; the only importer of the stemmer (PyStemmer)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

# Closed classes of English and the verbs that only carry a question, not what it is about.
# Negations and numerals stay: "not required" and "two" tell passages apart.
STOP_WORDS = frozenset(
    "a about all also am an and another any are as at be been being both but by can could did do "
    "does doing done each either etc every for from had has have having he her here hers him his "
    "how i if in into is it its many may me might mine more most much must my of on or other "
    "others our ours own shall she should so some such than that the their theirs them then there "
    "these they this those to too very was we were what when where which while who whom whose why "
    "will with would you your yours "
    "s t d ll re ve m don didn doesn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn "
    "please tell".split()
)
# Dotted abbreviations are one word ("U.S." is "us"), numbers keep their separators ("1,500").
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text: folded, with its place."""

    text: str
    start: int
    end: int

    @property
    def telling(self) -> bool:
        """Whether it is more than grammar."""
        return self.text not in STOP_WORDS


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics, of the same meaning to a search.

    The length may differ, so offsets belong to the text before folding.
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order, stop words included."""
    return [
        Word(
            fold(match.group()).replace(".", "") if _dotted(match.group()) else fold(match.group()),
            match.start(),
            match.end(),
        )
        for match in _WORD.finditer(text)
    ]


def terms_of(text: str) -> list[str]:
    """Return the stems of the telling words of a text, in order."""
    return stems_of([word.text for word in words_of(text) if word.telling])


def stems_of(words: Sequence[str]) -> list[str]:
    """Return the stem of each folded word.

    References:
        Porter 2001, "Snowball: a language for stemming algorithms" (the English stemmer).
    """
    stems: list[str] = _stemmer().stemWords(list(words))
    return stems


def _dotted(word: str) -> bool:
    return "." in word and word[0].isalpha()


@cache
def _stemmer() -> Any:  # noqa: ANN401  # Stemmer ships no types
    import Stemmer

    return Stemmer.Stemmer("english")
