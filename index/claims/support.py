"""Do the documents support a claim? Similarity is not support: what contradicts, does not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

from index.answers import Answerer
from index.citations import is_address
from index.claims.contradictions import contradictions
from index.types import Answer, Quote

# Chosen on ContractNLI's claims, with this as `answer_threshold`: EVALUATION.md.
LEAST_CONFIDENCE = 0.4
# How far below the best sentence another may score: what is e^2 times less likely is no support.
MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for a claim, or the passage at an address."""

    claim: str
    supported: bool
    confidence: float
    passages: tuple[Quote, ...]
    seconds: float


def support_of(text: str, answerer: Answerer, follow: Callable[[str], Quote]) -> Support:
    """Return the passages that support a claim; the paragraph where `text` is an address.

    Args:
        text: A claim or an address.
        answerer: Finds what bears on the claim.
        follow: Gives the paragraph at an address.

    Raises:
        AddressError: `text` is an address that leads nowhere.
    """
    started = perf_counter()
    if is_address(text):
        found = (follow(text),)
        return Support(
            text, supported=True, confidence=1.0, passages=found, seconds=_since(started)
        )
    outcome = _strict(answerer).answer(text)
    answered = isinstance(outcome, Answer)
    quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
    fitting = tuple(quote for quote in quotes if not _contradicted(text, quote))
    # Where every quote is contradicted, the documents speak of it and say something else.
    confidence = outcome.confidence if fitting or not answered else 0.0
    return Support(
        text,
        supported=answered and bool(fitting),
        confidence=confidence,
        passages=fitting if answered and fitting else quotes,
        seconds=_since(started),
    )


def _strict(answerer: Answerer) -> Answerer:
    """Return the answerer as it looks for support: near a claim is not enough."""
    threshold = max(answerer.settings.threshold, LEAST_CONFIDENCE)
    settings = replace(answerer.settings, answer_threshold=threshold)
    return replace(answerer, settings=settings, margin=MARGIN)


def _contradicted(claim: str, quote: Quote) -> bool:
    paragraph = quote.document.paragraphs[quote.paragraph - 1]
    context = quote.document.text[paragraph.start : paragraph.end]
    return bool(contradictions(claim, quote.text, f"{quote.document.title}. {context}"))


def _since(started: float) -> float:
    return perf_counter() - started
