"""What was embedded of a server's documents, kept in the database for every process and machine.

A set is named by the sha256 of the file and by what was encoded, as in the folder of `KeptVectors`,
and by its part: the passages, the sentences, the words. It is sealed, so that damage shows, and is
the server's alone: another that has the same file embeds it for itself.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from bot.library.postgres.database import PostgresDatabase
from bot.library.postgres.vector_rows import VectorRows
from index import BriefingError, VectorArrays

T = TypeVar("T")
_log = logging.getLogger(__name__)

_NAMES = "SELECT DISTINCT sha256, digest FROM vector_sets WHERE guild = ?"
_SETS = (
    "SELECT id, part, rows, dim, seal, raw FROM vector_sets"
    " WHERE guild = ? AND sha256 = ? AND digest = ?"
)
_FORGET = "DELETE FROM vector_sets WHERE guild = ? AND sha256 = ? AND digest = ?"
_BEGIN = (
    "INSERT INTO vector_sets (guild, sha256, digest, part, rows, dim, seal, raw)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id"
)


@dataclass(frozen=True, slots=True)
class _KeptSet:
    """A set as its row describes it."""

    id: int
    part: str
    rows: int
    dim: int
    seal: str
    raw: bytes | None

    def array(self, vectors: VectorRows) -> npt.NDArray[np.generic] | None:
        """Return what it holds; None where that is damaged."""
        if self.raw is not None:
            found: npt.NDArray[np.generic] = np.frombuffer(self.raw, np.uint8)
        else:
            _, found = vectors.all(self.id, self.dim)
        return found if (len(found), seal_of(found)) == (self.rows, self.seal) else None


class GuildVectors:
    """The sets of one server, for as long as something of it is built: see `VectorHome`."""

    def __init__(self, database: PostgresDatabase, guild: int) -> None:
        """Keep them in a database; nothing is asked of it yet."""
        self._database = database
        self._guild = guild
        self._names: set[tuple[str, str]] = set()
        self._is_read = False
        self._is_closed = False  # away, or without pgvector: the rest is done without it

    def has(self, sha256: str, digest: str) -> bool:
        """Return whether nothing has to be put there under a digest of a file's."""
        known = self._known()
        return self._is_closed or (sha256, digest) in known

    def get(self, sha256: str, digest: str) -> VectorArrays | None:
        """Return what was put there, bit by bit; None where it is missing or damaged."""
        if (sha256, digest) not in self._known():
            return None
        found = self._done(lambda vectors: self._read(vectors, sha256, digest))
        if found is None:
            self._names.discard((sha256, digest))
        return found

    def put(self, sha256: str, digest: str, arrays: VectorArrays) -> None:
        """Keep arrays in the place of those that are there, if that can be."""
        if self._is_closed:
            return
        self._done(lambda vectors: self._write(vectors, sha256, digest, arrays))
        self._names.add((sha256, digest))

    def _read(self, vectors: VectorRows, sha256: str, digest: str) -> VectorArrays | None:
        """Return the parts of what has this name; where one of them is damaged, all are removed."""
        given = (self._guild, sha256, digest)
        sets = [_KeptSet(*row) for row in vectors.connection.execute(_SETS, given).fetchall()]
        arrays = {one.part: one.array(vectors) for one in sets}
        whole = {part: array for part, array in arrays.items() if array is not None}
        if len(whole) < len(arrays):
            _log.warning("vectors of server %s are damaged: they are made again", self._guild)
            vectors.connection.execute(_FORGET, given)
            return None
        return whole or None

    def _write(self, vectors: VectorRows, sha256: str, digest: str, arrays: VectorArrays) -> None:
        """Put the parts in; where another process has done so meanwhile, its stay."""
        name = (self._guild, sha256, digest)
        vectors.connection.execute(_FORGET, name)
        for part, array in sorted(arrays.items()):
            is_raw = array.ndim == 1
            rows = array if is_raw else array.astype(np.float32)
            dim, raw = (0, array.tobytes()) if is_raw else (array.shape[1], None)
            described = (*name, part, len(rows), dim, seal_of(rows), raw)
            begun = vectors.connection.execute(_BEGIN, described).fetchone()
            if begun is None:
                return
            if raw is None:
                ids = np.arange(len(rows), dtype=np.int64)
                vectors.put(begun[0], ids, rows.astype(np.float32))

    def _known(self) -> set[tuple[str, str]]:
        """Return the names of what there is, as read when this was first asked."""
        if not self._is_read:
            self._is_read = True
            self._names |= self._done(self._listed) or set()
        return self._names

    def _listed(self, vectors: VectorRows) -> set[tuple[str, str]]:
        rows = vectors.connection.execute(_NAMES, (self._guild,)).fetchall()
        return {(sha256, digest) for sha256, digest in rows}

    def _done(self, deed: Callable[[VectorRows], T]) -> T | None:
        """Return what is done in a transaction; None where there is no place for vectors.

        What goes wrong is logged once, and nothing is asked of the database after.
        """
        try:
            with self._database.connected(self._guild) as connection:
                vectors = VectorRows.within(connection, self._guild)
                self._is_closed = vectors is None
                return None if vectors is None else deed(vectors)
        except BriefingError as error:
            self._is_closed = True
            _log.warning("vectors of server %s stay on this machine: %s", self._guild, error)
            return None


def seal_of(rows: npt.NDArray[Any]) -> str:
    """Return a digest of an array's numbers and its shape."""
    shape = "x".join(map(str, rows.shape)).encode()
    return hashlib.sha256(shape + b":" + np.ascontiguousarray(rows).tobytes()).hexdigest()
