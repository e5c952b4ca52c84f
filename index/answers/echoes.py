"""Sentences that only say again what a question asks the reason of: they do not answer it."""

import re
from collections.abc import Sequence

from index.answers.follow_ups import content_words
from index.language import REASON_CUES, REASON_QUESTION, stems_of, words_of
from index.search import bare

_ASKS_WHY = re.compile(rf"^\W*(?:(?:and|but|so) )?{REASON_QUESTION}\b", re.IGNORECASE)
_LEAST = 2  # content words that a question has, to be repeated
_MOST_ADDED = 4  # content words that a sentence which repeats it has beside them


def echoes(question: str, sentences: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the sentences that repeat a question for a reason, and give none.

    Such a sentence has all that the question is about, hardly anything else, and no word that
    could introduce a reason. Questions for anything else may be answered by repeating them.

    Args:
        question: As it was asked.
        sentences: What may answer it.
    """
    text = bare(question)
    opening = _ASKS_WHY.match(text)
    asked = _content(text[opening.end() :]) if opening else frozenset()
    if len(asked) < _LEAST:
        return frozenset()
    return frozenset(n for n, text in enumerate(sentences) if _repeats(text, asked))


def _repeats(sentence: str, asked: frozenset[str]) -> bool:
    words = {word.text for word in words_of(sentence)}
    said = _content(sentence)
    return asked <= said and len(said - asked) <= _MOST_ADDED and not words & REASON_CUES


def _content(text: str) -> frozenset[str]:
    return frozenset(stems_of(content_words(text)))
