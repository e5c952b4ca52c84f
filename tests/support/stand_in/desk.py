"""The product's bot at work on the double: asked, pressed, and what it says."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from bot.chat.client import BriefingBot
from bot.chat.observability.witnesses import Witness
from bot.config import Config
from bot.library import Holdings, Library, Shelves, employed
from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json
from index import Collection
from tests.support.patience import WAIT_S
from tests.support.stand_in.paced import MovedPacing
from tests.support.stand_in.stage import TOKEN, Stage

# The essay answers it, by this evidence.
QUESTION = "Does it control or contest at least 44 percent of the districts?"
EVIDENCE = "at least 44 percent"
_THINKING = 1 << 7
WORKER = "tests.support.processes.hashed_worker"  # where the configuration has any


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


@dataclass(frozen=True, slots=True)
class Desk:
    """A running double with the product's bot on it."""

    stage: Stage
    bot: BriefingBot
    pacing: MovedPacing

    @property
    def mention(self) -> str:
        return f"<@{self.stage.bot_id}>"

    @property
    def general(self) -> int:
        return self.stage.channel("general")

    def replies(self, person: Person | None = None) -> Replies:
        return Replies(self.stage, person or self.stage.member)

    async def all_said(self, person: Person | None = None) -> list[str]:
        """Return the ids of what the bot says in the general channel, once it says nothing more.

        Args:
            person: Whoever looks; None for the member.
        """
        assert await self.bot.in_flight.drained(WAIT_S)
        seen = (person or self.stage.member).viewer.messages(self.general)
        return [one["id"] for one in seen if one["author"]["id"] == str(self.stage.bot_id)]

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
async def connected(
    config: Config, collection: Collection, stage: Stage, witness: Witness | None = None
) -> AsyncIterator[Desk]:
    """The product's bot, connected for as long as the block runs."""
    pacing = MovedPacing(stage.clock)
    holdings, shelves = Holdings(collection), Shelves(config)
    bot = BriefingBot(config, Library(config, holdings, shelves), pacing, witness)
    await bot.login(TOKEN)
    task = asyncio.create_task(bot.connect())
    try:
        async with asyncio.timeout(WAIT_S):
            await bot.wait_until_ready()
        async with employed(config, holdings, shelves, WORKER):
            yield Desk(stage, bot, pacing)
    finally:
        await bot.close()
        await task


def shown(message: Json) -> str:
    """Return what a message's embeds say."""
    return "\n".join(embed.get("description", "") for embed in message["embeds"])


def labels(message: Json) -> list[str]:
    """Return what its buttons say."""
    return [button["label"] for row in message["components"] for button in row["components"]]


def custom_id(message: Json, label: str) -> str:
    """Return the custom_id of the button with this label."""
    buttons = [b for row in message["components"] for b in row["components"]]
    return str(next(b["custom_id"] for b in buttons if b["label"] == label))


async def press(desk: Desk, message: Json, label: str, *, moderator: bool = False) -> Json:
    """Press a button and return the answer to it."""
    person = desk.stage.moderator if moderator else desk.stage.member
    call = await person.presser.press(
        int(message["channel_id"]), int(message["id"]), custom_id(message, label)
    )
    return await call.answer(WAIT_S)
