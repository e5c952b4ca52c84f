"""A running double, humans in its world, and a small bot of the tests' own, ready to answer.

Any conftest may import the fixtures by name: `stage` with its `clock`, `run`, `bot`.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord
import pytest
from discord import app_commands

from bot.sandbox.people.person import Person, people
from bot.sandbox.pointing import pointed_at
from bot.sandbox.seed import reading_group
from bot.sandbox.service.server import Double
from bot.sandbox.world.wire import Json
from bot.sandbox.world.world import World
from tests.support.patience import WAIT_S
from tests.support.stand_in import payloads
from tests.support.stand_in.faults import RestFaults, SocketFaults
from tests.support.stand_in.moved_clock import MovedClock
from tests.support.stand_in.recorder import Recorder

LEAST = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""No privileged intent: what the product asks for."""

_AT_WORK = ("CommandTree-invoker", "discord-ui-", "discord.py: on_")  # so discord.py names tasks

TOKEN = "sandbox"  # noqa: S105  no secret: the bot's, in every test


class TinyBot(discord.Client):
    """A client of the tests' own. It keeps the messages that reached it, and has a command tree."""

    def __init__(
        self, intents: discord.Intents = LEAST, *, heartbeat_timeout: float = 60.0
    ) -> None:
        # Two seconds of waiting for servers at READY are for a service with many of them.
        super().__init__(
            intents=intents, guild_ready_timeout=0.001, heartbeat_timeout=heartbeat_timeout
        )
        self.tree = app_commands.CommandTree(self)
        self.received: asyncio.Queue[discord.Message] = asyncio.Queue()
        self.resumes = 0
        self.readies = 0
        self.resumed = asyncio.Event()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Skip the five seconds that discord.py waits before it identifies again."""

    async def on_message(self, message: discord.Message) -> None:
        if self.user is None or message.author.id != self.user.id:
            self.received.put_nowait(message)

    async def on_ready(self) -> None:
        self.readies += 1

    async def on_resumed(self) -> None:
        self.resumes += 1
        self.resumed.set()

    async def next_message(self) -> discord.Message:
        return await asyncio.wait_for(self.received.get(), WAIT_S)


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that a wire test needs."""

    double: Double
    member: Person
    moderator: Person
    clock: MovedClock
    faults: RestFaults
    sockets: SocketFaults
    recorder: Recorder

    @property
    def world(self) -> World:
        return self.double.world

    def guild(self) -> Json:
        return self.moderator.viewer.guilds()[0]

    def channel(self, name: str = "general") -> int:
        named = {channel["name"]: channel for channel in self.guild()["channels"]}
        return int(named[name]["id"])

    @property
    def bot_id(self) -> int:
        return self.world.application.bot_id


@pytest.fixture
def clock() -> MovedClock:
    """The time of the stage: it passes when a test says so, however slow the machine is."""
    return MovedClock()


@pytest.fixture
async def stage(caplog: pytest.LogCaptureFixture, clock: MovedClock) -> AsyncIterator[Stage]:
    """A double with the sandbox's own world.

    At the end whatever went over its wire is checked, and that discord.py has logged no error: it
    swallows those of commands, views and listeners. A test that provokes one clears `caplog`.
    """
    async with set_up(reading_group(clock), clock) as made:
        yield made
    records = [r for phase in ("setup", "call", "teardown") for r in caplog.get_records(phase)]
    logged = [r for r in records if r.levelno >= logging.ERROR]
    assert not logged, "\n".join(f"{r.getMessage()} {r.exc_info}" for r in logged)


@asynccontextmanager
async def set_up(world: World, clock: MovedClock) -> AsyncIterator[Stage]:
    """A double with a world, in the time of a clock; what went over its wire is checked after.

    Yields:
        The stage, with the first two humans of the world.
    """
    recorder, faults = Recorder(), RestFaults(clock)
    double = Double(world, token=TOKEN, middlewares=[faults.middleware])
    async with double:
        member, moderator, *_ = people(double.world)
        double.rest.listen(recorder.keep)
        with pointed_at(double):
            yield Stage(double, member, moderator, clock, faults, SocketFaults(double), recorder)
            faults.clear()
        payloads.check(recorder.exchanges)


Runner = Callable[[discord.Client], Awaitable[None]]


@pytest.fixture
async def run(stage: Stage) -> AsyncIterator[Runner]:
    """Start clients: `await run(client)` returns once it is ready; all are closed at the end."""
    running: list[tuple[discord.Client, asyncio.Task[None]]] = []

    async def start(client: discord.Client) -> None:
        await client.login(TOKEN)
        task = asyncio.create_task(client.connect())
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait({task, ready}, timeout=WAIT_S, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            await client.close()
            await task  # which raises what has ended it
            raise TimeoutError(f"a client was not ready within {WAIT_S} s")
        running.append((client, task))

    yield start
    await at_rest()
    for client, task in running:
        await client.close()
        # What ended a client before its time is a fault, unless the test has taken it.
        await asyncio.wait_for(task, WAIT_S)


async def at_rest() -> None:
    """Return once nothing is at work: what the test has seen of an answer its bot may yet read.

    A client that is closed before that logs an error, and one that is asked before that does not
    know the buttons and forms that it has just shown.
    """
    at_work = [task for task in asyncio.all_tasks() if task.get_name().startswith(_AT_WORK)]
    if at_work:
        await asyncio.wait(at_work, timeout=WAIT_S)


@pytest.fixture
def bot() -> TinyBot:
    return TinyBot()
