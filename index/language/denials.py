"""What a sentence denies, and words that turn a statement into its opposite."""

import re
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
_PASSED = re.compile(rf"\b(?:(?:{any_of(PASSED_DENIALS)})\s+)+to\b", re.IGNORECASE)
_ENDS = frozenset(";:.!?()—–") | CLAUSE_OPENERS
_NO_CONTENT = STOP_WORDS | DENIALS  # never what is denied


@dataclass(frozen=True, slots=True)
class Denial:
    """Words denied by a cue.

    Args:
        cue: "not", "never", "refused".
        word: The first content word after it, which is what it denies.
        head: Stems of this, and of the next where the cue counts ("no town has moved").
        stems: Of all that follows in the clause, where lists and objects stand.
    """

    cue: str
    word: str
    head: frozenset[str]
    stems: tuple[str, ...]


def denials_of(text: str) -> tuple[Denial, ...]:
    """Return what a sentence denies, in order."""
    text = _REFUSAL.sub("not to", _ENDED.sub("not", _IDIOMS.sub(" ", text)))
    text = _PASSED.sub(" ", text)
    tokens = [match[0] for match in _TOKEN.finditer(text)]
    denials = []
    for place, token in enumerate(tokens):
        words = _denied(tokens[place + 1 :]) if _is_cue(token) else []
        if words:
            denials.append(_denial(token, words))
    return tuple(denials)


def denial_cues(text: str) -> tuple[Span, ...]:
    """Return the words of a text that deny something, in order; idioms like "not only" do not."""
    plain = _IDIOMS.sub(lambda idiom: " " * len(idiom[0]), text)
    return tuple(Span(*match.span()) for match in _TOKEN.finditer(plain) if _is_cue(match[0]))


def _is_cue(token: str) -> bool:
    """Return whether a word denies what follows it."""
    return token.lower() in DENIALS or token.lower().replace("’", "'").endswith("n't")


def _denial(cue: str, words: list[str]) -> Denial:
    """Return what a cue denies of the content words behind it."""
    stems = tuple(stems_of([word.lower() for word in words]))
    head = frozenset(stems[: 2 if cue.lower() in COUNTING_DENIALS else 1])
    return Denial(cue, words[0], head, stems)


def _denied(tokens: list[str]) -> list[str]:
    """Return the content words up to the end of the clause; adverbs and further cues are none."""
    words: list[str] = []
    for token in tokens:
        word = token.lower()
        if word in _ENDS:
            break
        if word.isalnum() and not _is_adverb(word) and word not in _NO_CONTENT:
            words.append(token)
    return words


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
