"""Dated statements: sentences that say when, in time order; nothing but the text is asked.

A date is read only where the words leave no doubt. "10/7/2001" may be October or July and gives the
year alone; a number of years back ("17 years since") needs to know when the document was issued,
and is left without a place in time where that is not known. How long something lasts ("valid for
two years") says when only where it lasts until then ("the past two years", "has been valid for over
two years").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.briefs.facts import date_forms
from index.briefs.facts.periods import Period
from index.types import Document, Quote, Span, quote_of


@dataclass(frozen=True, slots=True)
class DatedStatement:
    """A sentence that says when something happened.

    Args:
        period: When; None where only the words are known ("two decades ago" in a document without
            a date of issue).
        quote: The sentence; its highlight is the words of the date.
    """

    period: Period | None
    quote: Quote

    def __post_init__(self) -> None:
        """Check that the words of the date are marked.

        Raises:
            ValueError: The quote has no highlight.
        """
        if self.quote.highlight is None:
            msg = f"{self.quote.document.id}: a dated statement marks the words of its date"
            raise ValueError(msg)

    @property
    def words(self) -> str:
        """The words of the date as they stand in the sentence."""
        highlight = self.quote.highlight or Span(self.quote.start, self.quote.end)
        return self.quote.document.text[highlight.start : highlight.end]


def dates_of(document: Document, sentences: Sequence[Span]) -> tuple[DatedStatement, ...]:
    """Return the dated statements among `sentences`, in time order, those without a place last.

    A sentence with two dates makes two statements; the same date twice in a sentence makes one.

    Args:
        document: Its date of issue is what "17 years since" counts back from.
        sentences: Places of whole sentences in the document.
    """
    return in_time_order(
        statement for sentence in sentences for statement in _statements_in(document, sentence)
    )


def in_time_order(statements: Iterable[DatedStatement]) -> tuple[DatedStatement, ...]:
    """Return the statements in time order, those without a place in time last."""
    return tuple(sorted(statements, key=_time_order))


def _time_order(statement: DatedStatement) -> tuple[bool, object, str, int]:
    """Return a key to sort by: placed before unplaced, then time, then reading order."""
    period = statement.period
    when = (period.start, period.end) if period else ()
    return period is None, when, statement.quote.document.id, statement.quote.start


def _statements_in(document: Document, sentence: Span) -> Iterator[DatedStatement]:
    """Yield a statement for each date of one sentence, each period once."""
    text = document.text[sentence.start : sentence.end]
    read: list[Span] = []
    seen: set[Period | str] = set()
    for span, period in _candidates(text, document.metadata.issued):
        if any(span.overlaps(other) for other in read):
            continue
        read.append(span)
        key = period or text[span.start : span.end].casefold()
        if key not in seen:
            seen.add(key)
            words = Span(sentence.start + span.start, sentence.start + span.end)
            yield DatedStatement(period, quote_of(document, sentence, words))


def _candidates(text: str, issued: tuple[int, ...]) -> Iterator[tuple[Span, Period | None]]:
    """Yield every date that `text` may give, the fullest forms first; they may overlap."""
    for pattern, period_of in date_forms.ABSOLUTE:
        for match in pattern.finditer(text):
            period = period_of(match)
            if period is not None:
                yield _place(match), period
    for pattern, relative_of in date_forms.RELATIVE:
        for match in pattern.finditer(text):
            yield _place(match), relative_of(match, issued[0]) if issued else None


def _place(match: re.Match[str]) -> Span:
    """Return where the date stands, without the words that only led to it."""
    return Span(*match.span("date" if "date" in match.re.groupindex else 0))
