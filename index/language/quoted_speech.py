"""Quoted speech inside a text: where it is, and whether an excerpt may start there.

An excerpt that starts inside somebody else's quoted words puts them into the author's mouth.
"""

import re
from collections.abc import Iterator

from index.language.english import QUOTATION_PAIRS, SMALL_IN_TITLES, SPEECH_VERBS, any_of
from index.language.quotation_marks import paired_marks
from index.types import Span

# A stretch this short is a term in quotation marks ("the 'true' leader"), not somebody's speech.
LEAST_WORDS = 4
# What something is called in marks, or described as, nobody said.
_SAID = any_of(SPEECH_VERBS - frozenset("call calls called describe describes described".split()))
_SAID_BEFORE = re.compile(rf"\b(?:(?:{_SAID})\b|according to)[^.!?;]{{0,80}}$|:\s*$", re.IGNORECASE)
_SAID_BEHIND = re.compile(rf"\W*(?:[\w’'-]+\W+){{0,4}}?(?:{_SAID})\b", re.IGNORECASE)
_WORD = re.compile(r"\w[\w’'-]*")


def quoted_spans(text: str) -> tuple[Span, ...]:
    """Return the stretches of `text` in quotation marks, marks included, outermost, in order.

    A mark that is never closed opens nothing; marks pair up within a paragraph.
    """
    return tuple(
        Span(part.start + between.start - 1, part.start + between.end + 1)
        for part in _paragraphs(text)
        for between in paired_marks(text[part.start : part.end], QUOTATION_PAIRS)
    )


def speech_spans(text: str) -> tuple[Span, ...]:
    """Return the quoted stretches that are somebody's words: not single terms, not titles."""
    return tuple(span for span in quoted_spans(text) if _is_speech(text[span.start : span.end]))


def opens_inside(text: str, offset: int) -> Span | None:
    """Return the quoted speech that `offset` lies inside of, None if it lies in none."""
    for span in speech_spans(text):
        if span.start < offset < span.end:
            return span
    return None


def tells_what_was_said(text: str) -> bool:
    """Return whether a text is mostly quoted speech, or has such with a verb that says so.

    What a clause only names in marks (the idea of "a contract with the town") is the writer's own.
    """
    spans = speech_spans(text)
    is_most = 2 * sum(map(len, spans)) >= len(text)
    return bool(spans) and (is_most or any(_is_said(text, span) for span in spans))


def _is_said(text: str, speech: Span) -> bool:
    """Return whether a verb of speech stands beside quoted words: who said them, or to whom."""
    before, behind = text[: speech.start], text[speech.end :]
    return bool(_SAID_BEFORE.search(before) or _SAID_BEHIND.match(behind))


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for match in re.finditer(r"\n", text):
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < len(text):
        yield Span(start, len(text))


def _is_speech(quoted: str) -> bool:
    words = _WORD.findall(quoted)
    if len(words) < LEAST_WORDS:
        return False
    large = [word for word in words if word.lower() not in SMALL_IN_TITLES]
    return not all(word[0].isupper() or word[0].isdigit() for word in large)
