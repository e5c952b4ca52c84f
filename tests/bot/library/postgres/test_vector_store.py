"""A store of vectors in the database, once it was committed; what every store promises beside.

The suite of all stores is `tests/index/search/stores/test_contract.py`.
"""

from collections.abc import Callable

import numpy as np
import pytest

from bot.library.postgres.connections import PostgresConnections
from bot.library.postgres.database import PostgresDatabase
from bot.library.postgres.vector_store import GuildVectorStore, SetName
from index import StoreError, StoreUnavailableError
from tests.support.engines.numpy_store import NumpyStore
from tests.support.engines.postgres_server import PostgresServer, named
from tests.support.engines.postgres_vectors import needs_pgvector, new_name
from tests.support.engines.vectors import DIM, ids, unit_rows

ONE, TWO = 11, 22


@pytest.fixture
def database(address: str) -> PostgresDatabase:
    needs_pgvector()
    return PostgresDatabase(PostgresConnections(address))


@pytest.fixture
def opened(database: PostgresDatabase) -> Callable[[int], GuildVectorStore]:
    """Opens the store of one name anew, of a server."""
    name = new_name()
    return lambda guild: GuildVectorStore(database, guild, name, DIM)


def test_what_was_committed_is_there_for_every_process_of_this_server(
    opened: Callable[[int], GuildVectorStore],
) -> None:
    store, rows = opened(ONE), unit_rows(3)
    store.upsert(ids(5, 6, 7), rows)
    assert len(opened(ONE)) == 0
    store.commit()
    again = opened(ONE)
    assert len(again) == 3
    assert again.vectors(ids(7, 5)).tobytes() == rows[[2, 0]].tobytes()
    assert again.search(rows[1:2], 1)[0].tolist() == [[6]]
    theirs = opened(TWO)
    assert (len(theirs), theirs.search(rows, 3)[0].shape) == (0, (3, 0))
    with pytest.raises(StoreError, match="not in the store"):
        theirs.vectors(ids(5))


def test_two_servers_with_a_set_of_one_name_are_kept_apart(
    opened: Callable[[int], GuildVectorStore],
) -> None:
    for guild in (ONE, TWO):
        store = opened(guild)
        store.upsert(ids(guild, 1), unit_rows(2, seed=guild))
        store.commit()
    for guild in (ONE, TWO):
        found, scores = opened(guild).search(unit_rows(2, seed=TWO), 5)
        own = unit_rows(2, seed=TWO) @ unit_rows(2, seed=guild).T
        assert [set(row) for row in found.tolist()] == [{guild, 1}] * 2
        assert scores == pytest.approx(-np.sort(-own, axis=1), abs=1e-6)


def test_search_is_exact_over_what_was_committed_and_what_was_not(
    opened: Callable[[int], GuildVectorStore],
) -> None:
    oracle, store = NumpyStore(DIM), opened(ONE)
    numbers = np.arange(3_000, dtype=np.int64)
    for one in (oracle, store):
        one.upsert(numbers, unit_rows(3_000))
        one.commit()
        one.upsert(numbers[:50], unit_rows(50, seed=1))
        one.delete(numbers[100:200])
        one.upsert(ids(9_999), unit_rows(1, seed=2))
    queries = unit_rows(20, seed=3)
    for _ in range(2):
        assert len(store) == len(oracle)
        found, scores = store.search(queries, 10)
        wanted, worth = oracle.search(queries, 10)
        assert found.tolist() == wanted.tolist()
        assert scores == pytest.approx(worth, abs=1e-6)
        store.commit()


def test_a_commit_that_fails_changes_nothing_and_can_be_done_again(
    opened: Callable[[int], GuildVectorStore], server: PostgresServer, address: str
) -> None:
    store, rows = opened(ONE), unit_rows(2)
    store.upsert(ids(1), rows[:1])
    store.commit()
    store.upsert(ids(1, 2), rows[[1, 0]])
    with server.away(address):
        for deed in (store.commit, lambda: store.search(rows, 1), lambda: store.vectors(ids(1))):
            with pytest.raises(StoreUnavailableError, match="cannot be used now"):
                deed()
    assert opened(ONE).vectors(ids(1)).tobytes() == rows[:1].tobytes()
    store.commit()
    assert opened(ONE).vectors(ids(1, 2)).tobytes() == rows[[1, 0]].tobytes()


def test_where_there_is_no_pgvector_it_is_said_what_to_do(
    opened: Callable[[int], GuildVectorStore], server: PostgresServer, address: str
) -> None:
    server.run("DROP EXTENSION vector CASCADE", database=named(address))
    with pytest.raises(StoreUnavailableError, match="`briefing-bot database check` says what is"):
        opened(ONE).search(unit_rows(1), 1)


def test_a_name_says_which_vectors(database: PostgresDatabase) -> None:
    name = new_name()
    others = [SetName(name.sha256, name.digest, "sentences"), SetName(name.sha256, "e", name.part)]
    store = GuildVectorStore(database, ONE, name, DIM)
    store.upsert(ids(1), unit_rows(1))
    store.commit()
    assert [len(GuildVectorStore(database, ONE, one, DIM)) for one in (name, *others)] == [1, 0, 0]
