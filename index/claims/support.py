"""Do the documents support a claim, contradict it, or not mention it?"""

from dataclasses import dataclass
from time import perf_counter

from index.answers import Answerer, at_even_odds
from index.claims.antecedents import NAMED_SURENESS, said_of_its_antecedent
from index.claims.examination import as_meant, examined
from index.claims.verbatim import SURENESS, said_in_these_words
from index.claims.verdicts import SCALES, ClaimVerdict
from index.quotations import Verifier
from index.types import Quote


@dataclass(frozen=True, slots=True)
class Support:
    """What the documents say of a claim, or the passage at an address.

    Args:
        claim: The claim or the address, as it was given.
        verdict: Whether they support it, contradict it or do not mention it.
        confidence: How probable it is that the verdict is right, 0 to 1; of a contradiction, where
            two of three claims are true, as most are that somebody looks up.
        passages: What supports or contradicts it, else what is nearest to it; best first.
        seconds: How long it took.
        by_address: Whether an address was given, whose passage this is, and no claim.
        related: Of a claim that is not mentioned, those passages that bear on it at all.
    """

    claim: str
    verdict: ClaimVerdict
    confidence: float
    passages: tuple[Quote, ...]
    seconds: float
    by_address: bool = False
    related: tuple[Quote, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether the passages support the claim."""
        return self.verdict is ClaimVerdict.SUPPORTED

    @classmethod
    def at(cls, address: str, passage: Quote, started: float) -> "Support":
        """Return the passage at an address, which supports it.

        Args:
            address: As it was given.
            passage: The paragraph there.
            started: When it was asked for, by `perf_counter`.
        """
        seconds = perf_counter() - started
        return cls(address, ClaimVerdict.SUPPORTED, 1.0, (passage,), seconds, by_address=True)


def support_of(claim: str, answerer: Answerer, verifier: Verifier) -> Support:
    """Return the verdict on a claim with the passages that are the reason, else the nearest.

    Args:
        claim: As it was given.
        answerer: Finds what bears on the claim; a threshold of its settings above that of claims
            holds for them, too: what is less sure is not mentioned.
        verifier: Of the same documents: what they say word for word needs no reader.
    """
    started = perf_counter()
    meant = as_meant(claim, answerer)
    said = said_in_these_words(claim, verifier) or said_in_these_words(meant, verifier)
    if said is not None:
        seconds = perf_counter() - started
        return Support(claim, ClaimVerdict.SUPPORTED, SURENESS, (said,), seconds)
    examination = examined(meant, answerer)
    if said := said_of_its_antecedent(meant, examination.excerpts, verifier):
        seconds = perf_counter() - started
        return Support(claim, ClaimVerdict.SUPPORTED, NAMED_SURENESS, (said,), seconds)
    judgement = examination.judged(SCALES.raised_to(at_even_odds(answerer.settings.threshold)))
    mentioned = judgement.verdict is not ClaimVerdict.NOT_MENTIONED
    return Support(
        claim,
        judgement.verdict,
        judgement.confidence,
        examination.passages(judgement.verdict),
        seconds=perf_counter() - started,
        related=() if mentioned else examination.related,
    )
