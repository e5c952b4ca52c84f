"""Clauses that limit what stands before or behind them in a sentence."""

import re

from index.language import (
    ARTICLES,
    COORDINATORS,
    DEMONSTRATIVES,
    DISTANCING_WORDS,
    LIMITING_PHRASES,
    ONLY_FOR,
    OPENING_LIMITS,
    RELATIVES,
    THIRD_PERSON,
    UNLIMITED_PHRASES,
    any_of,
    denial_cues,
)
from index.quotations.warnings.conjuncts import conjunct_of
from index.quotations.warnings.governors import governor_of
from index.quotations.warnings.inversions import inverted_condition
from index.quotations.warnings.qualifiers import qualifier_before, qualifier_in
from index.types import Span

_LIMIT = re.compile(
    rf"(?<!\w)(?:{any_of(LIMITING_PHRASES)})(?!\w)"
    r"|(?<=[;,—–-]\s)(?:yet|provided)(?!\w)|and yet(?!\w)"
    # Between commas it mostly answers the sentence before: "In May, however, the board met."
    r"|(?<=[;—–-]\s)however(?!\w)"
    rf"|(?<=,\s)however(?=,\s(?:{any_of(THIRD_PERSON | DEMONSTRATIVES)})\b)",
    re.IGNORECASE,
)
_NO_LIMIT = re.compile(rf"(?<!\w)(?:{any_of(UNLIMITED_PHRASES)})(?!\w)", re.IGNORECASE)
# Right behind the words: "safe only for adults".
_ONLY = re.compile(rf"\W*(only\s(?:{any_of(ONLY_FOR)}))\b", re.IGNORECASE)
# Right behind them, to which of several it is limited: "opposed to it in those trades where".
_WHERE = re.compile(
    r"[\s”\"’']*(in (?:those|(?:such |those )?cases) (?:[\w-]+ ){0,2}?"
    r"(?:where|when|in which|that|which|who))\b",
    re.IGNORECASE,
)
# Right behind the words, who holds them: ", critics claimed" and ", according to critics".
_HELD = re.compile(
    r"[”\"’\s]*,[”\"’\s]*"
    rf"(according to\b|(?!(?:{any_of(COORDINATORS | RELATIVES)})\b)"
    rf"(?:[\w’'-]+\s){{1,6}}?(?:{any_of(DISTANCING_WORDS)})\b(?=\W*$|[,.;]))",
    re.IGNORECASE,
)
# Right behind a clause that denies, in what alone it does: "needed no help | in challenging the
# guild", "never won | against the north".
_DENIED_IN = re.compile(
    r"[\s”\"’']*(against|in\sthe\scase\sof|(?:in|by|for)\s(?:\w+ly\s)?\w+ing\s"
    rf"(?:{any_of(ARTICLES | DEMONSTRATIVES)}|its|their|his|her|our))\s",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"(?:\W|\b(?:and|but|so|that)\b)*({any_of(OPENING_LIMITS)})(?!\w)", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;:—–()]")
_CLAUSE_END = re.compile(r"[;:—–]")
_ENDS = " \t\n.,;:!?\"”’'»)]—–-"
_STARTS = " \t\n,;:\"“‘'«([—–-"
_GOVERNING = re.compile(r"\b(?:that|to)\s*\Z", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W_]+)\W*\Z")
_LEADING = frozenset(COORDINATORS | RELATIVES) - {"or", "nor"}  # a clause of its own begins


def limit_behind(text: str, start: int, cut: int, end: int) -> Span | None:
    """Return the clause that limits what goes before it, up to the end of its sentence.

    Args:
        text: A document's text.
        start: Where what the quotation has of the sentence starts.
        cut: Where the quotation ends.
        end: The end of the sentence.
    """
    rest = _plain(text[cut:end])
    direct = _ONLY.match(rest) or _WHERE.match(rest) or _HELD.match(rest)
    if not direct and denial_cues(_CLAUSE.split(text[start:cut])[-1]):
        direct = _DENIED_IN.match(rest)
    if direct:
        return trimmed(text, cut + direct.start(1), end)
    place = _first_limit(text, rest, cut)
    if place is None or _is_another_clause(rest[: place - cut]):
        return None
    return trimmed(text, place, end)


