"""Sentences with how well they answer, and the order in which they are worth showing."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Document, Span


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence with how well it answers.

    Args:
        document: Where it stands.
        span: Its place there.
        score: Higher is better, comparable within one question.
        answers: Whether it would answer by itself; otherwise it is shown only where it is best.
        of_list: Whether all items of the list that it stands in, or all that is counted with it,
            were asked for.
    """

    document: Document
    span: Span
    score: float
    answers: bool = True
    of_list: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return self.document.text[self.span.start : self.span.end]


def in_turn(parts: Sequence[Sequence[ScoredSentence]], margin: float) -> list[ScoredSentence]:
    """Return the sentences worth showing: the best of each part, then the others by score.

    Args:
        parts: Candidates for each part of a question, in any order.
        margin: How far below the best of its part a sentence may score and still be shown.
    """
    ranked = [_by_score(part) for part in parts]
    best, others = [], []
    for first, *rest in filter(None, ranked):
        best.append(first)
        least = first.score - margin
        others += [sentence for sentence in rest if sentence.answers and sentence.score >= least]
    return best + _by_score(others)


def _by_score(sentences: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    return sorted(sentences, key=lambda s: (-s.score, s.document.id, s.span))
