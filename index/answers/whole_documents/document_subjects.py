"""The words that name a document in a question, taken apart."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language import (
    ARTICLES,
    DEMONSTRATIVES,
    DOCUMENT_NOUNS,
    DOCUMENT_QUALIFIERS,
    PREPOSITIONS,
    PUBLICATION_NOUNS,
    STOP_WORDS,
    THIRD_PERSON,
    WORK_NOUNS,
    stems_of,
    words_of,
)

_MANY = frozenset({"these", "those", "they", "them", "their"})
_RULES = frozenset({"regulation", "rule"})  # works, too; "Rule" is a family name
# What texts are called that are seldom told of in others: no book and no letter; in the singular.
HOUSE_NOUNS = frozenset(
    "booklet brochure faq guide guidebook guideline handbook howto leaflet manual newsletter "
    "policy readme rulebook specification tutorial website wiki".split()
)
# What a document may be besides that is called so in its title; of a text it may be anything.
TITLED_NOUNS = (
    _RULES
    | HOUSE_NOUNS
    | frozenset(
        "constitution covenant declaration directive glossary licence license manifesto ordinance "
        "plan primer proclamation programme program roadmap schedule spec specification standard "
        "syllabus treaty whitepaper".split()
    )
)
_IN_TWO_WORDS = frozenset({("fact", "sheet"), ("price", "list")})  # of the last alone are others
_SOMEBODYS = frozenset(("his", "her", "their"))
_ANYTHING = frozenset(("thing", "stuff"))  # "the thing about the mill" is a text about it
_ANY_TEXT = "text"
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
        head: What they call it in the end, in the singular; "" where they say "this" alone.
        content: Stems of all that they say, but for what any file may be called.
    """

    phrase: str
    own: bool
    nouns: frozenset[str]
    words: tuple[str, ...]
    many: bool
    elsewhere: bool
    head: str
    content: frozenset[str]


def document_subject(phrase: str) -> DocumentSubject:
    """Return the words that name a document, taken apart."""
    words = [word.text for word in words_of(phrase.replace("'s", ""))]
    ending = _HEAD_ENDS.search(phrase)
    head = _head_of(phrase)
    is_about = ending is not None and ending[0].strip().lower() == "about"
    is_any_text = is_about and not _ANYTHING.isdisjoint(head[-1:])
    nouns = _nouns_of(head) | ({_ANY_TEXT} if is_any_text else set())
    told = [word for word in words if _tells(word, nouns)]
    first = words[0] if words else ""
    is_somebodys = first in _SOMEBODYS and not nouns.isdisjoint(WORK_NOUNS)  # "her speech"
    own = first in DEMONSTRATIVES | THIRD_PERSON | {"", "your", "all"} and not is_somebodys
    many = first in _MANY or any(singular_of(word) in nouns and word.endswith("s") for word in head)
    elsewhere = ending is not None and ending[0].strip().lower() in {"for", "to"}
    return DocumentSubject(
        phrase,
        own,
        frozenset(nouns),
        tuple(stems_of(told)),
        many,
        elsewhere,
        _last_noun(head),
        frozenset(stems_of([*filter(_is_content, words)])),
    )


def points_back(phrase: str, earlier: str, *, loose: bool) -> bool:
    """Return whether a question may be about what an earlier one, about no document, named.

    "When did it come out?" may be about anything; "Who wrote it?" about a work that was named.

    Args:
        phrase: The words that name what it is about; "" where it names nothing.
        earlier: The earlier question.
        loose: Its form is as likely one of a question about something else.
    """
    subject = document_subject(phrase)
    if not phrase:
        return loose
    if subject.nouns & DOCUMENT_NOUNS or (subject.words and not subject.nouns):
        return False
    named = {singular_of(word.text) for word in words_of(earlier)}
    works = (WORK_NOUNS | PUBLICATION_NOUNS) & named
    return bool(works & subject.nouns if subject.nouns else works or loose)


def title_noun(title: str) -> str:
    """Return what a title calls its text, in the singular: of "Rules of the club" the "rule".

    "" where it does not: "Why rules fail", "On the rules of the club".
    """
    head = _head_of(title)
    said = frozenset(head) - ARTICLES
    return _last_noun(head) if said.isdisjoint(STOP_WORDS | PREPOSITIONS) else ""


def _head_of(phrase: str) -> list[str]:
    """Return the words of a phrase before what is said of its noun: of "rules of the club" one."""
    ending = _HEAD_ENDS.search(phrase)
    return [word.text for word in words_of(phrase[: ending.start()] if ending else phrase)]


def _last_noun(words: Sequence[str]) -> str:
    """Return the last word that is one of content, in the singular, "" of none."""
    content = [word for word in words if word not in STOP_WORDS | DOCUMENT_QUALIFIERS]
    return singular_of(content[-1]) if content else ""


def _is_content(word: str) -> bool:
    return word not in STOP_WORDS | DOCUMENT_QUALIFIERS and singular_of(word) not in DOCUMENT_NOUNS


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
