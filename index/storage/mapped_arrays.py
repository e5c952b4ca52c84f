"""Arrays that stay on disk: opening one reads its head, asking it reads what is asked for."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

# Size from which an array stays on disk: a smaller one holds no file open for as little gain.
_MAPPED_BYTES = 1 << 20


def mapped_array(path: Path) -> npt.NDArray[Any]:
    """Return an array that `np.save` wrote, mapped where it is large.

    Raises:
        OSError: The file is missing or cannot be read.
        EOFError: It is empty.
        ValueError: It is no array.
    """
    large = path.stat().st_size >= _MAPPED_BYTES
    # A plain view: access to single elements is several times slower through np.memmap.
    return np.asarray(np.load(path, mmap_mode="r" if large else None, allow_pickle=False))


def is_mapped(array: npt.NDArray[Any]) -> bool:
    """Return whether an array that `mapped_array` gave stays on disk."""
    return isinstance(array.base, np.memmap)
