"""Keeping the bot connected: start, back off, resume, and end when asked to."""

import asyncio
import json
import logging
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import aiohttp
import discord

from bot.chat.client import BriefingBot
from index import BriefingError, CollectionError, write_whole

_log = logging.getLogger(__name__)

_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 120.0  # between two attempts; the first pause doubles up to it
_STEADY_S = 60.0  # a connection that held so long resets the back-off
_FINISH_WITHIN_S = 20.0  # what is in flight when the stop is asked for


class RefusedError(BriefingError):
    """Discord will not let this bot in, however often it tries."""


class Supervisor:
    """Runs one bot after another until it is told to stop."""

    def __init__(
        self,
        make: Callable[[], BriefingBot],
        secret: str,
        health: Path,
        *,
        first_pause_s: float = _FIRST_PAUSE_S,
    ) -> None:
        """Prepare; `make` gives a fresh bot for each attempt, since a closed one cannot restart."""
        self._make = make
        self._secret = secret
        self._health = health
        self._pause_s = self._first_pause_s = first_pause_s
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Take no more questions, finish those in hand, and end."""
        self._stop.set()

    async def run(self) -> None:
        """Stay connected until told to stop.

        Raises:
            RefusedError: The token or an intent was refused.
        """
        while not self._stop.is_set():
            begun = time.monotonic()
            try:
                await self._connect_once()
            except (discord.LoginFailure, discord.PrivilegedIntentsRequired) as error:
                self._report("refused")
                raise RefusedError(f"Discord refused the bot: {_advice(error)}") from error
            except (
                discord.DiscordException,
                aiohttp.ClientError,
                OSError,
                TimeoutError,
                AttributeError,  # discord.py 2.7.1 (client.py:787) where the first connection fails
            ) as error:
                _log.warning("connection lost: %s", str(error) or type(error).__name__)
            if time.monotonic() - begun > _STEADY_S:
                self._pause_s = self._first_pause_s
            await self._rest()
        self._report("stopped")

    async def _connect_once(self) -> None:
        """Run one bot until its connection is over or the stop is asked for."""
        bot = self._make()
        self._report("connecting")
        bot.add_listener(self._ready, "on_ready")
        connection = asyncio.create_task(bot.start(self._secret, reconnect=True))
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({connection, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if self._stop.is_set():
                _log.info("stopping: finishing the questions in hand")
                if not await bot.in_flight.drained(_FINISH_WITHIN_S):
                    _log.warning("some questions were not finished within %.0f s", _FINISH_WITHIN_S)
        finally:
            stopping.cancel()
            if not bot.is_closed():
                await bot.close()
        # A log-in that was under way found its session closed by us.
        ended = RuntimeError if self._stop.is_set() else asyncio.CancelledError
        with suppress(asyncio.CancelledError, ended):
            await connection

    async def _ready(self) -> None:
        self._report("ready")

    async def _rest(self) -> None:
        """Wait before the next attempt: exponential, with full jitter, ended by a stop."""
        if self._stop.is_set():
            return
        pause_s = random.uniform(self._pause_s / 2, self._pause_s)  # noqa: S311  # jitter
        self._pause_s = min(self._pause_s * 2, _LONGEST_PAUSE_S)
        self._report("waiting to reconnect")
        _log.info("trying again in %.1f s", pause_s)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause_s):
                await self._stop.wait()

    def _report(self, state: str) -> None:
        """Leave word of the connection's state for `doctor` and for monitoring."""
        record = {"state": state, "since": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        try:
            write_whole(self._health, json.dumps(record) + "\n", synced=False)
        except CollectionError as error:
            _log.warning("%s", error)


@contextmanager
def stopping_on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` at SIGTERM and SIGINT while the block runs.

    Yields:
        Nothing.
    """
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for number in signals:
        # Windows has no signal handlers on its loop; Ctrl-C then ends the program as usual.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in signals:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)


def _advice(error: Exception) -> str:
    if isinstance(error, discord.LoginFailure):
        return "the token is not valid. Copy it again from the developer portal into DISCORD_TOKEN."
    return (
        "an intent is not switched on. Switch on Message Content in the developer portal, "
        "or set message_content_intent to false in config.yaml."
    )
