"""What a rich text document consists of: braces, control words, control symbols, text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"(?P<brace>[{}])|\\(?P<word>[A-Za-z]+)(?P<number>-?\d+)? ?"
    rb"|\\'(?P<code>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z])|(?P<text>[^{}\\]+)",
    re.DOTALL,
)
_NOTHING = re.compile(rb"[\r\n\0]+")  # how the file is broken into lines
_PARAGRAPH = re.compile(rb"[\r\n]")  # as a symbol it ends a paragraph


@dataclass(frozen=True, slots=True)
class RichToken:
    r"""A piece of a document; exactly one of its fields but `number` is set.

    Args:
        brace: "{" or "}".
        word: A control word without its backslash.
        number: That of the word, None where it has none.
        symbol: A control symbol without its backslash.
        text: Bytes of text; what is written \'xx is one.
    """

    brace: bytes = b""
    word: bytes = b""
    number: int | None = None
    symbol: bytes = b""
    text: bytes = b""


def tokens(raw: bytes) -> Iterator[RichToken]:
    r"""Yield the pieces of a document, data behind \bin left out.

    Raises:
        ValueError: A number has thousands of digits.
    """
    place = 0
    while match := _TOKEN.match(raw, place):
        place = match.end()
        number = int(match["number"]) if match["number"] else None
        if match["word"] == b"bin":
            place += max(number or 0, 0)
        elif match["word"]:
            yield RichToken(word=match["word"], number=number)
        elif match["brace"]:
            yield RichToken(brace=match["brace"])
        elif match["symbol"]:
            yield _symbol(match["symbol"])
        elif text := _text(match["text"], match["code"]):
            yield RichToken(text=text)


def _symbol(symbol: bytes) -> RichToken:
    return RichToken(word=b"par") if _PARAGRAPH.fullmatch(symbol) else RichToken(symbol=symbol)


def _text(text: bytes | None, code: bytes | None) -> bytes:
    return bytes.fromhex(code.decode()) if code else _NOTHING.sub(b"", text or b"")
