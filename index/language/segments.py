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
_BRACKET = re.compile(
    r"(?P<face>(?<!\S)(?:[:;=]['’]?-?[()\[\]]|[()\[\]]-?[:;=]|</?3+)(?!\w)|<(?=[\s\d=-][^<>]{0,999}>))|[()\[\]]"
)
_PARTNERS = {")": "(", "]": "["}
# In place of a bracket, with which a sentence may begin; and of a face, with which none does.
_BRACKET_HIDDEN, _FACE_HIDDEN = "_", ","
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
        start = 0
        for segment in _segments_of_paragraph(_with_brackets_hidden(part), code):
            yield part[start : start + len(segment)]
            start += len(segment)


def _with_brackets_hidden(text: str) -> str:
    """Return a paragraph, sign for sign, without the brackets that enclose nothing."""
    signs = list(text)
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match["face"]:
            signs[match.start() : match.end()] = _FACE_HIDDEN * len(match[0])
        elif match[0] in _PARTNERS:
            if opened and text[opened[-1]] == _PARTNERS[match[0]]:
                opened.pop()
        else:
            opened.append(match.start())
    for place in opened:
        signs[place] = _BRACKET_HIDDEN
    return "".join(signs)


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
