"""Do the documents support a claim? Similarity is not support: what contradicts, does not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from time import perf_counter

from index.addresses import is_address, parse_address, resolve
from index.answers import Answerer
from index.claims import contradictions
from index.types import Answer, Document, Quote, quote_of


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for a claim, or the passage at an address."""

    claim: str
    supported: bool
    confidence: float
    passages: tuple[Quote, ...]
    seconds: float


def support_of(text: str, answerer: Answerer, documents: Mapping[str, Document]) -> Support:
    """Return the passages that support a claim; the paragraph where `text` is an address.

    Raises:
        AddressError: `text` is an address that leads nowhere.
    """
    started = perf_counter()
    if is_address(text):
        document, paragraph = resolve(parse_address(text), tuple(documents.values()))
        quote = quote_of(document, paragraph.span)
        return Support(text, True, 1.0, (quote,), perf_counter() - started)  # noqa: FBT003
    outcome = answerer.answer(text)
    quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
    fitting = tuple(q for q in quotes if not contradictions(text, _evidence(q)))
    if isinstance(outcome, Answer) and fitting:
        seconds = perf_counter() - started
        return Support(
            text, supported=True, confidence=outcome.confidence, passages=fitting, seconds=seconds
        )
    # Where every quote was contradicted, the documents speak of it and say something else.
    doubt = outcome.confidence if not isinstance(outcome, Answer) else 0.0
    return replace(
        Support(text, supported=False, confidence=doubt, passages=quotes, seconds=0.0),
        seconds=perf_counter() - started,
    )


def _evidence(quote: Quote) -> str:
    return quote.text