def limit_before(text: str, start: int, cut: int, end: int) -> Span | None:
    """Return what goes before the words of a quotation in their sentence, and limits them.

    Args:
        text: A document's text.
        start: Where the sentence starts.
        cut: Where the quotation starts.
        end: Where what it has of the sentence ends.
    """
    before = text[start:cut]
    opening = _opening_in(before)
    if opening is not None:
        return trimmed(text, start + opening, cut)
    limit = governor_of(before, text[cut:end])
    if limit is None:
        limit = qualifier_before(before, text[cut:end])
    return None if limit is None else trimmed(text, start + limit, cut)


def limit_in(text: str, start: int, end: int) -> Span | None:
    """Return a clause within a stretch that limits what stands around it."""
    stretch = _plain(text[start:end])
    place = _first_limit(text, stretch, start)
    if place is None:
        direct = _ONLY.match(stretch) or _WHERE.match(stretch) or _HELD.match(stretch)
        place = start + direct.start() if direct else None
    return None if place is None else trimmed(text, place, end)


def limit_on_rest(text: str, start: int, end: int, sentence_end: int) -> Span | None:
    """Return the words within a stretch that limit what goes on behind it, or what it belongs to.

    Args:
        text: A document's text.
        start: Where what is left out of the sentence starts.
        end: Where it ends.
        sentence_end: The end of the sentence.
    """
    hidden, behind = text[start:end], text[end:sentence_end]
    rules = (_hidden_governor, qualifier_in, conjunct_of)
    found = (rule(hidden, behind) for rule in rules)
    limit = next((place for place in found if place is not None), None)
    return None if limit is None else trimmed(text, start + limit, end)


def _first_limit(text: str, stretch: str, start: int) -> int | None:
    """Return where the first limiting clause of a stretch begins.

    Args:
        text: A document's text.
        stretch: The stretch, without the phrases that limit nothing.
        start: Where it stands in the text.
    """
    limit = _LIMIT.search(stretch)
    inverted = inverted_condition(text, start, start + len(stretch))
    places = [place for place in (limit and start + limit.start(), inverted) if place is not None]
    return min(places, default=None)


def _hidden_governor(hidden: str, behind: str) -> int | None:
    """Return where words begin that govern what goes on, up to their "that" or "to"."""
    return governor_of(hidden, behind) if _GOVERNING.search(hidden) else None


def _plain(text: str) -> str:
    """Return a text of the same length without the phrases that limit nothing."""
    return _NO_LIMIT.sub(lambda phrase: " " * len(phrase[0]), text)


def _is_another_clause(between: str) -> bool:
    """Return whether words between a quotation and a limit belong to a statement of their own."""
    mark = _CLAUSE_END.search(between)
    return mark is not None and any(letter.isalnum() for letter in between[mark.end() :])


def _opening_in(before: str) -> int | None:
    """Return where a limiting clause begins that ends right before the quotation, or opens all."""
    last = _LAST_WORD.search(before)
    if "," not in before or (last is not None and last[1].lower() in _LEADING and _joins(before)):
        return None
    chunk = before.rstrip(" \"“‘'")
    begins = [0]
    if chunk.endswith(","):
        begins.append(max(chunk[:-1].rfind(mark) for mark in ",;:—–") + 1)
    for begin in reversed(begins):
        opening = _OPENING.match(before, begin)
        if opening is not None and not _CLAUSE_END.search(before, opening.end()):
            return opening.start(1)
    return None


def _joins(before: str) -> bool:
    """Return whether a word joins on what follows it: no comma stands behind it."""
    return not before.rstrip(" \"“‘'").endswith(",")


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return a stretch without punctuation and white space at its ends, None if nothing is left."""
    while start < end and text[start] in _STARTS:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    return Span(start, end) if start < end else None
