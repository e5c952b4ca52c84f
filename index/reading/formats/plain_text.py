"""Plain text: what its layout shows; more is found later, by the lines and the words."""

from pathlib import Path

from index.reading.encodings.decoding import decode
from index.reading.plain.printed_layout import plain_extract
from index.reading.structure.extract import Extract


def read(raw: bytes, path: Path) -> Extract:
    """Return the text of a file.

    Raises:
        UnreadableSourceError: The file is empty, binary, or in no encoding that can be told.
    """
    return plain_extract(decode(raw, path))
