"""A `VectorStore` in the database: one set of a server's vectors, searched exactly where they lie.

What is changed is kept in memory until `commit`, which puts it there whole or not at all; until
then it counts in every search. The bot answers from its own mapped files, which are quicker
(ARCHITECTURE.md): this is for who has the database alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from bot.library.postgres.connections import PostgresConnections
from bot.library.postgres.database import PostgresDatabase
from bot.library.postgres.vector_rows import VectorRows
from bot.library.postgres.vector_sets import seal_of
from index import (
    BriefingError,
    Embeddings,
    Ids,
    Scores,
    StoreError,
    StoreUnavailableError,
    VectorStore,
    check_query,
    check_upsert,
)

_NONE = -1  # no set has this id
_FIND = "SELECT id FROM vector_sets WHERE guild = ? AND sha256 = ? AND digest = ? AND part = ?"
_BEGIN = (
    "INSERT INTO vector_sets (guild, sha256, digest, part, rows, dim, seal)"
    " VALUES (?, ?, ?, ?, 0, ?, '') ON CONFLICT (guild, sha256, digest, part)"
    " DO UPDATE SET dim = excluded.dim RETURNING id"
)
_BYTES = (
    "SELECT sum(pg_total_relation_size(relid)) FROM (SELECT relid FROM pg_partition_tree('vectors')"
    " UNION ALL SELECT 'vector_sets'::regclass) AS tables"
)
_SEAL = "UPDATE vector_sets SET rows = ?, seal = ? WHERE guild = ? AND id = ?"


@dataclass(frozen=True, slots=True)
class SetName:
    """What a set of a server is called.

    Args:
        sha256: Of the file that it is of; the set goes with the server's last document of it.
        digest: Of what was encoded.
        part: Which of its vectors.
    """

    sha256: str
    digest: str
    part: str


def vector_store_in(address: str, guild: int, name: SetName, dim: int) -> "GuildVectorStore":
    """Return a set of a server's vectors in a database: see `GuildVectorStore`."""
    return GuildVectorStore(PostgresDatabase(PostgresConnections(address)), guild, name, dim)


def bytes_of_vectors(address: str) -> int:
    """Return the bytes that a database has for the vectors of all servers, with their indexes."""
    with PostgresDatabase(PostgresConnections(address)).connected() as connection:
        return int(connection.execute(_BYTES).fetchall()[0][0])


