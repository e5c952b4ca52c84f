"""What a document opens with: the sentence that says what it does, and the one that begins it.

Those that sum a text up by their words alone may stand in the middle of an argument ("Where voles
had been fenced out, the runways closed within a month"). Whoever writes says at the beginning what
the text is about. The numbers here were chosen by eye on fourteen texts, six of them real ones.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import numpy as np

from index.answers.leaning_sentences import stands_alone
from index.answers.whole_documents.document_subjects import HOUSE_NOUNS
from index.language import DOCUMENT_NOUNS, WORK_NOUNS, any_of, is_ended, sentences_in
from index.types import BlockKind, Document, Embeddings, Paragraph, Quote, Span, quote_of

_PARAGRAPHS = 12  # at the beginning, in which a document may say what it does
_SENTENCES = 6  # that tell something by themselves, of which the nearest to the title is taken
_NOT_RUNNING = frozenset({BlockKind.CODE, BlockKind.QUOTATION})
_LATER = 0.1  # of a cosine, taken from a sentence for each one before it
_WORK = rf"(?:\w+ ){{0,2}}(?:{any_of(DOCUMENT_NOUNS | WORK_NOUNS)})"
_DOES = (
    r"(?:asks|examines|sets out|describes|explains|shows|argues|tells|discusses|covers|provides"
    r"|gives|looks|explores|traces|reviews|presents|introduces|reports|considers|analy[sz]es"
    r"|attempts|tries|aims|seeks|deals|documents|lists|summari[sz]es|surveys|addresses|offers"
    r"|outlines|proposes|studies|investigates|compares|is (?:about|an?|intended|meant|for))"
)
_HELPS = r"(?:help|teach|guide|walk|show|explain|introduce|cover|describe|tell|give|provide)"
_MADE = r"(?:written|created|made|compiled|designed|prepared|put together|drawn up)"
# "This is a letter", or a story, may be said of what is told.
_PLAINLY = any_of(
    {*HOUSE_NOUNS, "article", "document", "essay", "introduction", "overview", "page", "summary"}
    - {"policy"}
)
_STATED = re.compile(
    rf"\W*(?:(?:this|the present|our) {_WORK} (?:\w+ly )?{_DOES}\b"
    rf"|(?:this|our) {_WORK} (?:(?:will|can|is going to) {_HELPS}|helps|teaches|guides|walks)\b"
    rf"|(?:this|our) {_WORK} (?:is|was|has been) {_MADE} (?:(?:in order )?to|for|so that)\b"
    rf"|this is (?:an?|the) (?:\w+ ){{0,2}}?(?:{_PLAINLY}) (?:to|for|on|about)\b"
    rf"|in (?:this|the present|our) {_WORK},? (?:we|i|you)\b"
    rf"|the (?:purpose|aim|goal|object|subject) of (?:this|the present|our) {_WORK}\b)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:that|this|these|those|such) (?:question|point|issue|problem|end|reason)s?\b",
    re.IGNORECASE,
)
# A paragraph that is about how the text came here: no part of it.
_ASIDE = re.compile(
    r"\W*(?:(?:editor(?:['’]?s)?(?: note)?|note|update|disclaimer|copyright|licen[cs]e)\b"
    r"|©|\(c\) \d)|.*\ball rights reserved\b"
    r"|\W*(?:(?:i|we) dedicate|(?:this \w+ is )?(?:\w+ly )?dedicated to"
    r"|(?:to|in) (?:the |loving )?memory of)\b",
    re.IGNORECASE,
)
_SENDS_ELSEWHERE = re.compile(  # "See the page on licences for the terms."
    r"\W*(?:please )?(?:(?:also )?(?:see|refer to|consult|visit|check out|go to|click|read)\b"
    r"|for (?:(?:more|further|all|the|any) )?(?:details?|information|questions|help)\b)",
    re.IGNORECASE,
)


def opening_of(
    document: Document, encode: Callable[[Sequence[str]], Embeddings]
) -> tuple[Quote, ...]:
    """Return the sentence that says what a document does, and then the one that begins it.

    Args:
        document: Of any kind.
        encode: Texts to unit vectors.

    Returns:
        Two, one, or none where the document has no running text.
    """
    body = [p for p in document.paragraphs if _is_running(p, document)]
    first = _sentences(document, body[:_PARAGRAPHS])
    stated = next((span for span, text in first if _says_what_it_does(text)), None)
    telling = (span for span, text in _sentences(document, body) if _tells(text))
    begins = _nearest_to_title(document, list(islice(telling, _SENTENCES)), encode)
    return tuple(quote_of(document, span, span) for span in (stated, begins) if span)


def tells_of_text(quote: Quote) -> bool:
    """Return whether a sentence tells by itself, and as the text: no motto, name or pointer."""
    document = quote.document
    paragraph = document.paragraphs[quote.paragraph - 1]
    return _is_running(paragraph, document) and _tells(quote.text)


def _tells(sentence: str) -> bool:
    """Return whether a whole sentence tells something by itself, and not where to look for it."""
    is_whole = is_ended(sentence) and stands_alone(sentence)
    return is_whole and not _SENDS_ELSEWHERE.match(sentence)


def _is_running(paragraph: Paragraph, document: Document) -> bool:
    """Return whether a paragraph is running text, and of the document itself."""
    if paragraph.kind in _NOT_RUNNING or paragraph.kind.is_tabular:
        return False
    return not _ASIDE.match(document.text, paragraph.start, paragraph.end)


def _sentences(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Span, str]]:
    """Yield each sentence of some paragraphs with its words, in order."""
    for paragraph in paragraphs:
        for span in sentences_in(document, paragraph):
            yield span, document.text[span.start : span.end]


def _says_what_it_does(sentence: str) -> bool:
    """Return whether a sentence says what the document does, and is understood alone."""
    return bool(_STATED.match(sentence)) and not _POINTING.search(sentence)


def _nearest_to_title(
    document: Document, spans: Sequence[Span], encode: Callable[[Sequence[str]], Embeddings]
) -> Span | None:
    """Return the sentence nearest to the title, the earlier of near ones; None of none."""
    if not spans:
        return None
    title, *sentences = encode([document.title, *(document.text[s.start : s.end] for s in spans)])
    nearness = np.stack(sentences) @ title - _LATER * np.arange(len(spans))
    return spans[int(np.argmax(nearness))]
