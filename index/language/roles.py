"""Who does what to whom: two parties of a claim that stand in a sentence in each other's place.

There is no parser here. A party is a name, or the word behind a determiner; the word around which
two parties stand in the claim must stand in the sentence, too, and there between the same two. A
passive with its "by" turns them once more, where who does it stands behind the "by".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.language.english import (
    BELOW_TWENTY,
    DENIALS,
    DETERMINERS,
    NEVER_NAMES_IN_CLAIMS,
    NOUN_PREPOSITIONS,
    STOP_WORDS,
    SUBJECT_PRONOUNS,
    SYMMETRIC_WORDS,
)
from index.language.name_forms import bare_name, same_name
from index.language.quantities import quantities_of
from index.language.terms import fold, stems_of
from index.language.verbs import BE_FORMS, IRREGULAR_PARTICIPLES, LIKE_DEEDS

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’][^\W_]+)*|[;:.!?()—–]")
_CLAUSE_ENDS = frozenset(";:.!?()—–")
_POSSESSIVE = re.compile(r"['’]s?$")
_PASSIVE_REACH = 3  # words before a participle among which its "was" stands
_REACHING = frozenset({"on", "upon", "to"})
_REACH = 9  # words on either side of the word in the middle within which its parties stand


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a sentence with its stem; a mark that ends a clause has none."""

    text: str
    stem: str

    @property
    def is_content(self) -> bool:
        return bool(self.stem) and fold(self.text) not in STOP_WORDS

    @property
    def is_capitalised(self) -> bool:
        """Whether it is written like a name, "al-Hakim" and "U.S." included."""
        parts = self.text.split("-")
        large = any(part[:1].isupper() for part in parts)
        return large and fold(_POSSESSIVE.sub("", self.text)) not in NEVER_NAMES_IN_CLAIMS


