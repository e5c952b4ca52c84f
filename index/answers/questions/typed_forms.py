"""A question as forms are matched against it: typed in haste, its form is still the same.

Short forms are spelt out, and of the words those alone are mended here that a question about a
document is made of ("who rote this", "when was it publsihed"), never names.
"""

import re
from functools import cache

from rapidfuzz.distance import OSA

from index.language import (
    AUTHOR_NOUNS,
    DOCUMENT_NOUNS,
    PUBLICATION_NOUNS,
    QUESTION_WORDS,
    any_of,
    spelt_out,
    with_apostrophes,
)
from index.search import Speller, bare

_FORM_WORDS = (
    AUTHOR_NOUNS
    | DOCUMENT_NOUNS
    | PUBLICATION_NOUNS
    | QUESTION_WORDS
    | frozenset(
        "about appear appeared argue argument compiled conclude conclusion date dated idea main "
        "overview point posted printed publish published released said saying source summarise "
        "summarize summary takeaway takeaways title titled wrote write written year".split()
    )
)
_SAID = {"r": "are", "bout": "about", "artical": "article", "writen": "written", "tdlr": "tldr"}
_SAID |= {"shes": "she's", "hes": "he's", "theyre": "they're"}
_SPELT = re.compile(rf"\b(?:{any_of(_SAID)})\b")
_OATHS = re.compile(
    r"(?<=\w) (?:tf|the (?:hell|heck|fuck|devil)|on earth|in the world)(?= \w)", re.IGNORECASE
)
_IGNORED = re.compile(
    r"\b(?:actually|exactly|really|even|again|anyway|though|tho|btw|here|ever)\b",
    re.IGNORECASE,
)
_OPENER = re.compile(r"^(?:and|but|so|also|then|ok|okay)\b[\s,]*(?=\w)", re.IGNORECASE)
# "… what this is about", "… when it was published": the order of a question that stands in another.
_INDIRECT = re.compile(
    r"^(?P<asks>who|what|when|where) (?P<subject>(?:the|this|that|it|these|those|its|your)\b.*?) "
    r"(?P<be>is|are|was|were)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_MARKS = re.compile(r"^[^\w“\"'(]+|(?<![^\w”\"')])[^\w”\"')]+$")
_QUOTED = re.compile(r"^[\"“]([^\"“”]+)[\"”]?$|^([^\"“”]+)[\"”]$")  # as a whole
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])")  # in small letters alone: no names


def typed_form(question: str) -> str:
    """Return a question without frame and courtesies, the words of its form as they are spelt.

    Example:
        >>> typed_form("pls, who tf rote dis artical?")
        'who wrote this article?'
    """
    text = _OATHS.sub("", bare(question))
    text = with_apostrophes(_SPELT.sub(lambda said: _SAID[said[0]], spelt_out(text)))
    return _WORD.sub(lambda word: _mended(word[0]), text)


def plain_form(question: str) -> str:
    """Return a typed form without what opens and fills it, in the order of a question.

    Example:
        >>> plain_form("ok, so tell me what this is even about 🤔")
        'what is this about'
    """
    text = _MARKS.sub("", typed_form(question).replace("’", "'"))
    text = _MARKS.sub("", _QUOTED.sub(r"\1\2", text))
    text = _OPENER.sub("", _IGNORED.sub("", text))
    text = _SPACES.sub(" ", text).replace(" ,", ",").strip()
    return _INDIRECT.sub(r"\g<asks> \g<be> \g<subject>\g<rest>", text)


def opens_as_more(question: str) -> bool:
    """Return whether a question opens as more of what was asked: "And the author?"."""
    return bool(_OPENER.match(typed_form(question)))


def _mended(word: str) -> str:
    """Return the word of a form that was meant, else the word as it is.

    Few words are near one, and only for those how common they are is looked up: that takes a third
    of a second the first time.
    """
    near = word not in _FORM_WORDS and any(_is_near(word, form) for form in _FORM_WORDS)
    return (_speller().mend(word) if near else None) or word


def _is_near(word: str, form: str) -> bool:
    """Return whether a word is two slips from another, or this one and a third written as one."""
    together = word.startswith(form) and word[len(form) :] in _FORM_WORDS
    return together or OSA.distance(word, form, score_cutoff=2) <= 2


@cache
def _speller() -> Speller:
    return Speller(dict.fromkeys(_FORM_WORDS, 1))
