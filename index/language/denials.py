"""What a sentence denies, and words that turn a statement into its opposite."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from index.language.english import (
    CLAIM_OPPOSITES,
    CLAUSE_OPENERS,
    COUNTING_DENIALS,
    DENIALS,
    GREAT_DEGREES,
    NO_ADVERBS,
    PASSED_DENIALS,
    SMALL_DEGREES,
    STOP_WORDS,
    any_of,
)
from index.language.terms import stems_of
from index.types import Span

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[,;:.!?()—–]")
_IDIOMS = re.compile(
    r"\b(?:not (?:only|just|merely|simply|solely|least|to mention|surprisingly|until)"
    r"|not\b(?=[^.;]{1,80}\buntil)|nothing but"
    r"|no (?:doubt|matter|less|fewer|later|sooner|longer than|more than))\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\bno longer\b", re.IGNORECASE)  # denies as "not" does
# Nouns that deny what one does, as their verbs: "his refusal to pay", "its failure to act".
_REFUSAL = re.compile(r"\b(?:refusal|failure|inability|unwillingness)\s+to\b", re.IGNORECASE)
# With or without its "to", lest each word of a long row is tried as the first.
_PASSED = re.compile(rf"\b(?:(?:{any_of(PASSED_DENIALS)})\s+)++(?P<to>to\b)?", re.IGNORECASE)
_ENDS = frozenset(";:.!?()—–") | CLAUSE_OPENERS
_NO_CONTENT = STOP_WORDS | DENIALS  # never what is denied
_MOST_DENIED = 100  # content words of a clause; no sentence that somebody wrote has so many


@dataclass(frozen=True, slots=True)
class Denial:
    """Words denied by a cue.

    Args:
        cue: "not", "never", "refused".
        word: The first content word after it, which is what it denies.
        head: Stems of this, and of the next where the cue counts ("no town has moved").
        stems: Of what follows in the clause, where lists and objects stand; at most 100.
    """

    cue: str
    word: str
    head: frozenset[str]
    stems: tuple[str, ...]


def denials_of(text: str) -> tuple[Denial, ...]:
    """Return what a sentence denies, in order."""
    text = _REFUSAL.sub("not to", _ENDED.sub("not", _IDIOMS.sub(" ", text)))
    text = _PASSED.sub(lambda passed: " " if passed["to"] else passed[0], text)
    tokens = [match[0] for match in _TOKEN.finditer(text)]
    return tuple(denial for clause in _clauses(tokens) for denial in _denials_in(clause))


def denial_cues(text: str) -> tuple[Span, ...]:
    """Return the words of a text that deny something, in order; idioms like "not only" do not."""
    plain = _IDIOMS.sub(lambda idiom: " " * len(idiom[0]), text)
    return tuple(Span(*match.span()) for match in _TOKEN.finditer(plain) if _is_cue(match[0]))


def _is_cue(token: str) -> bool:
    """Return whether a word denies what follows it."""
    return token.lower() in DENIALS or token.lower().replace("’", "'").endswith("n't")


def _clauses(tokens: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words between marks and words that end a clause."""
    clause: list[str] = []
    for token in tokens:
        if token.lower() in _ENDS:
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


def _denials_in(clause: Sequence[str]) -> Iterator[Denial]:
    """Yield what a clause denies: of each cue the content words behind it."""
    places = [place for place, token in enumerate(clause) if _is_content(token.lower())]
    stems = stems_of([clause[place].lower() for place in places])
    behind = 0  # of `places` the first behind a cue
    for place, cue in enumerate(clause):
        if behind < len(places) and places[behind] <= place:
            behind += 1
        if _is_cue(cue) and behind < len(places):
            denied = tuple(stems[behind : behind + _MOST_DENIED])
            head = frozenset(denied[: 2 if cue.lower() in COUNTING_DENIALS else 1])
            yield Denial(cue, clause[places[behind]], head, denied)


def _is_content(word: str) -> bool:
    """Return whether a word may be what is denied; adverbs and further cues are not."""
    return word.isalnum() and not _is_adverb(word) and word not in _NO_CONTENT


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in NO_ADVERBS


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Return stems of common words with those of their opposites: directions, outcomes, places."""
    opposites_of: dict[str, set[str]] = {}
    degrees = product(sorted(SMALL_DEGREES), sorted(GREAT_DEGREES))
    for pair in (*CLAIM_OPPOSITES, *degrees):
        first, second = stems_of(pair)
        opposites_of.setdefault(first, set()).add(second)
        opposites_of.setdefault(second, set()).add(first)
    return {stem: frozenset(others) for stem, others in opposites_of.items()}
