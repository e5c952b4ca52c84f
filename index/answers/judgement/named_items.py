"""The item of a list whose term a question names: "What does the debug option do?".

A reader that knows words by their parts takes one name for another that begins alike
("single-request-reopen" for "single-request"), and what an item says seldom repeats its term.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from index.answers.judgement.weighing import JudgedPassage
from index.language import STOP_WORDS, any_of, zipf
from index.types import Document, Span

_NAMED = 3.0  # log-odds that each sentence of the item has more, and one that goes on less
_RARE = 3.0  # Zipf scale: a word that is rarer is a name by itself
_OPTIONS = any_of(
    "argument attribute command directive field flag key keyword option parameter property setting "
    "switch variable".split()
)
_OPTION = re.compile(rf"\b(?:{_OPTIONS})s?\b", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;?!|\"“”'‘’`()\[\]<>=]+")
_PARTS = re.compile(r"[,/|]|\bor\b")  # between the names of a term
_MARKED = re.compile(r"[-_./\d]|(?<=[a-z])[A-Z]")  # in a name: "single-request", "maxConns"


def with_named_items(
    question: str, judged: Sequence[JudgedPassage], documents: Mapping[str, Document]
) -> list[JudgedPassage]:
    """Return passages, those with more that stand in an item whose term the question names.

    A term that is an ordinary word is only named beside a word like "option".

    Args:
        question: As it was asked.
        judged: What was read of it.
        documents: By id.
    """
    named = _names_in(question)
    return [_moved(one, documents, named) for one in judged] if named else list(judged)


def _names_in(question: str) -> frozenset[str]:
    """Return the words of a question that may be the term of an item, in small letters."""
    has_option = _OPTION.search(question) is not None
    words = (word.rstrip(".:").lstrip("-") for word in _WORD.findall(question))
    names = (word.lower() for word in words if word and (has_option or _is_name(word)))
    return frozenset(names) - STOP_WORDS


def _is_name(word: str) -> bool:
    return bool(_MARKED.search(word)) or zipf(word) < _RARE


def _moved(
    one: JudgedPassage, documents: Mapping[str, Document], named: frozenset[str]
) -> JudgedPassage:
    """Return a passage with more for its sentences where they stand in an item that is named."""
    if one.reading is None:
        return one
    document = documents[one.candidate.passage.document]
    spans = one.candidate.passage.sentences
    more = [_more(_terms_at(document, span), named) for span in spans]
    before = one.moved or (0.0,) * len(spans)
    moved = tuple(own + other for own, other in zip(before, more, strict=True))
    return replace(one, moved=moved) if any(more) else one


def _more(terms: Collection[str], named: frozenset[str]) -> float:
    """Return what a sentence of an item with some terms gains by them, or loses."""
    if not named.isdisjoint(terms):
        return _NAMED
    goes_on = any(term.startswith(f"{name}-") for term in terms for name in named)
    return -_NAMED if goes_on else 0.0


def _terms_at(document: Document, sentence: Span) -> set[str]:
    """Return the terms of the item that a sentence stands in, none elsewhere."""
    paragraph = document.paragraph_at(sentence.start)
    first = document.item_start_of(paragraph) or paragraph if paragraph else None
    if first is None or not first.term_end:
        return set()
    return _terms(document.text[first.start : first.term_end])


def _terms(term: str) -> set[str]:
    """Return the names of a term, in small letters: of "-f, --force" and of "attempts:n" each.

    Of "--out FILE" it is the first word; what is called by several words has no name.
    """
    pieces = (_WORD.findall(piece) for piece in _PARTS.split(term.partition("(")[0]))
    first = (words[0] for words in pieces if words and (len(words) == 1 or _is_name(words[0])))
    return {word.lstrip("-").partition(":")[0].lower() for word in first} - {""}