class GuildVectorStore(VectorStore):
    """The set; of other servers' vectors nothing is ever seen."""

    def __init__(self, database: PostgresDatabase, guild: int, name: SetName, dim: int) -> None:
        """Search a set, which is made by the first `commit`.

        Args:
            database: That `database migrate` has made ready, with pgvector.
            guild: The server.
            name: Of the set.
            dim: Length of a vector, at least 1.
        """
        self._database = database
        self._guild = guild
        self._name = (guild, name.sha256, name.digest, name.part)
        self._dim = dim
        self._changed: dict[int, Embeddings | None] = {}  # None: taken out

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._dim

    def __len__(self) -> int:
        """Return the number of vectors.

        Raises:
            StoreUnavailableError: The database does not answer.
        """
        with self._opened() as (rows, set_id):
            return rows.count(set_id, self._touched) + len(self._put)

    def upsert(self, ids: Ids, embeddings: Embeddings) -> None:
        """Put vectors in; an id that is there already gets the new vector.

        Args:
            ids: (n,) int64, no id twice.
            embeddings: (n, dim) float32, rows of unit length.

        Raises:
            StoreError: The shapes do not fit, an id stands twice, or a row has another length.
        """
        check_upsert(ids, embeddings, self.dim)
        self._changed |= dict(zip(ids.tolist(), embeddings.copy(), strict=True))

    def delete(self, ids: Ids) -> None:
        """Take vectors out; an id that is not there is no fault.

        Args:
            ids: (n,) int64.
        """
        self._changed |= dict.fromkeys(ids.tolist())

    def search(self, embeddings: Embeddings, k: int) -> tuple[Ids, Scores]:
        """Return the k nearest vectors of each query: see `Vectors.search`.

        Raises:
            StoreUnavailableError: The database does not answer.
        """
        check_query(embeddings, k, self.dim)
        with self._opened() as (rows, set_id):
            kept = rows.nearest(set_id, embeddings, k, self._touched)
            count = min(k, rows.count(set_id, self._touched) + len(self._put))
        put = self._put
        own = np.array(list(put), dtype=np.int64)
        scores = embeddings @ self._stacked(list(put.values())).T
        found_ids = np.zeros((len(embeddings), count), dtype=np.int64)
        found_scores = np.zeros((len(embeddings), count), dtype=np.float32)
        for at, (ids, of_kept) in enumerate(kept):
            every = np.concatenate([ids, own])
            worth = np.concatenate([of_kept, scores[at]])
            best = np.argsort(-worth, kind="stable")[:count]
            found_ids[at], found_scores[at] = every[best], worth[best]
        return found_ids, found_scores

    def vectors(self, ids: Ids) -> Embeddings:
        """Return the stored vectors, in the order of `ids`.

        Args:
            ids: (n,) int64.

        Returns:
            (n, dim) float32.

        Raises:
            StoreError: An id is not in the store.
            StoreUnavailableError: The database does not answer.
        """
        wanted = [number for number in ids.tolist() if number not in self._changed]
        with self._opened() as (rows, set_id):
            there = rows.some(set_id, np.array(wanted, dtype=np.int64), self.dim)
        known = self._changed | dict(zip(there[0].tolist(), there[1], strict=True))
        found = [row for number in ids.tolist() if (row := known.get(number)) is not None]
        if len(found) < len(ids):
            raise StoreError("an id is not in the store: build the collection again")
        return self._stacked(found)

    def commit(self) -> None:
        """Make every change so far durable, all or nothing.

        Raises:
            StoreUnavailableError: The database does not answer, or has no place for vectors.
        """
        put = self._put
        with self._opened() as (rows, _):
            begun = rows.connection.execute(_BEGIN, (*self._name, self.dim))
            ((set_id,),) = begun.fetchall()
            rows.delete(set_id, self._touched)
            rows.put(set_id, np.array(list(put), np.int64), self._stacked(list(put.values())))
            _, every = rows.all(set_id, self.dim)
            rows.connection.execute(_SEAL, (len(every), seal_of(every), self._guild, set_id))
        self._changed.clear()

    @property
    def _touched(self) -> Ids:
        """The ids whose vectors are others, or gone, since the last `commit`."""
        return np.array(list(self._changed), dtype=np.int64)

    @property
    def _put(self) -> dict[int, Embeddings]:
        """The vectors that were put in since."""
        return {number: row for number, row in self._changed.items() if row is not None}

    def _stacked(self, rows: list[Embeddings]) -> Embeddings:
        return np.array(rows, dtype=np.float32).reshape(-1, self.dim)

    @contextmanager
    def _opened(self) -> Iterator[tuple[VectorRows, int]]:
        """Yield the rows in a transaction, and the id of the set.

        Yields:
            Both.

        Raises:
            StoreError: What is done with them cannot be.
            StoreUnavailableError: The database does not answer, or has no place for vectors.
        """
        try:
            with self._database.connected(self._guild) as connection:
                rows = VectorRows.within(connection, self._guild)
                if rows is None:
                    raise StoreUnavailableError(
                        "the database has no place for vectors: `briefing-bot database check` "
                        "says what is missing"
                    )
                found = connection.execute(_FIND, self._name).fetchone()
                yield rows, int(found[0]) if found else _NONE
        except StoreError:
            raise
        except BriefingError as error:
            raise StoreUnavailableError(str(error)) from error
