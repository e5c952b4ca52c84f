"""Who speaks the words of a source, held against whom a quotation says to speak them."""

import re
from dataclasses import dataclass

from index.language import (
    ARTICLES,
    AUTHOR_WORDS,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    SPEECH_VERBS,
    STOP_WORDS,
    any_of,
    fold,
    speech_spans,
)
from index.quotations.surroundings import sentences_at
from index.types import Document, Quote, Span

_VERB = re.compile(rf"\b(?:{any_of(SPEECH_VERBS)}|according to)\b", re.IGNORECASE)
_LINE_SPEAKER = re.compile(r"([^\W\d_][\w.’' -]{1,40}):\s")  # of minutes and interviews
_WORD = re.compile(r"[^\W_]+")
_MOST_SPARE = 3  # characters of a quotation that may stand outside of the speech it is of
_CLAUSE = re.compile(r"[.;:!?,]\s|[—–]")


@dataclass(frozen=True, slots=True)
class _Source:
    """Who speaks some words in their source.

    Args:
        place: The words that say so; those of the quotation where none do.
        named: Words of which the speaker's name must have one.
        lenient: Further words that may tell who it is, where `named` has no name.
        known: It can be told who speaks.
    """

    place: Span
    named: frozenset[str]
    lenient: frozenset[str]
    known: bool


def wrong_speaker(speaker: str, quote: Quote) -> Span | None:
    """Return what tells that somebody else speaks, None where nothing does.

    Args:
        speaker: Who is said to speak.
        quote: The words in their source.
    """
    given = _telling_words(speaker)
    speech = _speech_around(quote)
    if not given or _stands_within(given, quote):
        return None
    source = _quoted_source(quote, speech) if speech else _own_source(quote)
    named = source.named | source.lenient
    is_same = (_family_words(speaker) if speech is None else given) & named
    return source.place if source.known and not is_same else None


def names_speaker(text: str) -> bool:
    """Return whether words have a verb that says who speaks."""
    return _VERB.search(text) is not None


def _telling_words(text: str) -> frozenset[str]:
    """Return the folded words of a name or a description that tell whom it means."""
    words = (fold(match[0]) for match in _WORD.finditer(text))
    return frozenset(words) - STOP_WORDS - NAME_PARTICLES - ARTICLES


def _family_words(speaker: str) -> frozenset[str]:
    """Return what must be the author's of a name: two authors may share the first one."""
    words = [word for word in speaker.split() if word.strip(".,").lower() not in NAME_SUFFIXES]
    return _telling_words(" ".join(words[-1:])) or _telling_words(speaker)


def _initials(name: str) -> str:
    """Return the capitals that the words of a name begin with, folded: "unhcr"."""
    return fold("".join(word[0][0] for word in _WORD.finditer(name) if word[0][0].isupper()))


def _stands_within(given: frozenset[str], quote: Quote) -> bool:
    """Return whether the words themselves say that the given speaker speaks."""
    return names_speaker(quote.text) and bool(given & _telling_words(quote.text))


def _speech_around(quote: Quote) -> Span | None:
    """Return the quoted speech of the source that the words lie in, in the document's text."""
    for paragraph in quote.document.paragraphs:
        if not paragraph.span.overlaps(quote.span):
            continue
        for span in speech_spans(quote.document.text[paragraph.start : paragraph.end]):
            speech = Span(paragraph.start + span.start, paragraph.start + span.end)
            outside = max(0, speech.start - quote.start) + max(0, quote.end - speech.end)
            if speech.overlaps(quote.span) and outside <= _MOST_SPARE:
                return speech
    return None


