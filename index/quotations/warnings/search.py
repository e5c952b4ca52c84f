"""What a verification leaves unsaid: clauses cut off or hidden, words turned round, speakers."""

from collections.abc import Iterator, Sequence

from index.language import denial_cues
from index.quotations.surroundings import Sentences, sentences_at, slice_of
from index.quotations.verification import Verdict, Verification
from index.quotations.warning_kinds import QuotationWarning, WarningKind
from index.quotations.warnings.changes import PlacedDifference, about, placed
from index.quotations.warnings.limits import (
    limit_before,
    limit_behind,
    limit_in,
    limit_on_rest,
    trimmed,
)
from index.quotations.warnings.speakers import wrong_speaker
from index.quotations.warnings.swaps import exchanged_in, swapped_in
from index.quotations.warnings.turns import denying_marks, turning
from index.types import Document, Quote, Span


def warnings_of(
    verification: Verification, speaker: str | None = None, spoken: Quote | None = None
) -> tuple[QuotationWarning, ...]:
    """Return what an exact or altered quotation leaves out or turns round.

    Args:
        verification: Its verdict and place.
        speaker: Who is said to speak, None where nobody is.
        spoken: The words that this one is said to speak; None for all of the quotation's place.
    """
    quote = verification.quote
    if quote is None:
        return ()
    found = list(_found(verification, quote, speaker))
    source = wrong_speaker(speaker, spoken or quote) if speaker else None
    if source is not None:
        found.append((WarningKind.WRONG_SPEAKER, source))
    return tuple(
        QuotationWarning(kind, slice_of(quote.document, span.start, span.end))
        for kind, span in dict.fromkeys(found)
    )


def _found(
    verification: Verification, quote: Quote, speaker: str | None
) -> Iterator[tuple[WarningKind, Span]]:
    """Yield each kind of warning with the place it is about."""
    changes = list(placed(verification.differences, quote.start))
    if verification.verdict is Verdict.EXACT:
        for span in _cut_off(verification, quote, speaker):
            yield WarningKind.TRUNCATED, span
    sentences = Sentences(quote.document)
    for change in changes:
        hidden = _hidden(sentences, quote.document, change) if change.is_omission else None
        if hidden is not None:
            yield WarningKind.ELLIPSIS_HIDES, hidden
    for change in denying_marks(changes):
        yield WarningKind.TURNED, about(quote.document.text, change)
    if verification.verdict is Verdict.ALTERED:
        yield from _turned(verification, quote, changes)


def _turned(
    verification: Verification, quote: Quote, changes: Sequence[PlacedDifference]
) -> Iterator[tuple[WarningKind, Span]]:
    """Yield what the changed words of an altered quotation turn round."""
    text = quote.document.text
    for change in turning(text, changes):
        yield WarningKind.TURNED, about(text, change)
    sentences = sentences_at(quote.document, quote.span)
    whole = Span(sentences[0].start, sentences[-1].end) if sentences else quote.span
    swapped = swapped_in(verification.quotation, text, whole) or exchanged_in(changes)
    if swapped is not None:
        yield WarningKind.SWAPPED, swapped


def _cut_off(verification: Verification, quote: Quote, speaker: str | None) -> Iterator[Span]:
    """Yield the clauses cut off, unless the words stand whole at another place."""
    limits = list(_limits_around(quote))
    if not all(any(_limits_around(other)) for other in verification.also_in):
        return
    for limit in limits:
        text = quote.document.text[limit.start : limit.end]
        if speaker is None or not _names(speaker, text):
            yield limit


def _names(speaker: str, text: str) -> bool:
    """Return whether a clause that was cut off says what the given speaker says, too."""
    return any(word[0].isupper() and word in text for word in speaker.split())


def _limits_around(quote: Quote) -> Iterator[Span]:
    """Yield what limits a quotation in the rest of its first and its last sentence."""
    sentences = sentences_at(quote.document, quote.span)
    if not sentences:
        return
    text, first, last = quote.document.text, sentences[0], sentences[-1]
    if trimmed(text, first.start, quote.start):
        before = limit_before(text, first.start, quote.start, min(first.end, quote.end))
        if before is not None:
            yield before
    if quote.end < last.end:
        behind = limit_behind(text, max(last.start, quote.start), quote.end, last.end)
        if behind is not None:
            yield behind


def _hidden(sentences: Sentences, document: Document, omission: PlacedDifference) -> Span | None:
    """Return the limit or negation that a marked omission leaves out, None where there is none."""
    span = Span(omission.start, omission.end)
    put = omission.difference.quoted
    for sentence in sentences.at(span):
        start, end = max(sentence.start, span.start), min(sentence.end, span.end)
        limit = _hidden_in(document.text, Span(start, end), sentence)
        if limit is not None and not denial_cues(put):
            return limit
    return None


def _hidden_in(text: str, hidden: Span, sentence: Span) -> Span | None:
    """Return what is hidden of one sentence; of a whole one only how it opens counts."""
    limit = limit_in(text, hidden.start, hidden.end)
    piece = trimmed(text, hidden.start, hidden.end)
    if hidden == sentence:
        return limit if limit and piece and limit.start == piece.start else None
    if limit is not None:
        return limit
    if denial_cues(text[hidden.start : hidden.end]):
        return piece
    return limit_on_rest(text, hidden.start, hidden.end, sentence.end)
