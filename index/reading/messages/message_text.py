"""The plain text of a message to paragraphs: lines joined, quoted ones told apart, the signature.

References:
    RFC 3676: format=flowed, where a line that a space ends goes on in the next, and the signature
    behind a line "-- ". RFC 5322, 2.1.1: a line is to have no more than 78 characters.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, dropwhile

from index.language import language_of
from index.reading.messages.message_armour import without_armour
from index.reading.repair.hyphens import Hyphens, halves_of
from index.reading.repair.lines import Line, lines_of
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind, Omission, OmissionKind

QUOTED = re.compile(r"(?:>[^\S\n]?)*")
"""What stands before a line that is quoted, as often as it is."""

_BULLET = re.compile(r"[•◦▪‣·●○■□–—*+-]\s+")
_FIELD = re.compile(r"[A-Z][\w-]*:(?:\s|$)")  # of a forwarded message: "Date: "
# The first field that programs put over a message which is answered below, in their language.
_SENDER = re.compile(r"(?:From|Von|De|Da|Van|Fra|Från|Od):\s")
_LEAST_FIELDS = 3  # over such a message
_RULE = re.compile(r"([-=_*~#])\1{2,}")  # a line drawn between two others
_SIGNATURE = "-- "
_ENGLISH = "en"
# Characters: a line that the next word would bring to no more was broken on purpose; a longer one
# than programs fill is a paragraph.
_NARROW, _WIDE = 60, 100


@dataclass(frozen=True, slots=True)
class Flow:
    """How the lines of a text are broken, as its sender says.

    Args:
        soft: A line that a space ends goes on in the next (format=flowed).
        tight: That space is no part of the text (DelSp=yes).
    """

    soft: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True)
class _MessageLine:
    """A line of a message.

    Args:
        line: What it shows behind the marks of a quotation.
        depth: How often it is quoted, 0 of what the sender wrote.
        glue: What stands between it and the next, which it goes on in; None where it says nothing.
        hard: It ends on purpose.
        signs: A signature begins behind it.
    """

    line: Line
    depth: int
    glue: str | None
    hard: bool
    signs: bool

    @property
    def blank(self) -> bool:
        """Whether it holds no words."""
        return self.line.blank or bool(_RULE.fullmatch(self.line.content))


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that grows by lines.

    Args:
        first: Its first line.
        last: Its last one.
        pieces: Its words, and what stands between the lines.
    """

    first: _MessageLine
    last: _MessageLine
    pieces: list[str]

    def joint(self, line: _MessageLine) -> str | None:
        """Return what stands between its end and a line, None where that is no part of it."""
        if line.signs or line.depth != self.last.depth or self.first.blank or line.blank:
            return None
        if self.first.signs:
            return "\n"
        if self.last.glue is not None:
            return self.last.glue
        return self._guessed_joint(line)

    def _guessed_joint(self, line: _MessageLine) -> str | None:
        """Return the same where the lines' looks have to tell it."""
        last, following = self.last.line, line.line
        if _FIELD.match(following.content):
            return "\n"
        filled = len(last.content) + 1 + len(following.content.split(None, 1)[0])
        broken = filled > _NARROW and len(last.content) <= _WIDE and not self.last.hard
        if following.marked and (last.closed or not broken):
            return None
        if broken:
            return " "
        if self.first.line.marked:
            return " " if following.indent else None
        return None if len(last.content) > _WIDE else "\n"

    def add(self, joint: str, line: _MessageLine, hyphens: Hyphens) -> None:
        """Put a line to its end; a word that is broken there becomes whole."""
        content = line.line.content
        halves = halves_of(self.pieces[-1], content) if joint == " " else None
        if halves and not halves.suspended:
            joint = ""
            if not hyphens.stays(halves.left, halves.right):
                self.pieces[-1] = self.pieces[-1][:-1]
        self.pieces += [joint, content]
        self.last = line

    def heads_another(self) -> bool:
        """Return whether it is what stands over another message, all of which it quotes."""
        lines = "".join(self.pieces).split("\n")
        head = [*dropwhile(lambda line: not _FIELD.match(line), lines)]
        fields = len(head) >= _LEAST_FIELDS and all(map(_FIELD.match, head))
        return fields and bool(_SENDER.match(head[0])) and not self.first.depth

    def part(self, *, quoted: bool = False) -> ExtractPart | Omission:
        """Return it as what it is to its reader.

        Args:
            quoted: It is of another message, though its lines have no marks.
        """
        text = "".join(self.pieces)
        if self.first.signs:
            return Omission(OmissionKind.SIGNATURE, text.removeprefix(_SIGNATURE.strip()).strip())
        if self.first.depth or quoted:
            return ExtractPart(text, kind=BlockKind.QUOTATION)
        if self.first.line.marked:
            return ExtractPart(_BULLET.sub("", text, count=1), kind=BlockKind.LIST_ITEM)
        return ExtractPart(text)


def message_parts(text: str, flow: Flow) -> Iterator[ExtractPart | Omission]:
    """Return the paragraphs of a message's plain text, and its signatures as omissions.

    A paragraph is lines that no blank one parts, that are quoted as often, and of which none begins
    a list's item. Lines that were broken to fit are joined, others stay lines. A signature ends
    with a blank line: what stands behind it may be another message. What stands below the fields of
    another message is quoted, as programs do that put an answer above it.

    Args:
        text: With line feeds.
        flow: How its lines are broken.
    """
    text, omissions = without_armour(text)
    hyphens = Hyphens(text, language_of(text) or _ENGLISH)
    paragraphs: list[_Paragraph] = []  # a blank line is one, too, which nothing joins
    for line in _lines(text, flow):
        joint = paragraphs[-1].joint(line) if paragraphs else None
        if joint is None:
            paragraphs.append(_Paragraph(line, line, [line.line.content]))
        else:
            paragraphs[-1].add(joint, line, hyphens)
    shown = (paragraph for paragraph in paragraphs if not paragraph.first.blank)
    return chain(_parts(shown), omissions)


def _parts(paragraphs: Iterable[_Paragraph]) -> Iterator[ExtractPart | Omission]:
    """Yield paragraphs as what they are."""
    quoted = False
    for paragraph in paragraphs:
        yield paragraph.part(quoted=quoted)
        quoted = quoted or paragraph.heads_another()


def _lines(text: str, flow: Flow) -> list[_MessageLine]:
    """Return the lines of a text."""
    raw = text.replace("\f", "\n").split("\n")
    marks = [match[0] if (match := QUOTED.match(line)) else "" for line in raw]
    bare = [line[len(mark) :] for line, mark in zip(raw, marks, strict=True)]
    glues = [_glue(line, flow) for line in bare]
    # Programs say that lines are flowed, and then break them as ever; those they quote, anyhow.
    flowed = any(glue is not None for glue in glues)
    return [
        _MessageLine(line, depth, glue, flowed and not depth, not depth and whole == _SIGNATURE)
        for line, depth, glue, whole in zip(
            lines_of("\n".join(bare)), map(_depth, marks), glues, bare, strict=True
        )
    ]


def _depth(mark: str) -> int:
    return mark.count(">")


def _glue(line: str, flow: Flow) -> str | None:
    """Return what stands between a line and the next if it goes on in that, else None."""
    if not flow.soft or line == _SIGNATURE or not line.endswith(" "):
        return None
    return "" if flow.tight and not line.endswith("  ") else " "
