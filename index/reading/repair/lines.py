"""What the lines of a text show: where they break, how long they run, how they begin and end."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from index.language import UNENDING_WORDS, any_of

_LINE = re.compile(r"[^\n\f]*")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\[\d+\])*$")
_CLOSED = re.compile(r"[.!?…:;。！？：；][\"'”’»)\]]*(?:\[\d+\])*$")
_MARK = re.compile(
    r"(?:[•◦▪‣·●○■□–—*+-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,5}[.)]|\d+(?:\.\d+)+\.?)\s+\S"
)
_DANGLING = re.compile(rf"(?:,|\b(?:{any_of(UNENDING_WORDS)}))$")
_BULLET = re.compile(r"[•◦▪‣·●○■□*]\s+\S")
_LINK = re.compile(r"<?(?:(?:https?|ftp)://|www\.)[^\s<>]+>?")
_MIN_WIDTH, _MAX_WIDTH = 30, 250  # characters of a line that is broken to fit
_PERCENTILE = 0.9  # of the lines' lengths: the usual one of a full line
_MIN_BROKEN = 0.5  # share of lines that stop where the next word would not have fitted
_MIN_CONTINUED = 0.2  # share of these behind which the sentence visibly goes on
_LOOSE = 0.85  # of the width: proportional type, before a text's own lines say better
_NARROW = 0.65  # of the width: so short a line ends for a reason in any type
_FULL = 0.75  # of the width: lines that are shorter, with the next word, are verse
_STEPS = (1.0, 0.97, 0.94, 0.91, 0.88)  # of the width: how full lines in mid-sentence may be
_MAX_EARLY = 0.02  # share of lines in mid-sentence that are shorter than that
_MIN_PAIRS = 20  # pairs of lines in mid-sentence, of which less say nothing of the width
_BLANK_PER_LINE = 0.02  # share of blank lines that set paragraphs apart


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text.

    Args:
        start: Where its content begins, white space left out.
        end: Where its content ends, likewise.
        indent: White space before the content, in characters; 0 of a blank line.
        new_page: A form feed stands right before the line.
        content: What stands on it.
    """

    start: int
    end: int
    indent: int
    new_page: bool
    content: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing on the line."""
        return not self.content

    @property
    def link(self) -> bool:
        """Whether the line is a bare address."""
        return bool(_LINK.fullmatch(self.content))

    @property
    def marked(self) -> bool:
        """Whether the line begins with a list's mark: a bullet, a number or a letter."""
        return bool(_MARK.match(self.content))

    @property
    def bullet(self) -> bool:
        """Whether the line begins with a bullet."""
        return bool(_BULLET.match(self.content))

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends where a sentence does."""
        return bool(_SENTENCE_END.search(self.content))

    @property
    def closed(self) -> bool:
        """Whether the line ends where a sentence, a clause or an announcement does."""
        return bool(_CLOSED.search(self.content))

    @property
    def continues(self) -> bool:
        """Whether the line begins as only the middle of a sentence does, with a small letter."""
        first = next((c for c in self.content if c.isalnum()), "")
        return first.islower() and not self.marked and not self.link

    @property
    def dangles(self) -> bool:
        """Whether the line ends as no sentence does: with a comma, an article, a preposition."""
        return bool(_DANGLING.search(self.content))


def lines_of(text: str) -> list[Line]:
    """Return the lines of `text`, broken at line feeds and form feeds."""
    lines: list[Line] = []
    position = 0
    while position <= len(text):
        match = _LINE.match(text, position)
        raw = match[0] if match else ""
        content = raw.strip()
        indent = len(raw) - len(raw.lstrip()) if content else 0
        start = position + indent
        new_page = position > 0 and text[position - 1] == "\f"
        lines.append(Line(start, start + len(content), indent, new_page, content))
        position += len(raw) + 1
    return lines


def neighbours(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Return the pairs of lines with nothing but one line break between them."""
    return [
        (first, second)
        for first, second in pairwise(lines)
        if not (first.blank or second.blank or second.new_page)
    ]


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a text are broken.

    Args:
        width: The usual length of a full line, in characters.
        hard: Lines are broken to fit the width, not where paragraphs end.
        room: A line that the next word would bring to no more than this share of the width was
            broken on purpose; no more than one in fifty lines in mid-sentence is so short.
        spaced: Blank lines set paragraphs apart.
    """

    width: int
    hard: bool = False
    room: float = _LOOSE
    spaced: bool = True

    def roomy(self, first: Line, second: Line) -> bool:
        """Return whether the next word would have fitted on the first line."""
        return _filled(first, second) <= self.room * self.width

    def broken_off(self, first: Line, second: Line) -> bool:
        """Return whether the first line ends for a reason although no blank line follows it.

        Where blank lines set paragraphs apart, that takes a line much too short.
        """
        share = min(self.room, _NARROW) if self.spaced else self.room
        return _filled(first, second) <= share * self.width


def _filled(first: Line, second: Line) -> int:
    """Return the length of the first line with the next word on it."""
    return len(first.content) + 1 + len(second.content.split(None, 1)[0])


def between_blanks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines that stand between blank ones."""
    for blank, group in groupby(lines, key=lambda line: line.blank):
        if not blank:
            yield [*group]


