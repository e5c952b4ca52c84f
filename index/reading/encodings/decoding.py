"""Bytes of a text file to text."""

import codecs
import re
from pathlib import Path

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.reading.encodings.one_byte_encodings import one_byte_encoding
from index.reading.encodings.overstrikes import without_overstrikes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = {
    b"%PDF-": FaultKind.IS_PDF,
    b"PK\x03\x04": FaultKind.IS_ZIP,
    b"\xd0\xcf\x11\xe0": FaultKind.IS_OLD_OFFICE,
    b"\x89PNG": FaultKind.IS_IMAGE,
    b"\xff\xd8\xff": FaultKind.IS_IMAGE,
    b"GIF8": FaultKind.IS_IMAGE,
    b"\x1f\x8b": FaultKind.IS_COMPRESSED,
    b"\x7fELF": FaultKind.IS_PROGRAM,
    b"{\\rtf": FaultKind.IS_RICH_TEXT,
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL = 0.01  # share of control characters in a text
_MIN_ZEROS = 0.3  # share of zeros among every other byte that shows UTF-16
_SAMPLE = 65536  # bytes, or characters


def decode(raw: bytes, path: Path) -> str:
    """Return the text of a file, its line ends as line feeds, nothing typed over.

    UTF-8, UTF-16 and UTF-32 by their marks, UTF-8 and UTF-16 also without one; else the encoding
    of one byte a letter in which the words are known, see `one_byte_encoding`.

    Args:
        raw: The bytes of the file.
        path: Named in errors.

    Raises:
        UnreadableSourceError: The file is empty, binary, or in no encoding that can be told.
    """
    for signature, kind in _SIGNATURES.items():
        if raw.startswith(signature):
            raise UnreadableSourceError(kind.of(name=path.name))
    lines = _decoded(raw, path).replace("\r\n", "\n").replace("\r", "\n")
    text = without_overstrikes(lines)
    controls = len(_CONTROL.findall(text[:_SAMPLE]))
    if controls > _MAX_CONTROL * min(len(text), _SAMPLE):
        raise UnreadableSourceError(FaultKind.BINARY.of(name=path.name))
    if not text.strip():
        raise UnreadableSourceError(FaultKind.EMPTY.of(name=path.name))
    return text


def _decoded(raw: bytes, path: Path) -> str:
    """Return the text, by the encoding that the bytes show.

    Raises:
        UnreadableSourceError: The bytes are not in that encoding.
    """
    try:
        return raw.decode(_encoding(raw))
    except UnicodeDecodeError as error:
        reason = FaultKind.NO_ENCODING.of(name=path.name, place=str(error.start))
        raise UnreadableSourceError(reason) from error


def _encoding(raw: bytes) -> str:
    """Return the name of the encoding that the bytes show."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    return _unmarked_utf_16(raw) or _short_encoding(raw)


def _unmarked_utf_16(raw: bytes) -> str:
    """Return the name of UTF-16 without a mark, by its order of bytes; "" where it is not that."""
    sample = raw[:_SAMPLE]
    # Every other byte of Latin text in UTF-16 is zero; text in another encoding has none.
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(raw) % 2 or max(even, odd) <= _MIN_ZEROS * len(sample) / 2:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _short_encoding(raw: bytes) -> str:
    """Return UTF-8, or what the bytes are in where they are none and mean something in it."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return ("" if 0 in raw[:_SAMPLE] else one_byte_encoding(raw)) or "utf-8"
    return "utf-8"
