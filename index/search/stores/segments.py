"""Files of rows that are written once, each with its sign codes beside it, and linked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from index.search.stores.row_codes import (
    EARLIER,
    READ,
    SEARCHED,
    RowCodes,
    SignCodes,
    quantised,
    sign_codes,
    words_of,
)
from index.storage import is_linked, is_mapped, mapped_array, synced_stream
from index.types import Embeddings

_FORMS = (READ, SEARCHED, EARLIER)


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows that were written at once.

    Args:
        path: Its file.
        rows: (n, dim), some of which nobody may have any more.
        signs: (w, n), their sign codes; None of rows that are not searched, or of an earlier
            version.
    """

    path: Path
    rows: RowCodes
    signs: SignCodes | None

    @property
    def held_bytes(self) -> int:
        """How many bytes of it are in memory, and not mapped."""
        return sum(one.nbytes for one in self._arrays if not is_mapped(one))

    @property
    def _arrays(self) -> tuple[npt.NDArray[np.generic], ...]:
        return (self.rows,) if self.signs is None else (self.rows, self.signs)

    def is_of(self, *, searched: bool) -> bool:
        """Return whether its rows are kept as they are now, where they are searched or not."""
        return self.rows.dtype == _form(searched=searched)

    def put(self, folder: Path) -> None:
        """Let it stand in another folder, too; copied only where it cannot be linked.

        Raises:
            OSError: It cannot be written there.
        """
        _put(self.path, folder / self.path.name, self.rows)
        if self.signs is not None:
            signs = signs_of(self.path)
            _put(signs, folder / signs.name, self.signs)


def signs_of(path: Path) -> Path:
    """Return where the sign codes of a segment's rows lie."""
    return path.with_name(f"signs-{path.name}")


def read_segment(path: Path, dim: int) -> Segment:
    """Return a segment; it stays on disk where it is large.

    Args:
        path: Its file.
        dim: Length of a vector.

    Raises:
        OSError: A file is missing or cannot be read.
        EOFError: One is empty.
        ValueError: One is none of a segment, or not of this dimension.
    """
    rows = mapped_array(path)
    if rows.shape[1:] != (dim,) or rows.dtype not in _FORMS:
        msg = f"its vectors are none of {dim} dimensions"
        raise ValueError(msg)
    if rows.dtype != SEARCHED:
        return Segment(path, rows, None)
    signs = mapped_array(signs_of(path))
    if signs.shape != (words_of(dim), len(rows)) or signs.dtype != np.dtype("<u8"):
        msg = "the sign codes of its vectors are others'"
        raise ValueError(msg)
    return Segment(path, rows, signs)


class SegmentStream:
    """The rows of a segment, written as they come, and their sign codes where they are searched."""

    def __init__(self, stream: BinaryIO, shape: tuple[int, int], *, searched: bool) -> None:
        """Write the head of the rows' file.

        Args:
            stream: Of that file, empty.
            shape: How many there are in all, and the length of each.
            searched: Whether they are, and not only read by their ids.
        """
        self._stream = stream
        self._form = _form(searched=searched)
        self.signs: SignCodes | None = None
        if searched:
            self.signs = np.empty((words_of(shape[1]), shape[0]), dtype="<u8")
        self._written = 0
        head = {"descr": self._form.str, "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(stream, head)

    def write(self, rows: Embeddings) -> None:
        """Write the next rows, (m, dim) float32, of unit length."""
        codes = quantised(rows, self._form)
        self._stream.write(np.ascontiguousarray(codes).data)
        if self.signs is not None:
            self.signs[:, self._written : self._written + len(codes)] = sign_codes(codes)
        self._written += len(codes)


@contextmanager
def segment_stream(
    path: Path, shape: tuple[int, int], *, searched: bool
) -> Iterator[SegmentStream]:
    """Give what writes a segment, its rows as `np.save` would.

    Args:
        path: Its file.
        shape: How many rows there are in all, and the length of each.
        searched: Whether they are, and not only read by their ids.

    Yields:
        What takes the rows, all of them.

    Raises:
        OSError: It cannot be written.
    """
    with synced_stream(path) as stream:
        segment = SegmentStream(stream, shape, searched=searched)
        yield segment
    if segment.signs is not None:
        _save(signs_of(path), segment.signs)


def _form(*, searched: bool) -> np.dtype[np.signedinteger]:
    return SEARCHED if searched else READ


def _put(source: Path, place: Path, array: npt.NDArray[np.generic]) -> None:
    """Let a file stand at another place, too; what it holds is written where that cannot be."""
    if not is_linked(source, place):
        _save(place, array)


def _save(path: Path, array: npt.NDArray[np.generic]) -> None:
    with synced_stream(path) as stream:
        np.save(stream, array, allow_pickle=False)
