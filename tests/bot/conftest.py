"""The product's bot on the double, with a collection that needs no model."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.chat.client import BriefingBot
from bot.config import ROOT, Config, DiscordSettings
from bot.library import Library
from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json
from index import Collection, Settings
from tests.support.hashed_encoder import HashedEncoder
from tests.support.stage import Stage, stage
from tests.support.terminal import essay, place, told

__all__ = ["essay", "place", "stage", "told"]

# Generous: a test that passes does not wait.
WAIT_S = 30.0
_THINKING = 1 << 7


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The essay, encoded by hashed words and judged without a reader."""
    settings = Settings(reader="none", answer_threshold=0.3)
    data = tmp_path_factory.mktemp("data")
    return Collection.open(ROOT / "knowledge", data, settings, encoder=HashedEncoder())


@pytest.fixture(scope="session")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The same, but no evidence is enough."""
    settings = Settings(reader="none", answer_threshold=1.0)
    data = tmp_path_factory.mktemp("data")
    return Collection.open(ROOT / "knowledge", data, settings, encoder=HashedEncoder())


class Replies:
    """What the bot says where one person can see it."""

    def __init__(self, stage: Stage, person: Person) -> None:
        self._bot_id = str(stage.bot_id)
        self._person = person

    @contextmanager
    def watched(self) -> Iterator["Replies"]:
        with self._person.viewer.observe() as events:
            self._events = events
            yield self

    async def next(self) -> Json:
        """Return the bot's next message that is more than "thinking…"."""
        async with asyncio.timeout(WAIT_S):
            while True:
                event = await self._events.get()
                message: Json = event["d"]
                if event["t"] not in {"MESSAGE_CREATE", "MESSAGE_UPDATE"}:
                    continue
                if message["author"]["id"] != self._bot_id or message["flags"] & _THINKING:
                    continue
                return message

    async def none_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self.next()
        except TimeoutError:
            return True
        return False


@dataclass(frozen=True, slots=True)
class Desk:
    """A running double with the product's bot on it."""

    stage: Stage
    bot: BriefingBot

    @property
    def mention(self) -> str:
        return f"<@{self.stage.bot_id}>"

    @property
    def general(self) -> int:
        return self.stage.channel("general")

    def replies(self, person: Person | None = None) -> Replies:
        return Replies(self.stage, person or self.stage.member)

    async def tell(self, content: str, person: Person | None = None) -> Json:
        """Send a message and return the bot's reply to it."""
        speaker = person or self.stage.member
        with self.replies(speaker).watched() as replies:
            await speaker.writer.send(self.general, content)
            return await replies.next()

    async def use(
        self, name: str, options: dict[str, str | bool], person: Person | None = None
    ) -> Json:
        """Use a slash command and return its final answer."""
        call = await (person or self.stage.member).invoker.slash(self.general, name, dict(options))
        return await call.answer(WAIT_S)


@asynccontextmanager
async def connected(config: Config, collection: Collection, stage: Stage) -> AsyncIterator[Desk]:
    """The product's bot, connected for as long as the block runs."""
    bot = BriefingBot(config, Library(config, collection))
    await bot.login("sandbox")
    task = asyncio.create_task(bot.connect())
    try:
        async with asyncio.timeout(WAIT_S):
            await bot.wait_until_ready()
        yield Desk(stage, bot)
    finally:
        await bot.close()
        await task


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """No cooldown, so that tests need not wait."""
    return replace(Config(), data=tmp_path, discord=DiscordSettings(cooldown_s=0.0))


@pytest.fixture
async def desk(config: Config, collection: Collection, stage: Stage) -> AsyncIterator[Desk]:
    async with connected(config, collection, stage) as made:
        yield made
