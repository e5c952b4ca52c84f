"""Sentence case for titles, as APA asks, decided by how the document itself spells the words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from index.language import CALENDAR_WORDS
from index.types import Document

_CALENDAR = CALENDAR_WORDS - {"march", "may"}  # which are other words as well
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# Behind it a title begins anew: not behind an initial ("U.S. Policy"), nor in "Cost–Benefit".
_OPENING = re.compile(r"(?:[:?!—]|\s–|(?<!\b[^\W\d_])\.)\s*[“‘\"']?$")
_LONG_WORD = 4
_SEARCHED = 200_000  # code points of the document that are looked at


def sentence_case(document: Document) -> str:
    """Return the document's title in sentence case; unchanged where it is not English title case.

    A word takes the form that it has inside the document's sentences most often; one that the
    document never uses is no name that it tells of, and is written small. A title wholly in
    capitals takes the form that it has there as a whole, if it has one.

    References:
        Publication Manual of the APA, 7th edition, 6.17.
    """
    title = document.metadata.title
    words = list(_WORD.finditer(title))
    if not document.metadata.language.lower().startswith("en") or not _in_title_case(words):
        return title
    name = _named_inside(document, title) if title.isupper() else None
    return name or _cased(document, title, words)


def _cased(document: Document, title: str, words: Sequence[re.Match[str]]) -> str:
    """Return a title with each of its words in the form that the document has of it."""
    forms = _commonest_forms(document, {word[0].casefold() for word in words})
    small = _of_capitals if title.isupper() else _small
    cased: list[str] = []
    end = 0
    for word in words:
        between = title[end : word.start()]
        form = forms.get(word[0].casefold()) or small(word[0])
        opens = not cased or bool(_OPENING.search(title, end, word.start()))
        is_kept = _is_initial(title, word)
        shown = form[0].upper() + form[1:] if opens else form
        cased += [between, word[0] if is_kept else shown]
        end = word.end()
    return "".join(cased) + title[end:]


def _is_initial(title: str, word: re.Match[str]) -> bool:
    """Return whether a word is a letter that stands for one: "U.S."."""
    return len(word[0]) == 1 and title.startswith(".", word.end())


def _in_title_case(words: list[re.Match[str]]) -> bool:
    long_words = [word[0] for word in words if len(word[0]) >= _LONG_WORD]
    capitalised = sum(word[0].isupper() for word in long_words)
    return len(long_words) > 1 and capitalised >= 0.8 * len(long_words)


def _small(word: str) -> str:
    """Return the word written small, unless its capitals are not those of a title (`NATO`)."""
    return word.lower() if word[1:] == word[1:].lower() else word


def _of_capitals(word: str) -> str:
    """Return a word small where all of a title is in capitals, so that none says anything."""
    small = word.lower()
    return small.capitalize() if small in _CALENDAR else small


def _named_inside(document: Document, title: str) -> str | None:
    """Return a title as the document's sentences have it, None where they only have capitals."""
    words = r"\s+".join(map(re.escape, title.split()))
    text = document.text[:_SEARCHED]
    for found in re.finditer(words, text, re.IGNORECASE):
        if _goes_on(text, found.start()) and not found[0].isupper():
            name = " ".join(found[0].split())
            return name[0].upper() + name[1:]
    return None


def _commonest_forms(document: Document, words: set[str]) -> dict[str, str]:
    """Return the commonest spelling of each of some words inside the document's sentences."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for paragraph in document.paragraphs:
        if paragraph.start > _SEARCHED:
            break
        for form in _forms_inside(document.text[paragraph.start : paragraph.end], words):
            counts[form.casefold()][form] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in counts.items()}


def _forms_inside(text: str, words: set[str]) -> Iterator[str]:
    """Yield those of some words that begin no sentence of a paragraph, as they are spelled."""
    for word in _WORD.finditer(text):
        if word[0].casefold() in words and _goes_on(text, word.start()):
            yield word[0]


def _goes_on(text: str, at: int) -> bool:
    """Return whether what stands before a place is of the same sentence."""
    while at and text[at - 1].isspace():
        at -= 1
    before = text[at - 1 : at]
    return before.islower() or before in {",", ";"}
