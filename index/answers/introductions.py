"""What introduces a list, a block of code or a bare reply: the words that it goes on from.

"The kettle does not: … keep water warm." An item says half of it, and by itself the opposite. "Is
it of iron?" "Yes." A reply may be to another question than the one that was asked. "Defaults to
ten." What stands further down in an item says it of the item's term.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from index.language import (
    FUNCTION_WORDS,
    denial_cues,
    is_asked,
    is_ended,
    sentences_in,
    terms_of,
)
from index.types import BlockKind, Document, Paragraph, Quote, Section, Span

_INTRODUCED = frozenset({BlockKind.LIST_ITEM, BlockKind.CODE})
# What a reply opens with.
REPLIES = (
    r"yes|yep|yeah|no|not|nope|sure|maybe|perhaps|probably|unfortunately|absolutely|definitely"
    r"|it depends|of course"
)
OFTEN = r"(?:usually|generally|always|often|sometimes|rarely|never)(?:,? (?:yes|no|not|so))?"
_REPLY = re.compile(rf"\W*(?:(?:{REPLIES})\b|{OFTEN}[.!])", re.IGNORECASE)
_COUNTED = re.compile(r"\(?\d{1,2}[.)]\s")  # "2. Dry it."
_OPENING_UP = (":", "…", "...")  # behind the last word of what another goes on from


def introduction_of(document: Document, paragraph: Paragraph) -> Span | None:
    """Return the words that an item, a block of code or a reply goes on from.

    That is a sentence, or a heading, which ends in a colon or an ellipsis; a heading right above a
    list also where it denies something ("Never do this"). A reply ("Yes. …") is introduced by the
    question right above it, and what nothing else introduces by the term that its item begins with.
    None where nothing does.

    Args:
        document: Where the paragraph stands.
        paragraph: One of its paragraphs.
    """
    first = document.item_start_of(paragraph) or paragraph
    return _introduction_above(document, first) or _term_of(document, paragraph)


def _term_of(document: Document, paragraph: Paragraph) -> Span | None:
    """Return the term that the item of a paragraph begins with, None where it has none."""
    first = document.item_start_of(paragraph) or paragraph
    return Span(first.start, first.term_end) if first.term_end else None


def _introduction_above(document: Document, paragraph: Paragraph) -> Span | None:
    """Return the sentence, or heading, above a paragraph that it goes on from."""
    heading = _heading_of(document, paragraph)
    if paragraph.kind not in _INTRODUCED:
        return _question_of(document, paragraph, heading)
    above = _above(document, paragraph, heading)
    if above:
        opens = _opens_up(document, above.span) or _breaks_off(document, above, paragraph)
        return sentences_in(document, above)[-1] if opens else None
    return Span(heading.start, heading.end) if heading and _introduces(document, heading) else None


def introductions(quotes: Sequence[Quote]) -> tuple[str, ...]:
    """Return what introduces the list or the code that each of some quotes stands in.

    Below the beginning of an item it is the item's term, unless what is above the list denies
    something. Empty where nothing does, or where it is shown already: in or above a quote before.

    Args:
        quotes: As they are shown, one below the other.
    """
    shown: list[tuple[Document, Span]] = []
    words: list[str] = []
    for quote in quotes:
        document = quote.document
        span = _above_quote(quote)
        own = (document, quote.span)
        is_new = span is not None and not any(
            other is document and place.contains(span) for other, place in (*shown, own)
        )
        words.append(document.text[span.start : span.end] if span and is_new else "")
        shown += [(document, quote.span), *([(document, span)] if span else [])]
    return tuple(words)


def _above_quote(quote: Quote) -> Span | None:
    """Return what is to stand above a quote."""
    document = quote.document
    paragraph = document.paragraphs[quote.paragraph - 1]
    above, term = introduction_of(document, paragraph), _term_of(document, paragraph)
    denied = above is not None and denial_cues(document.text[above.start : above.end])
    return above if term is None or denied or quote.span.contains(term) else term


def announced_by(document: Document, sentence: Span) -> Iterator[Paragraph]:
    """Yield the items, the block of code, or the rows, that a sentence introduces, in order."""
    paragraph = document.paragraph_at(sentence.start)
    if paragraph is None or document.text[sentence.end : paragraph.end].strip():
        return
    yield from _introduced_by(document, sentence, range(paragraph.number, len(document.paragraphs)))
    if _opens_up(document, sentence):
        yield from _rows_below(document, paragraph)


def _rows_below(document: Document, above: Paragraph) -> Iterator[Paragraph]:
    """Yield the rows of the table right below a paragraph, without the line that names columns."""
    below = document.paragraphs[above.number :]
    heading = _heading_of(document, above)
    for number, paragraph in enumerate(below):
        is_another = number > 0 and document.is_header(paragraph)
        if not paragraph.kind.is_tabular or is_another:
            return
        if _heading_of(document, paragraph) != heading:
            return
        if not document.is_header(paragraph):
            yield paragraph


def items_behind(document: Document, item: Paragraph) -> Iterator[Paragraph]:
    """Yield the further items of a list that something announces, the next first."""
    announced = _introduction_above(document, document.item_start_of(item) or item)
    if announced and item.kind is BlockKind.LIST_ITEM:
        yield from _introduced_by(document, announced, range(item.number, len(document.paragraphs)))


def items_before(document: Document, item: Paragraph) -> Iterator[Paragraph]:
    """Yield the earlier items of a list that something announces, the last first."""
    announced = _introduction_above(document, document.item_start_of(item) or item)
    if announced and item.kind is BlockKind.LIST_ITEM:
        yield from _introduced_by(document, announced, range(item.number - 2, -1, -1))


def list_around(document: Document, sentence: Span) -> tuple[Paragraph, ...]:
    """Return the items of the list that a sentence announces, or stands in, without what they hold.

    Empty where it does neither, or nothing announces the list; of what goes on in an item only the
    beginning is one, and where items are numbered only these are.

    Args:
        document: Where the sentence stands.
        sentence: Of any paragraph.
    """
    item = document.paragraph_at(sentence.start)
    if item is None:
        return ()
    listed = [*announced_by(document, sentence)]
    if not listed and item.kind is BlockKind.LIST_ITEM:
        before = [*items_before(document, item)]
        listed = [*reversed(before), item, *items_behind(document, item)]
    items = [
        one
        for one in listed
        if one.kind is BlockKind.LIST_ITEM and document.item_start_of(one) in {None, one}
    ]
    counted = [one for one in items if _COUNTED.match(document.text, one.start, one.end)]
    return tuple(counted or items) if len(items) > 1 else ()


def _introduced_by(
    document: Document, introduction: Span, numbers: Iterable[int]
) -> Iterator[Paragraph]:
    """Yield paragraphs that stand beside each other as long as words introduce them."""
    beside: Paragraph | None = None
    for number in numbers:
        paragraph = document.paragraphs[number]
        same = beside is not None and _are_of_one_list(document, paragraph, beside)
        if not same and introduction_of(document, paragraph) != introduction:
            return
        yield paragraph
        beside = paragraph


def _are_of_one_list(document: Document, one: Paragraph, beside: Paragraph) -> bool:
    """Return whether two neighbours are items that nothing parts: one introduces both."""
    if not one.kind is beside.kind is BlockKind.LIST_ITEM:
        return False
    first = min(one, beside, key=lambda paragraph: paragraph.number)
    same = _heading_of(document, one) == _heading_of(document, beside)
    return same and not _opens_up(document, first.span)


def asks_for_list(question: str, document: Document, sentence: Span) -> bool:
    """Return whether a question has the words of what introduces an item, and no others of its own.

    "Who was elected?" asks for all that stands below "The following were elected:".

    Args:
        question: As it was asked.
        document: Where the sentence stands.
        sentence: What answers it, of any paragraph.
    """
    item = document.paragraph_at(sentence.start)
    if item is None or item.kind is not BlockKind.LIST_ITEM:
        return False
    announced = _introduction_above(document, document.item_start_of(item) or item)
    if announced is None:
        return False
    asked, announcing = set(terms_of(question)), _terms_in(document, announced)
    if (asked - announcing) & _terms_in(document, sentence):
        return False
    return 0 < len(asked) <= 2 * len(asked & announcing)


def _terms_in(document: Document, span: Span) -> set[str]:
    return set(terms_of(document.text[span.start : span.end]))


def is_of_several(quote: Quote) -> bool:
    """Return whether a quote is of several items of a list."""
    last = quote.document.paragraph_at(max(quote.start, quote.end - 1))
    return last is not None and last.number != quote.paragraph


def goes_on(quote: Quote) -> bool:
    """Return whether a list of which a quote has several items has more behind them."""
    document = quote.document
    last = document.paragraph_at(max(quote.start, quote.end - 1))
    if last is None or not is_of_several(quote):
        return False
    return next(items_behind(document, last), None) is not None


def explained_by(document: Document, reply: Span) -> Span | None:
    """Return the first sentence below the paragraph that a sentence ends.

    Args:
        document: Where it stands.
        reply: The sentence, which says little alone.

    Returns:
        None where a heading is next, or nothing.
    """
    paragraph = document.paragraph_at(reply.start)
    if paragraph is None or paragraph.number >= len(document.paragraphs):
        return None
    below = document.paragraphs[paragraph.number]
    same = _heading_of(document, below) == _heading_of(document, paragraph)
    return sentences_in(document, below)[0] if same else None


def _above(document: Document, paragraph: Paragraph, heading: Section | None) -> Paragraph | None:
    """Return the paragraph that an item or code may go on from, None where a heading is next.

    Items around an item are passed over, but for one right above it that opens up: it may hold a
    list of its own.
    """
    first = heading.start if heading else 0
    for number in range(paragraph.number - 2, -1, -1):
        earlier = document.paragraphs[number]
        if earlier.start < first:
            return None
        is_next = earlier.number == paragraph.number - 1
        beside = earlier.kind in _INTRODUCED and paragraph.kind is BlockKind.LIST_ITEM
        if not beside or (is_next and _opens_up(document, earlier.span)):
            return earlier
    return None


def _question_of(document: Document, reply: Paragraph, heading: Section | None) -> Span | None:
    """Return the question that a paragraph replies to with its first word: heading or paragraph."""
    if not _REPLY.match(document.text, reply.start, reply.end):
        return None
    before = document.paragraphs[reply.number - 2] if reply.number > 1 else None
    if before and before.start >= (heading.start if heading else 0):
        asked = sentences_in(document, before)[-1]
    elif heading:
        asked = Span(heading.start, heading.end)
    else:
        return None
    return asked if is_asked(document.text[asked.start : asked.end]) else None


def _opens_up(document: Document, span: Span) -> bool:
    return _is_open(document.text[span.start : span.end])


def _breaks_off(document: Document, above: Paragraph, paragraph: Paragraph) -> bool:
    """Return whether code, or a list, completes the sentence above it: "You can hold it using".

    Before a list it ends in a word that no line ends with which is whole: "The mill helps with".
    """
    text = document.text[above.start : above.end]
    if above.kind is not BlockKind.TEXT or is_ended(text):
        return False
    if paragraph.kind is BlockKind.CODE:
        return above.number == paragraph.number - 1
    return text.split()[-1].lower() in FUNCTION_WORDS


def _introduces(document: Document, heading: Section) -> bool:
    text = document.text[heading.start : heading.end]
    return _is_open(text) or bool(denial_cues(text))


def _is_open(text: str) -> bool:
    """Return whether what stands behind the last word of a text says that something follows.

    It is walked back from the end: a pattern up to the end is tried again at each of many marks.
    """
    marks = "".join(takewhile(_is_mark, reversed(text)))
    return any(opening in marks for opening in _OPENING_UP)


def _is_mark(character: str) -> bool:
    return not (character.isalnum() or character == "_")


def _heading_of(document: Document, paragraph: Paragraph) -> Section | None:
    """Return the heading that a paragraph stands under, None at an unnamed beginning."""
    above = bisect_right(document.sections, paragraph.start, key=lambda section: section.end)
    headings = (document.sections[number] for number in range(above - 1, -1, -1))
    return next((heading for heading in headings if heading.end > heading.start), None)
