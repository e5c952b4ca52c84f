"""How probable it is that the documents answer: a logistic model over what was found.

The weights are printed by `python -m index.lab.fitting SETS --fit confidence --questions 90`, which
fits them on the tune parts of the graded essays and three public sets (search logs, SQuAD 2.0,
contracts), every set and every kind of unanswerable question weighing the same: false premises,
near misses, adversarial ones, ones whose passage was taken away, and ones about another subject.
Neither the reader's training nor any figure on the report part saw them. They are kept
non-negative: no evidence for an answer may count against it. With a reader, search is not heard:
a false premise is made of the text's own words, and stands nearest to it (`index/lab/NOTEBOOK.md`).

So the weights know of as many answerable questions as of others. Whoever asks in front of documents
asks mostly what they answer: on top stands how often, `BASE_RATE`.
"""

import math
from dataclasses import dataclass

# Raise it when the evidence is gathered in another way: what was calibrated holds no longer.
METHOD = 6
# Of the questions that people wrote here, knowing what documents are about, the share that these
# answer: 0.81 to 0.88 on five sets (n 2,077), of four of which nothing was fitted.
BASE_RATE = 0.8
_BASE_ODDS = BASE_RATE / (1 - BASE_RATE)
_BASE_LOGIT = math.log(_BASE_ODDS)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer, in terms that exist for any corpus.

    Args:
        odds: The reader's best log-odds of a sentence that answers, less what its document is
            behind in search; None without a reader.
        answerable: The reader's best logit of a passage that answers, likewise.
        sentence: Best cosine of question and sentence, -1 to 1.
        score: Best score of retrieval: vectors, words and related terms in one sum.
    """

    odds: float | None
    answerable: float | None
    sentence: float
    score: float


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model's weights and bias, at as many answerable questions as others."""

    odds: float
    answerable: float
    sentence: float
    score: float
    bias: float


READ = Model(odds=0.319, answerable=0.346, sentence=0.0, score=0.0, bias=-0.036)
UNREAD = Model(odds=0.0, answerable=0.0, sentence=4.285, score=0.070, bias=-3.153)


def fitted_models() -> tuple[Model, Model]:
    """Return the models with and without a reader: a change of them undoes what was calibrated."""
    return READ, UNREAD


def confidence(evidence: Evidence) -> float:
    """Return the probability that the documents answer, 0 to 1."""
    model = UNREAD if evidence.odds is None else READ
    logit = (
        _BASE_LOGIT
        + model.bias
        + model.odds * (evidence.odds or 0.0)
        + model.answerable * (evidence.answerable or 0.0)
        + model.sentence * evidence.sentence
        + model.score * evidence.score
    )
    return 1.0 / (1.0 + math.exp(-logit))


def at_even_odds(confidence: float) -> float:
    """Return what a confidence would be where as many questions had an answer as not, 0 to 1."""
    return confidence / (confidence + _BASE_ODDS * (1.0 - confidence))