def is_filled(lines: Sequence[Line]) -> bool:
    """Return whether each line but the last is as long as the paragraph allows."""
    width = max(len(line.content) for line in lines)
    wrapping = Wrapping(width, room=_FULL)
    return not any(wrapping.roomy(*pair) for pair in pairwise(lines))


def wrapping_of(lines: Sequence[Line], *, broken: bool = False) -> Wrapping:
    """Return how the lines of a text are broken; `broken` says that they are, as on a page.

    Lines are broken to fit where most of those that another follows directly stop in the middle
    of a sentence although the next word would not have fitted, and a fair share of the next ones
    begin with a small letter. Paragraphs of one line each, lists and verse do not look like that.
    """
    pairs = [pair for pair in neighbours(lines) if not (pair[0].link or pair[1].link)]
    if not pairs:
        return Wrapping(_MAX_WIDTH, broken)
    lengths = sorted(len(first.content) for first, _ in pairs)
    usual = Wrapping(lengths[int(_PERCENTILE * (len(lengths) - 1))])
    if not (broken or _looks_broken(pairs, usual)):
        return usual
    width, room = _measured(pairs, usual.width)
    blank = sum(first.blank and not second.blank for first, second in pairwise(lines))
    return Wrapping(width, hard=True, room=room, spaced=blank >= _BLANK_PER_LINE * len(pairs))


def _looks_broken(pairs: Sequence[tuple[Line, Line]], usual: Wrapping) -> bool:
    """Return whether lines show that they are broken to fit a width."""
    if not _MIN_WIDTH <= usual.width <= _MAX_WIDTH:
        return False
    full = [(a, b) for a, b in pairs if not a.closed and not usual.roomy(a, b)]
    continued = sum(a.dangles or b.continues or _caseless(b) for a, b in full)
    return len(full) >= _MIN_BROKEN * len(pairs) and continued >= _MIN_CONTINUED * len(full)


def _measured(pairs: Sequence[tuple[Line, Line]], usual: int) -> tuple[int, float]:
    """Return the width of the lines, and the share of it that lines in mid-sentence reach.

    Type of one width shows itself: nearly no word that would have fitted stands on the next line.
    """
    inside = [pair for pair in pairs if not pair[0].closed and pair[1].continues]
    if len(inside) < _MIN_PAIRS:
        return usual, _LOOSE
    widest = max(len(first.content) for first, _ in inside)
    for share in _STEPS:
        early = sum(_filled(first, second) <= share * widest for first, second in inside)
        if early <= _MAX_EARLY * len(inside):
            return widest, share
    return usual, _LOOSE


def _caseless(line: Line) -> bool:
    """Return whether the line begins with a letter of a script without capitals."""
    first = next((c for c in line.content if c.isalpha()), "")
    return unicodedata.category(first or " ") == "Lo"
