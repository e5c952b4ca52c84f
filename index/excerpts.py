"""Scored sentences to excerpts: contiguous, whole sentences that can be understood alone.

An excerpt grows around the sentence that answers. It takes the sentence before it where it opens
with a word that points back, and the sentence that introduces quoted speech; several excerpts come
from different places, and a sentence that says again what is shown is left out.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from index.speech import opens_inside, speech_spans
from index.types import Document, Quote, Span, quote_of

MOST_EXCERPTS = 3
MOST_SENTENCES = 3
_DUPLICATE = 88.0  # rapidfuzz token_sort_ratio, 0 to 100, above which two sentences say the same
# Words that point back: a sentence which opens with one is not understood without its neighbour.
_POINTS_BACK = re.compile(
    r"^\W*(however|but|yet|also|thus|hence|therefore|consequently|nonetheless|nevertheless|moreover|"
    r"furthermore|instead|rather|conversely|similarly|likewise|indeed|still|otherwise|meanwhile|"
    r"accordingly|besides|additionally|then|so|"
    r"it|its|he|his|him|she|her|they|their|them|this|that|these|those|such|both|"
    r"the (former|latter|same)|in (addition|contrast|turn|other words|this case)|"
    r"for (example|instance|its part|this reason)|as a result|once again|at the same time)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence with how well it answers; higher is better, comparable within one question."""

    document: Document
    span: Span
    score: float

    @property
    def text(self) -> str:
        """What it says."""
        return self.document.text[self.span.start : self.span.end]


@dataclass(slots=True)
class _Excerpt:
    document: Document
    sentences: list[Span]
    highlight: Span
    texts: list[str] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return Span(self.sentences[0].start, self.sentences[-1].end)


Neighbours = Callable[[Document, Span], tuple[Span, ...]]
"""Every sentence of the paragraph that a span stands in, in order."""


def excerpts_of(
    sentences: Sequence[ScoredSentence], neighbours: Neighbours, budget: int, margin: float
) -> tuple[Quote, ...]:
    """Return at most three quotes, best first, of `budget` characters together.

    Args:
        sentences: Candidates, in any order.
        neighbours: Gives the sentences around one.
        budget: Characters of all quotes together.
        margin: How far below the best a sentence may score and still be shown.
    """
    ranked = sorted(sentences, key=lambda s: (-s.score, s.document.id, s.span))
    chosen: list[_Excerpt] = []
    for sentence in ranked:
        if chosen and sentence.score < ranked[0].score - margin:
            break
        left = budget - sum(len(excerpt.span) for excerpt in chosen)
        _place(sentence, chosen, neighbours, left)
    if not chosen and ranked:
        return (_cut(ranked[0], budget),)
    return tuple(_quote(excerpt) for excerpt in chosen)


def _place(
    sentence: ScoredSentence, chosen: list[_Excerpt], neighbours: Neighbours, left: int
) -> None:
    """Let a sentence join an excerpt beside it, or open one of its own, if there is room."""
    if any(e.document is sentence.document and e.span.overlaps(sentence.span) for e in chosen):
        return
    if any(_same(sentence.text, text) for excerpt in chosen for text in excerpt.texts):
        return
    if _join(sentence, chosen, left):
        return
    if len(chosen) < MOST_EXCERPTS:
        around = _with_antecedent(sentence, neighbours(sentence.document, sentence.span), left)
        taken = [e.span for e in chosen if e.document is sentence.document]
        if around and not any(s.overlaps(t) for s in around for t in taken):
            texts = [sentence.text]
            chosen.append(_Excerpt(sentence.document, around, sentence.span, texts))


def _join(sentence: ScoredSentence, chosen: Sequence[_Excerpt], left: int) -> bool:
    for excerpt in chosen:
        if excerpt.document is not sentence.document or len(excerpt.sentences) >= MOST_SENTENCES:
            continue
        text = sentence.document.text
        after = text[excerpt.span.end : sentence.span.start]
        before = text[sentence.span.end : excerpt.span.start]
        follows = sentence.span.start >= excerpt.span.end and _is_gap(after)
        leads = sentence.span.end <= excerpt.span.start and _is_gap(before)
        if (follows or leads) and len(sentence.span) + len(after or before) <= left:
            excerpt.sentences = sorted([*excerpt.sentences, sentence.span])
            excerpt.texts.append(sentence.text)
            return True
    return False


def _is_gap(between: str) -> bool:
    """Return whether only a space stands between two sentences: the same paragraph goes on."""
    return not between.strip() and "\n" not in between


def _with_antecedent(
    sentence: ScoredSentence, around: Sequence[Span], left: int
) -> list[Span] | None:
    """Return the sentence with those before it that it needs, as far as they fit; None if not."""
    if len(sentence.span) > left:
        return None
    sentences = [sentence.span]
    before = [span for span in around if span.end <= sentence.span.start]
    while before and len(sentences) < MOST_SENTENCES and _needs_more(sentence.document, sentences):
        wider = Span(before[-1].start, sentences[-1].end)
        if len(wider) > left:
            break
        sentences.insert(0, before.pop())
    return sentences


def _needs_more(document: Document, sentences: Sequence[Span]) -> bool:
    start = sentences[0].start
    if _POINTS_BACK.match(document.text[start : sentences[0].end]):
        return True
    paragraph = document.paragraph_at(start)
    if paragraph is None:
        return False
    return (
        opens_inside(document.text[paragraph.start : paragraph.end], start - paragraph.start)
        is not None
    )


def _same(one: str, other: str) -> bool:
    return fuzz.token_sort_ratio(one, other) >= _DUPLICATE


def _quote(excerpt: _Excerpt) -> Quote:
    text = excerpt.document.text[excerpt.highlight.start : excerpt.highlight.end]
    return quote_of(
        excerpt.document,
        excerpt.span,
        excerpt.highlight,
        quoted_speaker=bool(speech_spans(text)),
    )


def _cut(sentence: ScoredSentence, budget: int) -> Quote:
    """Return the beginning of a sentence that is longer than the whole budget, at a word's end."""
    end = sentence.span.start + min(budget, len(sentence.span))
    space = sentence.document.text.rfind(" ", sentence.span.start + budget // 2, end + 1)
    span = Span(sentence.span.start, space if space > 0 else end)
    return quote_of(sentence.document, span, span)
