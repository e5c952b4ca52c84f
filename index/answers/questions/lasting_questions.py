"""Whether a question asks why a relation lasts, and what is asked in its place.

Texts tell such reasons as plain facts, far from where they say that a relation has lasted and in
none of the question's words: what both want, what neither has without the other, what leaving
would cost. A reader that is asked "why has it lasted?" finds the sentences which say that it has;
asked for those facts, it finds the reasons.

Which question is one is told by a logistic model over the stems of its words and of each two that
follow one another, unless it begins as one for a time, a person, a place or a number does.
`python -m index.lab.lasting_questions` fits it and measures it.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from index.language import stems_of, with_apostrophes, words_of

SUB_QUESTIONS = (
    "Which interests do they share?",
    "What would they lose without each other?",
    "What would leaving cost?",
)
SHIPPED_QUESTIONS = Path(__file__).with_suffix(".json")
_NAME = "they"  # what a name is to the model
# What somebody asks so is no reason: a time, a person, a place, a number.
_ASKS_FOR_NO_REASON = re.compile(
    r"\W*(?:(?:and|so|but),? )?(?:(?:for|since|until|by|to) )?"
    r"(?:who|whom|whose|when|where|how (?:long|often|many|much|old|far|big|large))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QuestionModel:
    """A logistic model over the words of a question.

    Args:
        weights: Of each word and pair of words, as `word_features` gives them.
        bias: Added.
        least: The probability from which on a question is taken for one.
    """

    weights: Mapping[str, float]
    bias: float
    least: float

    @classmethod
    def read(cls, path: Path = SHIPPED_QUESTIONS) -> "QuestionModel":
        """Return the model of a file, that which ships unless another is named."""
        fields = json.loads(path.read_text(encoding="utf-8"))
        return cls(fields["weights"], fields["bias"], fields["least"])

    def probability(self, question: str) -> float:
        """Return how probable it is that a question asks why a relation lasts, 0 to 1."""
        found = (self.weights.get(feature, 0.0) for feature in word_features(question))
        return 1 / (1 + math.exp(-(self.bias + sum(found))))

    def takes(self, question: str) -> bool:
        """Return whether a question is taken for one that asks why a relation lasts."""
        if _ASKS_FOR_NO_REASON.match(question):
            return False
        return self.probability(question) >= self.least


def sub_questions(question: str) -> tuple[str, ...]:
    """Return what is asked in place of a question why a relation lasts; nothing for any other."""
    return SUB_QUESTIONS if _shipped().takes(question) else ()


def word_features(question: str) -> frozenset[str]:
    """Return the stems of a question's words, names being one, and the pairs that follow."""
    written = with_apostrophes(question)
    words = [_plain(written, word.text, word.start) for word in words_of(written)]
    stems = stems_of(words)
    pairs = (f"{first} {second}" for first, second in pairwise(stems))
    return frozenset((*stems, *pairs))


def _plain(question: str, folded: str, start: int) -> str:
    """Return a word, or what stands for every name: a capital that no sentence begins with."""
    is_first = not question[:start].strip() or question[:start].rstrip()[-1:] in ".?!|"
    is_name = question[start].isupper() and not is_first and len(folded) > 1
    return _NAME if is_name else folded


@cache
def _shipped() -> QuestionModel:
    return QuestionModel.read()
