"""Document to passages: whole sentences of one paragraph, short enough for the encoder."""

from collections.abc import Callable, Sequence

from index.sentences import sentences_of
from index.types import Document, Paragraph, Passage, Span

CountTokens = Callable[[str], int]
"""Text to the number of tokens that it costs the encoder."""

DEFAULT_MAX_TOKENS = 200
"""Words; all-MiniLM-L6-v2 reads 256 word pieces, and English has about 1.3 of them a word."""

_CHARACTERS_PER_WORD = 8


def count_words(text: str) -> int:
    """Return the number of words; a script without spaces counts one word per 8 characters."""
    return max(len(text.split()), len(text) // _CHARACTERS_PER_WORD)


def passages_of(
    document: Document,
    count_tokens: CountTokens = count_words,
    max_tokens: int = DEFAULT_MAX_TOKENS,
    *,
    overlap: int = 0,
) -> tuple[Passage, ...]:
    """Return the passages of a document, in reading order; together they hold every paragraph.

    A paragraph that the encoder reads whole is one passage, however short. A longer one becomes
    several of about the same length, cut between sentences; a sentence that is too long alone is
    cut between words, and a word that is, between characters. So nothing goes unread.

    Args:
        document: What to cut.
        count_tokens: Tokens of a text; a title prefix or special tokens are the caller's to add.
        max_tokens: The most tokens of a passage, at least 1.
        overlap: Sentences that neighbouring passages of one paragraph share, where they fit.

    Raises:
        ValueError: `max_tokens` is below 1 or `overlap` below 0.
    """
    if max_tokens < 1 or overlap < 0:
        msg = f"max_tokens {max_tokens} must be at least 1 and overlap {overlap} at least 0"
        raise ValueError(msg)

    def fits(span: Span) -> bool:
        return count_tokens(document.text[span.start : span.end]) <= max_tokens

    passages: list[Passage] = []
    for paragraph in document.paragraphs:
        sentences = sentences_of(document.text, paragraph.span, language=document.metadata.language)
        if not sentences:
            continue
        if fits(_hull(sentences)):
            passages.append(_passage(document, paragraph, sentences))
            continue
        units = [unit for s in sentences for unit in _cut(document.text, s, fits)]
        target = _target(document.text, sentences, count_tokens, max_tokens)
        windows = _windows(units, fits, target, overlap)
        passages.extend(_passage(document, paragraph, window) for window in windows)
    return tuple(passages)


def _target(
    text: str, sentences: Sequence[Span], count_tokens: CountTokens, max_tokens: int
) -> float:
    """Return the length in characters at which as few passages as possible are equally long."""
    hull = _hull(sentences)
    least = -(-count_tokens(text[hull.start : hull.end]) // max_tokens)
    return len(hull) / max(least, 1) - len(hull) / len(sentences) / 2


def _windows(
    units: Sequence[Span],
    fits: Callable[[Span], bool],
    target: float,
    overlap: int,
) -> list[tuple[Span, ...]]:
    """Return runs of `units` that fit and end soon after `target` characters.

    Each unit is in at least one; neighbouring runs share `overlap` of them.
    """
    windows: list[tuple[Span, ...]] = []
    window: list[Span] = []
    for unit in units:
        if window and (len(_hull(window)) >= target or not fits(_hull([*window, unit]))):
            windows.append(tuple(window))
            window = window[max(len(window) - overlap, 1) :] if overlap else []
            while window and not fits(_hull([*window, unit])):
                del window[0]
        window.append(unit)
    return [*windows, tuple(window)]


def _cut(text: str, span: Span, fits: Callable[[Span], bool]) -> list[Span]:
    """Return `span` in pieces that fit, halved at the space nearest to the middle."""
    if fits(span) or len(span) == 1:
        return [span]
    middle = (span.start + span.end) // 2
    before = text.rfind(" ", span.start + 1, middle)
    after = text.find(" ", middle, span.end - 1)
    spaces = [space for space in (before, after) if space >= 0]
    left_end = right_start = middle
    if spaces:
        left_end = min(spaces, key=lambda space: abs(space - middle))
        right_start = left_end + 1
    left, right = Span(span.start, left_end), Span(right_start, span.end)
    return _cut(text, left, fits) + _cut(text, right, fits)


def _hull(spans: Sequence[Span]) -> Span:
    """Return the span from the first of `spans` to the last."""
    return Span(spans[0].start, spans[-1].end)


def _passage(document: Document, paragraph: Paragraph, sentences: Sequence[Span]) -> Passage:
    """Return the passage made of `sentences`."""
    hull = _hull(sentences)
    return Passage(document.id, paragraph.number, hull.start, hull.end, tuple(sentences))
