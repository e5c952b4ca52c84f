"""The words of a collection on disk: each part in a folder of its own, which later builds link.

What of each part is used, and which of its places are gone, is small, and written for each build.
An earlier version wrote one concordance, with two numbers of four bytes for where a word stands,
and let phrases reach from one document into the next: it is read as one part, which lies nowhere.
"""

from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import numpy.typing as npt

from index.quotations.concordance import Concordance
from index.quotations.laid_words import Known, LaidWords, concordance_of
from index.quotations.parted_concordance import PartedConcordance, PartOf
from index.quotations.sorted_places import Ints
from index.quotations.used_parts import GONE
from index.quotations.word_spans import WordSpans, laid_spans
from index.storage import is_linked, make_private_folder, mapped_array

_USED = "used.npy"  # (documents, 2) int32: the part that each is in, and its number there
_GONE = "gone"  # ends the name of what is gone of a part
_WORDS = ("words", "bounds", "vocabulary", "order", "starts")
_SPANS = ("extents", "marks", "far")
_Array = npt.NDArray[Any]


def save_concordance(concordance: PartedConcordance, folder: Path) -> list[str]:
    """Write the words of a collection into a folder, and return the names of the parts.

    Args:
        concordance: The words; of parts that lie somewhere the files are linked, not copied.
        folder: It is there.

    Raises:
        OSError: A file cannot be written.
    """
    used = np.stack([concordance.owners, concordance.own], axis=1).astype(np.int32)
    np.save(folder / _USED, used, allow_pickle=False)
    names = []
    for part in concordance.parts:
        path = part.concordance.path
        name = path.name if path else uuid4().hex[:12]
        _put(part.concordance, folder / name)
        if len(part.gone):
            np.save(_gone_at(folder, name), part.gone, allow_pickle=False)
        names.append(name)
    return names


def load_concordance(folder: Path, names: list[str]) -> PartedConcordance:
    """Return the words that `save_concordance` wrote, large arrays memory-mapped.

    Args:
        folder: Where they lie.
        names: Of the parts.

    Raises:
        OSError: A file is missing or cannot be read.
        EOFError: A file is empty.
        ValueError: A file is no array, or the arrays do not belong together.
        LookupError: The same.
    """
    owners, own = mapped_array(folder / _USED).T
    parts = []
    for number, name in enumerate(names):
        concordance = _read(folder / name)
        numbers = np.full(len(concordance.bounds) - 1, GONE, dtype=np.int64)
        used = np.flatnonzero(owners == number)
        numbers[own[used]] = used
        parts.append(PartOf(concordance, numbers, _gone_of(folder, name)))
    return PartedConcordance.of(parts)


def load_earlier(folder: Path) -> PartedConcordance:
    """Return the words that an earlier version wrote; they are sorted again.

    Raises:
        OSError: A file is missing or cannot be read.
        EOFError: A file is empty.
        ValueError: A file is no array, or the arrays do not belong together.
    """
    words, bounds, vocabulary = (
        mapped_array(folder / f"{name}.npy") for name in ("words", "bounds", "vocabulary")
    )
    spans = mapped_array(folder / "spans.npy")
    documents = range(len(bounds) - 1)
    laid = laid_spans(spans[bounds[one] : bounds[one + 1]] for one in documents)
    known = LaidWords(words.copy(), laid, bounds, vocabulary)
    concordance = concordance_of([Known(known, one) for one in documents])
    none = np.zeros(0, np.int32)
    return PartedConcordance.of([PartOf(concordance, np.arange(len(documents)), none)])


def _put(concordance: Concordance, folder: Path) -> None:
    """Let a part lie in a folder, which is made: linked where that can be, else copied."""
    make_private_folder(folder)
    spans = concordance.spans
    arrays: dict[str, _Array] = {name: getattr(concordance, name) for name in _WORDS}
    arrays |= {name: getattr(spans, name) for name in _SPANS}
    for name, array in arrays.items():
        file = f"{name}.npy"
        if concordance.path is None or not is_linked(concordance.path / file, folder / file):
            np.save(folder / file, array, allow_pickle=False)


def _read(folder: Path) -> Concordance:
    """Return a part."""
    arrays = {name: mapped_array(folder / f"{name}.npy") for name in _WORDS}
    spans = WordSpans(*(mapped_array(folder / f"{name}.npy") for name in _SPANS))
    return Concordance(spans=spans, path=folder, **arrays)


def _gone_of(folder: Path, name: str) -> Ints:
    """Return the places that are gone of a part."""
    path = _gone_at(folder, name)
    return mapped_array(path) if path.exists() else np.zeros(0, np.int32)


def _gone_at(folder: Path, name: str) -> Path:
    return folder / f"{name}.{_GONE}.npy"
