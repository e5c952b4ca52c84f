"""What a document comes to in the end: the sentences of its close that judge, advise or sum up.

Without a reader the weights were chosen on the thirty fictitious essays of training, each with a
question for the author's opinion: a sentence that answers it leads in 18 of them and is among those
shown in 25; the last sentence of all answers it in 13. With one, on 37 questions for what an essay
comes to, on as many in other hands: one that answers leads in 22, where it does in 13 without, and
in 9 where the reader is asked the question itself, of the whole text.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from index.answers.leaning_sentences import stands_alone
from index.language import (
    BACK_MATTER_HEADINGS,
    CLOSING_HEADINGS,
    DOCUMENT_NOUNS,
    FIRST_PERSON,
    JUDGING_WORDS,
    any_of,
    is_ended,
    sentences_in,
    speech_spans,
    words_of,
)
from index.types import Document, Paragraph, Quote, Span, quote_of

_PARAGRAPHS = 2  # at the end in which a conclusion is looked for, where no heading names it, …
_READ = 3  # … and by a reader; …
_MOST_READ = 6  # … where one does, of the last so many
_SENTENCES = 3  # of a conclusion at most
_OWN_VOICE = 1.0  # what it counts that the writer speaks, as one word that judges counts 1
_ANNOUNCING = 1.0  # taken from a sentence that does not tell something by itself
_LAST_PARAGRAPH = 2.0
_PLACE = 6.0  # log-odds of a reader that stand against standing in the last, falling to none
_JUDGING = 0.5  # log-odds of a reader for each word that judges
_UNREAD = -9.0  # log-odds of a sentence that is in no passage
_LATER = 0.1  # for each sentence before it in its paragraph
_MARGIN = 2.0  # how far below the best sentence another may score and still be shown
_NOT_OWN = 2.0  # taken from a sentence that asks, or in which somebody else speaks
# "Closing hours" are no closing, and "Contact lenses" no contact: a heading counts as a whole.
_NUMBERED = r"\W*(?:(?:(?:section|chapter|part) )?(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])\b[.):]*\s+)?"
_MORE = r"(?:,? (?:and|&) .+| ?[:–—] ?.+)?\W*"
_REMARKS = r"(?:remarks?|thoughts?|words?|comments?|observations?|considerations?|notes?)"
_CLOSES = re.compile(
    rf"{_NUMBERED}(?:in )?"
    rf"(?:(?:{any_of(CLOSING_HEADINGS - {'closing'})}|(?:closing|concluding|final) {_REMARKS})"
    rf"{_MORE}|closing\W*)",
    re.IGNORECASE,
)
_PEOPLE = r"(?:authors?|writers?|editors?|contributors?|publishers?)"
_FOLLOWS = re.compile(
    rf"{_NUMBERED}(?:(?:{any_of(BACK_MATTER_HEADINGS)}|"
    rf"about (?:us|(?:the |this |our )?(?:{_PEOPLE}|{any_of(DOCUMENT_NOUNS)}))"
    r"|contact (?:us|details|information)"
    rf"|notes? (?:on|for|to) (?:the )?(?:{_PEOPLE}|sources?|text)"
    rf"|{_PEOPLE}['’]?s?['’]? (?:information|notes?|biograph(?:y|ies)|contributions?)){_MORE}"
    r"|(?:appendix|appendices|annex) (?:\d+|[ivxlc]+|[a-z])\b.*)",
    re.IGNORECASE,
)


ReadClose: TypeAlias = Callable[[Document, Sequence[Paragraph]], Mapping[int, float]]
"""Log-odds that each sentence of some paragraphs says what a document comes to, by its start."""


def conclusion_of(
    document: Document, read: ReadClose | None = None, least: float = -math.inf
) -> tuple[Quote, ...]:
    """Return the sentences in which a document concludes, best first; none without paragraphs.

    Args:
        document: The document.
        read: What a reader makes of its close; None without one.
        least: Log-odds of a reader that the best one has, else there is no conclusion.
    """
    closing = _closing(document, _READ)[-_MOST_READ:] if read else _closing(document, _PARAGRAPHS)
    odds = read(document, closing) if read else None
    best = sorted(_scored(document, closing, odds), key=lambda pair: -pair[0])[:_SENTENCES]
    if not best or (odds is not None and odds.get(best[0][1].start, _UNREAD) < least):
        return ()
    margin = best[0][0] - _MARGIN
    return tuple(quote_of(document, span, span) for score, span in best if score > margin)


def _scored(
    document: Document, closing: Sequence[Paragraph], odds: Mapping[int, float] | None
) -> Iterator[tuple[float, Span]]:
    """Yield the sentences of the close with what each is worth as a conclusion."""
    for back, paragraph in enumerate(reversed(closing)):
        spoken = _spoken_in(document, paragraph)
        for number, span in enumerate(sentences_in(document, paragraph)):
            judgement = _judgement(document.text, span, spoken)
            told = None if odds is None else odds.get(span.start, _UNREAD)
            yield _LATER * number + _worth(judgement, back, told), span


def _worth(judgement: float, back: int, odds: float | None) -> float:
    """Return what a sentence is worth as a conclusion.

    Args:
        judgement: How much it judges.
        back: How many paragraphs before the last it stands.
        odds: What a reader makes of it; None without one.
    """
    if odds is None:
        return judgement + (0.0 if back else _LAST_PARAGRAPH)
    return odds + _JUDGING * judgement + _PLACE * max(0.0, 1 - back / _READ)


def _spoken_in(document: Document, paragraph: Paragraph) -> tuple[Span, ...]:
    """Return where a paragraph quotes somebody's words, as places in the document's text."""
    spans = speech_spans(document.text[paragraph.start : paragraph.end])
    return tuple(Span(paragraph.start + s.start, paragraph.start + s.end) for s in spans)


def _judgement(text: str, sentence: Span, spoken: Sequence[Span]) -> float:
    """Return how much a sentence judges, advises or sums up in the author's own voice."""
    said = text[sentence.start : sentence.end]
    quoted = [span for span in spoken if span.overlaps(sentence)]
    words = {
        word.text
        for word in words_of(said)
        if not any(span.start <= sentence.start + word.start < span.end for span in quoted)
    }
    own = _OWN_VOICE if words & FIRST_PERSON else 0.0
    other = bool(quoted) or said.rstrip().endswith("?")
    taken = (_NOT_OWN if other else 0.0) + (0.0 if stands_alone(said) else _ANNOUNCING)
    return own + len(words & JUDGING_WORDS) - taken


def _closing(document: Document, last: int) -> Sequence[Paragraph]:
    """Return the paragraphs in which a document ends, without what follows the end.

    Args:
        document: The document.
        last: How many, where no heading names them.
    """
    own = [p for p in document.paragraphs if not _FOLLOWS.fullmatch(p.heading)]
    body = own or list(document.paragraphs)
    while len(body) > 1 and not _can_conclude(body[-1], document):
        body.pop()
    late = body[len(body) // 2 :]  # a summary at the top sums up what comes
    closing = [p.section for p in late if _CLOSES.fullmatch(p.heading)]
    return [p for p in body if p.section in closing[-1:]] or body[-last:]


def _can_conclude(paragraph: Paragraph, document: Document) -> bool:
    """Return whether a paragraph has a sentence, and is not about who wrote the document."""
    text = document.text[paragraph.start : paragraph.end]
    about_author = any(text.startswith(name.display) for name in document.metadata.author)
    return is_ended(text) and not about_author
