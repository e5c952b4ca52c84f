"""Quotations of a plain text: paragraphs set in between others, which are shown to be some.

Code, notes and what an option does are set in, too. So beside its place something else has to show
a quotation: the words before it announce what somebody says, it stands in quotation marks or over
a name, or it is set in as far on the right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.language import QUOTATION_PAIRS, SPEECH_VERBS
from index.reading.line_shapes.prose import is_worded
from index.reading.repair.lines import Line, Wrapping, between_blanks, is_filled, wrapping_of
from index.types import Span

LEAST_INDENT = 2  # characters from the margin; one may be a page's mark
_MAX_FIRST = 8  # characters, by which the first line of a paragraph may stand deeper
_MIN_LINES = 2  # of a quotation, …
_MIN_NARROW = 4  # … and of one that its width alone shows
_LONGEST_NAME = 80  # characters of a line that names who is quoted
_FAR = 8  # words before a colon, among which a verb announces what somebody says
# Of code, of commands, and of columns.
_CODE = re.compile(r"[{}|\\<>=$#_~^@%*]|\w\(|\s--?\w|\S {3,}\S|\t|::|://|^\w+:\s")
_NAME = re.compile(r"(?:--+|—|–)\s*(?:[^\W\d_a-z]|https?://)")
_PAIRS = (
    *((opening, closing) for opening, closers in QUOTATION_PAIRS.items() for closing in closers),
    ("``", "''"),
    ("‘", "’"),
)
_OPENING = re.compile(r"[\[(“\"‘«„`.…]")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]']*(?:\s|$)")
_WORD = re.compile(r"[^\W\d_]+")
# Those that tell what is done, and not what is to be done ("write", "to say").
_TELLING = frozenset(v for v in SPEECH_VERBS if f"{v}s" not in SPEECH_VERBS) - {"reply"}
_NAMING = {"call", "calls", "called", "describe", "describes", "described"}  # before a name, too
_ANNOUNCING = _TELLING - _NAMING
# What announces an example, and not what somebody says.
_EXAMPLES = frozenset(
    "example examples instance sample samples command commands input output".split()
)


def quotations_in(lines: Sequence[Line]) -> list[Span]:
    """Return where the paragraphs stand that are quotations, in code points and reading order.

    Args:
        lines: Of a text; where they are no running text broken to fit, nothing is found.
    """
    wrapping = wrapping_of([line for line in lines if line.indent < LEAST_INDENT])
    if not (wrapping.hard and wrapping.spaced):
        return []
    return [span for place in set_in(lines) for span in place.spans(wrapping)]


@dataclass(frozen=True, slots=True)
class SetInParagraph:
    """The lines between two blank ones."""

    lines: Sequence[Line]

    @property
    def indent(self) -> int:
        """How far it is set in, but for its first line, in characters."""
        return min(line.indent for line in self.lines)

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(line.content for line in self.lines)

    @property
    def right(self) -> int:
        """Where its longest line ends, in characters from the margin."""
        return max(line.indent + len(line.content) for line in self.lines)

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.lines[0].start, self.lines[-1].end)

    @property
    def names(self) -> bool:
        """Whether it is a line that names who is quoted."""
        return len(self.lines) == 1 and _is_name(self.lines[0])

    def is_around(self) -> bool:
        """Return whether it is running text at the margin."""
        listed = any(line.marked for line in self.lines)
        flush = all(line.indent < LEAST_INDENT for line in self.lines[1:])
        near = self.lines[0].indent < LEAST_INDENT or len(self.lines) > 1
        return flush and near and not listed and is_worded(self.text)

    def is_quotable(self) -> bool:
        """Return whether it is prose, its lines below one another and broken to fit."""
        own = [*self.lines]
        while len(own) > 1 and _is_name(own[-1]):
            own.pop()
        deeper = own[0].indent - own[-1].indent
        even = len({line.indent for line in own[1:]}) <= 1 and 0 <= deeper <= _MAX_FIRST
        listed = any(line.marked and not _is_name(line) for line in self.lines)
        return even and not listed and is_filled(own) and _is_prose(self.text)


def _is_name(line: Line) -> bool:
    return len(line.content) <= _LONGEST_NAME and bool(_NAME.match(line.content))


def _is_prose(text: str) -> bool:
    """Return whether words are no code and no table."""
    return is_worded(text) and not _CODE.search(text)


def _paragraphs(lines: Sequence[Line]) -> Iterator[SetInParagraph]:
    return map(SetInParagraph, between_blanks(lines))


@dataclass(frozen=True, slots=True)
class SetIn:
    """Paragraphs that are set in, and those around them."""

    above: SetInParagraph
    inside: Sequence[SetInParagraph]
    below: SetInParagraph

    def spans(self, wrapping: Wrapping) -> list[Span]:
        """Return where the paragraphs stand, none where they are no quotation."""
        around = self.above.is_around() and self.below.is_around()
        if not (around and self._is_whole() and self._is_shown(wrapping)):
            return []
        return [paragraph.span for paragraph in self.inside]

    def _is_whole(self) -> bool:
        """Return whether they are prose from a beginning to an end, on no more than one page."""
        own = [paragraph for paragraph in self.inside if not paragraph.names]
        paged = any(line.new_page for one in (*self.inside, self.below) for line in one.lines)
        if not own or paged or len({one.lines[-1].indent for one in own if len(one.lines) > 1}) > 1:
            return False
        first, last = own[0].text, own[-1].text
        begins = first[0].isupper() or bool(_OPENING.match(first))
        ends = _ends_sentence(last) or _is_name(own[-1].lines[-1])
        long = sum(len(one.lines) for one in own) >= _MIN_LINES
        return begins and ends and long and all(one.is_quotable() for one in own)

    def _is_shown(self, wrapping: Wrapping) -> bool:
        """Return whether they are shown to be somebody's words."""
        if self._is_marked() or _is_name(self.inside[-1].lines[-1]):
            return True
        clause = _last_clause(self.above.text)
        words = {word.lower() for word in _WORD.findall(clause)}
        if words & _EXAMPLES:
            return False
        announced = clause.endswith(":") and bool(words & _ANNOUNCING)
        return announced or self._is_narrow(wrapping)

    def _is_marked(self) -> bool:
        """Return whether they stand in quotation marks."""
        first, last = self.inside[0].text, self.inside[-1].text
        return any(first.startswith(mark) and last.endswith(end) for mark, end in _PAIRS)

    def _is_narrow(self, wrapping: Wrapping) -> bool:
        """Return whether they are set in on both sides."""
        lines = [len(one.lines) for one in self.inside]
        indent = min(one.indent for one in self.inside)
        right = max(one.right for one in self.inside)
        introduced = self.above.text.endswith(":") or _ends_sentence(self.above.text)
        long = sum(lines) >= _MIN_NARROW and min(lines) >= _MIN_LINES
        narrow = long and right <= wrapping.width - indent
        return narrow and introduced and _is_prose(self.above.text)


def set_in(lines: Sequence[Line]) -> Iterator[SetIn]:
    """Yield the paragraphs that are set in between others."""
    above: SetInParagraph | None = None
    inside: list[SetInParagraph] = []
    for paragraph in _paragraphs(lines):
        if paragraph.indent >= LEAST_INDENT:
            inside.append(paragraph)
            continue
        if above is not None and inside:
            yield SetIn(above, inside, paragraph)
        above, inside = paragraph, []


def _ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text[-4:]))


def _last_clause(text: str) -> str:
    """Return the last words of a text, of one sentence."""
    sentence = _SENTENCE_END.split(text.rstrip(" .!?"))[-1]
    return " ".join(sentence.split()[-_FAR:])
