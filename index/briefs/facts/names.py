"""Which words of a document are names: runs of capitalised words, by what the text shows of them.

There is no list of names. A capital at the beginning of a sentence says nothing by itself, so such
a word counts as a name only where the document writes it with a capital elsewhere too, or where
the word is hardly known to the language.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from threading import Lock

from index.briefs.facts.name_cues import TITLE, Mention, signs_of
from index.language import (
    CALENDAR_WORDS,
    MONTHS,
    NAME_PARTICLES,
    NEVER_NAMES_IN_BRIEFS,
    sentences_in,
    zipf,
)
from index.types import Document, Span

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_CALENDAR = CALENDAR_WORDS.union(month[:3].lower() for month in MONTHS)
_DEMONYM = re.compile(r"(?:an|ese|ish|ic|[a-z]i|ch|ern)$")
# Zipf frequency from which a word that is seen with a capital only at a beginning is no name.
_COMMON = 3.5
_CONTEXT = 40  # code points before and after a mention
_KEPT = 64  # documents whose names a collection keeps
_DIPHTHONG = re.compile(r"(?<=[^\W\d_])ae(?=[^\W\d_]{2})")  # within a word: no "Rae", no "Mae"
_SHORT_PART = 3  # letters of a particle, as in "al-Qaeda"


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way in which something is named, with its places and the signs of its kind."""

    text: str
    spans: tuple[Span, ...]
    signs: tuple[float, ...]


class KnownNames:
    """Gives the names of a collection's documents, those of the last few kept; for threads, too."""

    def __init__(self) -> None:
        """Know none yet."""
        self._lock = Lock()
        self._forms: dict[str, tuple[NameForm, ...]] = {}  # by ids, those asked for last behind

    def forms(self, document: Document) -> tuple[NameForm, ...]:
        """Return all forms in a document that are names, in reading order.

        Args:
            document: Of the collection, by whose id it is known again.
        """
        with self._lock:
            known = self._forms.get(document.id)
        forms = name_forms(document) if known is None else known
        with self._lock:
            self._forms.pop(document.id, None)
            self._forms[document.id] = forms
            if len(self._forms) > _KEPT:
                del self._forms[next(iter(self._forms))]
        return forms


def name_forms(document: Document) -> tuple[NameForm, ...]:
    """Return all forms that are names, in reading order."""
    places: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for span in _name_spans(document):
        text = document.text[span.start : span.end]
        places[spelling_of(text)][text].append(span)
    forms: list[NameForm] = []
    for spellings in places.values():
        text = max(spellings, key=lambda spelling: len(spellings[spelling]))
        spans = sorted(chain.from_iterable(spellings.values()))
        if not _is_adjective(document, text, spans):
            signs = signs_of([_mention(document.text, span) for span in spans])
            forms.append(NameForm(text, tuple(spans), signs))
    return tuple(forms)


def spelling_of(name: str) -> str:
    """Return what the spellings of one name have in common.

    "Al-Qaeda" opens a sentence in which "al-Qaeda" is meant, and "al-Qaida" is written for it: of
    one vowel of Arabic and Persian print makes "ae" and "ai".
    """
    return _DIPHTHONG.sub("ai", name.casefold())


def _mention(text: str, span: Span) -> Mention:
    """Return a name as it stands, with the text around it."""
    return Mention(
        text[max(0, span.start - _CONTEXT) : span.start],
        text[span.start : span.end],
        text[span.end : span.end + _CONTEXT],
    )


@dataclass(frozen=True, slots=True)
class _Token:
    """A word with its place, without a possessive ending.

    Args:
        text: As it stands.
        span: Its place.
        opens: Whether it stands first in its sentence.
    """

    text: str
    span: Span
    opens: bool

    @property
    def capital(self) -> bool:
        """Whether it is written like a name; particles as in "al-Qaeda" may be small."""
        parts = self.text.split("-")
        return any(part[:1].isupper() for part in parts) and all(
            part[:1].isupper() or len(part) <= _SHORT_PART for part in parts
        )


