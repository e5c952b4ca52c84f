"""Parts of a text by their numbers: "the 4th amendment", where a collection says "Amendment IV"."""

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import chain, islice

from index.language import ORDINALS, any_of, roman

_MOST_TEXTS = 50_000  # of either kind that are looked through
_MOST = 399  # the highest number of a part
_NUMBERS = {roman(number): number for number in range(1, _MOST + 1)}
# How a text names a part: "Amendment IV", "Article. III.", "CHAPTER 12".
_NAMED = re.compile(r"\b([A-Z][A-Za-z]{3,})\.?\s+([IVXLC]{1,8}|\d{1,3})\b")
_RANK = rf"(?:{any_of(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
_RANKED = re.compile(rf"\b(?:the\s+)?({_RANK})\s+([a-z]{{4,}})\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\b([a-z]{4,})\s+(\d{1,3}|[ivxlc]{1,8})\b", re.IGNORECASE)

# What is counted by rank in a text; of anything else "the third" is no name ("the third march").
_PARTS = frozenset(
    "amendment annex appendix article book canto chapter clause exhibit item lesson module "
    "paragraph part psalm rule schedule section stage step table title unit verse volume".split()
)
_Part = tuple[str, str]
"""A noun in small letters, and a number as it is written."""


class NumberedParts:
    """Puts parts of a text as a collection names them; the names are gathered when first needed."""

    def __init__(self, texts: Iterable[str], contexts: Iterable[str] = ()) -> None:
        """Keep what a collection's passages say, and what stands above them."""
        self._texts, self._contexts = texts, contexts

    def as_written(self, question: str) -> str:
        """Return a question whose numbered parts are named as the collection names them.

        What it names otherwise, or has in the asker's words, too, stays as it was typed.

        Example:
            >>> NumberedParts(["Amendment IV: The right of the people …"]).as_written(
            ...     "what does the 4th amendment say"
            ... )
            'what does amendment IV say'
        """
        ranked = _RANKED.sub(self._by_rank, question)
        return _NUMBERED.sub(self._by_number, ranked)

    def _by_rank(self, match: re.Match[str]) -> str:
        rank, noun = match[1].lower(), match[2]
        if noun.lower() not in _PARTS or (noun.lower(), rank) in self._named:
            return match[0]
        number = ORDINALS.index(rank) + 1 if rank in ORDINALS else int(rank[:-2])
        return self._said(noun, number) or match[0]

    def _by_number(self, match: re.Match[str]) -> str:
        noun, figures = match[1], match[2].upper()
        if (noun.lower(), figures) in self._named:
            return match[0]
        number = int(figures) if figures.isdigit() else _NUMBERS.get(figures.lower(), 0)
        return self._said(noun, number) or match[0]

    def _said(self, noun: str, number: int) -> str:
        """Return a part as the collection names it, "" where it has none of that number."""
        written = (roman(number).upper(), str(number))
        named = (one for one in written if (noun.lower(), one) in self._named)
        return next((f"{noun} {one}" for one in named), "")

    @cached_property
    def _named(self) -> frozenset[_Part]:
        """The parts that are named by number or by rank."""
        named: set[_Part] = set()
        first = (islice(texts, _MOST_TEXTS) for texts in (self._contexts, self._texts))
        for text in chain.from_iterable(first):
            named.update((part[1].lower(), part[2]) for part in _NAMED.finditer(text))
            named.update((part[2].lower(), part[1].lower()) for part in _RANKED.finditer(text))
        return frozenset(named)
