"""Workers alone on either engine, and the files of a place to work at."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import EMBEDDED, Config
from index import Collection, Settings
from index.lab.hashed_encoder import HashedEncoder
from tests.support.engines.postgres_server import new_database


@pytest.fixture(params=["sqlite", "postgres"])
def storage(request: pytest.FixtureRequest) -> str:
    """Where libraries are kept, as config.yaml says it."""
    return EMBEDDED if request.param == "sqlite" else new_database()


@pytest.fixture
def config(tmp_path: Path, storage: str) -> Config:
    """The bot's configuration."""
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "mill.txt").write_text("The mill at Arvale was built in 1702.", "utf-8")
    settings, data = Settings(reader="none"), tmp_path / "data"
    return replace(Config(), knowledge=knowledge, data=data, index=settings, storage=storage)


@pytest.fixture
def workplace(config: Config, tmp_path: Path) -> Path:
    """The data folder of the workers: the bot's own, or on a database another."""
    return config.data if config.storage == EMBEDDED else tmp_path / "workplace"


@pytest.fixture
def public(config: Config) -> Collection:
    """The operator's collection."""
    return Collection.open(config.knowledge, config.data, config.index, encoder=HashedEncoder())
