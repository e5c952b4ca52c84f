"""A database of a test's own, and engines on it as several processes have them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.config import Config
from bot.library import Shelves
from bot.library.files.originals import Originals
from bot.library.postgres import PostgresEngine
from index import Collection, Settings
from index.lab.hashed_encoder import HashedEncoder
from tests.support.engines.postgres_server import PostgresServer, new_database, postgres_server

if TYPE_CHECKING:
    import psycopg

MILL = "The mill at Arvale was built in 1702 by Ada Marlow. Its wheel was made of oak."


@pytest.fixture
def server() -> PostgresServer:
    return postgres_server()


@pytest.fixture
def address() -> str:
    """A database that `database migrate` has made ready, by the bot's own role."""
    return new_database()


@pytest.fixture
def empty() -> str:
    """A database with nothing in it, by the bot's own role."""
    return new_database("template0")


@pytest.fixture
def opening(address: str, tmp_path: Path) -> Callable[[], PostgresEngine]:
    """Opens the engine anew, as another process would."""
    return lambda: PostgresEngine(address, tmp_path / "library")


@pytest.fixture
def engine(opening: Callable[[], PostgresEngine]) -> PostgresEngine:
    return opening()


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "library" / "originals")


@pytest.fixture
def raw(address: str) -> "Iterator[psycopg.Connection[Any]]":
    """A connection of the bot's own role, on which no statement of the program was run."""
    import psycopg

    with psycopg.connect(address, options="-c search_path=briefing") as connection:
        yield connection


@pytest.fixture
def config(tmp_path: Path, address: str) -> Config:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "mill.txt").write_text(MILL, encoding="utf-8")
    settings, data = Settings(reader="none"), tmp_path / "data"
    return replace(Config(), knowledge=knowledge, data=data, index=settings, storage=address)


@pytest.fixture
def public(config: Config) -> Collection:
    """The operator's collection."""
    return Collection.open(config.knowledge, config.data, config.index, encoder=HashedEncoder())


@pytest.fixture
def opened(config: Config) -> Callable[[], Shelves]:
    """Opens the libraries anew, as another process of this machine does."""
    return lambda: Shelves(config)


@pytest.fixture
def shelves(opened: Callable[[], Shelves]) -> Shelves:
    return opened()


@pytest.fixture
def elsewhere(config: Config, tmp_path: Path) -> Shelves:
    """The libraries on another machine: it has the database alone in common with this one."""
    return Shelves(replace(config, data=tmp_path / "elsewhere"))
