"""By what documents that say nearly the same are found, kept with a build for the next one."""

import zlib
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from index.building.opening import Built
from index.reading import Prints, prints_of
from index.storage import unread
from index.types import Document

_FILE = "prints.npz"
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, BadZipFile, zlib.error)


def prints_for(documents: Sequence[Document], old: Built | None) -> list[Prints]:
    """Return the prints of documents; of those that an earlier build has, as it kept them."""
    known = _known(old) if old is not None else {}
    return [known[id(one)] if id(one) in known else prints_of(unread(one)) for one in documents]


def write_prints(folder: Path, prints: Sequence[Prints]) -> None:
    """Write the prints of a build's documents, in order."""
    sizes = np.array([len(own) for own in prints], dtype=np.int64)
    table = np.concatenate([np.zeros((0, 2), np.uint64), *prints])
    np.savez(folder / _FILE, sizes=sizes, table=table)


def _known(old: Built) -> dict[int, Prints]:
    """Return the prints of an earlier build's documents, by their identities; none where gone."""
    if old.folder is None:
        return {}
    try:
        with (old.folder / _FILE).open("rb") as file, np.load(file) as arrays:
            ends = np.cumsum(arrays["sizes"])[:-1]
            own = np.split(arrays["table"], ends)
    except _UNREADABLE:  # an earlier version's, damaged, or removed meanwhile
        return {}
    return {id(one): prints for one, prints in zip(old.documents, own, strict=False)}
