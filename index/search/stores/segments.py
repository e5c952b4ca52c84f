"""Files of rows that are written once, each with its sign codes beside it, and linked."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

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
from index.storage import is_mapped, mapped_array, synced_stream
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


def write_segment(
    path: Path, blocks: Iterable[Embeddings], shape: tuple[int, int], *, searched: bool
) -> None:
    """Write rows as `np.save` would, some at a time, and their sign codes where they are searched.

    Args:
        path: Its file.
        blocks: The rows, one at least: (m, dim) float32, of unit length.
        shape: How many there are in all, and the length of each.
        searched: Whether they are, and not only read by their ids.

    Raises:
        OSError: It cannot be written.
    """
    form = _form(searched=searched)
    signs = np.empty((words_of(shape[1]), shape[0] if searched else 0), dtype="<u8")
    begin = 0
    with synced_stream(path) as stream:
        head = {"descr": form.str, "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(stream, head)
        for block in blocks:
            codes = quantised(block, form)
            stream.write(np.ascontiguousarray(codes).data)
            if searched:
                signs[:, begin : begin + len(codes)] = sign_codes(codes)
                begin += len(codes)
    if searched:
        _save(signs_of(path), signs)


def _form(*, searched: bool) -> np.dtype[np.signedinteger]:
    return SEARCHED if searched else READ


def _put(source: Path, place: Path, array: npt.NDArray[np.generic]) -> None:
    """Let a file stand at another place, too; what it holds is written where that cannot be."""
    try:
        place.hardlink_to(source)
    except OSError:  # a file system without links, another disk, or its build is gone meanwhile
        _save(place, array)


def _save(path: Path, array: npt.NDArray[np.generic]) -> None:
    with synced_stream(path) as stream:
        np.save(stream, array, allow_pickle=False)
