"""Vectors in files that are written once: mapped, never read whole, kept from build to build.

A build's vectors lie in segments, each a file of rows. A later build links the segments that it
goes on using, under the same name, and writes one more for what is new; where each row lies is a
small table of its own. Segments are merged now and then, the small into the large, so that there
are about as many as the rows can be doubled, and rows that nobody has any more go with that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from uuid import uuid4

import numpy as np

from index.errors import StoreDamagedError, StoreError, StoreUnavailableError
from index.search.stores.base import check_query
from index.search.stores.faiss import nearest_rows
from index.storage import mapped_array, synced_stream
from index.types import Embeddings, Ids, Scores

_PLACES = "places.npy"
_ORDER = "segments.txt"
_SPARE = 16  # rows that are looked at beyond those asked for: for ties, and rows that are gone
_GROWTH = 2  # a segment is kept while it has so many times the rows of all behind it
_AT_ONCE = 1 << 14  # rows that are copied at once: 25 MB at 384 dimensions


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows that were written at once.

    Args:
        path: Its file.
        rows: (n, dim) float32, some of which nobody may have any more.
    """

    path: Path
    rows: Embeddings


class SegmentedVectors:
    """Unit vectors under the ids 0 to n - 1, to be read; several threads may ask at once.

    What is found does not depend on the segments: of equally near ones the first rows are taken.
    """

    def __init__(self, segments: Sequence[Segment], places: Ids, dim: int) -> None:
        """Hold segments; use `SegmentedVectors.open`.

        Args:
            segments: In their order.
            places: (n,) int32, where each row lies in all segments, put end to end.
            dim: Length of a vector.
        """
        self.segments = tuple(segments)
        self.places = places
        self.dim = dim
        sizes = [len(segment.rows) for segment in segments]
        self.begins: Ids = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    @classmethod
    def open(cls, folder: Path, dim: int) -> "SegmentedVectors":
        """Return the vectors that `write_vectors` wrote.

        Raises:
            StoreDamagedError: A file is damaged, or they are none of this dimension.
            StoreUnavailableError: A file cannot be read.
        """
        try:
            names = (folder / _ORDER).read_text(encoding="ascii").split()
            segments = [Segment(folder / name, mapped_array(folder / name)) for name in names]
            places = mapped_array(folder / _PLACES)
        except OSError as error:
            raise StoreUnavailableError(f"{folder} cannot be read: {error.strerror}") from error
        except (EOFError, ValueError) as error:
            raise StoreDamagedError(_damage(folder, str(error))) from error
        shapes = {segment.rows.shape[1:] for segment in segments}
        count = sum(len(segment.rows) for segment in segments)
        if shapes - {(dim,)} or (len(places) and int(places.max()) >= count):
            raise StoreDamagedError(_damage(folder, f"its vectors are none of {dim} dimensions"))
        return cls(segments, places, dim)

    def __len__(self) -> int:
        """Return the number of vectors."""
        return len(self.places)

    @cached_property
    def _ids(self) -> Ids:
        """The id of each row of the segments, -1 of those that are gone."""
        ids = np.full(int(self.begins[-1]), -1, dtype=np.int64)
        ids[self.places] = np.arange(len(self.places))
        return ids

    def search(self, embeddings: Embeddings, k: int) -> tuple[Ids, Scores]:
        """Return the k nearest vectors of each query: see `Vectors`; the first of equals first."""
        check_query(embeddings, k, self.dim)
        count = min(k, len(self))
        if not count or not len(embeddings):
            shape = (len(embeddings), count)
            return np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.float32)
        found = [
            self._within(segment.rows, begin, embeddings, count)
            for begin, segment in zip(self.begins.tolist(), self.segments, strict=False)
        ]
        ids, scores = (np.concatenate(parts, axis=1) for parts in zip(*found, strict=True))
        return _best(ids, scores, count)

    def _within(
        self, rows: Embeddings, begin: int, embeddings: Embeddings, count: int
    ) -> tuple[Ids, Scores]:
        """Return so many of a segment's vectors that none that counts is missing; gone ones -1.

        Args:
            rows: Of the segment.
            begin: Where they begin among all.
            embeddings: The queries.
            count: Vectors per query.
        """
        wanted = count + _SPARE
        while True:
            scores, near = nearest_rows(embeddings, rows, min(wanted, len(rows)))
            ids = self._ids[near + begin]
            # Those as near as the last one may go on behind it.
            sure = (ids >= 0) & (scores > scores[:, -1:])
            if wanted >= len(rows) or int(sure.sum(axis=1).min()) >= count:
                return ids, scores
            wanted *= 2

    def vectors(self, ids: Ids) -> Embeddings:
        """Return the stored vectors: see `Vectors.vectors`.

        Raises:
            StoreError: An id is not in the store.
        """
        if len(ids) and not (int(ids.min()) >= 0 and int(ids.max()) < len(self)):
            raise StoreError(
                f"an id is not among {len(self)} vectors; the collection and its vectors have come "
                "apart: build the collection again"
            )
        places = self.places[ids]
        vectors = np.empty((len(ids), self.dim), dtype=np.float32)
        owners = np.searchsorted(self.begins, places, side="right") - 1
        for number in np.unique(owners).tolist():
            own = np.flatnonzero(owners == number)
            vectors[own] = self.segments[number].rows[places[own] - self.begins[number]]
        return vectors


