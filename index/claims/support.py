"""Do the documents support a claim? Similarity is not support: what contradicts, does not."""

from dataclasses import dataclass, replace
from time import perf_counter

from index.answers import Answerer
from index.claims.contradictions import contradictions
from index.types import Answer, Outcome, Quote

# Chosen on ContractNLI's claims, with this as `answer_threshold`: EVALUATION.md.
LEAST_CONFIDENCE = 0.4
# How far below the best sentence another may score: what is e^2 times less likely is no support.
MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for a claim, or the passage at an address.

    Args:
        claim: The claim or the address, as it was given.
        supported: Whether the passages support it.
        confidence: How probable it is that the documents speak of it, 0 to 1.
        passages: What supports it, else what is nearest to it; best first.
        seconds: How long it took.
        related: Of a claim without support, those passages that bear on it at all.
    """

    claim: str
    supported: bool
    confidence: float
    passages: tuple[Quote, ...]
    seconds: float
    related: tuple[Quote, ...] = ()

    @classmethod
    def at(cls, address: str, passage: Quote, started: float) -> "Support":
        """Return the passage at an address, which supports it.

        Args:
            address: As it was given.
            passage: The paragraph there.
            started: When it was asked for, by `perf_counter`.
        """
        seconds = perf_counter() - started
        return cls(address, supported=True, confidence=1.0, passages=(passage,), seconds=seconds)


def support_of(claim: str, answerer: Answerer) -> Support:
    """Return the passages that support a claim, else those nearest to it.

    Args:
        claim: As it was given.
        answerer: Finds what bears on the claim.
    """
    started = perf_counter()
    outcome = _strict(answerer).answer(claim)
    answered = isinstance(outcome, Answer)
    quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
    fitting = tuple(quote for quote in quotes if not _contradicted(claim, quote))
    # Where every quote is contradicted, the documents speak of it and say something else.
    confidence = outcome.confidence if fitting or not answered else 0.0
    return Support(
        claim,
        supported=answered and bool(fitting),
        confidence=confidence,
        passages=fitting if answered and fitting else quotes,
        seconds=perf_counter() - started,
        related=_related(outcome) if not (answered and fitting) else (),
    )


def _related(outcome: Outcome) -> tuple[Quote, ...]:
    """Return what bears on a claim that is not supported; what contradicts it does."""
    return outcome.quotes if isinstance(outcome, Answer) else outcome.related


def _strict(answerer: Answerer) -> Answerer:
    """Return the answerer as it looks for support: near a claim is not enough."""
    threshold = max(answerer.settings.threshold, LEAST_CONFIDENCE)
    settings = replace(answerer.settings, answer_threshold=threshold)
    return replace(answerer, settings=settings, margin=MARGIN)


def _contradicted(claim: str, quote: Quote) -> bool:
    paragraph = quote.document.paragraphs[quote.paragraph - 1]
    context = quote.document.text[paragraph.start : paragraph.end]
    return bool(contradictions(claim, quote.text, f"{quote.document.title}. {context}"))
