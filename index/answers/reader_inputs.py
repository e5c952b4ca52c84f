"""A passage as a reader gets it: its sentences, what it stands under and what stands before it."""

from index.answers.excerpts import Paragraphs
from index.models import ReaderInput
from index.types import Document, Passage, Span


def reader_input(
    passage: Passage, document: Document, context: str, paragraphs: Paragraphs
) -> ReaderInput:
    """Return what a reader is given of a passage.

    Args:
        passage: The passage.
        document: Where it stands.
        context: Title and section, as far as they tell it from others.
        paragraphs: Knows the sentences around it.
    """
    text = document.text
    sentences = tuple(text[span.start : span.end] for span in passage.sentences)
    before = _sentence_before(passage, document, paragraphs)
    return ReaderInput(sentences, context, text[before.start : before.end] if before else "")


def _sentence_before(passage: Passage, document: Document, paragraphs: Paragraphs) -> Span | None:
    """Return the sentence before a passage in its section, None at the section's beginning."""
    own = document.paragraphs[passage.paragraph - 1]
    earlier = [s for s in paragraphs.sentences(document, own.span) if s.end <= passage.start]
    if earlier:
        return earlier[-1]
    if passage.paragraph < 2:
        return None
    previous = document.paragraphs[passage.paragraph - 2]
    if previous.section != own.section:
        return None
    return paragraphs.sentences(document, previous.span)[-1]