def _best(ids: Ids, scores: Scores, count: int) -> tuple[Ids, Scores]:
    """Return the first of each query's ids by their scores; those that are gone stand last."""
    scores = np.where(ids < 0, np.float32(-np.inf), scores)
    order = np.lexsort((ids, -scores), axis=1)[:, :count]
    return np.take_along_axis(ids, order, 1), np.take_along_axis(scores, order, 1)


def write_vectors(
    folder: Path,
    vectors: Embeddings,
    rows: Ids,
    earlier: SegmentedVectors | None = None,
    *,
    leaving: bool = True,
) -> None:
    """Write vectors into a folder, which is made; what an earlier build has is linked.

    Args:
        folder: Of the build.
        vectors: (m, dim) float32, those that no earlier build has, in order.
        rows: (n,) int64, for each vector its id in the earlier build, -1 of one that it lacks.
        earlier: The earlier build's, on the same disk.
        leaving: Whether rows that nobody has any more may be left in what is linked; else a segment
            that has one is copied without it.

    Raises:
        OSError: A file cannot be written.
    """
    folder.mkdir(parents=True)
    kept = _Kept.of(earlier, rows) if earlier is not None else _Kept((), (), (), rows)
    places = np.full(len(rows), -1, dtype=np.int32)
    begin = 0
    linked = kept.worth_keeping(len(vectors), leaving=leaving)
    names: list[str] = []
    for segment, ids, within in kept.parts(linked):
        _put(segment, folder / segment.path.name)
        names.append(segment.path.name)
        places[ids] = within + begin
        begin += len(segment.rows)
    rest = np.flatnonzero(places < 0)
    places[rest] = np.arange(begin, begin + len(rest), dtype=np.int32)
    if len(rest):
        names.append(f"{uuid4().hex[:12]}.npy")
        new = np.cumsum(rows < 0) - 1  # of each that is new, its row in `vectors`
        _write(folder / names[-1], _taken(vectors, earlier, rows[rest], new[rest]), len(rest))
    np.save(folder / _PLACES, places, allow_pickle=False)
    (folder / _ORDER).write_text("\n".join(names), encoding="ascii")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What of an earlier build's segments is wanted again.

    Args:
        segments: Those of which anything is.
        ids: Of each, the ids now of what is wanted of it.
        within: Of each, the rows in it of what is wanted.
        rows: See `write_vectors`.
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

    def worth_keeping(self, new: int, *, leaving: bool) -> int:
        """Return how many of the segments stay as they are, from the first on.

        A segment does while most of its rows are wanted, and it has more of them than what would
        be written for all behind it.

        Args:
            new: Rows that are new.
            leaving: Whether rows in it may be wanted by nobody.
        """
        behind, least = new, 0.5 if leaving else 1.0
        kept = len(self.segments)
        for number in range(len(self.segments) - 1, -1, -1):
            live = len(self.ids[number])
            if live < _GROWTH * behind or live < least * len(self.segments[number].rows):
                kept, behind = number, new + sum(map(len, self.ids[number:]))
        return kept

    def parts(self, first: int) -> Iterator[tuple[Segment, Ids, Ids]]:
        """Yield the first of the segments, each with ids and rows of what is wanted of it."""
        yield from zip(self.segments[:first], self.ids[:first], self.within[:first], strict=True)


def _put(segment: Segment, place: Path) -> None:
    """Let a segment stand in another build, too; copied only where it cannot be linked.

    Raises:
        OSError: It cannot be written there.
    """
    try:
        place.hardlink_to(segment.path)
    except OSError:  # a file system without links, another disk, or its build is gone meanwhile
        _write(place, iter([segment.rows]), len(segment.rows))


def _taken(
    vectors: Embeddings, earlier: SegmentedVectors | None, rows: Ids, new: Ids
) -> Iterator[Embeddings]:
    """Yield vectors, some at a time: new ones, and those that are copied of an earlier build.

    Args:
        vectors: The new ones.
        earlier: The earlier build's.
        rows: (m,) int64, the id there of each that is taken, -1 of a new one.
        new: (m,) int64, of each new one its row in `vectors`.
    """
    for begin in range(0, len(rows), _AT_ONCE):
        some, fresh = rows[begin : begin + _AT_ONCE], new[begin : begin + _AT_ONCE]
        taken = np.empty((len(some), vectors.shape[1]), dtype=np.float32)
        taken[some < 0] = vectors[fresh[some < 0]]
        if earlier is not None:
            taken[some >= 0] = earlier.vectors(some[some >= 0])
        yield taken


def _write(path: Path, blocks: Iterator[Embeddings], count: int) -> None:
    """Write an array of so many rows as `np.save` would, some at a time.

    Raises:
        OSError: It cannot be written.
    """
    with synced_stream(path) as stream:
        for number, block in enumerate(blocks):
            if number == 0:
                shape = (count, block.shape[1])
                head = {"descr": "<f4", "fortran_order": False, "shape": shape}
                np.lib.format.write_array_header_1_0(stream, head)
            stream.write(np.ascontiguousarray(block, dtype="<f4").data)


def _damage(folder: Path, why: str) -> str:
    return f"{folder} is damaged: {why}; delete it and build the collection again"
