"""Vectors written into a build as they are made, what an earlier build has linked beside them."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import numpy as np

from index.search.stores.segmented import ORDER, PLACES, SegmentedVectors
from index.search.stores.segments import Segment, SegmentStream, segment_stream
from index.storage import worth_keeping
from index.types import Embeddings, Ids

_GROWTH = 2  # a segment is kept while it has so many times the rows of all behind it
_AT_ONCE = 1 << 12  # rows that are copied at once: 6 MB at 384 dimensions, and as much thrice


def write_vectors(
    folder: Path,
    vectors: Embeddings,
    rows: Ids,
    earlier: SegmentedVectors | None = None,
    *,
    searched: bool = True,
    leaving: bool = True,
) -> None:
    """Write vectors into a folder, all at once: see `laying_vectors`.

    Args:
        folder: Of the build.
        vectors: (m, dim) float32, those that no earlier build has, in order.
        rows: See there, as for the others.
        earlier: The earlier build's.
        searched: Whether they are searched.
        leaving: Whether rows may be left that nobody has any more.

    Raises:
        OSError: A file cannot be written.
    """
    dim = vectors.shape[1]
    with laying_vectors(folder, dim, rows, earlier, searched=searched, leaving=leaving) as laying:
        laying.put(vectors)


@contextmanager
def laying_vectors(
    folder: Path,
    dim: int,
    rows: Ids,
    earlier: SegmentedVectors | None = None,
    *,
    searched: bool = True,
    leaving: bool = True,
) -> Iterator["VectorsLaid"]:
    """Write vectors into a folder, which is made; what an earlier build has is linked.

    Args:
        folder: Of the build.
        dim: Length of a vector.
        rows: (n,) int64, for each vector its id in the earlier build, -1 of one that it lacks.
        earlier: The earlier build's, on the same disk.
        searched: Whether they are searched, and not only read by their ids.
        leaving: Whether rows that nobody has any more may be left in what is linked; else a segment
            that has one is copied without it.

    Yields:
        What takes those that no earlier build has, in order, all of them.

    Raises:
        OSError: A file cannot be written.
    """
    folder.mkdir(parents=True)
    kept = _Kept.of(earlier, rows) if earlier is not None else _Kept((), (), (), rows)
    places = np.full(len(rows), -1, dtype=np.int32)
    begin = 0
    linked = kept.worth_keeping(int((rows < 0).sum()), searched=searched, leaving=leaving)
    names: list[str] = []
    for segment, ids, within in kept.parts(linked):
        segment.put(folder)
        names.append(segment.path.name)
        places[ids] = within + begin
        begin += len(segment.rows)
    rest = np.flatnonzero(places < 0)
    places[rest] = np.arange(begin, begin + len(rest), dtype=np.int32)
    name = f"{uuid4().hex[:12]}.npy"
    shape = (len(rest), dim)
    with (
        segment_stream(folder / name, shape, searched=searched) if len(rest) else nullcontext()
    ) as stream:
        laid = VectorsLaid(stream, rows[rest], earlier, dim)
        yield laid
        laid.finish()
    np.save(folder / PLACES, places, allow_pickle=False)
    names += [name] if len(rest) else []
    (folder / ORDER).write_text("\n".join(names), encoding="ascii")


class VectorsLaid:
    """The rows of one segment: new ones as they are made, between them those that are copied."""

    def __init__(
        self, stream: SegmentStream | None, rows: Ids, earlier: SegmentedVectors | None, dim: int
    ) -> None:
        """Begin with the first.

        Args:
            stream: Takes them; None where there is none.
            rows: (n,) int64, of each its id in the earlier build, -1 of a new one.
            earlier: The earlier build's.
            dim: Length of a vector.
        """
        self._stream = stream
        self._rows = rows
        self._earlier = earlier
        self._dim = dim
        self._new = np.flatnonzero(rows < 0)
        self._laid = 0
        self._written = 0

    def put(self, vectors: Embeddings) -> None:
        """Write the next new vectors, (m, dim) float32, and what is copied before each."""
        if not len(vectors):
            return
        last = self._laid + len(vectors)
        self._write(int(self._new[last - 1]) + 1, vectors)
        self._laid = last

    def finish(self) -> None:
        """Write what is copied behind the last new one.

        Raises:
            ValueError: New ones are missing.
        """
        if self._laid < len(self._new):
            msg = f"{self._laid} of {len(self._new)} new vectors were given"
            raise ValueError(msg)
        self._write(len(self._rows), np.zeros((0, self._dim), np.float32))

    def _write(self, end: int, vectors: Embeddings) -> None:
        """Write the rows up to one, some at a time; those of them that are new are given."""
        if self._stream is None:
            return
        given = 0
        for begin in range(self._written, end, _AT_ONCE):
            rows = self._rows[begin : min(begin + _AT_ONCE, end)]
            block = np.empty((len(rows), self._dim), dtype=np.float32)
            fresh = int((rows < 0).sum())
            block[rows < 0] = vectors[given : given + fresh]
            if self._earlier is not None:
                block[rows >= 0] = self._earlier.vectors(rows[rows >= 0])
            self._stream.write(block)
            given += fresh
        self._written = end


@dataclass(frozen=True, slots=True)
class _Kept:
    """What of an earlier build's segments is wanted again.

    Args:
        segments: Those of which anything is.
        ids: Of each, the ids now of what is wanted of it.
        within: Of each, the rows in it of what is wanted.
        rows: See `laying_vectors`.
    """

    segments: tuple[Segment, ...]
    ids: tuple[Ids, ...]
    within: tuple[Ids, ...]
    rows: Ids

    @classmethod
    def of(cls, earlier: SegmentedVectors, rows: Ids) -> "_Kept":
        """Return what is wanted of an earlier build's."""
        ids = np.flatnonzero(rows >= 0)
        places = earlier.places[rows[ids]]
        owners = np.searchsorted(earlier.begins, places, side="right") - 1
        own = [np.flatnonzero(owners == number) for number in range(len(earlier.segments))]
        wanted = [number for number, some in enumerate(own) if len(some)]
        return cls(
            tuple(earlier.segments[number] for number in wanted),
            tuple(ids[own[number]] for number in wanted),
            tuple(places[own[number]] - earlier.begins[number] for number in wanted),
            rows,
        )

    def worth_keeping(self, new: int, *, searched: bool, leaving: bool) -> int:
        """Return how many of the segments stay as they are; one of an earlier version does not.

        Args:
            new: Rows that are new.
            searched: See `laying_vectors`.
            leaving: Whether rows in it may be wanted by nobody.
        """
        return worth_keeping(
            list(map(len, self.ids)),
            [len(one.rows) if one.is_of(searched=searched) else 0 for one in self.segments],
            new,
            growth=_GROWTH,
            leaving=leaving,
        )

    def parts(self, first: int) -> Iterator[tuple[Segment, Ids, Ids]]:
        """Yield the first of the segments, each with ids and rows of what is wanted of it."""
        yield from zip(self.segments[:first], self.ids[:first], self.within[:first], strict=True)
