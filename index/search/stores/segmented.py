"""Vectors in files that are written once: mapped, never read whole, kept from build to build.

A build's vectors lie in segments, each a file of rows. A later build links the segments that it
goes on using, under the same name, and writes one more for what is new; where each row lies is a
small table of its own. Segments are merged now and then, the small into the large, so that there
are about as many as the rows can be doubled, and rows that nobody has any more go with that.

Rows are numbers of 16 bits where they are searched, of 8 where they are only read by their ids
(`row_codes`). Of few vectors each is scored. Of many those are whose sign codes differ least from
the query's, a few thousand: which they are follows from the vectors alone, whatever the segments.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from index.errors import StoreDamagedError, StoreError, StoreUnavailableError
from index.search.stores.base import check_query
from index.search.stores.row_codes import (
    RowCodes,
    hamming_distances,
    restored,
    scores_of,
    sign_codes,
)
from index.search.stores.segments import Segment, read_segment
from index.storage import mapped_array
from index.types import Embeddings, Ids, Scores

PLACES = "places.npy"
ORDER = "segments.txt"
_AT_ONCE = 1 << 12  # rows that are read at once: 6 MB at 384 dimensions, and as much twice
FLAT = 1 << 14  # vectors up to which each is scored
_RESCORED = 1 << 13  # vectors that are scored at least where there are more, of equal signs more
_RESCORED_EACH = 80  # of them for each that is asked for
_SCORED_AT_ONCE = 256  # rows: they stay in a core's cache
_GONE = np.uint16(0xFFFF)  # a distance that no row has


class SegmentedVectors:
    """Unit vectors under the ids 0 to n - 1, to be read; several threads may ask at once.

    What is found does not depend on the segments: of equally near ones the first rows are taken.
    """

    def __init__(
        self, segments: Sequence[Segment], places: Ids, dim: int, flat: int = FLAT
    ) -> None:
        """Hold segments; use `SegmentedVectors.open`.

        Args:
            segments: In their order.
            places: (n,) int32, where each row lies in all segments, put end to end.
            dim: Length of a vector.
            flat: Vectors up to which each is scored.
        """
        self.segments = tuple(segments)
        self.places = places
        self.dim = dim
        self._flat = flat
        sizes = [len(segment.rows) for segment in segments]
        self.begins: Ids = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    @classmethod
    def open(cls, folder: Path, dim: int, flat: int = FLAT) -> "SegmentedVectors":
        """Return the vectors that `write_vectors` wrote.

        Args:
            folder: Of the build.
            dim: Length of a vector.
            flat: Vectors up to which each is scored.

        Raises:
            StoreDamagedError: A file is damaged, or they are none of this dimension.
            StoreUnavailableError: A file cannot be read.
        """
        try:
            names = (folder / ORDER).read_text(encoding="ascii").split()
            segments = [read_segment(folder / name, dim) for name in names]
            places = mapped_array(folder / PLACES)
        except OSError as error:
            raise StoreUnavailableError(f"{folder} cannot be read: {error.strerror}") from error
        except (EOFError, ValueError) as error:
            raise StoreDamagedError(_damage(folder, str(error))) from error
        count = sum(len(segment.rows) for segment in segments)
        if len(places) and int(places.max()) >= count:
            raise StoreDamagedError(_damage(folder, "some of its vectors are missing"))
        return cls(segments, places, dim, flat)

    def __len__(self) -> int:
        """Return the number of vectors."""
        return len(self.places)

    @cached_property
    def _ids(self) -> Ids:
        """The id of each row of the segments, -1 of those that are gone."""
        ids = np.full(int(self.begins[-1]), -1, dtype=np.int64)
        ids[self.places] = np.arange(len(self.places))
        return ids

    @cached_property
    def _gone(self) -> Ids:
        """The rows of the segments that nobody has any more."""
        return np.flatnonzero(self._ids < 0)

    def search(self, embeddings: Embeddings, k: int) -> tuple[Ids, Scores]:
        """Return the k nearest vectors of each query: see `Vectors`; the first of equals first.

        Of more than 16,384 vectors one may be missed that is near though its sign code is not.
        """
        check_query(embeddings, k, self.dim)
        count = min(k, len(self))
        shape = (len(embeddings), count)
        ids, scores = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.float32)
        for number, query in enumerate(embeddings if count else ()):
            near = self._near(query, count)
            own = self._ids if near is None else self._ids[near]
            ids[number], scores[number] = _best(own, self._scores(near, query), count)
        return ids, scores

    def _near(self, query: Scores, count: int) -> Ids | None:
        """Return the rows whose sign codes are nearest to a query's, ascending; None for all.

        Of those that are as near as the last one all are returned, so that no order decides.

        Args:
            query: (dim,) float32.
            count: How many vectors are looked for.
        """
        enough = max(_RESCORED, _RESCORED_EACH * count)
        signs = [segment.signs for segment in self.segments if segment.signs is not None]
        if len(self) <= max(self._flat, enough) or len(signs) < len(self.segments):
            return None
        code = sign_codes(query[np.newaxis])
        distances = np.concatenate([hamming_distances(own, code) for own in signs])
        distances[self._gone] = _GONE
        return np.flatnonzero(distances <= np.partition(distances, enough - 1)[enough - 1])

    def _scores(self, near: Ids | None, query: Scores) -> Scores:
        """Return the score of some rows of the segments, ascending, or of all: (m,) float32."""
        return np.concatenate([scores_of(some, query) for some in self._read(near)])

    def _read(self, near: Ids | None) -> Iterator[RowCodes]:
        """Yield rows of the segments, some at a time: some, ascending, or all."""
        for segment, (begin, end) in zip(
            self.segments, pairwise(self.begins.tolist()), strict=True
        ):
            own = None if near is None else _between(near, begin, end)
            for first in range(0, end - begin if own is None else len(own), _SCORED_AT_ONCE):
                some = slice(first, first + _SCORED_AT_ONCE)
                yield segment.rows[some if own is None else own[some]]

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
            within = places[own] - self.begins[number]
            for begin in range(0, len(own), _AT_ONCE):
                some = slice(begin, begin + _AT_ONCE)
                vectors[own[some]] = restored(self.segments[number].rows[within[some]])
        return vectors


def _between(rows: Ids, begin: int, end: int) -> Ids:
    """Return those of some rows, ascending, that lie in a segment, counted from its begin."""
    first, last = np.searchsorted(rows, (begin, end))
    return rows[first:last] - begin


def _best(ids: Ids, scores: Scores, count: int) -> tuple[Ids, Scores]:
    """Return the best of some rows, of equal ones the first.

    Args:
        ids: (m,) int64, -1 of a row that is gone.
        scores: (m,) float32.
        count: How many; there are as many that are not gone.
    """
    scores = np.where(ids < 0, np.float32(-np.inf), scores)
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    own = np.flatnonzero(scores >= least)
    order = own[np.lexsort((ids[own], -scores[own]))[:count]]
    return ids[order], scores[order]


def _damage(folder: Path, why: str) -> str:
    return f"{folder} is damaged: {why}; delete it and build the collection again"
