"""Sentences that only say again what a question asks the reason or the manner of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from index.answers.questions.follow_ups import content_words
from index.language import (
    MANNER_CUES,
    MANNER_QUESTION,
    REASON_CUES,
    REASON_QUESTION,
    stems_of,
    words_of,
)
from index.search import bare

# They say what made something so, though they open no clause: "Fear made them leave."
_CAUSING = frozenset(
    "after amid brought cause caused causes drove forced forces from led made makes when".split()
)
_LEAST = 2  # content words that a question has, to be repeated


@dataclass(frozen=True, slots=True)
class _Asking:
    """A way to ask, and what a sentence that only repeats what is asked looks like.

    Args:
        opening: How such a question opens.
        cues: Words that could introduce an answer: an echo has none of them.
        most_added: Content words that it has beside those of the question.
        ends_as_asked: Whether it ends in one of the question's. What stands behind them may be the
            answer: "They parted badly."
    """

    opening: re.Pattern[str]
    cues: frozenset[str]
    most_added: int
    ends_as_asked: bool

    @classmethod
    def opened_by(
        cls, words: str, cues: frozenset[str], *, most_added: int, ends_as_asked: bool
    ) -> Self:
        """Return one with a pattern for what may stand before its first words, too."""
        opening = re.compile(rf"^\W*(?:(?:and|but|so) )?{words}\b", re.IGNORECASE)
        return cls(opening, cues, most_added, ends_as_asked)

    def repeated_by(self, sentence: str, asked: Sequence[str]) -> bool:
        """Return whether a sentence says what is asked again, and hardly anything else."""
        said = _content(sentence)
        if not set(said) >= set(asked) or len(set(said) - set(asked)) > self.most_added:
            return False
        if self.ends_as_asked and said[-1] not in asked:
            return False
        return self.cues.isdisjoint(word.text for word in words_of(sentence))


_WAYS = (
    _Asking.opened_by(REASON_QUESTION, REASON_CUES | _CAUSING, most_added=4, ends_as_asked=False),
    _Asking.opened_by(MANNER_QUESTION, MANNER_CUES, most_added=6, ends_as_asked=True),
)


def echoes(question: str, sentences: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the sentences that repeat a question for a reason or a manner.

    Such a sentence has all that the question is about, hardly anything else, and no word that
    could introduce a reason, or a manner. Questions for anything else may be answered by repeating
    them.

    Args:
        question: As it was asked.
        sentences: What may answer it.
    """
    text = bare(question)
    for way in _WAYS:
        if opening := way.opening.match(text):
            asked = _content(text[opening.end() :])
            break
    else:
        return frozenset()
    if len(set(asked)) < _LEAST:
        return frozenset()
    return frozenset(
        number for number, sentence in enumerate(sentences) if way.repeated_by(sentence, asked)
    )


def _content(text: str) -> list[str]:
    return stems_of(content_words(text))
