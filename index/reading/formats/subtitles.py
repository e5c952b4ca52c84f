"""Subtitles (SubRip, WebVTT) to the paragraphs of a transcript; the only importer of webvtt-py.

What is kept is what is said, and who says it: markup and places on the screen are taken away, and
the dash or `>>` before what another speaker says, which begins a paragraph.

References:
    WebVTT, W3C Candidate Recommendation: cue text, voice spans, the header. SubRip has no standard:
    its numbers and blank lines are taken as they come.
"""

import html
import io
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.reading.encodings.decoding import decode
from index.reading.messages.transcript import SpokenLine, SubtitleCue, transcript
from index.reading.structure.extract import Extract, own_title

if TYPE_CHECKING:
    from webvtt import Caption, WebVTT

_HEADER = "WEBVTT"
# Where a SubRip cue begins, with a number or without.
_CUE = re.compile(r"^[^\S\n]*+(?:\d++\s*+)?(\d+:\d{1,2}:\d{1,2}[,.]\d+[^\S\n]*-->)", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s([^<>]*))?>|</v>")  # who speaks, or nobody from here on
_MARKUP = re.compile(r"</?[a-z][^<>]*>|</?>|<\d[\d:.]*>|\{\\[^{}]*\}", re.IGNORECASE)
_TURN = re.compile(r"(?:[-‐–—]|>{2,3}) ?(?=\W{0,3}[^\W\d_])")  # somebody else begins to speak
_LONG_DASHES = ("–", "—")
# The header may say what the captions are; in old files on its first line, where a title stands.
_FIELD = re.compile(r"\b(Kind|Language): *([\w-]+)")
_LABEL = re.compile(r"([^\W\d_][^\s:]{0,30}(?: [^\s:]{1,30}){0,3}): +(?=\S)")  # "Ann Lee: "


def read(raw: bytes, path: Path) -> Extract:
    """Return what is said, with the moment at which each cue begins.

    Raises:
        UnreadableSourceError: The file is empty, binary, in no encoding that can be told, or holds
            no words with their times.
    """
    subtitles = _subtitles(decode(raw, path).lstrip(), path)
    voiced = any(_VOICE.search(caption.raw_text) for caption in subtitles.captions)
    cues = (_cue(caption, voiced=voiced) for caption in subtitles.captions)
    parts = transcript(cue for cue in cues if cue.lines)
    if not parts:
        raise UnreadableSourceError(FaultKind.NO_SUBTITLES.of(name=path.name))
    header = subtitles.header_text
    fields = dict(_FIELD.findall("\n".join((header, *subtitles.metadata))))
    return Extract(
        parts=parts,
        title=None if _FIELD.search(header) else own_title(header.lstrip("-–—: ")),
        language=fields.get("Language", "").split("-")[0].lower() or None,
    )


def _subtitles(text: str, path: Path) -> "WebVTT":
    """Return the captions of a file, told by its first word from SubRip.

    Raises:
        UnreadableSourceError: It holds none.
    """
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    captions = text.startswith(_HEADER)
    whole = text if captions else _numbered(text)
    try:
        return webvtt.from_buffer(io.StringIO(whole), format="vtt" if captions else "srt")
    except (MalformedFileError, MalformedCaptionError) as error:
        raise UnreadableSourceError(FaultKind.NO_SUBTITLES.of(name=path.name)) from error


def _numbered(text: str) -> str:
    """Return a SubRip text as the parser wants it: each cue behind a blank line, with a number."""
    first = _CUE.search(text)
    return _CUE.sub(r"\n0\n\1", text[first.start() :]).lstrip() if first else ""


def _cue(caption: "Caption", *, voiced: bool) -> SubtitleCue:
    """Return a caption as a cue; where captions are `voiced`, one without a voice is nobody's."""
    # Who speaks, and what they say: the words before the first voice are nobody's.
    pieces = [None, *_VOICE.split(caption.raw_text)]
    spoken = zip(pieces[::2], pieces[1::2], strict=True)
    lines = (_lines(words or "", _voice(name) if voiced else None) for name, words in spoken)
    return SubtitleCue(
        _seconds(caption.start), _seconds(caption.end), tuple(chain.from_iterable(lines))
    )


def _voice(name: str | None) -> str:
    """Return the name of who speaks, "" of nobody's voice."""
    return " ".join(html.unescape(name or "").split())


def _lines(words: str, speaker: str | None) -> Iterator[SpokenLine]:
    """Yield the lines of what one voice says, without markup."""
    for line in _MARKUP.sub("", words).split("\n"):
        shown = " ".join(html.unescape(line).split())
        turn = _turn(shown)
        if said := shown[len(turn) :]:
            yield _line(said, speaker, turns=bool(turn))


def _turn(line: str) -> str:
    """Return the mark by which a line says that somebody else begins to speak, "" without one."""
    mark = _TURN.match(line)
    if mark is None:
        return ""
    # A long dash before a small letter stands in mid-sentence.
    return "" if mark[0].startswith(_LONG_DASHES) and line[mark.end()].islower() else mark[0]


def _line(words: str, speaker: str | None, *, turns: bool) -> SpokenLine:
    """Return a line; where no voice is told, who speaks may stand before the words: "Ann: "."""
    label = _LABEL.match(words) if speaker is None else None
    if label and all(word[0].isupper() or word[0].isdigit() for word in label[1].split()):
        return SpokenLine(words[label.end() :], label[1], turns)
    return SpokenLine(words, speaker, turns)


def _seconds(stamp: str) -> float:
    """Return a time, "00:01:23.500", in seconds."""
    hours, minutes, seconds = stamp.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)
