"""What became of a passage that was quoted of an earlier revision of its document."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.citations.fates import Fate, trace
from index.citations.paragraph_digests import digests_of
from index.citations.wordings import ExactWording, exact_digest
from index.errors import AddressError
from index.types import Document, Span


@dataclass(frozen=True, slots=True)
class Quoted:
    """What became of a passage since it was quoted.

    Args:
        document: As it is read now.
        span: Where the passage stands now, word for word; where its paragraph was changed, that
            paragraph; None where it was removed.
        changed: Whether the paragraph was changed.
    """

    document: Document
    span: Span | None
    changed: bool = False


def quoted_now(
    span: Span, before: Sequence[str], wording: ExactWording, document: Document
) -> Quoted:
    """Return what became of a span of an earlier revision.

    A passage that runs over several paragraphs holds where all of them follow one another as they
    did; else it goes by the first of them.

    Args:
        span: In the text of the earlier revision.
        before: Digests of its paragraphs.
        wording: Its wording.
        document: As it is read now.

    Raises:
        AddressError: The span begins before the first paragraph of that revision.
    """
    first = bisect_right(wording.starts, span.start) - 1
    if first < 0:
        msg = f"{document.id} had no paragraph at {span.start}"
        raise AddressError(msg)
    traced = trace(first, before, digests_of(document))
    if traced is None:
        return Quoted(document, None)
    paragraph = document.paragraphs[traced.index]
    last = bisect_right(wording.starts, span.end - 1) - 1
    moved = _moved(span, range(first, last + 1), traced.index, wording, document)
    if traced.fate is Fate.CHANGED or moved is None:
        return Quoted(document, paragraph.span, changed=True)
    return Quoted(document, moved)


def _moved(
    span: Span, places: range, now: int, wording: ExactWording, document: Document
) -> Span | None:
    """Return where a span stands now, None where the paragraphs that hold it are not as they were.

    Args:
        span: In the earlier revision.
        places: Of the paragraphs that it touches there.
        now: Where the first of them stands.
        wording: Of the earlier revision.
        document: As it is read now.
    """
    shift = document.paragraphs[now].start - wording.starts[places.start]
    for place, paragraph in zip(places, document.paragraphs[now:], strict=False):
        text = document.text[paragraph.start : paragraph.end]
        if wording.exact[place] != exact_digest(text):
            return None
        if paragraph.start - wording.starts[place] != shift:
            return None
    moved = Span(span.start + shift, span.end + shift)
    holding = document.paragraphs[now : now + len(places)]
    return moved if len(holding) == len(places) and moved.end <= holding[-1].end else None
