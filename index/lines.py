"""What the lines of a text show: where they break, how long they run, how they begin and end."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\f]*")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\[\d+\])*$")
_CLOSED = re.compile(r"[.!?…:;。！？：；][\"'”’»)\]]*(?:\[\d+\])*$")
_MARK = re.compile(
    r"(?:[•◦▪‣·●○■□–—*+-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,5}[.)]|\d+(?:\.\d+)+\.?)\s+\S"
)
_LINK = re.compile(r"<?(?:(?:https?|ftp)://|www\.)[^\s<>]+>?")

ROOM = 0.85
"""A line that the next word would bring to less than this share of the width ends on purpose.

Lines of proportional type vary: nine in ten of the essays' and papers' lines measured lie above.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: `start` and `end` are its content without the white space around it.

    `new_page` says that a form feed stands right before it.
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
        """Whether the line begins with a list's mark."""
        return bool(_MARK.match(self.content))

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
    def capital(self) -> bool:
        """Whether the first letter of the line is a capital."""
        first = next((c for c in self.content if c.isalnum()), "")
        return first.isupper()


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
    """How wide the lines of a text are set, in characters, and whether they are broken to fit."""

    width: int
    hard: bool

    def roomy(self, line: Line, following: Line, share: float = ROOM) -> bool:
        """Return whether the next word would have fitted on `line` with space to spare."""
        word = following.content.split(None, 1)[0]
        return len(line.content) + 1 + len(word) <= share * self.width


_MIN_WIDTH, _MAX_WIDTH = 30, 250
_PERCENTILE = 0.9
_MIN_BROKEN, _MIN_CONTINUED = 0.5, 0.2


def wrapping_of(lines: Sequence[Line]) -> Wrapping:
    """Return how the lines of a text are broken.

    Lines are broken to fit where most of those that another follows directly stop in the middle
    of a sentence although the next word would not have fitted, and a fair share of the next ones
    begin with a small letter. Paragraphs of one line each, lists and verse do not look like that.
    """
    pairs = [pair for pair in neighbours(lines) if not (pair[0].link or pair[1].link)]
    if not pairs:
        return Wrapping(_MAX_WIDTH, hard=False)
    lengths = sorted(len(first.content) for first, _ in pairs)
    width = lengths[int(_PERCENTILE * (len(lengths) - 1))]
    wrapping = Wrapping(width, hard=False)
    broken = [
        second for first, second in pairs if not first.closed and not wrapping.roomy(first, second)
    ]
    continued = sum(second.continues or _caseless(second) for second in broken)
    hard = (
        _MIN_WIDTH <= width <= _MAX_WIDTH
        and len(broken) >= _MIN_BROKEN * len(pairs)
        and continued >= _MIN_CONTINUED * len(broken)
    )
    return Wrapping(width, hard)


def _caseless(line: Line) -> bool:
    """Return whether the line begins with a letter of a script without capitals."""
    first = next((c for c in line.content if c.isalpha()), "")
    return unicodedata.category(first or " ") == "Lo"
