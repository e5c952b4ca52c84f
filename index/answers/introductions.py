"""What introduces a list or a block of code: the words that its items go on from.

"The kettle does not: … keep water warm." An item says half of it, and by itself the opposite.
"""

import re
from collections.abc import Sequence

from index.language import denial_cues, sentences_in
from index.types import BlockKind, Document, Paragraph, Quote, Section, Span

_INTRODUCED = frozenset({BlockKind.LIST_ITEM, BlockKind.CODE})
_OPEN = re.compile(r"(?::|…|\.\.\.)\W*$")  # ends what another goes on from


def introduction_of(document: Document, paragraph: Paragraph) -> Span | None:
    """Return the sentence, or heading, that a list's item or a block of code goes on from.

    It ends in a colon or an ellipsis; a heading right above a list introduces it also where it
    denies something ("Never do this"). None where nothing does, and of what is neither item nor
    code.

    Args:
        document: Where the paragraph stands.
        paragraph: One of its paragraphs.
    """
    if paragraph.kind not in _INTRODUCED:
        return None
    heading = _heading_of(document, paragraph)
    first = heading.start if heading else 0
    for earlier in reversed(document.paragraphs[: paragraph.number - 1]):
        if earlier.start < first:
            break
        is_next = earlier.number == paragraph.number - 1
        within = earlier.kind in _INTRODUCED and paragraph.kind is BlockKind.LIST_ITEM
        if _opens_up(document, earlier.span) and (is_next or not within):
            return sentences_in(document, earlier)[-1]
        if not within:
            return None
    return Span(heading.start, heading.end) if heading and _introduces(document, heading) else None


def introductions(quotes: Sequence[Quote]) -> tuple[str, ...]:
    """Return what introduces the list or the code that each of some quotes stands in.

    Empty where nothing does, or where it is shown already: in or above a quote before.

    Args:
        quotes: As they are shown, one below the other.
    """
    shown: list[tuple[Document, Span]] = []
    words: list[str] = []
    for quote in quotes:
        document = quote.document
        span = introduction_of(document, document.paragraphs[quote.paragraph - 1])
        is_new = span is not None and not any(
            other is document and place.contains(span) for other, place in shown
        )
        words.append(document.text[span.start : span.end] if span and is_new else "")
        shown += [(document, quote.span), *([(document, span)] if span else [])]
    return tuple(words)


def announced_by(document: Document, sentence: Span) -> tuple[Paragraph, ...]:
    """Return the items, or the block of code, that a sentence introduces, in order."""
    paragraph = document.paragraph_at(sentence.start)
    if paragraph is None or not _opens_up(document, sentence):
        return ()
    announced: list[Paragraph] = []
    for following in document.paragraphs[paragraph.number :]:
        if introduction_of(document, following) != sentence:
            break
        announced.append(following)
    return tuple(announced)


def _opens_up(document: Document, span: Span) -> bool:
    return bool(_OPEN.search(document.text[span.start : span.end]))


def _introduces(document: Document, heading: Section) -> bool:
    text = document.text[heading.start : heading.end]
    return bool(_OPEN.search(text) or denial_cues(text))


def _heading_of(document: Document, paragraph: Paragraph) -> Section | None:
    """Return the heading that a paragraph stands under, None at an unnamed beginning."""
    above = [one for one in document.sections if one.end <= paragraph.start and one.end > one.start]
    return above[-1] if above else None
