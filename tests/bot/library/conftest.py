"""A library of a few short documents, and the operator's beside it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Config
from bot.library import Shelves
from index import Collection, Settings
from index.lab.hashed_encoder import HashedEncoder

MILL = "The mill at Arvale was built in 1702 by Ada Marlow. Its wheel was made of oak."
HARBOUR = "The harbour at Wend was dug in 1630. Its master was Olaf Brennick."


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A configuration whose documents are two texts."""
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "mill.txt").write_text(MILL, encoding="utf-8")
    (knowledge / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    settings = Settings(reader="none")
    return replace(Config(), knowledge=knowledge, data=tmp_path / "data", index=settings)


@pytest.fixture
def public(config: Config) -> Collection:
    """The operator's collection."""
    return Collection.open(config.knowledge, config.data, config.index, encoder=HashedEncoder())


@pytest.fixture
def shelves(config: Config) -> Shelves:
    """The libraries of all servers, empty yet."""
    return Shelves(config)
