"""Libraries of several servers, made once, and a house with people who ask the bot of them."""

from collections.abc import AsyncIterator
from time import time

import pytest

from bot.config import Config
from tests.support.stand_in.canaries.house import Grounds, House, house
from tests.support.stand_in.canaries.scene import scene
from tests.support.stand_in.canaries.worlds import Worlds, operators
from tests.support.stand_in.moved_clock import MovedClock


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
