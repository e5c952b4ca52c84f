"""Every engine that keeps what is known of servers: each runs the same suite, unchanged."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Config, LibrarySettings
from bot.library.files.originals import Originals
from bot.library.ports import JobsPort, LibraryEngine
from tests.support.engines.library_engines import ENGINES, Opening, Time


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=ENGINES)
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    """Opens the engine anew, as another process would; always on the same folder."""
    return lambda: ENGINES[request.param](tmp_path)


@pytest.fixture
def engine(opening: Opening) -> LibraryEngine:
    """The engine, without anything kept yet."""
    return opening()


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "library" / "originals")


@pytest.fixture
def opened(engine: LibraryEngine, originals: Originals, time: Time) -> Callable[..., JobsPort]:
    """Opens the jobs under some bounds."""

    def jobs(**bounds: int) -> JobsPort:
        library = LibrarySettings(**bounds)  # type: ignore[arg-type]  # all of these are numbers
        return engine.jobs(originals, replace(Config(), library=library), now=time)

    return jobs


@pytest.fixture
def jobs(opened: Callable[..., JobsPort]) -> JobsPort:
    return opened()
