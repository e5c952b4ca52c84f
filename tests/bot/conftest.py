"""The product's bot on the double, with a collection that needs no model."""

import gc
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from threading import TIMEOUT_MAX

import pytest

from bot.config import ROOT, Config, DiscordSettings, LibrarySettings
from bot.library.dispatch import work
from bot.library.shelving import open_editions
from bot.terminal import console
from index import Collection, Settings
from index.building import open_or_build
from index.calibration import KeptThreshold, conditions_of
from index.lab.hashed_encoder import HashedEncoder
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import Desk, connected
from tests.support.stand_in.stage import Stage, clock, stage
from tests.support.terminal import essay, place, told

__all__ = ["clock", "essay", "place", "stage", "told"]


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No lines of progress, however busy the machine is."""
    monkeypatch.setattr(console, "EVERY_S", TIMEOUT_MAX)


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a busy machine does late is no failure, where lateness is not what is tested."""
    monkeypatch.setattr(work, "_GLANCE_S", WAIT_S)
    monkeypatch.setattr(open_editions, "_PATIENCE_S", WAIT_S)


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """The garbage collector and the threads go on as they were, also where a program was served."""
    threshold, interval_s = gc.get_threshold(), sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval_s)
    if gc.get_threshold() != threshold:
        gc.unfreeze()
        gc.set_threshold(*threshold)


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The essay, encoded by hashed words and judged without a reader."""
    settings = Settings(reader="none", answer_threshold=0.63)
    data = tmp_path_factory.mktemp("data")
    return Collection.open(ROOT / "knowledge", data, settings, encoder=HashedEncoder())


@pytest.fixture(scope="session")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The same, but no evidence is enough."""
    settings = Settings(reader="none", answer_threshold=1.0)
    data = tmp_path_factory.mktemp("data")
    return Collection.open(ROOT / "knowledge", data, settings, encoder=HashedEncoder())


@pytest.fixture(scope="session")
def calibrated(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The same, answering from a threshold that was calibrated on it."""
    knowledge, data = ROOT / "knowledge", tmp_path_factory.mktemp("data")
    settings, encoder = Settings(reader="none"), HashedEncoder()
    built = open_or_build(knowledge, data, settings, encoder)
    conditions = conditions_of(built.manifest, settings)
    KeptThreshold(0.25, 0.1, 300, conditions).write(built.home)
    return Collection.open(knowledge, data, settings, encoder=encoder)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """No cooldown, so that tests need not wait; what is brought is read in this process."""
    return replace(
        Config(),
        data=tmp_path,
        discord=DiscordSettings(cooldown_s=0.0),
        library=LibrarySettings(workers=0),
    )


@pytest.fixture
async def desk(config: Config, collection: Collection, stage: Stage) -> AsyncIterator[Desk]:
    async with connected(config, collection, stage) as made:
        yield made
