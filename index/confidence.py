"""How probable it is that the documents answer: a logistic model over what was found.

The weights are fitted on held-apart public questions; `EVALUATION.md` gives the command.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer, in terms that exist for any corpus.

    Args:
        best_sentence: Cosine of the question and the best sentence, -1 to 1.
        best_passage: Cosine of the question and the best passage, -1 to 1.
    """

    best_sentence: float
    best_passage: float


def confidence(evidence: Evidence) -> float:
    """Return the probability that the documents answer, 0 to 1."""
    logit = -5.0 + 8.0 * evidence.best_sentence + 4.0 * evidence.best_passage
    return 1.0 / (1.0 + math.exp(-logit))