@dataclass(frozen=True, slots=True)
class _Spellings:
    """How a document writes its words.

    Args:
        capital: Words that stand with a capital elsewhere than first in a sentence.
        small: Words that begin with a small letter.
    """

    capital: frozenset[str]
    small: frozenset[str]


def _name_spans(document: Document) -> Iterator[Span]:
    """Yield the places of all names, in reading order."""
    sentences = list(_sentences(document))
    spellings = _spellings_of(chain.from_iterable(sentences))
    for tokens in sentences:
        for run in _runs(document.text, tokens, spellings):
            yield from _name_in(run, spellings)


def _sentences(document: Document) -> Iterator[list[_Token]]:
    """Yield the words of each sentence, in reading order."""
    for paragraph in document.paragraphs:
        for sentence in sentences_in(document, paragraph):
            yield _tokens_of(document.text, sentence)


def _spellings_of(tokens: Iterable[_Token]) -> _Spellings:
    """Return how the words of a document are written."""
    capital: set[str] = set()
    small: set[str] = set()
    for token in tokens:
        if token.capital and not token.opens:
            capital.add(token.text)
        if token.text[:1].islower():
            small.add(token.text)
    return _Spellings(frozenset(capital), frozenset(small))


def _runs(text: str, tokens: Sequence[_Token], spellings: _Spellings) -> Iterator[list[_Token]]:
    """Yield the runs of a sentence's words that may be one name."""
    run: list[_Token] = []
    for token in tokens:
        if run and not _adjoins(text, run[-1], token):
            yield run
            run = []
        if _is_name(token, spellings) or (run and token.text in NAME_PARTICLES):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _tokens_of(text: str, sentence: Span) -> list[_Token]:
    """Return the words of a sentence."""
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text, sentence.start, sentence.end):
        word = _POSSESSIVE.sub("", match.group()) or match.group()
        before = text[tokens[-1].span.end : match.start()] if tokens else ""
        opens = not tokens or bool(re.search(r"[:“\"‘(]\s?$", before))
        tokens.append(_Token(word, Span(match.start(), match.start() + len(word)), opens))
    return tokens


def _is_name(token: _Token, spellings: _Spellings) -> bool:
    """Return whether a word is part of a name."""
    word = token.text.lower()
    is_plain = len(word) == 1 or word in NEVER_NAMES_IN_BRIEFS or word in _CALENDAR
    if not token.capital or is_plain:
        return False
    if not token.opens:
        return True
    return word not in spellings.small and (token.text in spellings.capital or zipf(word) < _COMMON)


def _adjoins(text: str, before: _Token, token: _Token) -> bool:
    """Return whether only white space (after an initial also a full stop) parts two words."""
    gap = text[before.span.end : token.span.start]
    return bool(re.fullmatch(r"\s+", gap)) or (
        gap == ". " and (len(before.text) == 1 or bool(TITLE.fullmatch(before.text)))
    )


def _name_in(run: list[_Token], spellings: _Spellings) -> Iterator[Span]:
    """Yield the place of a run without the small words that end it, if a name is left.

    A single word that the document also writes small ("Note", "President") is none.
    """
    while run and not run[-1].capital:
        run = run[:-1]
    alone = run[0].text if len(run) == 1 else ""
    if run and not (TITLE.fullmatch(alone) or alone.lower() in spellings.small):
        yield Span(run[0].span.start, run[-1].span.end)


def _is_adjective(document: Document, name: str, spans: Sequence[Span]) -> bool:
    """Return whether a word is only ever used like "British" in "a British official"."""
    if " " in name or not _DEMONYM.search(name):
        return False
    following = [
        re.match(r"\s+([a-z]+)", document.text[span.end : span.end + _CONTEXT]) for span in spans
    ]
    return all(match and match[1] not in NEVER_NAMES_IN_BRIEFS for match in following)
