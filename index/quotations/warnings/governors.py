"""Words before a quotation that deny it, doubt it, or say that somebody else holds it."""

import re
from dataclasses import dataclass

from index.language import (
    ARTICLES,
    AUXILIARIES,
    COMPLEMENTIZERS,
    CONDITIONS,
    COORDINATORS,
    COUNTING_DENIALS,
    DEMONSTRATIVES,
    DISTANCING_WORDS,
    DOUBTS,
    FIRST_PERSON_SUBJECTS,
    IRREGULAR_PASTS,
    PREPOSITIONS,
    RELATIVES,
    SEEMING_WORDS,
    THIRD_PERSON,
    VERB_COMPANIONS,
    denial_cues,
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BREAK = re.compile(r"[;:()—–]")
_NOMINAL = ARTICLES | DEMONSTRATIVES | THIRD_PERSON  # what begins a subject or an object
_JOINING = COORDINATORS | RELATIVES
_ONLY_SAID = DISTANCING_WORDS | SEEMING_WORDS
_REACH = 6  # words of a quotation among which the verb of its clause is looked for


@dataclass(frozen=True, slots=True)
class _Before:
    """The words of a clause before a quotation.

    Args:
        words: Folded, in order.
        starts: Where each begins in the text before the quotation.
        denials: Which of them deny what follows.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    denials: tuple[bool, ...]


def governor_of(before: str, quoted: str) -> int | None:
    """Return where the words begin that govern a quotation: its denial, or who holds it.

    Args:
        before: What goes before the quotation in its sentence.
        quoted: The quotation's words in that sentence.

    Returns:
        None where the quotation's words are stated as they stand.
    """
    clause = _clause_before(before)
    words = [match[0].lower() for match in _WORD.finditer(quoted)][:_REACH]
    if not clause.words or not words:
        return None
    if words[0] in COMPLEMENTIZERS and len(words) > 1:
        clause, words = _with(clause, words[0], len(before)), words[1:]
    rules = (_condition, _complement, _infinitive, _denied_verb, _denied_subject, _holder)
    found = (rule(clause, words) for rule in rules)
    return next((start for start in found if start is not None), None)


def _clause_before(before: str) -> _Before:
    """Return the words behind the last mark that ends a clause."""
    offset = max((match.end() for match in _BREAK.finditer(before)), default=0)
    cues = {span.start for span in denial_cues(before)}
    matches = list(_WORD.finditer(before, offset))
    return _Before(
        tuple(match[0].lower() for match in matches),
        tuple(match.start() for match in matches),
        tuple(match.start() in cues for match in matches),
    )


def _with(clause: _Before, word: str, start: int) -> _Before:
    """Return a clause with a word behind it."""
    return _Before((*clause.words, word), (*clause.starts, start), (*clause.denials, False))


def _condition(clause: _Before, quoted: list[str]) -> int | None:
    """Return where "if" and its like stand right before the words."""
    return clause.starts[-1] if clause.words[-1] in CONDITIONS else None


def _complement(clause: _Before, quoted: list[str]) -> int | None:
    """Return where what "that" goes with is denied, doubted or somebody's own view."""
    # Behind "that" an auxiliary tells that it stands for a noun: "the crane that was built".
    if clause.words[-1] not in COMPLEMENTIZERS or quoted[0] in AUXILIARIES:
        return None
    first = _own_clause(clause, len(clause.words) - 1)
    governs = [
        i
        for i in range(first, len(clause.words) - 1)
        if clause.denials[i] or clause.words[i] in DISTANCING_WORDS | DOUBTS
    ]
    if not governs or FIRST_PERSON_SUBJECTS.intersection(clause.words[first:]):
        return None
    return clause.starts[first]


def _infinitive(clause: _Before, quoted: list[str]) -> int | None:
    """Return where it is denied, only said or only seems that somebody is "to" do the words."""
    if clause.words[-1] != "to" or quoted[0] in _NOMINAL | PREPOSITIONS:
        return None
    first = _own_clause(clause, len(clause.words) - 1)
    for i in range(first, len(clause.words) - 1):
        distanced = i == len(clause.words) - 2 and clause.words[i] in _ONLY_SAID
        if clause.denials[i] or distanced:
            return clause.starts[i]
    return None


def _denied_verb(clause: _Before, quoted: list[str]) -> int | None:
    """Return where a negation stands right before the words, or with adverbs between."""
    for i in range(len(clause.words) - 1, -1, -1):
        if clause.denials[i]:
            return clause.starts[i]
        if not (clause.words[i] in VERB_COMPANIONS or clause.words[i].endswith("ly")):
            break
    return None


def _denied_subject(clause: _Before, quoted: list[str]) -> int | None:
    """Return where the subject of the words is "no …"."""
    first = _own_clause(clause, len(clause.words))
    if first >= len(clause.words) or clause.words[first] not in COUNTING_DENIALS:
        return None
    is_predicate = quoted[0] in AUXILIARIES or quoted[0] not in _NOMINAL | PREPOSITIONS | _JOINING
    return clause.starts[first] if is_predicate else None


def _holder(clause: _Before, quoted: list[str]) -> int | None:
    """Return where it is said who holds the words: "critics claim", without "that"."""
    first = _own_clause(clause, len(clause.words))
    is_held = clause.words[-1] in DISTANCING_WORDS and not _ends_in_noun(clause.words)
    is_held = is_held and first < len(clause.words)
    if not is_held or FIRST_PERSON_SUBJECTS.intersection(clause.words[first:]):
        return None
    verbs = (word in AUXILIARIES | IRREGULAR_PASTS or word.endswith("ed") for word in quoted[1:])
    starts_clause = quoted[0] not in PREPOSITIONS | _JOINING | AUXILIARIES
    return clause.starts[first] if starts_clause and any(verbs) else None


def _ends_in_noun(words: tuple[str, ...]) -> bool:
    """Return whether the last word is a noun behind a preposition: "in line with this idea"."""
    return any(
        words[-i] in ARTICLES | DEMONSTRATIVES and words[-i - 1] in PREPOSITIONS
        for i in (2, 3)
        if i < len(words)
    )


def _own_clause(clause: _Before, end: int) -> int:
    """Return the first word behind the last one before `end` that joins clauses."""
    joining = (i for i in range(end - 1, -1, -1) if clause.words[i] in _JOINING - {"or", "nor"})
    return next(joining, -1) + 1