def _quoted_source(quote: Quote, speech: Span) -> _Source:
    """Return who speaks words that the author quotes."""
    document = quote.document
    sentences = sentences_at(document, speech)
    start, end = min(s.start for s in sentences), max(s.end for s in sentences)
    before, behind = document.text[start : speech.start], document.text[speech.end : end]
    place = _before_place(before, start) or _behind_place(behind, speech.end)
    said = document.text[place.start : place.end] if place else ""
    around = _without_speech(document, Span(start, end))
    if place is not None and _has_name(said):
        return _Source(place, _telling_words(said), frozenset(), known=True)
    earlier = _without_speech(document, Span(_reach(document, start), end))
    lenient = _telling_words(around) | _telling_words(earlier)
    return _Source(place or Span(start, end), _telling_words(said), lenient, known=True)


def _before_place(before: str, offset: int) -> Span | None:
    """Return the words with a verb of speech that lead to the speech."""
    verbs = list(_VERB.finditer(before))
    if not verbs:
        return None
    if verbs[-1][0].lower() == "according to":
        return _stripped(before, verbs[-1].start(), len(before), offset)
    start = 0
    for mark in re.finditer(r"[.;:!?]\s|[”\"]", before[: verbs[-1].start()]):
        start = mark.end()
    return _stripped(before, start, verbs[-1].end(), offset)


def _behind_place(behind: str, offset: int) -> Span | None:
    """Return the words with a verb of speech that follow the speech."""
    verb = _VERB.search(behind)
    if verb is None:
        return None
    subject = behind[: verb.start()]
    end = verb.end()
    if not any(letter.isalnum() for letter in subject) or verb[0].lower() == "according to":
        mark = _CLAUSE.search(behind, verb.end())
        end = mark.start() if mark else len(behind)
    return _stripped(behind, 0, end, offset)


def _stripped(text: str, start: int, end: int, offset: int) -> Span | None:
    """Return a stretch from its first to its last word, in the document's text."""
    words = list(_WORD.finditer(text, start, end))
    return Span(offset + words[0].start(), offset + words[-1].end()) if words else None


def _has_name(text: str) -> bool:
    """Return whether a word of a text beyond grammar is capitalised."""
    words = (match[0] for match in _WORD.finditer(text))
    return any(word[0].isupper() and fold(word) not in STOP_WORDS for word in words)


def _without_speech(document: Document, span: Span) -> str:
    """Return a stretch of a document without what is quoted there."""
    text = document.text[span.start : span.end]
    for speech in reversed(speech_spans(text)):
        text = f"{text[: speech.start]} {text[speech.end :]}"
    return text


def _reach(document: Document, start: int) -> int:
    """Return where the paragraph before the one of an offset starts."""
    before = [paragraph.start for paragraph in document.paragraphs if paragraph.start <= start]
    return before[-2] if len(before) > 1 else (before[-1] if before else start)


def _own_source(quote: Quote) -> _Source:
    """Return who speaks words that are not quoted in the source."""
    document = quote.document
    metadata = document.metadata
    names = " ".join(name.display for name in metadata.author)
    about = f"{names} {metadata.container_title or ''} {metadata.title}"
    short = frozenset(_initials(name.literal) for name in metadata.author if name.literal)
    own = _telling_words(about) | AUTHOR_WORDS | short
    sentences = sentences_at(document, quote.span)
    reported = ""
    for sentence in sentences:
        text = document.text[sentence.start : sentence.end]
        reported += f" {text}" if _VERB.search(text) else ""
    line = _line_speaker(document, quote)
    if line is not None:
        place, named = line
        return _Source(place, named | _telling_words(reported), frozenset(), known=True)
    known = bool(names) and "author" not in metadata.derived
    return _Source(quote.span, own, _telling_words(reported), known=known)


def _line_speaker(document: Document, quote: Quote) -> tuple[Span, frozenset[str]] | None:
    """Return who speaks a paragraph that begins with a name and a colon."""
    paragraph = document.paragraph_at(quote.start)
    if paragraph is None:
        return None
    match = _LINE_SPEAKER.match(document.text, paragraph.start)
    if match is None or match.end() > quote.start or not _has_name(match[1]):
        return None
    return Span(*match.span(1)), _telling_words(match[1])
