"""A quotation of several sentences, each held against the sources by itself.

What is put together of sentences from several places, some of them altered, has no place that is
like most of it, and its verbatim runs are short: sentence by sentence it is found.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.language import sentences_of
from index.quotations.differences import Difference, Op
from index.quotations.verification import Verdict, Verification
from index.types import Quote, Span

MOST_SENTENCES = 6  # of a quotation that is read so; of a longer one most is seldom altered


def by_sentence(quotation: str, verdict: Callable[[str], Verification]) -> Verification | None:
    """Return what a quotation is by its sentences, None where that says nothing of it.

    Args:
        quotation: The words.
        verdict: Gives what a sentence is by itself.

    Returns:
        Altered, where each sentence was found: with the place of the first that was altered, and
        the others beside it. None where one was not found, all are exact, or there is but one.
    """
    spans = sentences_of(quotation)
    if not 2 <= len(spans) <= MOST_SENTENCES:
        return None
    parts: list[Verification] = []
    for span in spans:
        part = verdict(quotation[span.start : span.end])
        if part.quote is None:
            return None
        parts.append(part)
    altered = [number for number, one in enumerate(parts) if one.verdict is Verdict.ALTERED]
    if not altered:
        return None
    return _put_together(quotation, parts, spans[altered[0]], altered[0])


def _put_together(
    quotation: str, parts: Sequence[Verification], span: Span, number: int
) -> Verification:
    """Return the verdict on sentences of which one stands for all, the others added to it."""
    around = (quotation[: span.start], quotation[span.end :])
    before, behind = (
        [Difference(Op.INSERT, words, "")] if words.strip() else [] for words in around
    )
    return replace(
        parts[number],
        quotation=quotation,
        differences=(*before, *parts[number].differences, *behind),
        joined=tuple(_places(parts, number)),
    )


def _places(parts: Sequence[Verification], number: int) -> Iterator[Quote]:
    """Yield the places of all sentences but one, and where parts of them are from."""
    for other, part in enumerate(parts):
        if other != number and part.quote is not None:
            yield part.quote
        yield from part.joined
