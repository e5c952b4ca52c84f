"""Plain texts that were made to do harm."""

import codecs
from collections.abc import Iterator

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named

_ENCODINGS = "utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-7 cp1252 cp037".split()
_REPEATED = {
    "a letter": "x",
    "a space": " ",
    "a line end": "\n",
    "a carriage return": "\r",
    "a form feed": "\f",
    "a hyphen and a line end": "-\n",
    "an accent": "e\u0301\u0301",
    "a mark": "\u0489",
    "no width": "\u200b",
    "the other direction": "\u202e",
    "a line separator": "\u2028",
    "an emoji": "\U0001f468\u200d\U0001f469\u200d",
    "a lost character": "\ufffd",
    "a quotation mark": "“",
    "a stop": ".",
    "an abbreviation": "Mr. ",
    "a number": "1. ",
    "a figure": "9",
    "a ligature": "ﬁ ",
    "a split word": "agree-\nment ",
    "a short line": "word\n",
    "a capital line": "WORD\n\n",
    "an ideogram": "汉",
    "an Arabic ligature": "\ufdfa",
    "an escape sequence": "\x1b[31mx ",
}
_TIMES = (2_000, 200_000)
_LARGE = 49_000_000  # bytes, within the limit of a file's size
_MARKS = {
    "UTF-8": codecs.BOM_UTF8,
    "UTF-16": codecs.BOM_UTF16_LE,
    "UTF-32": codecs.BOM_UTF32_LE,
}
_BYTES = {
    "nothing": b"",
    "one zero": b"\0",
    "all bytes": bytes(range(256)) * 40,
    "high bytes": b"\xff" * 10_000,
    "a lone continuation": PARAGRAPH.encode() + b"\x80",
    "half a character": b"\xed\xa0\x80" * 100,
    "an overlong slash": b"\xc0\xaf" * 1000,
    "a PDF": b"%PDF-1.7",
    "an archive": b"PK\x03\x04",
    "a program": b"\x7fELF" + bytes(100),
    "rich text": b"{\\rtf1 x}",
    "a picture": b"\x89PNG\r\n",
}


def plain_texts() -> Iterator[HostileFile]:
    """Yield plain texts."""
    yield from named(".txt", {f"in {name}": PARAGRAPH.encode(name) for name in _ENCODINGS})
    yield from named(".txt", _BYTES)
    for name, mark in _MARKS.items():
        yield from named(".txt", {f"a mark of {name} and no more": mark})
        yield from named(".txt", {f"a mark of {name} and other bytes": mark + b"\xff\xfe\xfd"})
    for times in _TIMES:
        repeated = {f"{name} {times} times": text * times for name, text in _REPEATED.items()}
        yield from named(".txt", {name: f"{PARAGRAPH}\n\n{t}" for name, t in repeated.items()})
    yield from named(".txt", {"49 MB without a space": b"x" * _LARGE})
    yield from named(".txt", {"49 MB of short words": b"word " * (_LARGE // 5)})
