"""How strongly each sentence of a pool bears on a topic."""

from dataclasses import dataclass

import numpy as np

from index.pool import Layout
from index.terms import terms_of
from index.types import Embeddings, Scores

# Chosen together on topics made of SQuAD 2.0 and ContractNLI questions (`index.brief_evaluation`);
# neighbouring values differ by less than its error.
WORDS = 0.5
"""Weight of shared words beside a sentence's own cosine."""
PASSAGE = 1.0
"""Weight of the passage, read together with its title and section."""
COMPANY = 2.0
"""Weight of the paragraph's best sentences."""
_BEST_OF_PARAGRAPH = 2
# Logistic regression on whether a SQuAD 2.0 topic is of the document or of another one.
_COSINE_WEIGHT, _WORDS_WEIGHT, _BIAS = 6.0, 10.0, -9.7


@dataclass(frozen=True, slots=True)
class Relevance:
    """How sentences bear on a topic.

    Args:
        own: (n,) float32, each sentence by itself.
        scores: (n,) float32, with its passage and its paragraph's best sentences; higher is better.
        confidence: How probable it is that the pool deals with the topic, 0 to 1.
    """

    own: Scores
    scores: Scores
    confidence: float


def relevance_of(topic: str, query: Embeddings, layout: Layout) -> Relevance:
    """Return how each sentence bears on a topic.

    A sentence counts by itself, by its passage, and by the best sentences of its paragraph: what
    explains or lists ("It also garners funds locally …") seldom repeats the words of its topic.

    Args:
        topic: Its words.
        query: Its vector, (dim,) float32 of unit length.
        layout: At least one sentence.
    """
    cosines = layout.vectors @ query
    shared = shared_words(topic, layout)
    own = cosines + WORDS * shared
    scores = own + PASSAGE * layout.against_passages(query) + COMPANY * _company(own, layout)
    evidence = _COSINE_WEIGHT * float(cosines.max()) + _WORDS_WEIGHT * _covered(topic, layout)
    return Relevance(own, scores, float(1 / (1 + np.exp(-(evidence + _BIAS)))))


def shared_words(topic: str, layout: Layout) -> Scores:
    """Return the share of the topic's words that each sentence has, rare ones weighing more, (n,).

    0 for every sentence where the topic has only function words.
    """
    weights = {term: layout.rarity(term) for term in set(terms_of(topic))}
    total = sum(weights.values()) or 1.0
    return np.array(
        [sum(weights[term] for term in weights.keys() & terms) / total for terms in layout.terms],
        dtype=np.float32,
    )


def _company(own: Scores, layout: Layout) -> Scores:
    """Return for each sentence the mean of its paragraph's best sentences, (n,)."""
    edges = np.flatnonzero(np.diff(layout.paragraphs)) + 1
    means = [
        np.full(len(part), np.sort(part)[-_BEST_OF_PARAGRAPH:].mean(), dtype=np.float32)
        for part in np.split(own, edges)
    ]
    return np.concatenate(means)


def _covered(topic: str, layout: Layout) -> float:
    """Return the share of the topic's words that one paragraph has, at best, 0 to 1."""
    weights = {term: layout.rarity(term) for term in set(terms_of(topic))}
    total = sum(weights.values())
    if not total:
        return 0.0
    found: dict[int, set[str]] = {}
    for sentence, terms in zip(layout.sentences, layout.terms, strict=True):
        found.setdefault(sentence.paragraph, set()).update(weights.keys() & terms)
    return max(sum(weights[term] for term in terms) for terms in found.values()) / total
