"""Plain text: what its layout shows; more is found later, by the lines and the words."""

from pathlib import Path

from index.reading.decoding import decode
from index.reading.extract import Extract
from index.reading.printed_layout import plain_extract


def read(raw: bytes, path: Path) -> Extract:
    """Return the text of a file.

    Raises:
        UnreadableSourceError: The file is empty, binary, or in no encoding that can be told.
    """
    return plain_extract(decode(raw, path))
