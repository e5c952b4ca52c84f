"""Document to passages: whole sentences of one paragraph, short enough for the encoder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from index.language import sentences_in
from index.types import Document, Paragraph, Passage, Span

CountTokens = Callable[[str], int]  # text to the number of tokens that it costs the encoder

# Words; all-MiniLM-L6-v2 reads 256 word pieces, and English has about 1.3 of them a word.
DEFAULT_MAX_TOKENS = 200
_CHARACTERS_PER_WORD = 8  # of a script without spaces
_EVENED = 10_000  # characters of a paragraph's end shared out evenly; before, windows are filled


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

    Only the line that names a table's columns is none: each of its rows has it as context.

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

    def count(spans: Sequence[Span]) -> int:
        return count_tokens(document.text[spans[0].start : spans[-1].end])

    cutter = _Cutter(document.text, count, max_tokens, overlap)
    passages: list[Passage] = []
    for paragraph in document.paragraphs:
        sentences = sentences_in(document, paragraph)
        if sentences and not document.is_header(paragraph):
            windows = cutter.windows(sentences)
            passages.extend(_passage(document, paragraph, window) for window in windows)
    return tuple(passages)


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Cuts the paragraphs of one text; `count` gives the tokens from a first span to a last."""

    text: str
    count: Callable[[Sequence[Span]], int]
    max_tokens: int
    overlap: int

    def fits(self, spans: Sequence[Span]) -> bool:
        """Return whether the encoder reads everything from the first span to the last."""
        return self.count(spans) <= self.max_tokens

    def windows(self, sentences: Sequence[Span]) -> list[Sequence[Span]]:
        """Return runs of sentences that fit, about equally long, each sentence in at least one."""
        if self.fits(sentences):
            return [sentences]
        units = list(chain.from_iterable(self.cut(sentence) for sentence in sentences))
        windows: list[Sequence[Span]] = []
        start = end = 0
        while end < len(units):
            # What is shared gives way to what is new.
            start = max(end - self.overlap, start + 1) if windows else 0
            while start < end and not self.fits(units[start : end + 1]):
                start += 1
            end = self._end(units, start, end + 1)
            windows.append(units[start:end])
        return windows

    def _end(self, units: Sequence[Span], start: int, end: int) -> int:
        """Return the end of the window that begins at `start`, at least `end`.

        The rest is shared out evenly over as few windows as can hold it, once little is left:
        counting a long rest again for each of its windows would take time squared.
        """
        rest = units[-1].end - units[start].start
        least = -(-self.count(units[start:]) // self.max_tokens) if rest <= _EVENED else 1
        share = rest / least
        while end < len(units) and self.fits(units[start : end + 1]):
            short = share - (units[end - 1].end - units[start].start)
            if least > 1 and units[end].end - units[start].start - share > short:
                break
            end += 1
        return end

    def cut(self, span: Span) -> list[Span]:
        """Return `span` in pieces that fit, halved at the space nearest to the middle."""
        if self.fits([span]) or len(span) == 1:
            return [span]
        middle = (span.start + span.end) // 2
        before = self.text.rfind(" ", span.start + 1, middle)
        after = self.text.find(" ", middle, span.end - 1)
        spaces = [space for space in (before, after) if space >= 0]
        left_end = right_start = middle
        if spaces:
            left_end = min(spaces, key=lambda space: abs(space - middle))
            right_start = left_end + 1
        return self.cut(Span(span.start, left_end)) + self.cut(Span(right_start, span.end))


def _passage(document: Document, paragraph: Paragraph, sentences: Sequence[Span]) -> Passage:
    """Return the passage made of `sentences`."""
    start, end = sentences[0].start, sentences[-1].end
    return Passage(document.id, paragraph.number, start, end, tuple(sentences))
