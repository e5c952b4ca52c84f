"""Subtitles that were made to do harm."""

from collections.abc import Iterator

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named

_TIMES = "00:00:01.000 --> 00:00:02.000\n"
_CUE = f"{_TIMES}{PARAGRAPH}\n\n"
_CUES = {
    "a hundred thousand cues at one moment": _CUE * 100_000,
    "a hundred thousand cues that go back": "".join(
        f"{hour:02}:00:01.000 --> 00:00:02.000\nword\n\n" for hour in range(100_000, 0, -1)
    ),
    "an hour of a hundred digits": f"{_CUE}{'9' * 100}:00:01.000 --> 00:00:02.000\nword\n",
    "a line of a million digits": f"{'9' * 1_000_000}\n{_CUE}",
    "a million numbers": _CUE + "1\n" * 1_000_000,
    "a million blank lines": "1" + "\n" * 1_000_000 + _CUE,
    "a million spaces": f"{' ' * 1_000_000}\n{_CUE}",
    "arrows": _CUE + "-->\n" * 100_000,
    "a cue of a hundred thousand lines": _TIMES + "word\n" * 100_000,
    "cues that repeat long lines": f"{_TIMES}{'word ' * 100_000}\n\n" * 20,
    "tags that do not close": _TIMES + PARAGRAPH + "<v <c. {\\an" * 100_000,
    "tags in each other": f"{_TIMES}{'<i>' * 100_000}{PARAGRAPH}{'</i>' * 100_000}\n",
    "a hundred thousand voices": f"{_TIMES}{'<v Ann>yes<v Bo>no' * 50_000}\n",
    "a voice with a long name": f"{_TIMES}<v {'Ann ' * 100_000}>{PARAGRAPH}\n",
    "names and colons": f"{_TIMES}{'Ann: ' * 100_000}{PARAGRAPH}\n",
    "dashes": f"{_TIMES}{'- ' * 100_000}{PARAGRAPH}\n",
    "half characters": f"{_TIMES}&#xD800; &#0; &#99999999999; {PARAGRAPH}\n",
    "times without words": _TIMES * 1000,
    "words without times": PARAGRAPH,
}


def subtitle_files() -> Iterator[HostileFile]:
    """Yield subtitles."""
    yield from named(".srt", {f"SubRip, {name}": text for name, text in _CUES.items()})
    yield from named(".vtt", {f"WebVTT, {name}": f"WEBVTT\n\n{t}" for name, t in _CUES.items()})
