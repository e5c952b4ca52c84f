"""Sentences that are no prose of their author, but furniture of a page: found by a few rules."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.language import sentences_of
from index.types import BlockKind, Document, Paragraph

_SEED = 11
_REPEATED = 5  # times in one document: what stands there so often heads or foots its pages
_MAX_HEAD = 90  # characters of a running head
_MIN_HEAD_LETTERS = 4
_PROSE = {BlockKind.TEXT, BlockKind.LIST_ITEM}
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_STEP = r"(?:previous|prev|next|up|home|top|back|forward|contents|index)"
_MENU = r"""(?:menu|navigation|search|log\ ?in|sign\ (?:in|up)|skip\ to\ (?:main\ )?content
    |table\ of\ contents|on\ this\ page|edit\ this\ page|view\ source|show\ source|page\ source
    |back\ to\ top|toggle\ \w+(?:\ \w+)?|main\ page|home\ page)"""
_RULES: Mapping[str, re.Pattern[str]] = {
    "page number": re.compile(
        r"\W*page\s+\d+(?:\s+(?:of|/)\s+\d+)?\W*|.*\bpage\s+\d+\s+of\s+\d+\W*"
    ),
    "way through": re.compile(rf"(?:\W*\b{_STEP}\b(?:\s+(?:page|chapter|section))?)+\W*"),
    "menu": re.compile(rf"(?:\W*\b{_MENU}\b)+\W*", re.VERBOSE),
    "contents line": re.compile(r".*(?:\.[ \u00a0]?){4,}\s*[\dxvi]+\W*"),
}
_RUNNING_HEAD = "running head"
RULES = (*_RULES, _RUNNING_HEAD)


@dataclass(frozen=True, slots=True)
class SampledSentence:
    """A sentence of a document.

    Args:
        place: Of the file.
        text: The sentence, on one line.
        rule: By which it is furniture; empty where it is not.
    """

    place: str
    text: str
    rule: str


def sampled(
    documents: Mapping[str, Document], count: int, seed: int = _SEED
) -> Iterator[SampledSentence]:
    """Yield sentences by chance, as many of each document as far as it has them.

    Args:
        documents: By the places of their files.
        count: How many in all, at most.
        seed: From which the choice follows.
    """
    chance = random.Random(seed)  # noqa: S311  # a sample
    left = count
    shortest_first = sorted(documents.items(), key=lambda item: len(item[1].text))
    for done, (place, document) in enumerate(shortest_first):
        share = left // (len(documents) - done)
        judged = judged_sentences(place, document)
        chosen = chance.sample(judged, min(share, len(judged)))
        left -= len(chosen)
        yield from chosen


def judged_sentences(place: str, document: Document) -> list[SampledSentence]:
    """Return the sentences of a document, each with the rule by which it is furniture."""
    heads = _running_heads(document)
    return [
        SampledSentence(place, sentence, _rule(sentence, paragraph, heads))
        for paragraph in document.paragraphs
        for sentence in _sentences(document, paragraph)
    ]


def _sentences(document: Document, paragraph: Paragraph) -> Iterable[str]:
    spans = sentences_of(document.text, paragraph.span, language=document.metadata.language)
    return (" ".join(document.text[span.start : span.end].split()) for span in spans)


def _rule(sentence: str, paragraph: Paragraph, heads: set[str]) -> str:
    """Return the rule by which a sentence is furniture; "" where it is none."""
    if paragraph.kind is BlockKind.CODE:
        return ""
    small = sentence.lower()
    rules = (name for name, rule in _RULES.items() if rule.fullmatch(small))
    is_head = paragraph.kind in _PROSE and _masked(sentence) in heads
    return next(rules, _RUNNING_HEAD if is_head else "")


def _running_heads(document: Document) -> set[str]:
    """Return the short paragraphs of running text that stand in a document over and over."""
    texts = (
        document.text[paragraph.start : paragraph.end]
        for paragraph in document.paragraphs
        if paragraph.kind in _PROSE and paragraph.end - paragraph.start <= _MAX_HEAD
    )
    counts = Counter(map(_masked, texts))
    return {text for text, n in counts.items() if n >= _REPEATED and _has_words(text)}


def _masked(text: str) -> str:
    """Return a text on one line, its numbers alike: those of pages differ."""
    return _DIGITS.sub("#", " ".join(text.split()))


def _has_words(text: str) -> bool:
    return len(_LETTER.findall(text)) >= _MIN_HEAD_LETTERS


def by_rule(sentences: Sequence[SampledSentence]) -> Mapping[str, list[SampledSentence]]:
    """Return the sentences that are furniture, by rule."""
    return {rule: [one for one in sentences if one.rule == rule] for rule in RULES}
