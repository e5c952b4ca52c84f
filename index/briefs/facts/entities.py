"""Who and what is named in a document, each once, by the fullest form of its name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from index.briefs.facts.name_cues import KINDS, LIKENESS, TITLE, Encode, NameKind, likeness_of
from index.briefs.facts.names import KnownNames, NameForm, name_forms, spelling_of
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
    document: Document,
    spans: Sequence[Span] | None = None,
    encode: Encode | None = None,
    known: KnownNames | None = None,
) -> tuple[NamedEntity, ...]:
    """Return who and what is named in a document, most mentioned first.

    Args:
        document: The whole of it shows which words are names, and of what.
        spans: Only names mentioned in these places, with those mentions; None for all.
        encode: An encoder, which tells persons, groups and places apart better than signs alone.
        known: Of the document's collection, where it is asked more than once.
    """
    forms = known.forms(document) if known else name_forms(document)
    if spans is not None:
        forms = _with_fuller_forms(forms, spans)
    kinds = _kinds(forms, encode)
    fuller = _FullerNames(kinds)
    mentions: dict[str, list[Span]] = defaultdict(list)
    for form in forms:
        mentions[_fullest(form.text, kinds, fuller)] += _within(form.spans, spans)
    return _most_mentioned_first(
        NamedEntity(name, kinds[name], _quotes_of(document, places))
        for name, places in mentions.items()
        if places
    )


def merged(entities: Iterable[NamedEntity]) -> tuple[NamedEntity, ...]:
    """Return entities of several documents, those of the same name and kind made one.

    Of several spellings the one that is mentioned most is the name.
    """
    bearers: dict[tuple[str, NameKind], list[NamedEntity]] = defaultdict(list)
    for entity in entities:
        bearers[spelling_of(entity.name), entity.kind].append(entity)
    return _most_mentioned_first(map(_one_of, bearers.values()))


def _one_of(entities: Sequence[NamedEntity]) -> NamedEntity:
    """Return entities that are one, by the spelling that is mentioned most."""
    mentions: Counter[str] = Counter()
    for entity in entities:
        mentions[entity.name] += len(entity.mentions)
    (name, _), *_ = mentions.most_common(1)
    quotes = chain.from_iterable(entity.mentions for entity in entities)
    return NamedEntity(name, entities[0].kind, tuple(quotes))


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
    shown = {form.text for form in forms if _within(form.spans, spans)}
    fuller = _FullerNames(form.text for form in forms)
    wanted = shown.union(*map(fuller.of, shown))
    return tuple(form for form in forms if form.text in wanted)


def _kinds(forms: Sequence[NameForm], encode: Encode | None) -> dict[str, NameKind]:
    """Return the kind of each form by its signs and, with an encoder, its likeness."""
    if not forms:
        return {}
    signs = np.array([form.signs for form in forms], dtype=np.float32)
    if encode is not None:
        signs += LIKENESS * likeness_of([form.text for form in forms], encode)
    best = signs.argmax(axis=1)
    return {form.text: KINDS[int(kind)] for form, kind in zip(forms, best, strict=True)}


class _FullerNames:
    """Finds the longer names among some that a name may stand for."""

    def __init__(self, names: Iterable[str]) -> None:
        """Note what each name may be shortened to: its initials, and how it ends."""
        self._places: dict[str, int] = {}
        self._by_initials: dict[str, list[str]] = defaultdict(list)
        self._by_last_word: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for place, name in enumerate(names):
            self._places[name] = place
            self._by_initials[_initials(name)].append(name)
            if " of " not in name:
                words = _bare(name)
                self._by_last_word[words[-1]].append((name, words))

    def by_initials(self, name: str) -> list[str]:
        """Return those whose initials a name is."""
        return self._by_initials.get(name, [])

    def by_ending(self, name: str) -> list[str]:
        """Return those that end as a name does."""
        ending = _bare(name)
        alike = self._by_last_word.get(ending[-1], [])
        return [
            other
            for other, words in alike
            if len(other) > len(name) and words[-len(ending) :] == ending
        ]

    def of(self, name: str) -> list[str]:
        """Return all of these."""
        return self.in_order({*self.by_initials(name), *self.by_ending(name)})

    def in_order(self, names: Iterable[str]) -> list[str]:
        """Return names in the order in which they were given at first."""
        return sorted(names, key=self._places.__getitem__)


def _fullest(form: str, kinds: Mapping[str, NameKind], fuller: _FullerNames) -> str:
    """Return the one longer form that `form` shortens, `form` itself where there is none.

    Only persons go by the end of their name: "the Taliban" and "the Pakistani Taliban" are two.
    """
    longer = {*fuller.by_initials(form)}
    if kinds[form] in {NameKind.PERSON, NameKind.OTHER}:
        longer |= {other for other in fuller.by_ending(form) if kinds[other] is NameKind.PERSON}
    ordered = fuller.in_order(longer)
    return max(ordered, key=len) if ordered and _one_line(ordered) else form


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
