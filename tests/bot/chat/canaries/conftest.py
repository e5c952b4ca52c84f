"""Libraries of several servers, made once, and a house with people who ask the bot of them."""

from collections.abc import AsyncIterator
from time import time

import pytest

from bot.config import Config
from tests.support.canaries.house import Grounds, House, house
from tests.support.canaries.scene import scene
from tests.support.canaries.worlds import Worlds, operators
from tests.support.moved_clock import MovedClock


@pytest.fixture(scope="session")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> Grounds:
    folder, moment = tmp_path_factory.mktemp("canaries"), time()
    public = operators(folder)
    return Grounds(public, Worlds(folder, public, scene(MovedClock(moment))), moment)


@pytest.fixture
async def at_home(
    grounds: Grounds, config: Config, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[House]:
    async with house(grounds, config, caplog) as whole:
        yield whole
