"""Words as a quotation compares them: what print and keyboards vary is taken off, spelling is kept.

A word keeps its place in the text it was read from, so that nothing but places is ever reported.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import regex

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts written without spaces: each letter with its marks is a word of its own."""

_WORD = regex.compile(
    rf"""
    (?:(?<![^\s(\[])[-−])?+\p{{Nd}}++(?:[.,]\p{{Nd}}++)*+  # 3.5 is one number, 9/11 two
    | [{_UNSPACED}][\p{{M}}ﾞﾟ]*+
    | [[\p{{L}}\p{{N}}\uFFFD]--[{_UNSPACED}]]
      (?: [[\p{{L}}\p{{M}}\p{{N}}\uFFFD]--[{_UNSPACED}]]
        | \p{{Cf}}++(?=[[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]) )*+
    | [\p{{Sc}}%‰&§+=<>±×÷≤≥≈√∞]\p{{M}}*+                 # signs that are read aloud
    """,
    regex.VERBOSE | regex.V1,
)
_INVISIBLE = regex.compile(r"[\p{Cf}\u0640\uFE00-\uFE0F]")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SOFT = regex.compile(
    r"""
      (?<=\p{L}) [-‐‑\u00AD]\s*+ (?=\p{L})  # coop-⏎eration
    | (?<=\w) [*_~|`\\]+ (?=\w)                            # Markdown's marks: **c**ooperation
    | (?<=(?<!\p{L})\p{L}) \.\ ? (?=\p{L}(?!\p{L}))        # U.S.
    """,
    regex.VERBOSE | regex.V1,
)
_SIGNS = "-−"
_DASH = re.compile(r"[-−‐-―]")
_LONGEST_SEPARATOR = 64
"""Characters looked at for a soft boundary: more than any line break with its indentation."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place.

    Args:
        form: Compatibility-composed (NFKC), without invisible characters; the case is kept.
        folded: `form` with its case folded: what two words are compared by.
        start: First code point in the text it was read from; a number's minus sign is part of it.
        end: One past the last code point.
    """

    form: str
    folded: str
    start: int
    end: int


@functools.lru_cache(maxsize=1 << 16)
def form_of(raw: str) -> str:
    """Return a word as it is compared but for its case."""
    form = unicodedata.normalize("NFKC", _INVISIBLE.sub("", raw.lstrip(_SIGNS)))
    if _THOUSANDS.fullmatch(form):
        return form.replace(",", "")
    return form


@functools.lru_cache(maxsize=1 << 16)
def fold(raw: str) -> str:
    """Return a word as it is looked up: its form, the case folded."""
    return unicodedata.normalize("NFKC", form_of(raw).casefold())


def places_of(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """Yield each word of a stretch of text as it stands there, with its start and end."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield match[0], match.start(), match.end()


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of a stretch of text, in order; `start` is best where a word starts."""
    return [
        Word(form_of(raw), fold(raw), first, last)
        for raw, first, last in places_of(text, start, end)
    ]


def is_soft(text: str, start: int, end: int) -> bool:
    """Return whether what stands between two words may also join them into one.

    So do a hyphen, since one at the end of a line stays in a copied text, a soft hyphen, emphasis
    inside a word, and the full stops of initials: "coop-⏎eration" is "cooperation", "U.S." "US".

    Args:
        text: Where the two words stand.
        start: End of the first word.
        end: Start of the second word.
    """
    if end - start > _LONGEST_SEPARATOR:
        return False
    match = _SOFT.match(text, start)
    return match is not None and match.end() == end


def signs_agree(text: str, start: int, other: str, other_start: int) -> bool:
    """Return whether a minus sign before a number stands in both texts or in neither.

    Any dash there may be the sign, since dashes are print's to vary.

    Args:
        text: Where the number stands first.
        start: The start of that word, its sign included.
        other: Where it stands for the second time.
        other_start: The start of that word.
    """
    signed, other_signed = text[start] in _SIGNS, other[other_start] in _SIGNS
    if signed == other_signed:
        return True
    before = (
        other[max(0, other_start - 2) : other_start] if signed else text[max(0, start - 2) : start]
    )
    return _DASH.search(before) is not None
