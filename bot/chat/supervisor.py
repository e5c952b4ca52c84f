"""Keeping the bot connected: start, back off, resume, and end when asked to."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import discord

from bot.chat.client import BriefingBot
from bot.chat.gateway.connections import follow_connections
from bot.chat.gateway.reconnecting import reconnect_soon
from bot.chat.gateway.watching import Lookout, shield
from bot.chat.observability.health import HealthFile, State, refused
from bot.chat.observability.signs_of_life import EVERY_S
from bot.config import Config
from bot.library import settle_grown_memory
from index import BriefingError

_log = logging.getLogger(__name__)

_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 120.0  # between two attempts; the first pause doubles up to it
_STEADY_S = 60.0  # a connection that held so long resets the back-off
# From a refusal to the next attempt of whoever is started again and again without anybody there:
# Discord has a bot begin a thousand times a day, and then takes its token from it.
# https://discord.com/developers/docs/events/gateway#identifying
_BETWEEN_REFUSALS_S = 120.0
FINISH_WITHIN_S = 20.0  # what is in flight when the connection ends
_LOST = (
    discord.DiscordException,
    aiohttp.ClientError,
    OSError,
    TimeoutError,
    AttributeError,  # discord.py 2.7.1 (client.py:787) where the first connection fails
)
_TOKEN = "the token is not valid. Copy it again from the developer portal into DISCORD_TOKEN."  # noqa: S105
_INTENT = (
    "an intent is not switched on. Switch on Message Content in the developer portal, "
    "or set message_content_intent to false in config.yaml."
)
_UPDATE = "Install a newer version of this program; where there is none, report this."
# https://discord.com/developers/docs/topics/opcodes-and-status-codes: not to be tried again
_REFUSALS = {
    4004: _TOKEN,
    4010: f"it takes this connection for an invalid shard. {_UPDATE}",
    4011: "the bot is in too many servers for one connection. Have it serve them over several, "
    "such as with `run --shards 0-1/2`, or over more than now.",
    4012: f"this program speaks a version of the API that is not served any more. {_UPDATE}",
    4013: f"this program asks for an intent that does not exist. {_UPDATE}",
    4014: _INTENT,
}


class RefusedError(BriefingError):
    """Discord will not let this bot in, however often it tries."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The machine's time, in place of which a test has its own.

    Args:
        now_s: Seconds since the epoch.
        elapsed_s: Seconds since some moment; never set back.
        pause: Waits so many seconds.
        first_pause_s: The longest before the second attempt.
    """

    now_s: Callable[[], float] = time.time
    elapsed_s: Callable[[], float] = time.monotonic
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep
    first_pause_s: float = _FIRST_PAUSE_S


class Supervisor:
    """Runs one bot after another until it is told to stop."""

    def __init__(
        self,
        make: Callable[[], BriefingBot],
        secret: str,
        health: Path,
        *,
        timing: Timing | None = None,
        changed: Callable[[State], None] = lambda _: None,
        attended: bool = True,
    ) -> None:
        """Prepare; nothing is connected.

        Args:
            make: Gives a fresh bot for each attempt, since a closed one cannot restart.
            secret: The bot's token.
            health: The file that says how it fares.
            timing: By which clock.
            changed: Told of the state of the connection, whenever it is written.
            attended: Whether somebody has started it who looks at it, and not whatever starts it
                again each time that it ends: then a refusal is not tried again at once.
        """
        self._attended = attended
        self._make = make
        self._secret = secret
        self._timing = timing or Timing()
        self._path = health
        self._health = HealthFile(health, self._timing.now_s, changed)
        self._pause_s = self._timing.first_pause_s
        self._stop = asyncio.Event()
        self._bot: BriefingBot | None = None  # the one that is connected, connects or finishes
        self._lookout: Lookout | None = None  # on the bot that is connected, or connects

    def stop(self) -> None:
        """Take no more questions, finish those in hand, tell those who wait, and end."""
        self._stop.set()
        if self._bot is not None:
            self._bot.library.leave()

    def reconfigure(self, config: Config) -> None:
        """Have the bot that runs, if one does, go by another configuration."""
        if self._bot is not None:
            self._bot.reconfigure(config)

    async def run(self) -> None:
        """Stay connected until told to stop.

        Raises:
            RefusedError: The token, an intent or the program itself was refused.
        """
        if not self._attended:
            await self._wait_after_refusal()
        pulse = asyncio.create_task(self._look_now_and_then())
        try:
            await self._stay_connected()
        finally:
            pulse.cancel()

    async def _wait_after_refusal(self) -> None:
        """Wait where Discord refused the bot a moment ago, unless it was for its token alone.

        A token is refused before a connection is begun.
        """
        at_s, why = refused(self._path) or (0.0, "")
        pause_s = min(at_s + _BETWEEN_REFUSALS_S - self._timing.now_s(), _BETWEEN_REFUSALS_S)
        if pause_s > 0 and why != _TOKEN:
            _log.warning("Discord refused the bot: %s Trying again in %.0f s", why, pause_s)
            await self._pausing(pause_s)

    async def _stay_connected(self) -> None:
        while not self._stop.is_set():
            begun_s = self._timing.elapsed_s()
            reason = await self._attempt()
            if self._timing.elapsed_s() - begun_s > _STEADY_S:
                self._pause_s = self._timing.first_pause_s
            await self._rest(reason)
        self._health.change(State.STOPPED)

    async def _attempt(self) -> str:
        """Run one bot to the end of its connection, and return why it ended.

        Raises:
            RefusedError: There is no use in trying again.
            BriefingError: The bot cannot be made.
        """
        try:
            await self._connect_once()
        except BriefingError:
            raise
        except Exception as error:  # nothing that Discord sends may end the program
            if refusal := _refusal(error):
                self._health.change(State.REFUSED, refusal)
                raise RefusedError(f"Discord refused the bot: {refusal}") from error
            if isinstance(error, _LOST):
                reason = str(error) or type(error).__name__
                was_there = self._health.state is not State.CONNECTING
                _log.warning("%s: %s", "connection lost" if was_there else "cannot connect", reason)
                return reason
            _log.error("the bot failed, and is started anew", exc_info=error)
            return type(error).__name__
        return ""

    async def _connect_once(self) -> None:
        """Run one bot until its connection is over or the stop is asked for."""
        bot = self._bot = self._make()
        shield(bot)
        reconnect_soon()
        self._lookout = Lookout(bot, self._timing.now_s)
        self._health.begin(bot.served)
        self._follow(bot, self._lookout)
        connection = asyncio.create_task(bot.start(self._secret, reconnect=True))
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({connection, stopping}, return_when=asyncio.FIRST_COMPLETED)
            await self._finish_questions(bot)
        finally:
            stopping.cancel()
            self._observe()
            self._lookout = self._bot = None
            if not bot.is_closed():
                await bot.close()
        # A log-in that was under way found its session closed by us: RuntimeError of discord.py,
        # AssertionError of aiohttp, or whatever the library beneath says of what is not there. A
        # client that pauses before it reconnects would not notice that it is closed.
        connection.cancel()
        ended = Exception if self._stop.is_set() else asyncio.CancelledError
        with suppress(asyncio.CancelledError, ended):
            await connection

    async def _finish_questions(self, bot: BriefingBot) -> None:
        """Answer what is in hand: answers go by HTTP and need no gateway."""
        if self._stop.is_set():
            _log.info("stopping: finishing the questions in hand")
        else:
            self._health.lose()
        if not await bot.in_flight.drained(FINISH_WITHIN_S):
            _log.warning("some questions were not finished within %.0f s", FINISH_WITHIN_S)

    def _follow(self, bot: BriefingBot, lookout: Lookout) -> None:
        """Tell of every change of this bot's connection, while it is the one that runs."""

        def told(away: frozenset[int]) -> None:
            if self._lookout is lookout:
                self._health.tell_shards(away)

        follow_connections(bot, bot.served, told)

    async def _look_now_and_then(self) -> None:
        """Write the health now and then, so that a reader can tell that it is of today.

        And look through the memory, which stops every thread for a moment, where nobody waits.
        """
        while True:
            await self._timing.pause(EVERY_S)
            self._observe()
            if self._bot is None or self._bot.in_flight.is_empty():
                settle_grown_memory()

    def _observe(self) -> None:
        """Write what there is to see of the bot that runs; without one, that we are still there."""
        lookout = self._lookout
        if lookout is None:
            self._health.observe(heartbeat=False, answer=None)
        else:
            self._health.observe(heartbeat=lookout.another_heartbeat(), answer=lookout.answer)

    async def _rest(self, reason: str) -> None:
        """Wait before the next attempt: exponential, with full jitter, ended by a stop."""
        if self._stop.is_set():
            return
        pause_s = random.uniform(self._pause_s / 2, self._pause_s)  # noqa: S311  # jitter
        self._pause_s = min(self._pause_s * 2, _LONGEST_PAUSE_S)
        self._health.change(State.WAITING, reason)
        _log.info("trying again in %.1f s", pause_s)
        await self._pausing(pause_s)

    async def _pausing(self, pause_s: float) -> None:
        """Wait so long, or until the stop is asked for."""
        pausing = asyncio.ensure_future(self._timing.pause(pause_s))
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait({pausing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        pausing.cancel()
        stopping.cancel()


def _refusal(error: Exception) -> str | None:
    """Return why Discord will not take the bot and what to do; None where it may another time."""
    match error:
        case discord.LoginFailure():
            return _TOKEN
        case discord.PrivilegedIntentsRequired():
            return _INTENT
        case discord.ConnectionClosed():
            return _REFUSALS.get(error.code)
        case _:
            return None
