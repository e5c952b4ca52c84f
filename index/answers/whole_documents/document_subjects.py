"""The words that name a document in a question, taken apart."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language import (
    DEMONSTRATIVES,
    DOCUMENT_NOUNS,
    DOCUMENT_QUALIFIERS,
    PUBLICATION_NOUNS,
    STOP_WORDS,
    THIRD_PERSON,
    WORK_NOUNS,
    stems_of,
    words_of,
)

_MANY = frozenset({"these", "those", "they", "them", "their"})
_RULES = frozenset({"regulation", "rule"})  # works, too; "Rule" is a family name
_IN_TWO_WORDS = frozenset({("fact", "sheet"), ("price", "list")})  # of the last alone are others
_SOMEBODYS = frozenset(("his", "her", "their"))
_HEAD_ENDS = re.compile(
    r"\s(?:about|on|of|by|for|in|from|to|at|with|against|that|which|between|under|after)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DocumentSubject:
    """The words that name a document, taken apart.

    Args:
        phrase: As they stand.
        own: They say "this" or the like, or nothing at all.
        nouns: What they call it, in the singular: "essay", "report".
        words: Stems of what else they say of it.
        many: They are in the plural.
        elsewhere: The words say whom it is for, not what it is about: "the piece for the Gazette".
    """

    phrase: str
    own: bool
    nouns: frozenset[str]
    words: tuple[str, ...]
    many: bool
    elsewhere: bool


def document_subject(phrase: str) -> DocumentSubject:
    """Return the words that name a document, taken apart."""
    words = [word.text for word in words_of(phrase.replace("'s", ""))]
    ending = _HEAD_ENDS.search(phrase)
    head = [word.text for word in words_of(phrase[: ending.start()] if ending else phrase)]
    nouns = _nouns_of(head)
    told = [word for word in words if _tells(word, nouns)]
    first = words[0] if words else ""
    is_somebodys = first in _SOMEBODYS and not nouns.isdisjoint(WORK_NOUNS)  # "her speech"
    own = first in DEMONSTRATIVES | THIRD_PERSON | {"", "your", "all"} and not is_somebodys
    many = first in _MANY or any(singular_of(word) in nouns and word.endswith("s") for word in head)
    elsewhere = ending is not None and ending[0].strip().lower() in {"for", "to"}
    return DocumentSubject(phrase, own, frozenset(nouns), tuple(stems_of(told)), many, elsewhere)


def _nouns_of(words: Sequence[str]) -> set[str]:
    """Return what some words call a document, in the singular."""
    singular = [*map(singular_of, words)]
    named = {last for first, last in pairwise(singular) if (first, last) in _IN_TWO_WORDS}
    return named | {*singular} & (DOCUMENT_NOUNS | WORK_NOUNS | _RULES)


def _tells(word: str, nouns: Collection[str]) -> bool:
    """Return whether a word says more of a document than that it is meant."""
    known = STOP_WORDS | DOCUMENT_QUALIFIERS | PUBLICATION_NOUNS
    return word not in known and singular_of(word) not in {*nouns, *DOCUMENT_NOUNS}


def singular_of(word: str) -> str:
    """Return a noun in the singular, as far as lists of documents need it."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word.removesuffix("s") if not word.endswith(("ss", "is", "us")) else word
