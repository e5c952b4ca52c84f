"""Vectors in a database of the tests' own; a test is skipped where there is no pgvector."""

import hashlib
from functools import cache
from itertools import count

import pytest

from bot.library.postgres.connections import PostgresConnections
from bot.library.postgres.database import PostgresDatabase
from bot.library.postgres.vector_store import GuildVectorStore, SetName
from tests.support.engines.postgres_server import postgres_server

GUILD = 11
_numbers = count()


def needs_pgvector() -> None:
    """Skip the test where the tests' server has no pgvector."""
    if not postgres_server().has_pgvector:
        pytest.skip("no pgvector is installed (Debian: postgresql-17-pgvector)")


@cache
def _database() -> PostgresDatabase:
    server = postgres_server()
    server.run("CREATE DATABASE vectors TEMPLATE ready")  # as long as the process, unlike others
    return PostgresDatabase(PostgresConnections(server.address("vectors")))


def new_name() -> SetName:
    """Return the name of a set that nobody else has."""
    return SetName(hashlib.sha256(str(next(_numbers)).encode()).hexdigest(), "d", "passages")


def postgres_store(dim: int) -> GuildVectorStore:
    """Return a store that nobody else uses, empty."""
    needs_pgvector()
    return GuildVectorStore(_database(), GUILD, new_name(), dim)
