"""How sure briefs are of topics that the documents deal with, and of topics of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.briefs import WordVectors
from index.briefs.pool import Layout
from index.briefs.relevance import Relevance, relevance_of
from index.grading import Estimate, Flags, Part, QuestionSet, Values, metrics
from index.lab.briefs.graded_topics import asked_topic
from index.lab.briefs.methods import pool_of
from index.lab.fitting.logistic import fit_logistic
from index.models import Encoder
from index.types import Embeddings, Scores

RIDGE = 0.001  # penalty of a weight's square: a confidence that a few hundred topics support
_POOL_PARAGRAPHS = 40  # short documents are put together into a pool of so many
_POOLS = 12  # of a question set, as judging topics needs no more
_TOPICS = 8  # known ones of a pool, and as many unknown ones


@dataclass(frozen=True, slots=True)
class JudgedTopics:
    """What briefs made of topics that the documents deal with, and of topics of others.

    Args:
        known: (n,) bool, whether the pool is the one that the topic was asked of.
        evidence: (n, 2) float32, nearness and wording: see `index.briefs.relevance.Relevance`.
        confidence: (n,) float32 in [0, 1].
    """

    known: Flags
    evidence: Embeddings
    confidence: Scores

    def rates(self, threshold: float) -> tuple[Estimate, Estimate]:
        """Return the share of known topics that abstain, and of unknown ones that do not."""
        briefed = self.confidence >= threshold
        return metrics.share(~briefed[self.known]), metrics.share(briefed[~self.known])


def judge_topics(questions: QuestionSet, part: Part, encoder: Encoder) -> JudgedTopics:
    """Return how sure briefs are of topics in the askers' own words, known and unknown.

    Args:
        questions: A set with questions on many documents.
        part: The documents that count.
        encoder: Of the vectors.
    """
    pools = _pools_of(questions, part)
    topics = [_spread(_answerable(questions, part, names)) for names in pools]
    by_name = {document.id: document for document in questions.documents}
    words = WordVectors(encoder.encode)
    known: list[bool] = []
    relevances: list[Relevance] = []
    for number, names in enumerate(pools[:_POOLS]):
        layout = Layout(pool_of([by_name[name] for name in names], encoder))
        for question in topics[number] + _spread(_all_but(topics, number)):
            known.append(question in topics[number])
            relevances.append(relevance_of(asked_topic(question), layout, words))
    evidence = np.array([(one.nearness, one.wording) for one in relevances], dtype=np.float32)
    confidence = np.array([one.confidence for one in relevances], dtype=np.float32)
    return JudgedTopics(np.array(known), evidence, confidence)


def _answerable(questions: QuestionSet, part: Part, names: Sequence[str]) -> list[str]:
    """Return the answerable questions of a part on some documents."""
    return [q.question for q in questions.part(part) if q.answerable and q.document in names]


def _all_but(topics: Sequence[Sequence[str]], number: int) -> list[str]:
    """Return the topics of all pools but one."""
    others: list[str] = []
    for other, own in enumerate(topics):
        others += own if other != number else []
    return others


class TopicWeights(NamedTuple):
    """What the confidence in a topic is made of."""

    nearness: float
    wording: float
    bias: float


def fitted(judged: Sequence[JudgedTopics]) -> TopicWeights:
    """Return the weights that part known from unknown topics best.

    A logistic model; every set weighs the same, and in it the known as much as the unknown.

    Args:
        judged: Of each set, some known and some unknown.
    """
    rows = np.concatenate([one.evidence for one in judged]).astype(np.float64)
    known = np.concatenate([one.known for one in judged])
    shares = np.concatenate([_shares(one.known) for one in judged]) / len(judged)
    model = fit_logistic(rows, known, shares, ridge=RIDGE)
    nearness, wording = model.weights.tolist()
    return TopicWeights(nearness, wording, model.bias)


def _shares(known: Flags) -> Values:
    """Return (n,) what each topic of a set counts: known and unknown ones half each."""
    shares: Values = np.where(known, 1 / known.sum(), 1 / (~known).sum()) / 2
    return shares


def _pools_of(questions: QuestionSet, part: Part) -> list[list[str]]:
    """Return the documents that are asked about, in pools of about as many paragraphs."""
    wanted = {question.document for question in questions.part(part)}
    pools: list[list[str]] = [[]]
    paragraphs = 0
    for document in questions.documents:
        if document.id in wanted:
            pools[-1].append(document.id)
            paragraphs += len(document.paragraphs)
            if paragraphs >= _POOL_PARAGRAPHS:
                pools.append([])
                paragraphs = 0
    return [names for names in pools if names]


def _spread(questions: Sequence[str]) -> list[str]:
    """Return at most `_TOPICS` questions, evenly taken."""
    return list(questions[:: -(-len(questions) // _TOPICS) or 1])
