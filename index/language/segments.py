"""Text to what the segmenter takes for sentences, in linear time; the only importer of sentencex.

For each mark that opens a quotation the segmenter looks for the one that closes it, to the end of
the paragraph where there is none: in 20,000 characters of such marks for 4 s, and in twice as many
for four times as long. A paragraph with very many is therefore given to it window by window.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

# What the segmenter takes for a paragraph's end; behind some it would lose characters.
_BLANK_LINE = re.compile(r"(\n\r*\n)")
# What opens a quotation for the segmenter; no apostrophe within a word, or behind one.
_OPENING = re.compile(r"``|[\"«»‘‚“„‛‟‹《「]|(?<!\w)['`](?=\w)")
# Of a window. Up to so many, more than paragraphs of prose have, a paragraph is read at once. The
# number is even: straight marks open and close by turns, and both are counted.
_MOST_OPENINGS = 500


def segments_of(text: str, code: str) -> Iterator[str]:
    """Yield what the segmenter takes for sentences; joined they are the text.

    Args:
        text: Without halves of characters.
        code: ISO 639-1 code of its language.
    """
    for part in _BLANK_LINE.split(text):
        yield from _segments_of_paragraph(part, code)


def _segments_of_paragraph(text: str, code: str) -> Iterator[str]:
    openings = [match.start() for match in _OPENING.finditer(text)]
    start, unended = 0, ""
    while (first := bisect_left(openings, start)) + _MOST_OPENINGS < len(openings):
        window = openings[first : first + _MOST_OPENINGS + 1]
        quarter, middle, end = (window[_MOST_OPENINGS // part] for part in (4, 2, 1))
        segments = _segmented(text[start:end], code)
        count = _ended(segments, quarter - start, middle - start)
        for segment in segments[:count]:
            yield unended + segment
            unended = ""
            start += len(segment)
        if start < quarter:  # a sentence of very many quotations goes on in the next window
            unended += text[start:end]
            start = end
    yield from _joined(unended, _segmented(text[start:], code))


def _ended(segments: Sequence[str], quarter: int, middle: int) -> int:
    """Return how many of a window's segments are taken: the others are read again with the next.

    Behind the middle a quotation may be open that the window's end cuts off. Where hardly any
    segment ends before, for the length of one, all are taken but the last.
    """
    ends = list(accumulate(map(len, segments), initial=0))
    count = bisect_right(ends, middle) - 1
    return count if ends[count] >= quarter else len(segments) - 1


def _joined(beginning: str, segments: Sequence[str]) -> Iterator[str]:
    """Yield segments, the first with what it begins with; nothing where there is nothing."""
    first = beginning + "".join(segments[:1])
    if first:
        yield first
    yield from segments[1:]


def _segmented(text: str, code: str) -> list[str]:
    """Return what the segmenter makes of a text, however long that takes."""
    import sentencex

    segments: list[str] = sentencex.segment(code, text)
    return segments
