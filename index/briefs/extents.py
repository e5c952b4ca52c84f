"""What is shown where a sentence is a point: with it the sentences that it leans on.

A sentence that opens with "This effort" is shown with the one before it, and a proposal up to what
became of it. What cannot be understood even so is no point.
"""

from collections.abc import Sequence
from typing import NamedTuple

from index.briefs.leaning import leans, opens_with_things
from index.briefs.proposals import is_outcome, is_proposal
from index.language import sentences_in
from index.types import Document, Paragraph, Span

_MOST_BEFORE = 2  # sentences that are shown before one that leans
_MOST_AFTER = 5  # sentences within which the outcome of a proposal is looked for
_LONGEST = 600  # code points of what is shown of a proposal


class Extent(NamedTuple):
    """Words of a document.

    Args:
        document: Where they stand.
        span: Their place there.
    """

    document: Document
    span: Span


class Shown(NamedTuple):
    """What is shown of some sentences that overlap or are one.

    Args:
        place: All of it.
        rank: Of the best of them, from 0.
    """

    place: Extent
    rank: int


class Extents:
    """Finds what is shown of each of some sentences; of the same once."""

    def __init__(self, places: Sequence[Extent]) -> None:
        """Look at sentences, by their rows."""
        self.places = places
        self._known: dict[int, Span | None] = {}

    def of(self, row: int) -> Span | None:
        """Return what is shown of a sentence, None where it is not understood at all."""
        if row not in self._known:
            self._known[row] = _extent(*self.places[row])
        return self._known[row]

    def added(self, row: int, taken: Sequence[int]) -> int | None:
        """Return how many code points a sentence adds to those that are taken, None for none."""
        extent = self.of(row)
        if extent is None:
            return None
        document = self.places[row].document
        others = (one.place for one in self.together(taken))
        return len(extent) - sum(
            min(extent.end, span.end) - max(extent.start, span.start)
            for other, span in others
            if other is document and span.overlaps(extent)
        )

    def added_alone(self, row: int, taken: Sequence[int]) -> int | None:
        """Return what a sentence adds that leans on none before it, None for any other."""
        extent = self.of(row)
        document, sentence = self.places[row]
        leads = extent is not None and extent.start == sentence.start
        is_plain = not opens_with_things(document.text[sentence.start : sentence.end])
        return self.added(row, taken) if leads and is_plain else None

    def widened(self, rows: Sequence[int], budget: int) -> tuple[Shown, ...]:
        """Return what is shown of sentences, with what makes it plainer as far as there is room.

        That is the sentence before one that opens with "it" or "they".

        Args:
            rows: Best first.
            budget: Code points that may be shown.
        """
        shown = self.together(rows)
        for place, rank in shown:
            before = _wanted_before(place)
            if before is None:
                continue
            wider = _joined(
                shown, Shown(Extent(place.document, Span(before.start, place.span.end)), rank)
            )
            if sum(len(one.place.span) + 1 for one in wider) <= budget:
                shown = wider
        return shown

    def together(self, rows: Sequence[int]) -> tuple[Shown, ...]:
        """Return what is shown of sentences, those that overlap as one, best first.

        Args:
            rows: Best first.
        """
        shown: tuple[Shown, ...] = ()
        for rank, row in enumerate(rows):
            document, sentence = self.places[row]
            shown = _joined(shown, Shown(Extent(document, self.of(row) or sentence), rank))
        return shown


def _joined(shown: Sequence[Shown], further: Shown) -> tuple[Shown, ...]:
    """Return what is shown and something further, those that overlap as one, best first."""
    document, span = further.place
    touched = [one for one in shown if _touches(one, document, span)]
    spans = [span, *(one.place.span for one in touched)]
    whole = Span(min(one.start for one in spans), max(one.end for one in spans))
    rank = min([further.rank, *(one.rank for one in touched)])
    others = [one for one in shown if one not in touched]
    return tuple(sorted([*others, Shown(Extent(document, whole), rank)], key=lambda one: one.rank))


def _wanted_before(place: Extent) -> Span | None:
    """Return the sentence before words that open with "it" or "they", None where none helps.

    That is one of the same paragraph, unless it leans on others itself.
    """
    document, span = place
    paragraph = document.paragraph_at(span.start)
    if paragraph is None or not opens_with_things(document.text[span.start : span.end]):
        return None
    before = [one for one in sentences_in(document, paragraph) if one.end <= span.start][-1:]
    return next((one for one in before if not _leans(document, one)), None)


def _leans(document: Document, sentence: Span) -> bool:
    return leans(document.text[sentence.start : sentence.end], document.text)


def _touches(shown: Shown, document: Document, span: Span) -> bool:
    return shown.place.document is document and shown.place.span.overlaps(span)


def _extent(document: Document, sentence: Span) -> Span | None:
    """Return what is shown of a sentence of a document."""
    paragraph = document.paragraph_at(sentence.start)
    if paragraph is None:
        return sentence
    start = _start_of(document, paragraph, sentence)
    end = _end_of(document, paragraph, sentence)
    return None if start is None or end is None else Span(start, end)


def _start_of(document: Document, paragraph: Paragraph, sentence: Span) -> int | None:
    """Return where the first sentence starts that is needed; None where it is not to be had."""
    if not _leans(document, sentence):
        return sentence.start
    before = [s for s in sentences_in(document, paragraph) if s.end <= sentence.start]
    for earlier in before[::-1][:_MOST_BEFORE]:
        if not _leans(document, earlier):
            return earlier.start
    return None


def _end_of(document: Document, paragraph: Paragraph, sentence: Span) -> int | None:
    """Return where what is shown ends; None where an outcome is too far away to be shown."""
    if not is_proposal(document.text[sentence.start : sentence.end]):
        return sentence.end
    for later in _behind(document, paragraph, sentence)[:_MOST_AFTER]:
        words = document.text[later.start : later.end]
        if is_proposal(words):
            break
        if is_outcome(words):
            return later.end if later.end - sentence.start <= _LONGEST else None
    return sentence.end


def _behind(document: Document, paragraph: Paragraph, sentence: Span) -> list[Span]:
    """Return the sentences behind one, of its paragraph and of those below in its section."""
    section = document.paragraphs[paragraph.number - 1].section
    below = document.paragraphs[paragraph.number - 1 : paragraph.number + _MOST_AFTER]
    same = [one for one in below if one.section == section]
    sentences = [span for one in same for span in sentences_in(document, one)]
    return [span for span in sentences if span.start >= sentence.end]
