"""Words as a quotation compares them: what print and keyboards vary is taken off, spelling is kept.

A word keeps its place in the text it was read from, so that nothing but places is ever reported.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

import regex

# Scripts written without spaces: each letter with its marks is a word of its own.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"

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
_SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
# What a copy has of a footnote: its number, run into the word before or set behind its full stop.
# A unit has an exponent (m²), a name or an abbreviation its own number (COVID19, mp3, para.12).
_RUN_IN_NOTE = regex.compile(
    rf"""
      \p{{Ll}}{{4,}}+ (?P<mark>[1-9]\d{{0,2}}+) (?![.,]\d)
    | [\p{{L}}\p{{M}}]{{4,}}+ (?P<mark>[{_SUPERSCRIPTS}]{{1,3}}+)
    """,
    regex.VERBOSE | regex.V1,
)
_NOTE = regex.compile(
    rf"""
      (?<=\p{{L}}[.,;!?…"'”’»]{{1,3}}) (?P<mark>[{_SUPERSCRIPTS}]{{1,3}}+) (?!\w)
    | (?<=\p{{L}}\p{{L}}[,;]["'”’»]? | \p{{L}}["”»][,;]?) (?P<mark>[1-9]\d{{0,2}}+) (?!\S)
    | (?<=\p{{L}}["'”’»]?[.!?…]["'”’»]{{0,2}}) (?P<mark>[1-9]\d{{0,2}}+)
      (?!\S|\s++[\p{{Ll}}\p{{Nd}}])
    """,
    regex.VERBOSE | regex.V1,
)
_SIGNS = "-−"
_DASH = re.compile(r"[-−‐-―]")
# Characters looked at for a soft boundary: more than any line break with its indentation.
_LONGEST_SEPARATOR = 64


class RawWord(NamedTuple):
    """A word as it stands in a text.

    Args:
        text: As it is written there.
        start: First code point.
        end: One past the last code point.
    """

    text: str
    start: int
    end: int


class ComparedWord(NamedTuple):
    """A word as it is compared, with its place.

    Args:
        form: Compatibility-composed (NFKC), without invisible characters; the case is kept.
        folded: `form` with its case folded: what two words are compared by.
        start: First code point in the text it was read from; a number's minus sign is part of it.
        end: One past the last code point.
        note: The number of a footnote that it ends with, or is; it need not be quoted.
    """

    form: str
    folded: str
    start: int
    end: int
    note: str = ""


class Noted(Protocol):
    """A word, or what stands for one, that may have the number of a footnote."""

    @property
    def folded(self) -> str:
        """What it is compared by."""

    @property
    def note(self) -> str:
        """The number that it ends with, or is; empty as a rule."""


@functools.lru_cache(maxsize=1 << 16)
def form_of(raw: str) -> str:
    """Return a word as it is compared but for its case."""
    form = unicodedata.normalize("NFKC", _INVISIBLE.sub("", raw.lstrip(_SIGNS)))
    if _THOUSANDS.fullmatch(form):
        return form.replace(",", "")
    return form


@functools.lru_cache(maxsize=1 << 16)
def folded_form_of(raw: str) -> str:
    """Return a word as it is looked up: its form, the case folded."""
    return unicodedata.normalize("NFKC", form_of(raw).casefold())


def raw_words_of(text: str, start: int = 0, end: int | None = None) -> Iterator[RawWord]:
    """Yield each word of a stretch of text as it stands there, in order."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield RawWord(match[0], match.start(), match.end())


def compared_words_of(text: str, start: int = 0, end: int | None = None) -> list[ComparedWord]:
    """Return the words of a stretch of text, in order; `start` is best where a word starts."""
    places = _WORD.finditer(text, start, len(text) if end is None else end)
    return compared_words_at(text, (match.span() for match in places))


def compared_words_at(text: str, places: Iterable[tuple[int, int]]) -> list[ComparedWord]:
    """Return the words of a text that stand at some places.

    Args:
        text: The text.
        places: Start and end of each, as `raw_words_of` finds them.
    """
    words: list[ComparedWord] = []
    for start, end in places:
        raw = text[start:end]
        note = _note_at(text, start, end) if raw[-1].isdigit() else ""
        words.append(ComparedWord(form_of(raw), folded_form_of(raw), start, end, note))
    return words


def _note_at(text: str, start: int, end: int) -> str:
    """Return the number of a footnote that a word of a text ends with, or is, "" for another."""
    note = _RUN_IN_NOTE.match(text, start) or _NOTE.match(text, start)
    return form_of(note["mark"]) if note and note.end() == end else ""


def is_same_word(one: Noted, other: Noted) -> bool:
    """Return whether two words are the same, the case and a footnote's number left aside.

    The number may stand in one of them alone: two others differ.
    """
    if one.folded == other.folded:
        return True
    unnoted = one.folded.removesuffix(one.note), other.folded.removesuffix(other.note)
    return bool(one.note) != bool(other.note) and "" not in unnoted and unnoted[0] == unnoted[1]


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
    unsigned, unsigned_start = (other, other_start) if signed else (text, start)
    before = unsigned[max(0, unsigned_start - 2) : unsigned_start]
    return _DASH.search(before) is not None
