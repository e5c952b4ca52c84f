"""The blanks between words of a PDF's page, by the distance of their letters.

Where a program moves letters towards one another (kerning), PDFium finds no blank between two
words, or one within a word. Where the widths that the font states tell where the next letter is due
(on most lines they do), so do they tell what is a blank; elsewhere the shapes do, and only what is
no word is looked at.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from statistics import median

from index.language import zipf
from index.reading.line_shapes.list_items import BULLETS
from index.reading.pdf.page_letters import Letter

_SHORTEST = 3  # characters of two words in one
_APART = 0.28  # times the size of the type: between the shapes of two letters there is a blank
_LOOSE = 0.12  # likewise, where all letters stand so far apart that nothing can be told
_TIGHT = 0.05  # likewise: no blank
_CLAUSE_ENDS = frozenset(",;")
_SENTENCE_ENDS = frozenset(".!?")
_GOES_ON = re.compile(r"[^\W\d_][,.;!?][^\W\d_]")
_NO_PROSE = re.compile(r"[_=/@:${}<>|\\]")  # of names and programs, in which a gap says nothing
_LETTERS = re.compile(r"[^\W\d_]+")
_TAIL = re.compile(r"[^\W\d_]+$")
_LEAST_PAIRS = 6  # of letters, by which widths are believed, …
_DUE, _MOSTLY = 0.08, 0.8  # … where so many stand where they are due but for so much of their size
_BLANK = 0.6  # times the usual blank of a line; a narrower one is none, …
_LEAST_BLANK, _MOST_BLANK = 0.14, 0.3  # … times the size of the type
_USUAL_BLANK, _COLUMN = 0.25, 1.0  # likewise: where a line has none; so wide a one parts columns
_NO_BLANK = 0.05  # likewise: nothing stands between
_LEAST_WHOLE = 4  # letters of a word that a blank parts, …
_MORE_USUAL = 1.0  # … which is ten times as usual as its rarer part
_BEHIND = re.compile(rf"[^\W_]|[,;.!?:)\]”’\"»{BULLETS}]")
_BEFORE = re.compile(r"[^\W_]|[(\[“‘«]")


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a line's characters.

    Args:
        sides: Of a place, where its shape begins and ends, in points from the left.
        widths: Likewise, where it begins and the next one is due, as its font states its width.
        is_fixed: Of a place, whether all characters of its type are equally wide.
        size: Of the type, in points.
    """

    sides: Callable[[int], tuple[float, float]]
    widths: Callable[[int], tuple[float, float]]
    is_fixed: Callable[[int], bool]
    size: float

    def gap(self, left: Letter, right: Letter) -> float:
        """Return the distance of two letters, times the size of the type."""
        return (self.sides(right.place)[0] - self.sides(left.place)[1]) / self.size

    def late(self, left: Letter, right: Letter) -> float:
        """Return how far behind where it is due a letter stands, times the size of the type."""
        return (self.widths(right.place)[0] - self.widths(left.place)[1]) / self.size


def with_blanks(letters: Sequence[Letter], shapes: Shapes) -> list[Letter]:
    """Return the characters of a line, with the blanks that their distances show.

    Args:
        letters: Of the line.
        shapes: Of these.
    """
    runs = [*_runs(letters)]
    words = [run for run in runs if not run[0].text.isspace()]
    blank = _blank(words, shapes)
    if blank:
        apart = chain.from_iterable(_apart(run, shapes, blank) for run in runs)
        return [*chain.from_iterable(_without_false_blanks(_runs(apart), shapes, _touch))]
    parted = chain.from_iterable(_parted(run, shapes) for run in runs)
    return [*chain.from_iterable(_without_false_blanks(_runs(parted), shapes, _is_one))]


def _blank(words: Sequence[Sequence[Letter]], shapes: Shapes) -> float:
    """Return from where on a distance is a blank, 0 where the widths of letters tell nothing."""
    pairs = [*chain.from_iterable(map(pairwise, words))]
    if len(pairs) < _LEAST_PAIRS or shapes.is_fixed(pairs[0][0].place):
        return 0.0
    due = sum(abs(shapes.late(*pair)) <= _DUE for pair in pairs)
    if due < _MOSTLY * len(pairs):
        return 0.0
    gaps = (shapes.late(word[-1], following[0]) for word, following in pairwise(words))
    blanks = [gap for gap in gaps if gap < _COLUMN]
    usual = median(blanks) if blanks else _USUAL_BLANK
    return min(max(_BLANK * usual, _LEAST_BLANK), _MOST_BLANK)


