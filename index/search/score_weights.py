"""The weights of the search score, one for each feature of a passage."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What one unit of each feature adds to a score, those of words before they are damped."""

    dense_passage: float
    dense_sentence: float
    bm25: float
    related: float
    related_sentence: float
    pairs: float


# Printed by `python -m index.lab.fitting SETS --fit search`: a softmax over each question's pool,
# on the `train` parts of four public question sets, five families with COVID-QA in and across its
# papers, each family weighing the same; weights could not be negative. On their `tune` parts mean
# recall@1 was 0.785 (the best of BM25, MiniLM and their fusion on each family: 0.641), without
# damping 0.774; gradient boosting on the same features was not better.
WEIGHTS = Weights(
    dense_passage=5.9,
    dense_sentence=6.1,
    bm25=0.4,
    related=9.2,
    related_sentence=6.0,
    pairs=2.4,
)