@dataclass(frozen=True, slots=True)
class _Party:
    """One that does something or has something done to it.

    Args:
        start: Its first word.
        end: One past its last word.
        words: What it is called.
    """

    start: int
    end: int
    words: tuple[_Word, ...]

    def is_named_by(self, word: _Word) -> bool:
        """Return whether a word of another text names it."""
        return any(_names_same(own, word) for own in self.words)

    def told_apart(self, other: "_Party") -> "_Party":
        """Return it without words that name the other, too, "North Hall" beside "South Hall"."""
        own = tuple(word for word in self.words if not other.is_named_by(word))
        return replace(self, words=own)

    @property
    def text(self) -> str:
        """What it is called."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class _Relation:
    """A word with the party that stands before it and the one behind it, as if it were active."""

    agent: _Party
    middle: _Word
    patient: _Party
    place: int  # of the word in its text

    @property
    def text(self) -> str:
        return f"{self.agent.text} … {self.middle.text} … {self.patient.text}"


def turned_roles(claim: str, sentence: str) -> tuple[str, str] | None:
    """Return what claim and sentence say of two parties in turned roles, None where none are.

    Where the sentence says it both ways, or as the claim does, nothing is turned.

    Args:
        claim: One sentence.
        sentence: One sentence of a document.
    """
    stated = _words(sentence)
    for relation in _relations(_words(claim)):
        if _is_turned(relation, stated, frozenset({relation.middle.stem})):
            there = replace(relation, agent=relation.patient, patient=relation.agent)
            return relation.text, there.text
    return None


def tells_of_other_side(asked: str, sentence: str) -> bool:
    """Return whether a sentence has done by one party what is asked of the other, and only so.

    Verbs of one kind count alike: who "assists" somebody "helps" them. Names that are typed small
    are those that the sentence writes large.

    Args:
        asked: What is asked, as a statement: "the town pays the club every year".
        sentence: One sentence of a document.
    """
    words = _words(_in_case_of(sentence, asked))
    deed = next(_relations(words), None)
    if deed is None or not _is_reached(deed, words):
        return False
    alike = next((kind for kind in _kinds_of_deeds() if deed.middle.stem in kind), None)
    return _is_turned(deed, _words(sentence), alike or frozenset({deed.middle.stem}))


def _in_case_of(sentence: str, asked: str) -> str:
    """Return what is asked with words written large that a sentence writes so."""
    names = [word.text for word in _words(sentence) if word.is_capitalised]
    parts = [part for name in names for part in name.split("-") if part[:1].isupper()]
    large = {fold(name): name for name in (*parts, *names)}
    return _TOKEN.sub(lambda match: large.get(fold(match[0]), match[0]), asked)


@cache
def _kinds_of_deeds() -> tuple[frozenset[str], ...]:
    """Return the stems of verbs that say the same of two parties, a set for each kind."""
    return tuple(frozenset(stems_of(sorted(kind))) for kind in LIKE_DEEDS)


def _is_turned(relation: _Relation, stated: Sequence[_Word], stems: frozenset[str]) -> bool:
    """Return whether a sentence tells of two parties, and always of the other one as who does it.

    Args:
        relation: Who does what to whom.
        stated: The sentence.
        stems: Of words that say what is done.
    """
    agents = list(_stated_agents(relation, stated, stems))
    return bool(agents) and all(agent is relation.patient for agent in agents)


def _words(text: str) -> list[_Word]:
    tokens = _TOKEN.findall(text)
    stems = stems_of([_POSSESSIVE.sub("", fold(token)) for token in tokens])
    pairs = zip(tokens, stems, strict=True)
    return [_Word(token, "" if token in _CLAUSE_ENDS else stem) for token, stem in pairs]


def _names_same(own: _Word, other: _Word) -> bool:
    if own.is_capitalised and other.is_capitalised:
        return same_name(bare_name(own.text), bare_name(other.text))
    return own.stem == other.stem


def _relations(words: Sequence[_Word]) -> Iterator[_Relation]:
    """Yield each word of a claim that stands between two parties, with the nearest ones."""
    parties = list(_parties(words))
    for place in range(len(words)):
        relation = _relation(words, parties, place) if _may_be_verb(words, place) else None
        if relation is not None:
            yield relation


def _relation(words: Sequence[_Word], parties: Sequence[_Party], place: int) -> _Relation | None:
    """Return a word with the parties around it; None within one, or where two have one name."""
    by = _place_of_by(words, place)
    behind = place if by is None else by
    before = [party for party in parties if party.start <= place]
    after = [party for party in parties if party.start > behind]
    if not before or not after or before[-1].end > place:
        return None
    first, last = before[-1].told_apart(after[0]), after[0].told_apart(before[-1])
    if not first.words or not last.words:
        return None
    agent, patient = (first, last) if by is None else (last, first)
    return _Relation(agent, words[place], patient, place)


def _may_be_verb(words: Sequence[_Word], place: int) -> bool:
    """Return whether a word may say what one party does to another."""
    word = words[place]
    untelling = word.stem in _untelling() or bool(quantities_of(word.text))
    return word.is_content and not untelling and not _is_noun(words, place)


@cache
def _untelling() -> frozenset[str]:
    """Return stems around which nothing is turned."""
    return frozenset(stems_of(sorted(SYMMETRIC_WORDS | DENIALS | set(BELOW_TWENTY))))


def _parties(words: Sequence[_Word]) -> Iterator[_Party]:
    """Yield names, capitalised words in a row as one, and words behind a determiner."""
    place = 0
    while place < len(words):
        end = place
        while end < len(words) and words[end].is_capitalised:
            end += 1
        if end == place and _follows_determiner(words, place):
            end += 1
        if end > place:
            yield _Party(place, end, tuple(words[place:end]))
        place = max(end, place + 1)


def _follows_determiner(words: Sequence[_Word], place: int) -> bool:
    return place > 0 and fold(words[place - 1].text) in DETERMINERS and words[place].is_content


def _stated_agents(
    relation: _Relation, words: Sequence[_Word], stems: frozenset[str]
) -> Iterator[_Party]:
    """Yield who does it in a sentence, for each time that it is told of the two parties."""
    for place, word in enumerate(words):
        if word.stem in stems and not _is_noun(words, place):
            agent = _stated_agent(relation, words, place)
            if agent is not None:
                yield agent


def _stated_agent(relation: _Relation, words: Sequence[_Word], place: int) -> _Party | None:
    """Return who does it at one place of a sentence; None where that is not told.

    Where only one party is named and something is done to it, the other one does it.
    """
    clause = _clause(words, place)
    before = _nearest(relation, words, range(place - 1, clause.start - 1, -1))
    by = _place_of_by(words, place)
    after = _nearest(relation, words, range((place if by is None else by) + 1, clause.stop))
    if before is not None and after is not None:
        return _first_of(before, after, turned=by is not None)
    if by is not None:
        return None
    half_turned = after is relation.agent and _is_object(after, words, place)
    return relation.patient if half_turned else _only(relation.agent, before)


def _first_of(before: _Party, after: _Party, *, turned: bool) -> _Party | None:
    """Return the one of two that does it; None where both are the same one."""
    if before is after:
        return None
    return after if turned else before


def _only(party: _Party, other: _Party | None) -> _Party | None:
    return party if other is party else None


def _is_object(party: _Party, words: Sequence[_Word], place: int) -> bool:
    """Return whether a party stands right behind a word, but for a determiner."""
    following = place + 1
    if following < len(words) and fold(words[following].text) in DETERMINERS:
        following += 1
    return following < len(words) and party.is_named_by(words[following])


def _is_reached(deed: _Relation, words: Sequence[_Word]) -> bool:
    """Return whether what is done reaches its party at once: "pay the town", "rely on the town"."""
    between = words[deed.place + 1 : deed.patient.start]
    return all(fold(word.text) in DETERMINERS | _REACHING for word in between)


def _is_noun(words: Sequence[_Word], place: int) -> bool:
    """Return whether a word is no verb, by its neighbours: "the cost", "costs of", "costs for"."""
    before = fold(words[place - 1].text) if place else ""
    after = fold(words[place + 1].text) if place + 1 < len(words) else ""
    return before in DETERMINERS or after in NOUN_PREPOSITIONS


def _clause(words: Sequence[_Word], place: int) -> range:
    """Return the places of the words around one, up to marks that end a clause."""
    start, stop = place, place
    while start > max(0, place - _REACH) and words[start - 1].stem:
        start -= 1
    while stop < min(len(words), place + _REACH + 1) and words[stop].stem:
        stop += 1
    return range(start, stop)


def _nearest(relation: _Relation, words: Sequence[_Word], places: range) -> _Party | None:
    """Return the party that the first of some places names; none beyond "it" and its like."""
    for place in places:
        if fold(words[place].text) in SUBJECT_PRONOUNS:
            return None
        for party in (relation.agent, relation.patient):
            if party.is_named_by(words[place]):
                return party
    return None


def _place_of_by(words: Sequence[_Word], place: int) -> int | None:
    """Return the place of the "by" that a passive has in its clause; None for any other word.

    Args:
        words: Of a sentence.
        place: Of a word that may be a participle behind a form of "be".
    """
    folded = [fold(word.text) for word in words]
    participle = folded[place].endswith("ed") or folded[place] in IRREGULAR_PARTICIPLES
    being = not BE_FORMS.isdisjoint(folded[max(0, place - _PASSIVE_REACH) : place])
    if not (participle and being):
        return None
    following = range(place + 1, _clause(words, place).stop)
    return next((by for by in following if folded[by] == "by"), None)
