"""Vectors of passages, written down as they are made: an interrupted build goes on from them.

One file. Its head says by which encoder they were made; then, for each passage, what stands for
what was encoded, how many vectors follow, a checksum, and the vectors: its own, and those of its
sentences. What was being written when the process was killed is passed over and written over.
"""

import hashlib
import json
import logging
import os
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

from index.models import Encoder, PassageVectors
from index.search.encoded.known_vectors import KnownVectors, digest_of
from index.search.encoded.laid_vectors import joined
from index.search.search_index import PassageInput
from index.types import Embeddings, Ids

_FRAME = struct.Struct("<16sII")  # digest, vectors, CRC-32 of both and of the vectors
_MOST_BYTES = 1 << 30  # of a file: some 100,000 passages; what comes later is not written down
_PRIVATE = 0o600

_log = logging.getLogger(__name__)


class _Frame(NamedTuple):
    """Where the vectors of a passage lie.

    Args:
        offset: In bytes, from the beginning of the file.
        vectors: How many they are, the passage's first.
    """

    offset: int
    vectors: int


class VectorJournal:
    """The vectors of one build under way; one process writes at a time.

    What cannot be written down is made again by the next build: nothing fails for it.
    """

    def __init__(self, path: Path, encoder: Encoder) -> None:
        """Read what an earlier process wrote down by the same encoder, as far as it is whole.

        Args:
            path: The file; it is made when the first vectors come.
            encoder: Makes the vectors.
        """
        self._path = path
        self._dim = encoder.dim
        self._vector_bytes = 4 * encoder.dim
        told = json.dumps([encoder.identity, encoder.dim]).encode()
        self._head = hashlib.sha256(told).digest()
        self._frames: list[_Frame] = []
        self._rows: dict[bytes, int] = {}
        self._end = len(self._head)  # of what is whole
        self._is_open = True
        with suppress(OSError), path.open("rb") as stream:
            if stream.read(len(self._head)) == self._head:
                for digest, vectors in self._whole(stream):
                    self._note(digest, vectors)
        if self._rows:
            _log.info("an interrupted build left the vectors of %d passages", len(self._rows))

    @property
    def known(self) -> KnownVectors:
        """What need not be made again."""
        none = np.zeros((0, self._dim), np.float32)
        return KnownVectors({}, self._rows, none.__getitem__, self._of)

    def add(self, inputs: Sequence[PassageInput], made: PassageVectors) -> None:
        """Write down the vectors of some passages.

        Args:
            inputs: What was encoded.
            made: Their vectors, and those of all their sentences.
        """
        if not self._is_open:
            return
        frames = list(self._framed(inputs, made))
        raw = b"".join(raw for _, _, raw in frames)
        if self._end + len(raw) > _MOST_BYTES:
            self._is_open = False
            return
        try:
            self._write(raw)
        except OSError as error:
            _log.warning("an interruption would cost what is encoded from now on: %s", error)
            self._is_open = False
            return
        for digest, vectors, _ in frames:
            self._note(digest, vectors)

    def remove(self) -> None:
        """Remove the file, whose vectors stand in a build now."""
        self._is_open = False
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _framed(
        self, inputs: Sequence[PassageInput], made: PassageVectors
    ) -> Iterator[tuple[bytes, int, bytes]]:
        """Yield for each passage its digest, how many vectors it has, and its frame."""
        first = 0
        for own, given in zip(made.passages, inputs, strict=True):
            last = first + len(given.sentences)
            rows = np.concatenate([own[None], made.sentences[first:last]]).astype("<f4")
            raw, digest = rows.tobytes(), digest_of(given)
            yield digest, len(rows), _FRAME.pack(digest, len(rows), _sum(digest, raw)) + raw
            first = last

    def _write(self, raw: bytes) -> None:
        """Write behind what is whole.

        Raises:
            OSError: It cannot be written.
        """
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, _PRIVATE)
        with os.fdopen(handle, "r+b") as stream:
            if not self._frames:
                stream.write(self._head)
            stream.seek(self._end)
            stream.truncate()
            stream.write(raw)

    def _whole(self, stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
        """Yield digest and number of vectors of each whole frame, up to the first that is not."""
        while len(head := stream.read(_FRAME.size)) == _FRAME.size:
            digest, vectors, told = _FRAME.unpack(head)
            size = vectors * self._vector_bytes
            if size > _MOST_BYTES:
                return
            raw = stream.read(size)
            if len(raw) < size or _sum(digest, raw) != told:
                return
            yield digest, vectors

    def _note(self, digest: bytes, vectors: int) -> None:
        """Note the frame that ends what is whole."""
        self._rows[digest] = len(self._frames)
        self._frames.append(_Frame(self._end + _FRAME.size, vectors))
        self._end += _FRAME.size + vectors * self._vector_bytes

    def _of(self, rows: Ids) -> PassageVectors:
        """Return the vectors of some passages, and their sentences'."""
        if not len(rows):
            return joined([], self._dim)
        with self._path.open("rb") as stream:
            parts = [self._read(stream, self._frames[row]) for row in rows.tolist()]
        return joined([PassageVectors(one[:1], one[1:]) for one in parts], self._dim)

    def _read(self, stream: BinaryIO, frame: _Frame) -> Embeddings:
        stream.seek(frame.offset)
        raw = stream.read(frame.vectors * self._vector_bytes)
        return np.frombuffer(raw, dtype="<f4").astype(np.float32).reshape(-1, self._dim)


def _sum(digest: bytes, raw: bytes) -> int:
    return zlib.crc32(raw, zlib.crc32(digest))
