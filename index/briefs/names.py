"""Who and what is named in a document: runs of capitalised words, by what the text shows of them.

There is no list of names. A capital at the beginning of a sentence says nothing by itself, so such
a word counts as a name only where the document writes it with a capital elsewhere too, or where
the word is hardly known to the language.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from index.briefs.name_cues import KINDS, LIKENESS, TITLES, Encode, NameKind, likeness_of, signs_of
from index.language import (
    MONTHS,
    NAME_PARTICLES,
    NEVER_NAMES_IN_BRIEFS,
    WEEKDAYS,
    sentences_of,
    zipf,
)
from index.types import Document, Quote, Span, quote_of

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_TITLE = re.compile(rf"(?:{TITLES})\.?", re.IGNORECASE)
_CALENDAR = frozenset(
    name.lower() for name in (*MONTHS, *(month[:3] for month in MONTHS), *WEEKDAYS)
)
_DEMONYM = re.compile(r"(?:an|ese|ish|ic|[a-z]i|ch|ern)$")
_COMMON = 3.5
"""Zipf frequency from which a word that is seen with a capital only at a beginning is no name."""
_CONTEXT = 40
_SHORT_PART = 3


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A person, group or place, with every place where it is named.

    Args:
        name: The fullest form in which it is named.
        kind: What the text shows it to be.
        mentions: Its names as they stand, in reading order.
    """

    name: str
    kind: NameKind
    mentions: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word with its place, without a possessive ending."""

    text: str
    span: Span
    opens: bool  # stands first in its sentence

    @property
    def capital(self) -> bool:
        """Whether it is written like a name; particles as in "al-Qaeda" may be small."""
        parts = self.text.split("-")
        return any(part[:1].isupper() for part in parts) and all(
            part[:1].isupper() or len(part) <= _SHORT_PART for part in parts
        )


@dataclass(frozen=True, slots=True)
class _Form:
    """One way in which something is named, with its places and the signs of its kind."""

    text: str
    spans: tuple[Span, ...]
    signs: tuple[float, ...]


def names_of(
    document: Document, spans: Sequence[Span] | None = None, encode: Encode | None = None
) -> tuple[NamedEntity, ...]:
    """Return who and what is named in a document, most mentioned first.

    Args:
        document: The whole of it shows which words are names, and of what.
        spans: Only names mentioned in these places, with those mentions; None for all.
        encode: An encoder, which tells persons, groups and places apart better than signs alone.
    """
    forms = _forms(document)
    if spans is not None:
        inside = [form for form in forms if _within(form.spans, spans)]
        forms = tuple(form for form in forms if any(_may_be_short_for(form, i) for i in inside))
    kinds = _kinds(forms, encode)
    places: dict[str, list[Span]] = defaultdict(list)
    for form in forms:
        kept = form.spans if spans is None else _within(form.spans, spans)
        places[_fullest(form.text, kinds)] += kept
    found = (
        NamedEntity(name, kinds[name], tuple(quote_of(document, span) for span in sorted(kept)))
        for name, kept in places.items()
        if kept
    )
    return _most_mentioned_first(found)


def merged(entities: Iterable[NamedEntity]) -> tuple[NamedEntity, ...]:
    """Return entities of several documents, those of the same name and kind made one."""
    mentions: dict[tuple[str, NameKind], list[Quote]] = defaultdict(list)
    for entity in entities:
        mentions[entity.name, entity.kind] += entity.mentions
    return _most_mentioned_first(
        NamedEntity(name, kind, tuple(quotes)) for (name, kind), quotes in mentions.items()
    )


def _most_mentioned_first(entities: Iterable[NamedEntity]) -> tuple[NamedEntity, ...]:
    return tuple(sorted(entities, key=lambda e: (-len(e.mentions), e.mentions[0].start)))


def _within(places: Iterable[Span], spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(place for place in places if any(span.contains(place) for span in spans))


def _may_be_short_for(form: _Form, shown: _Form) -> bool:
    """Return whether `form` is what is shown, or may be its fuller form."""
    return form is shown or _shortens(shown.text, form.text)


def _kinds(forms: Sequence[_Form], encode: Encode | None) -> dict[str, NameKind]:
    """Return the kind of each form by its signs and, with an encoder, its likeness."""
    if not forms:
        return {}
    signs = np.array([form.signs for form in forms], dtype=np.float32)
    if encode is not None:
        signs += LIKENESS * likeness_of([form.text for form in forms], encode)
    best = signs.argmax(axis=1)
    return {form.text: KINDS[int(kind)] for form, kind in zip(forms, best, strict=True)}


@lru_cache(maxsize=64)
def _forms(document: Document) -> tuple[_Form, ...]:
    """Return all forms that are names, in reading order; worked out once for each document."""
    places: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for span in _runs(document):
        text = document.text[span.start : span.end]
        # "Al-Qaeda" opens a sentence in which "al-Qaeda" is meant.
        places[text.casefold()][text].append(span)
    found: list[_Form] = []
    for spellings in places.values():
        text = max(spellings, key=lambda spelling: len(spellings[spelling]))
        spans = sorted(span for spelled in spellings.values() for span in spelled)
        if not _adjective(document, text, spans):
            found.append(_Form(text, tuple(spans), signs_of(_scenes(document, spans))))
    return tuple(found)


def _runs(document: Document) -> Iterator[Span]:
    """Yield the places of all names, in reading order."""
    tokens = [
        _sentence_tokens(document.text, sentence)
        for paragraph in document.paragraphs
        for sentence in sentences_of(document.text, paragraph.span)
    ]
    inside = {token.text for line in tokens for token in line if token.capital and not token.opens}
    small = {token.text for line in tokens for token in line if token.text[:1].islower()}
    for line in tokens:
        run: list[_Token] = []
        for before, token in pairwise([None, *line]):
            if token is None:
                continue
            if run and not _adjoins(document.text, before, token):
                yield from _closed(run, small)
                run = []
            named = token.capital and _is_name(token, inside, small)
            if named or (run and token.text in NAME_PARTICLES):
                run.append(token)
            else:
                yield from _closed(run, small)
                run = []
        yield from _closed(run, small)


def _sentence_tokens(text: str, sentence: Span) -> list[_Token]:
    """Return the words of a sentence."""
    found: list[_Token] = []
    for match in _TOKEN.finditer(text, sentence.start, sentence.end):
        word = _POSSESSIVE.sub("", match.group()) or match.group()
        before = text[found[-1].span.end : match.start()] if found else ""
        opens = not found or bool(re.search(r"[:“\"‘(]\s?$", before))
        found.append(_Token(word, Span(match.start(), match.start() + len(word)), opens))
    return found


def _is_name(token: _Token, inside: set[str], small: set[str]) -> bool:
    """Return whether a capitalised word is part of a name."""
    word = token.text.lower()
    if len(word) == 1 or word in NEVER_NAMES_IN_BRIEFS or word in _CALENDAR:
        return False
    if not token.opens:
        return True
    return word not in small and (token.text in inside or zipf(word) < _COMMON)


def _adjoins(text: str, before: _Token | None, token: _Token) -> bool:
    """Return whether only white space (after an initial also a full stop) parts two words."""
    if before is None:
        return False
    gap = text[before.span.end : token.span.start]
    return bool(re.fullmatch(r"\s+", gap)) or (
        gap == ". " and (len(before.text) == 1 or bool(_TITLE.fullmatch(before.text)))
    )


def _closed(run: list[_Token], small: set[str]) -> Iterator[Span]:
    """Yield the place of a run without the small words that end it, if a name is left.

    A single word that the document also writes small ("Note", "President") is none.
    """
    while run and not run[-1].capital:
        run = run[:-1]
    alone = run[0].text if len(run) == 1 else ""
    if run and not (_TITLE.fullmatch(alone) or alone.lower() in small):
        yield Span(run[0].span.start, run[-1].span.end)


def _scenes(document: Document, spans: Iterable[Span]) -> list[tuple[str, str, str]]:
    """Return the text before, of and after each mention."""
    text = document.text
    return [
        (
            text[max(0, span.start - _CONTEXT) : span.start],
            text[span.start : span.end],
            text[span.end : span.end + _CONTEXT],
        )
        for span in spans
    ]


def _fullest(form: str, kinds: dict[str, NameKind]) -> str:
    """Return the one longer form that `form` shortens, `form` itself where there is none.

    Only persons go by the end of their name: "the Taliban" and "the Pakistani Taliban" are two.
    """
    personal = kinds[form] in {NameKind.PERSON, NameKind.OTHER}
    longer = [
        other
        for other, kind in kinds.items()
        if _initials(other) == form
        or (personal and kind is NameKind.PERSON and _shortens(form, other))
    ]
    return max(longer, key=len) if longer and _one_line(longer) else form


def _shortens(form: str, other: str) -> bool:
    """Return whether `form` may stand for the longer `other`: its initials, or how it ends."""
    if len(other) <= len(form):
        return False
    ending, words = _bare(form), _bare(other)
    return _initials(other) == form or (" of " not in other and words[-len(ending) :] == ending)


def _bare(form: str) -> tuple[str, ...]:
    """Return the words of a name, folded, without titles and the article "al-"."""
    words = [word.lower().removeprefix("al-") for word in form.split()]
    while len(words) > 1 and _TITLE.fullmatch(words[0]):
        words = words[1:]
    return tuple(words)


def _initials(form: str) -> str:
    """Return the initials of the capitalised words, "" where there are fewer than three."""
    letters = [word[0] for word in form.split() if word[0].isupper()]
    return "".join(letters) if len(letters) >= len("NGO") else ""


def _one_line(forms: Sequence[str]) -> bool:
    """Return whether the forms are all of one bearer: each ends like the shortest."""
    shortest = min((_bare(form) for form in forms), key=len)
    return all(_bare(form)[-len(shortest) :] == shortest for form in forms)


def _adjective(document: Document, name: str, spans: Sequence[Span]) -> bool:
    """Return whether a word is only ever used like "British" in "a British official"."""
    if " " in name or not _DEMONYM.search(name):
        return False
    following = [
        re.match(r"\s+([a-z]+)", document.text[span.end : span.end + _CONTEXT]) for span in spans
    ]
    return all(match and match[1] not in NEVER_NAMES_IN_BRIEFS for match in following)
