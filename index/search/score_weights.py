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
# on the `train` parts of the graded essays and four public question sets, six families with
# COVID-QA in and across its papers, each family weighing the same; weights could not be negative.
# On their `tune` parts mean recall@1 was 0.772. Damping and gradient boosting were compared when
# sentences were encoded alone: without damping 0.774 instead of 0.785 on the five public families
# (0.787 with these weights), boosting not better.
WEIGHTS = Weights(
    dense_passage=2.0,
    dense_sentence=9.8,
    bm25=0.7,
    related=9.0,
    related_sentence=6.3,
    pairs=2.3,
)
