"""Text to terms: what BM25 and coverage count; the only importer of the stemmer (PyStemmer)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from index.language.english import STOP_WORDS

# Dotted abbreviations are one word ("U.S." is "us"), numbers keep their separators ("1,500").
# Accents may be set behind their letters ("e" and U+0301), as some file systems write them.
_WORD = re.compile(
    r"(?:[^\W\d_][\u0300-\u036f]*\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
)
_SHORTEST_PLURAL = 2  # letters that are none yet: "As", "Is" and "Ms" are words


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands in a text: folded, with its place."""

    text: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
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


def words_of(text: str) -> list[Token]:
    """Return the words of a text in order, stop words included."""
    return [_token(match) for match in _WORD.finditer(text)]


def terms_of(text: str) -> list[str]:
    """Return the stems of the content words of a text, in order."""
    return stems_of([word.text for word in words_of(text) if word.is_content])


def stems_of(words: Sequence[str]) -> list[str]:
    """Return the stem of each folded word.

    References:
        Porter 2001, "Snowball: a language for stemming algorithms" (the English stemmer).
    """
    stems: list[str] = _stemmer().stemWords(list(words))
    return stems


def _token(match: re.Match[str]) -> Token:
    word = match[0]
    # The plural of an abbreviation, "VATs": the stemmer knows it by no vowel, or a wrong one.
    is_plural = word[-1] == "s" and len(word) > _SHORTEST_PLURAL and word[:-1].isupper()
    folded = fold(word[:-1] if is_plural else word)
    if word[0].isalpha():  # dots of an abbreviation; those of a number stay
        folded = folded.replace(".", "")
    return Token(folded, *match.span())


@cache
def _stemmer() -> Any:  # noqa: ANN401  # Stemmer ships no types
    import Stemmer

    return Stemmer.Stemmer("english", 0)  # no cache: to look a word up takes longer than to stem it
