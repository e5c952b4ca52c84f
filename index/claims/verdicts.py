"""Three verdicts on a claim, from what was read and from what the words alone give away.

The constants are chosen on the tune part of the graded essays, near the best of
`python -m index.lab.claim_verdicts --part tune --fit` (the notebook says why, under "Read
closely"); how many contradictions are ones is printed by the same command without `--fit`, and with
`--near`.
"""

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.models import Stance

_LEAST_SHARE = 0.005  # what a share counts as at least: no reader is surer than that


class ClaimVerdict(enum.StrEnum):
    """What the documents say of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_MENTIONED = "not_mentioned"


class Bearing(enum.Enum):
    """What the words of an excerpt give away of a claim, held against each other."""

    FITS = "fits"  # no difference that decides
    OPPOSES = "opposes"  # it says something else in the place of what is claimed
    REFUTES = "refutes"  # it has another number of the same things, in nearly the same words
    LACKS = "lacks"  # a detail of the claim is not in it


@dataclass(frozen=True, slots=True)
class PassageStance:
    """What a reader says of a claim and one passage.

    Args:
        odds: The log-odds of the passage's best sentence.
        stance: Logits of supported, contradicted, not mentioned.
    """

    odds: float
    stance: Stance


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its probability, 0 to 1."""

    verdict: ClaimVerdict
    confidence: float


@dataclass(frozen=True, slots=True)
class Scales:
    """What a verdict hangs on.

    Args:
        sharpness: How much more a passage weighs for each unit of its best sentence's log-odds; 0
            for the mean of all, large for the best one alone.
        mentioned: Least probability of "supported or contradicted" for a claim that is mentioned.
        supported: Least share of "supported" in that for one that is supported.
        undisputed: Share of "supported" from which on the reader's word outweighs a difference in
            the words; above 1 for never.
        least: Least confidence that the documents speak of a claim, where the reader tells no
            stance.
        least_sure: Least confidence of "supported" or "contradicted", where it tells one.
        shown: The log-odds that a contradiction is one that the words show, where the reader gives
            support as much as contradiction, if two of three claims are true, and …
        shown_falls: … by how much they fall with each unit of the log-odds of support.
        refuted: Least confidence in a contradiction of `Bearing.REFUTES`: a reader hardly sees it.
        read: The same of one that the reader alone tells, and …
        read_falls: … by how much that falls.
    """

    sharpness: float = 1.0
    mentioned: float = 0.2
    supported: float = 0.65
    undisputed: float = 1.01
    least: float = 0.4
    least_sure: float = 0.0
    shown: float = -1.11
    shown_falls: float = 0.85
    refuted: float = 0.8
    read: float = -1.35
    read_falls: float = 0.81

    def raised_to(self, threshold: float) -> "Scales":
        """Return them with a threshold for claims of every kind, if it is above their own."""
        if threshold <= self.least:
            return self
        return replace(self, least=threshold, least_sure=threshold)


SCALES = Scales()


def judged_by_reader(
    passages: Sequence[PassageStance],
    bearing: Bearing,
    scales: Scales = SCALES,
) -> Judgement:
    """Return the verdict of a reader that tells stances, corrected by the words.

    Args:
        passages: What was read; at least one.
        bearing: Of the excerpts that bear best on the claim.
        scales: What the verdict hangs on.
    """
    judgement = _told_by_reader(passages, bearing, scales)
    if judgement.verdict is ClaimVerdict.NOT_MENTIONED or judgement.confidence >= scales.least_sure:
        return judgement
    _, _, silent = mixed_stance(passages, scales.sharpness)
    return Judgement(ClaimVerdict.NOT_MENTIONED, max(silent, 1.0 - judgement.confidence))


def _told_by_reader(
    passages: Sequence[PassageStance], bearing: Bearing, scales: Scales
) -> Judgement:
    """Return the verdict, however unsure: see `judged_by_reader`."""
    supported, contradicted, silent = mixed_stance(passages, scales.sharpness)
    mentioned = supported + contradicted
    share = supported / mentioned if mentioned else 0.0
    if mentioned < scales.mentioned:
        return Judgement(ClaimVerdict.NOT_MENTIONED, silent)
    disputed = bearing is not Bearing.FITS and share < scales.undisputed
    if share >= scales.supported and not disputed:
        return Judgement(ClaimVerdict.SUPPORTED, supported)
    if share >= scales.supported and bearing is Bearing.LACKS:
        return Judgement(ClaimVerdict.NOT_MENTIONED, max(silent, 1.0 - supported))
    # Near a text's own words the reader takes many a true claim for a false one, and is sure.
    at_even, falls = (
        (scales.shown, scales.shown_falls) if disputed else (scales.read, scales.read_falls)
    )
    confidence = _probability(at_even - falls * log_odds(share))
    least = scales.refuted if bearing is Bearing.REFUTES else 0.0
    return Judgement(ClaimVerdict.CONTRADICTED, max(confidence, least))


def log_odds(share: float) -> float:
    """Return the logarithm of what a share, 0 to 1, stands to the rest as; of none and all ±5.3."""
    bounded = min(max(share, _LEAST_SHARE), 1.0 - _LEAST_SHARE)
    return math.log(bounded / (1.0 - bounded))


def _probability(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-odds))


def mixed_stance(passages: Sequence[PassageStance], sharpness: float) -> tuple[float, float, float]:
    """Return the probabilities of the three verdicts over all passages.

    Args:
        passages: What was read; at least one.
        sharpness: As in `Scales`.
    """
    best = max(passage.odds for passage in passages)
    weights = [math.exp(sharpness * (passage.odds - best)) for passage in passages]
    shares = [probabilities(passage.stance) for passage in passages]
    supported, contradicted, silent = (
        sum(weight * share[column] for weight, share in zip(weights, shares, strict=True))
        / sum(weights)
        for column in range(3)
    )
    return supported, contradicted, silent


def probabilities(stance: Stance) -> tuple[float, float, float]:
    """Return the softmax of three logits."""
    highest = max(stance)
    supported, contradicted, silent = (math.exp(logit - highest) for logit in stance)
    total = supported + contradicted + silent
    return supported / total, contradicted / total, silent / total


def likeliest(stance: Stance) -> ClaimVerdict:
    """Return the verdict with the highest of three logits."""
    verdicts = (ClaimVerdict.SUPPORTED, ClaimVerdict.CONTRADICTED, ClaimVerdict.NOT_MENTIONED)
    return max(zip(stance, verdicts, strict=True), key=lambda pair: pair[0])[1]


def judged_by_words(probability: float, bearing: Bearing, scales: Scales = SCALES) -> Judgement:
    """Return the verdict where the reader tells no stance.

    Args:
        probability: That the documents speak of the claim, 0 to 1.
        bearing: Of the excerpts that bear best on the claim.
        scales: What the verdict hangs on.
    """
    if probability < scales.least:
        return Judgement(ClaimVerdict.NOT_MENTIONED, 1.0 - probability)
    match bearing:
        case Bearing.FITS:
            return Judgement(ClaimVerdict.SUPPORTED, probability)
        case Bearing.OPPOSES | Bearing.REFUTES:
            return Judgement(ClaimVerdict.CONTRADICTED, probability)
        case Bearing.LACKS:
            return Judgement(ClaimVerdict.NOT_MENTIONED, 1.0 - probability)
