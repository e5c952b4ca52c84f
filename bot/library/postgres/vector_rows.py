"""Rows of vectors in pgvector, as NumPy has them: a set of them put, read, and searched exactly.

They go over the wire in the database's own binary form, float32 by float32, so that what is read is
bit by bit what was put.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.library.postgres.connections import BinaryValue, PostgresConnection
from bot.library.postgres.migrations import SCHEMA
from index import Embeddings, Ids, Scores

_AT_ONCE = 2_000  # rows of a statement
_PLACE = (
    "SELECT quote_ident(nspname), pg_type.oid::bigint FROM pg_extension"
    " JOIN pg_namespace ON pg_namespace.oid = extnamespace"
    " JOIN pg_type ON typnamespace = extnamespace AND typname = 'vector'"
    " WHERE extname = 'vector' AND to_regclass(?) IS NOT NULL"
)
_INSERT = (
    "INSERT INTO vectors SELECT ?, ?, number, embedding"
    " FROM unnest(?::bigint[], ?::vector[]) AS given (number, embedding)"
)
_OF_SET = "FROM vectors WHERE guild = ? AND set_id = ?"
_ALL = f"SELECT number, embedding {_OF_SET} ORDER BY number"  # our own words
_SOME = f"SELECT number, embedding {_OF_SET} AND number = ANY(?)"
_COUNT = f"SELECT count(*) {_OF_SET} AND number <> ALL(?)"
_DELETE = f"DELETE {_OF_SET} AND number = ANY(?)"
# No index of vectors: the rows of the set are gone through, so none that is near is missed.
_NEAREST = (
    "SELECT query, number, -distance FROM unnest(?::vector[]) WITH ORDINALITY AS asked (wanted,"  # noqa: S608
    f" query) CROSS JOIN LATERAL (SELECT number, embedding <#> wanted AS distance {_OF_SET}"
    " AND number <> ALL(?) ORDER BY distance, number LIMIT ?) AS nearest ORDER BY query, distance,"
    " number"
)


@dataclass(frozen=True, slots=True)
class VectorRows:
    """The vectors of one server, in a transaction of it.

    Args:
        connection: Of that transaction.
        guild: The server.
        oid: The number that this database has for pgvector's type.
    """

    connection: PostgresConnection
    guild: int
    oid: int

    @classmethod
    def within(cls, connection: PostgresConnection, guild: int) -> "VectorRows | None":
        """Return them; None where the database has no pgvector, or no table for them yet."""
        place = connection.execute(_PLACE, (f"{SCHEMA}.vectors",)).fetchone()
        if place is None:
            return None
        path = f"{SCHEMA}, {place[0]}"
        connection.execute("SELECT set_config('search_path', ?, true)", (path,))
        return cls(connection, guild, place[1])

    def put(self, set_id: int, ids: Ids, rows: Embeddings) -> None:
        """Put vectors in, under ids that the set does not have."""
        for start in range(0, len(ids), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            given = (self.guild, set_id, ids[some].tolist(), self._packed(rows[some]))
            self.connection.execute(_INSERT, given)

    def delete(self, set_id: int, ids: Ids) -> None:
        """Take vectors out."""
        self.connection.execute(_DELETE, (self.guild, set_id, ids.tolist()))

    def all(self, set_id: int, dim: int) -> tuple[Ids, Embeddings]:
        """Return the ids of a set, ascending, and their vectors; those of other dimensions not."""
        return _unpacked(self.connection.read(_ALL, (self.guild, set_id)), dim)

    def some(self, set_id: int, ids: Ids, dim: int) -> tuple[Ids, Embeddings]:
        """Return the ids that a set has of these, in any order, and their vectors."""
        given = (self.guild, set_id, ids.tolist())
        return _unpacked(self.connection.read(_SOME, given), dim)

    def count(self, set_id: int, but: Ids) -> int:
        """Return how many vectors a set has, but those of some ids."""
        rows = self.connection.execute(_COUNT, (self.guild, set_id, but.tolist()))
        return int(rows.fetchall()[0][0])

    def nearest(
        self, set_id: int, queries: Embeddings, k: int, but: Ids
    ) -> list[tuple[Ids, Scores]]:
        """Return the k nearest of a set for each query, best first, but those of some ids.

        Returns:
            Of each query ids (m,) int64 and inner products (m,) float32.
        """
        if not len(queries):
            return []
        given = (self._packed(queries), self.guild, set_id, but.tolist(), k)
        found: list[tuple[list[int], list[float]]] = [([], []) for _ in queries]
        for query, number, score in self.connection.read(_NEAREST, given):
            found[query - 1][0].append(number)
            found[query - 1][1].append(score)
        return [(np.array(ids, np.int64), np.array(of, np.float32)) for ids, of in found]

    def _packed(self, rows: Embeddings) -> BinaryValue:
        """Return vectors as an array of pgvector's type (`array_recv`, `vector_recv`)."""
        count, dim = rows.shape
        body = np.zeros(count, _layout(dim, with_length=True))
        body["length"], body["dim"], body["embedding"] = 4 + 4 * dim, dim, rows
        return BinaryValue(struct.pack(">iiIii", 1, 0, self.oid, count, 1) + body.tobytes())


def _layout(dim: int, *, with_length: bool = False) -> np.dtype[Any]:
    """Return how a vector stands on the wire: its dimension, two bytes unused, its numbers."""
    head = [("length", ">i4")] if with_length else []
    return np.dtype([*head, ("dim", ">u2"), ("unused", ">u2"), ("embedding", ">f4", (dim,))])


def _unpacked(rows: Sequence[tuple[int, bytes]], dim: int) -> tuple[Ids, Embeddings]:
    """Return the ids and vectors of rows that have this dimension."""
    layout = _layout(dim)
    fitting = [row for row in rows if len(row[1]) == layout.itemsize]
    ids = np.array([number for number, _ in fitting], dtype=np.int64)
    body = np.frombuffer(b"".join(raw for _, raw in fitting), dtype=layout)
    return ids, body["embedding"].astype(np.float32).reshape(-1, dim)
