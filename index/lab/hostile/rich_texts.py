"""Rich text documents that were made to do harm."""

from collections.abc import Iterator

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named


def rich_text_of(body: str, head: str = "\\ansi\\ansicpg1252\\deff0") -> bytes:
    """Return a rich text document; what Windows-1252 lacks is a question mark."""
    return f"{{\\rtf1{head} {body}}}".encode("cp1252", "replace")


def rich_texts() -> Iterator[HostileFile]:
    """Yield rich text documents."""
    yield from named(".rtf", {name: rich_text_of(body) for name, body in _BODIES.items()})
    whole = rich_text_of(_WORDS)
    cut = {f"its first {share} tenths": whole[: len(whole) * share // 10] for share in (2, 5, 8)}
    yield from named(".rtf", {**cut, **_OTHERS})


_WORDS = f"\\pard {PARAGRAPH}\\par\n"
_FONT = "{\\f1\\fcharset128 a;}"
_STYLE = "{\\stylesheet{\\s1\\sbasedon1 A;}{\\s2\\sbasedon3 B;}{\\s3\\sbasedon2 C;}}"
_BODIES = {
    f"{name} in itself {depth} times": opening * depth + _WORDS + "}" * opening.count("{") * depth
    for name, opening in {
        "group": "{",
        "note": "{\\footnote x ",
        "field": "{\\field{\\*\\fldinst x}{\\fldrslt ",
        "box": "{\\shp{\\*\\shpinst{\\shptxt ",
    }.items()
    for depth in (5, 500, 30_000)
} | {
    "tables in each other": "\\intbl\\itap999999999 x\\nestcell\\nestrow" * 1000 + _WORDS,
    "cells without rows": "x\\cell " * 300_000 + _WORDS,
    "rows without cells": "\\row\\nestrow " * 300_000 + _WORDS,
    "ends without groups": f"{_WORDS}{'}' * 100_000}{{{_WORDS}",
    "a style of itself": f"{_STYLE}\\s1 {PARAGRAPH}\\par\\pard\\s2 {PARAGRAPH}\\par",
    "a number without end": f"\\u{'9' * 10_000} {_WORDS}",
    "numbers of no character": f"\\u-99999999999 \\u55357 \\u99999999999 {_WORDS}",
    "stand-ins without end": f"\\uc999999999\\u65 {_WORDS}",
    "data without end": f"{{\\pict\\bin999999999 x}}{_WORDS}",
    "data of less than nothing": f"{{\\pict\\bin-999 x}}{_WORDS}",
    "fonts by the hundred thousand": "{\\fonttbl" + _FONT * 100_000 + "}" + _WORDS,
    "a code page that is none": f"\\ansicpg99999\\'e4\\ansicpg-1\\'e4{_WORDS}",
    "letters by number": "\\'e4" * 1_000_000 + _WORDS,
    "words by the million": "\\b" * 2_000_000 + _WORDS,
    "a picture": f"{{\\pict\\pngblip {'89504e47' * 3_000_000}}}{_WORDS}",
    "a backslash at the end": f"{_WORDS}\\",
    "nothing": "",
}
_OTHERS = {
    "no rich text": PARAGRAPH.encode(),
    "an old Word document": b"\xd0\xcf\x11\xe0" + bytes(2000),
    "its beginning alone": b"{\\rtf",
    "zeros behind it": rich_text_of(_WORDS) + bytes(5_000_000),
}
