"""Names in a question that stand in no document: what is asked of them is not told there.

"What did Harrow warn of?" fits a sentence that says of what Melk warned, and a reader takes the one
name for the other. Only a capital inside of a question in English tells a name. A word in capitals
alone may be a short form of what is written out ("ISIS"), and one behind an article is often none
("the Board").
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from rapidfuzz.distance import OSA

from index.language import (
    BELIEVERS,
    CALENDAR_WORDS,
    COUNTRY_FORMS,
    COUNTRY_SEATS,
    DETERMINERS,
    FUNCTION_WORDS,
    PERSONAL_ROLES,
    PERSONAL_TITLES,
    Token,
    any_of,
    bare_name,
    foreign_language_of,
    same_name,
    words_of,
)
from index.types import Document

# What is left of the probability that the documents answer. Chosen by judgement: of 27,059 graded
# questions that a text answers one has such a name, and hardly more of the others.
LEFT = 0.2
_LEAST = 4  # letters of a name that may be mistyped
_LEAST_WORDS = 3  # content words, from which on capitals on all of them tell no name
_TITLES = PERSONAL_TITLES | PERSONAL_ROLES  # "President Melk": the text may have another one
_NO_NAMES = FUNCTION_WORDS | _TITLES | CALENDAR_WORDS | BELIEVERS
_BEHIND_ARTICLE = re.compile(rf"\b(?:{any_of(DETERMINERS)})\s+\Z", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[.!?:|])\W*\Z")


def absent_names(question: str, unknown: Collection[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the names that a question has and no document, in any form, as they were typed.

    Args:
        question: As it was asked.
        unknown: Folded words of it that the documents do not have, slips mended.
        known: Every folded word that they do have.
    """
    strange = [name for name in _names(question) if {*map(_text, name)} <= {*unknown}]
    if not strange:
        return ()
    told = _told({bare_name(word.text) for word in chain.from_iterable(strange)}, known)
    absent = (name for name in strange if told.isdisjoint(map(bare_name, map(_text, name))))
    return tuple(question[name[0].start : name[-1].end] for name in absent)


def names_in(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the folded words of the documents' titles, authors and places of publication."""
    for document in documents:
        metadata = document.metadata
        authors = (author.display for author in metadata.author)
        for text in (metadata.title, metadata.container_title or "", *authors):
            yield from (word.text for word in words_of(text))


def _names(question: str) -> list[list[Token]]:
    """Return the words of each name: those with a capital that stand beside each other."""
    words = words_of(question)
    if _hides_names(question, words):
        return []
    names: list[list[Token]] = []
    for word in words:
        if not _is_of_name(question, word):
            continue
        if names and not question[names[-1][-1].end : word.start].strip():
            names[-1].append(word)
        else:
            names.append([word])
    return [name for name in names if not _BEHIND_ARTICLE.search(question[: name[0].start])]


def _text(word: Token) -> str:
    return word.text


def _hides_names(question: str, words: Sequence[Token]) -> bool:
    """Return whether capitals tell no name: it is typed like a title, or is no English."""
    content = [word for word in words if word.is_content]
    is_titled = len(content) >= _LEAST_WORDS and all(question[w.start].isupper() for w in content)
    return is_titled or foreign_language_of(question) is not None


def _is_of_name(question: str, word: Token) -> bool:
    """Return whether a word of a question is one of a name: it has a capital that tells it."""
    typed = question[word.start : word.end]
    has_capital = typed[0].isupper() and not typed.removesuffix("s").isupper()
    return has_capital and word.text not in _NO_NAMES and not _OPENS.search(question[: word.start])


def _told(forms: Collection[str], known: Iterable[str]) -> set[str]:
    """Return those of some folded names of which a form is known: "Afghan" of "Afghanistan".

    A government is often called by where it sits: "Kabul".
    """
    meant = {form: {form, *COUNTRY_SEATS.get(form, ())} for form in forms}
    names = set[str]().union(*meant.values())
    initials = {name[:1] for name in names}
    countries = set[str]().union(*(group for group in COUNTRY_FORMS if not names.isdisjoint(group)))
    likely = [word for word in known if word[:1] in initials or word in countries]
    return {form for form, others in meant.items() if _has_form(others, likely)}


def _has_form(names: Iterable[str], words: Sequence[str]) -> bool:
    return any(same_name(name, word) or _is_slip(name, word) for name in names for word in words)


def _is_slip(name: str, word: str) -> bool:
    """Return whether a name may be a word mistyped: one letter is another, more or less."""
    return len(name) >= _LEAST and OSA.distance(name, word, score_cutoff=1) <= 1
