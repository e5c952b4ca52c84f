"""The passages of a collection as numbers, of which a passage is made when it is asked for."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import overload

import numpy as np
import numpy.typing as npt

from index.errors import CollectionError
from index.storage.mapped_arrays import mapped_array
from index.types import Ids, Passage, Span

_IDS = "documents.txt"  # one a line: an id is made of letters, digits and hyphens
_ARRAYS = ("owners", "places", "firsts", "bounds")
_AT_ONCE = 4096  # passages that are made at once where all are gone through

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PassageTable(Sequence[Passage]):
    """Passages, one document's after the other's; equal to any other sequence of the same ones.

    Args:
        documents: The ids of their documents, in order.
        owners: (n,) int32, of each passage the place of its document in that.
        places: (n, 3) int32, its paragraph, where it starts and where it ends.
        firsts: (n + 1,) int64, its first sentence, and one past the last of all.
        bounds: (s, 2) int32, start and end of each sentence.
    """

    documents: tuple[str, ...]
    owners: Numbers
    places: Numbers
    firsts: Ids
    bounds: Numbers
    _extents: dict[str, range] = field(init=False)

    def __post_init__(self) -> None:
        """Note which passages are whose.

        Raises:
            ValueError: The arrays do not belong together.
        """
        sizes = (len(self.places), len(self.firsts) - 1)
        if any(size != len(self.owners) for size in sizes):
            msg = f"{len(self.owners)} passages have arrays of {sizes}"
            raise ValueError(msg)
        edges = np.searchsorted(self.owners, np.arange(len(self.documents) + 1)).tolist()
        extents = map(range, edges[:-1], edges[1:])
        object.__setattr__(self, "_extents", dict(zip(self.documents, extents, strict=True)))

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "PassageTable":
        """Return a table of some passages; the same where they are one."""
        if isinstance(passages, cls):
            return passages
        ids = {
            name: place for place, name in enumerate(dict.fromkeys(p.document for p in passages))
        }
        owners = np.array([ids[passage.document] for passage in passages], dtype=np.int32)
        places = [(passage.paragraph, passage.start, passage.end) for passage in passages]
        counts = [len(passage.sentences) for passage in passages]
        spans = chain.from_iterable(passage.sentences for passage in passages)
        bounds = [(span.start, span.end) for span in spans]
        return cls(
            tuple(ids),
            owners,
            np.array(places, dtype=np.int32).reshape(-1, 3),
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            np.array(bounds, dtype=np.int32).reshape(-1, 2),
        )

    @classmethod
    def joined(cls, tables: Sequence["PassageTable"]) -> "PassageTable":
        """Return the passages of several tables, of different documents, as one."""
        documents = tuple(chain.from_iterable(table.documents for table in tables))
        owners, firsts = [np.zeros(0, np.int32)], [np.zeros(1, np.int64)]
        number = sentences = 0
        for table in tables:
            owners.append(table.owners + np.int32(number))
            firsts.append(table.firsts[1:] - table.firsts[0] + sentences)
            number += len(table.documents)
            sentences += len(table.bounds)
        places = np.concatenate([np.zeros((0, 3), np.int32), *(one.places for one in tables)])
        bounds = np.concatenate([np.zeros((0, 2), np.int32), *(one.bounds for one in tables)])
        return cls(documents, np.concatenate(owners), places, np.concatenate(firsts), bounds)

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.owners)

    @overload
    def __getitem__(self, row: int) -> Passage: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, row: int | slice) -> Passage | tuple[Passage, ...]:
        """Return a passage, or some of them.

        Raises:
            IndexError: There is no such row.
        """
        if isinstance(row, slice):
            return tuple(self[one] for one in range(*row.indices(len(self))))
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        return next(self._made(row % len(self), row % len(self) + 1))

    def __iter__(self) -> Iterator[Passage]:
        """Yield all passages."""
        for first in range(0, len(self), _AT_ONCE):
            yield from self._made(first, min(first + _AT_ONCE, len(self)))

    def __eq__(self, other: object) -> bool:
        """Return whether another sequence has the same passages."""
        if not isinstance(other, Sequence) or len(self) != len(other):
            return NotImplemented if not isinstance(other, Sequence) else False
        return all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # like a list

    def _made(self, first: int, last: int) -> Iterator[Passage]:
        """Yield the passages from `first` to before `last`."""
        edges = self.firsts[first : last + 1]
        spans = self.bounds[int(edges[0]) : int(edges[-1])].tolist()
        begins = (edges - edges[0]).tolist()
        owners, places = self.owners[first:last].tolist(), self.places[first:last].tolist()
        for number, (owner, (paragraph, start, end)) in enumerate(zip(owners, places, strict=True)):
            own = spans[begins[number] : begins[number + 1]]
            sentences = tuple(Span(begin, stop) for begin, stop in own)
            yield Passage(self.documents[owner], paragraph, start, end, sentences)

    def rows_of(self, document: str) -> range:
        """Return the rows of a document's passages, none of one that has none."""
        return self._extents.get(document, range(0))

    def stretches(self, documents: Container[str]) -> list[range]:
        """Return the rows of some documents' passages, in as few stretches as there can be."""
        few: list[range] = []
        for document, rows in self._extents.items():
            if not rows or document not in documents:
                continue
            first = few.pop().start if few and few[-1].stop == rows.start else rows.start
            few.append(range(first, rows.stop))
        return few

    def renamed(self, names: Mapping[str, str]) -> "PassageTable":
        """Return the same passages, the documents by other ids.

        Args:
            names: The other id of each document.
        """
        return replace(self, documents=tuple(names[document] for document in self.documents))

    def counts(self) -> dict[str, int]:
        """Return how many passages each document has, by its id."""
        numbers = np.bincount(self.owners, minlength=len(self.documents))
        return dict(zip(self.documents, numbers.tolist(), strict=True))

    def part(self, rows: range) -> "PassageTable":
        """Return the passages of some rows that follow each other, of whole documents."""
        first, last = rows.start, rows.stop
        owners = self.owners[first:last]
        begin, end = (int(owners[0]), int(owners[-1]) + 1) if len(owners) else (0, 0)
        sentences = slice(int(self.firsts[first]), int(self.firsts[last]))
        return PassageTable(
            self.documents[begin:end],
            owners - np.int32(begin),
            self.places[first:last],
            self.firsts[first : last + 1] - self.firsts[first],
            self.bounds[sentences],
        )

    def save(self, folder: Path) -> None:
        """Write the table into a folder, which is made."""
        folder.mkdir(parents=True)
        (folder / _IDS).write_text("\n".join(self.documents), encoding="utf-8")
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "PassageTable":
        """Return what `save` wrote; it stays on disk until it is needed.

        Raises:
            OSError: A file is missing or cannot be read.
            EOFError: A file is empty.
            ValueError: A file is no array, or they do not belong together.
        """
        ids = (folder / _IDS).read_text(encoding="utf-8")
        arrays = (mapped_array(folder / f"{name}.npy") for name in _ARRAYS)
        return cls(tuple(ids.split("\n")) if ids else (), *arrays)


def passage_table(folder: Path) -> PassageTable:
    """Return the table that lies in a folder: see `PassageTable.load`.

    Raises:
        CollectionError: It is missing or damaged.
    """
    try:
        return PassageTable.load(folder)
    except (OSError, EOFError, ValueError) as error:
        raise CollectionError(
            f"{folder} is damaged: {error}; build the collection again"
        ) from error