def _apart(word: Sequence[Letter], shapes: Shapes, blank: float) -> Iterator[Letter]:
    """Yield the letters of a word, with blanks where one stands so much later than it is due."""
    yield word[0]
    for left, right in pairwise(word):
        if shapes.late(left, right) > blank and _may_stand_between(left, right):
            yield Letter(left.place, " ")
        yield right


def _may_stand_between(left: Letter, right: Letter) -> bool:
    """Return whether a word may end with one character, and another begin with the next."""
    return bool(_BEHIND.fullmatch(left.text) and _BEFORE.fullmatch(right.text))


def _runs(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Yield words, and what stands between."""
    runs = groupby(letters, key=lambda letter: letter.text.isspace())
    return (list(run) for _, run in runs)


def _without_false_blanks(
    runs: Iterable[list[Letter]],
    shapes: Shapes,
    is_one: Callable[[Sequence[Letter], Sequence[Letter], Shapes], bool],
) -> Iterator[list[Letter]]:
    """Yield the words of a line and what stands between, those that are one as such."""
    word: list[Letter] = []
    blank: list[Letter] = []
    for run in runs:
        if run[0].text.isspace():
            blank = run
        elif word and blank and is_one(word, run, shapes):
            word = word + run
            blank = []
        else:
            yield from filter(None, (word, blank))
            word, blank = run, []
    yield from filter(None, (word, blank))


def _is_one(word: Sequence[Letter], rest: Sequence[Letter], shapes: Shapes) -> bool:
    """Return whether a blank parts letters that touch, one of them of no word."""
    halves = _text(word), _text(rest)
    if not all(map(_LETTERS.fullmatch, halves)) or all(map(_is_word, halves)):
        return False
    return _is_word("".join(halves)) and shapes.gap(word[-1], rest[0]) < _TIGHT


def _touch(word: Sequence[Letter], rest: Sequence[Letter], shapes: Shapes) -> bool:
    """Return whether a blank parts the letters of a word, the next of which stands where it is due.

    Marks of punctuation may stand at the other end of either part.
    """
    tail, head = _TAIL.search(_text(word)), _LETTERS.match(_text(rest))
    if not (tail and head) or shapes.late(word[-1], rest[0]) >= _NO_BLANK:
        return False
    whole = tail[0] + head[0]
    rarer = min(zipf(tail[0].lower()), zipf(head[0].lower()))
    return len(whole) >= _LEAST_WHOLE and zipf(whole.lower()) > rarer + _MORE_USUAL


def _parted(word: Sequence[Letter], shapes: Shapes) -> list[Letter]:
    """Return the letters of a word, with blanks where they stand as far apart as two words."""
    text = _text(word)
    if len(text) < _SHORTEST or not _may_be_several(text):
        return list(word)
    gaps = [shapes.gap(*pair) for pair in pairwise(word)]
    if median(gaps) > _LOOSE:
        return list(word)
    parts = [[word[0]]]
    for (left, right), gap in zip(pairwise(word), gaps, strict=True):
        if gap > _APART and _may_part(left, right) and not shapes.is_fixed(left.place):
            parts.append([])
        parts[-1].append(right)
    return [*_with_blanks_between(parts)]


def _with_blanks_between(parts: Sequence[Sequence[Letter]]) -> Iterator[Letter]:
    """Yield the letters of parts, a blank between two of which one is a word."""
    yield from parts[0]
    for part, following in pairwise(parts):
        if any(map(_is_word, _LETTERS.findall(f"{_text(part)} {_text(following)}"))):
            yield Letter(part[-1].place, " ")
        yield from following


def _may_be_several(text: str) -> bool:
    """Return whether letters may be those of several words."""
    if _NO_PROSE.search(text):
        return False
    return bool(_GOES_ON.search(text)) or not all(map(_is_word, _LETTERS.findall(text)))


def _may_part(left: Letter, right: Letter) -> bool:
    """Return whether a word may end with one letter, and another begin behind it."""
    ends = left.text.isalpha() or left.text in _CLAUSE_ENDS
    return right.text.isalpha() and (ends or (left.text in _SENTENCE_ENDS and right.text.isupper()))


def _text(letters: Sequence[Letter]) -> str:
    return "".join(letter.text for letter in letters)


def _is_word(text: str) -> bool:
    return zipf(text.lower()) > 0
