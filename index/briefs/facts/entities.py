"""Who and what is named in a document, each once, by the fullest form of its name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.briefs.facts.name_cues import KINDS, LIKENESS, TITLE, Encode, NameKind, likeness_of
from index.briefs.facts.names import NameForm, name_forms
from index.types import Document, Quote, Span, quote_of


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


def names_of(
    document: Document, spans: Sequence[Span] | None = None, encode: Encode | None = None
) -> tuple[NamedEntity, ...]:
    """Return who and what is named in a document, most mentioned first.

    Args:
        document: The whole of it shows which words are names, and of what.
        spans: Only names mentioned in these places, with those mentions; None for all.
        encode: An encoder, which tells persons, groups and places apart better than signs alone.
    """
    forms = name_forms(document)
    if spans is not None:
        forms = _with_fuller_forms(forms, spans)
    kinds = _kinds(forms, encode)
    mentions: dict[str, list[Span]] = defaultdict(list)
    for form in forms:
        mentions[_fullest(form.text, kinds)] += _within(form.spans, spans)
    return _most_mentioned_first(
        NamedEntity(name, kinds[name], _quotes_of(document, places))
        for name, places in mentions.items()
        if places
    )


def merged(entities: Iterable[NamedEntity]) -> tuple[NamedEntity, ...]:
    """Return entities of several documents, those of the same name and kind made one."""
    mentions: dict[tuple[str, NameKind], list[Quote]] = defaultdict(list)
    for entity in entities:
        mentions[entity.name, entity.kind] += entity.mentions
    return _most_mentioned_first(
        NamedEntity(name, kind, tuple(quotes)) for (name, kind), quotes in mentions.items()
    )


def _quotes_of(document: Document, places: Iterable[Span]) -> tuple[Quote, ...]:
    """Return the quotes of some places, in reading order."""
    return tuple(quote_of(document, place) for place in sorted(places))


def _most_mentioned_first(entities: Iterable[NamedEntity]) -> tuple[NamedEntity, ...]:
    return tuple(sorted(entities, key=lambda e: (-len(e.mentions), e.mentions[0].start)))


def _within(places: Sequence[Span], spans: Sequence[Span] | None) -> tuple[Span, ...]:
    """Return the places that lie in one of the spans; all of them for None."""
    if spans is None:
        return tuple(places)
    return tuple(place for place in places if _lies_in_any(place, spans))


def _lies_in_any(place: Span, spans: Sequence[Span]) -> bool:
    return any(span.contains(place) for span in spans)


def _with_fuller_forms(forms: Sequence[NameForm], spans: Sequence[Span]) -> tuple[NameForm, ...]:
    """Return the forms that stand in the spans, and those that may be their fuller forms."""
    shown = [form for form in forms if _within(form.spans, spans)]
    return tuple(form for form in forms if _may_be_fuller(form, shown))


def _may_be_fuller(form: NameForm, shown: Sequence[NameForm]) -> bool:
    """Return whether `form` is one of those shown, or may be a fuller form of one."""
    return any(form is other or _shortens(other.text, form.text) for other in shown)


def _kinds(forms: Sequence[NameForm], encode: Encode | None) -> dict[str, NameKind]:
    """Return the kind of each form by its signs and, with an encoder, its likeness."""
    if not forms:
        return {}
    signs = np.array([form.signs for form in forms], dtype=np.float32)
    if encode is not None:
        signs += LIKENESS * likeness_of([form.text for form in forms], encode)
    best = signs.argmax(axis=1)
    return {form.text: KINDS[int(kind)] for form, kind in zip(forms, best, strict=True)}


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
    while len(words) > 1 and TITLE.fullmatch(words[0]):
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
