"""Cues of subtitles to the paragraphs of a transcript, with the moment at which each cue begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.reading.structure.extract import ExtractPart
from index.types import Locator, LocatorKind

_PAUSE_S = 3.0  # between cues; who only takes breath pauses for less
# Characters of a paragraph, behind which it ends with a sentence, and behind which it ends anyhow:
# many captions made by machines have no full stop.
_LONG, _LONGEST = 700, 1500
_SENTENCE_END, _CLOSING = (".", "!", "?", "…"), "\"'”’»)]"
_ROLLED_LINES = 4  # that a cue repeats: captions roll up two to four lines (CEA-608)
_ROLLING = 0.5  # share of cues that repeat lines of the one before, where captions roll


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line of a cue.

    Args:
        words: What is shown, without markup.
        speaker: As the cue names who speaks; None where that is whoever spoke before.
        turns: Somebody else begins to speak, named or not.
    """

    words: str
    speaker: str | None = None
    turns: bool = False


@dataclass(frozen=True, slots=True)
class SubtitleCue:
    """What is shown at a time.

    Args:
        start_s: When it appears, in seconds from the beginning.
        end_s: When it goes.
        lines: In reading order, none empty.
    """

    start_s: float
    end_s: float
    lines: tuple[SpokenLine, ...]


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that grows by lines.

    Args:
        speaker: Who speaks, where that is told.
        text: Its words; who speaks stands before them.
        end_s: When its last cue goes.
        locators: The moments that begin in it.
    """

    speaker: str | None
    text: str = ""
    end_s: float = 0.0
    locators: list[Locator] = field(default_factory=list)

    def ends_before(self, cue: SubtitleCue, line: SpokenLine) -> bool:
        """Return whether a line of the next cue is no part of it."""
        other = line.turns or (line.speaker is not None and line.speaker != self.speaker)
        whole = len(self.text) >= _LONG and self.text.rstrip(_CLOSING).endswith(_SENTENCE_END)
        long = whole or len(self.text) >= _LONGEST
        return other or long or cue.start_s - self.end_s >= _PAUSE_S

    def add(self, cue: SubtitleCue, line: SpokenLine) -> None:
        """Put a line to its end, and the moment at which its cue begins, once."""
        moment = _moment(cue.start_s, len(self.text) + 1 if self.text else 0)
        if not self.locators or self.locators[-1].value != moment.value:
            self.locators.append(moment)
        named = f"{line.speaker}: {line.words}" if line.speaker else line.words
        self.text = f"{self.text} {line.words}" if self.text else named
        self.end_s = max(self.end_s, cue.start_s, cue.end_s)


def transcript(cues: Iterable[SubtitleCue]) -> tuple[ExtractPart, ...]:
    """Return paragraphs: a new one after a pause, where somebody else speaks, or when one is long.

    What captions that roll up repeat stands once. A paragraph begins with who speaks, where that is
    told: "Ann: …".
    """
    paragraphs: list[_Paragraph] = []
    for cue in _said_once(sorted(cues, key=_start_s)):
        for line in cue.lines:
            if not paragraphs or paragraphs[-1].ends_before(cue, line):
                paragraphs.append(_Paragraph(line.speaker))
            paragraphs[-1].add(cue, line)
    return tuple(ExtractPart(one.text, locators=tuple(one.locators)) for one in paragraphs)


def _moment(start_s: float, start: int) -> Locator:
    """Return a moment as a transcript and an address name it.

    References:
        Media Fragments URI 1.0, W3C Recommendation, 4.2.1: `t=83`, in seconds.
    """
    minutes, seconds = divmod(int(start_s), 60)
    hours, minutes = divmod(minutes, 60)
    value = f"{hours}:{minutes:02}:{seconds:02}"
    return Locator(start, LocatorKind.TIMESTAMP, value, f"t={int(start_s)}")


def _start_s(cue: SubtitleCue) -> float:
    return cue.start_s


def _said_once(cues: Sequence[SubtitleCue]) -> Sequence[SubtitleCue]:
    """Return the cues; where they roll up, without the lines that each repeats."""
    repeated = [
        replace(cue, lines=_fresh(before.lines, cue.lines)) for before, cue in pairwise(cues)
    ]
    fresh = [*cues[:1], *repeated]
    rolling = sum(new.lines != cue.lines for new, cue in zip(fresh, cues, strict=True))
    return fresh if rolling >= _ROLLING * len(cues) else cues


def _fresh(before: Sequence[SpokenLine], lines: Sequence[SpokenLine]) -> tuple[SpokenLine, ...]:
    """Return the lines of a cue, without those with which the cue before ends.

    The last of them may have grown: then what was added to it is left.
    """
    shown = [line.words for line in before]
    words = [line.words for line in lines]
    for count in range(min(_ROLLED_LINES, len(shown), len(words)), 0, -1):
        *whole, last = shown[-count:]
        if whole == words[: count - 1] and f"{words[count - 1]} ".startswith(f"{last} "):
            grown = replace(
                lines[count - 1], words=words[count - 1][len(last) :].strip(), turns=False
            )
            return (*((grown,) if grown.words else ()), *lines[count:])
    return tuple(lines)
