"""Questions that a document is known to answer: made of its sentences, and asked before."""

from collections.abc import Callable, Iterator

from index.calibration.probes import can_be_asked
from index.calibration.question_forms import questions_of
from index.language import sentences_of
from index.types import Answer, Document, Outcome, Paragraph, Span

_TRIES = 12  # questions that are asked at most, so that it takes seconds
_LOOKED_AT = 400  # paragraphs at most: of most no question can be made that is fit to be shown
_LONGEST = 90  # characters of a question that somebody would type


def answered_questions(
    ask: Callable[[str], Outcome], document: Document, count: int
) -> tuple[str, ...]:
    """Return questions that are answered, each by the very sentence that it was made of.

    Args:
        ask: Asks the collection that members ask.
        document: Of which they are made; one of that collection.
        count: How many at most; fewer where a few tries do not find so many.
    """
    answered: list[str] = []
    for tries, (question, sentence) in enumerate(_questions(document)):
        if tries == _TRIES or len(answered) == count:
            break
        if _is_answered(ask(question), document, sentence):
            answered.append(question)
    return tuple(answered)


def _is_answered(outcome: Outcome, document: Document, sentence: Span) -> bool:
    """Return whether an answer begins with a sentence of a document."""
    if not isinstance(outcome, Answer) or not outcome.quotes:
        return False
    lead = outcome.quotes[0]
    same = (lead.document.sha256, lead.document.text) == (document.sha256, document.text)
    return same and lead.start <= sentence.start and sentence.end <= lead.end


def _questions(document: Document) -> Iterator[tuple[str, Span]]:
    """Yield questions with the sentences that they are made of, from all over a document.

    Yields:
        One of each paragraph of which one can be made.
    """
    paragraphs = document.paragraphs
    stride = max(1, len(paragraphs) // _TRIES)
    spread = sorted(paragraphs, key=lambda one: ((one.number - 1) % stride, one.number))
    for paragraph in spread[:_LOOKED_AT]:
        asked = next(_of_paragraph(document, paragraph), None)
        if asked is not None:
            yield asked


def _of_paragraph(document: Document, paragraph: Paragraph) -> Iterator[tuple[str, Span]]:
    """Yield the questions that a paragraph answers and that may be shown, with their sentences.

    Yields:
        In the order of its sentences.
    """
    language = document.metadata.language
    for sentence in sentences_of(document.text, paragraph.span, language=language):
        words = document.text[sentence.start : sentence.end]
        for question in questions_of(words) if can_be_asked(words) else ():
            if question.is_whole and len(question.text) <= _LONGEST:
                yield question.text, sentence
