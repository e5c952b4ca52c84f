"""What files hold, that is looked for words: what lies there deflated, as it was."""

import zlib
from pathlib import Path


def told_by(path: Path) -> bytes:
    """Return what a file holds; of a part of documents' texts its lines, as they were."""
    raw = path.read_bytes()
    return _inflated(raw) if path.suffix == ".texts" else raw


def _inflated(rest: bytes) -> bytes:
    """Return what was deflated piece by piece, without what is no such piece."""
    told = b""
    while rest:
        stream = zlib.decompressobj()
        try:
            told += stream.decompress(rest)
        except zlib.error:  # it is being written
            break
        rest = stream.unused_data
    return told
