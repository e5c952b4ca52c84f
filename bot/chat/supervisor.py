"""Keeping the bot connected: start, back off, resume, and end when asked to."""

import asyncio
import json
import logging
import random
import signal
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.chat.client import BriefingBot
from bot.config import Config
from bot.library import Library
from bot.phrases import counted
from index import BriefingError, Collection

if TYPE_CHECKING:
    from bot.sandbox.page import Invitation

_log = logging.getLogger(__name__)

_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 120.0  # between two attempts; the first pause doubles up to it
_STEADY_S = 60.0  # a connection that held so long resets the back-off
_FINISH_WITHIN_S = 20.0  # what is in flight when the stop is asked for
_EXAMPLES = 3  # questions that an empty channel invites to
HEALTH_FILE = "health.json"


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
            self._health.parent.mkdir(parents=True, exist_ok=True)
            self._health.write_text(json.dumps(record) + "\n", encoding="utf-8")
        except OSError as error:
            _log.warning("%s cannot be written: %s", self._health, error.strerror)


def run_on_discord(config: Config, secret: str, collection: Collection) -> None:
    """Serve Discord until SIGTERM or Ctrl-C.

    Raises:
        BriefingError: The documents or models cannot be used, or Discord refuses the bot.
    """
    _prepare(collection)
    asyncio.run(_serve(config, collection, secret))


def run_in_sandbox(
    config: Config, port: int, collection: Collection, *, open_browser: bool
) -> None:
    """Serve the local sandbox until SIGTERM or Ctrl-C.

    Raises:
        BriefingError: The documents or models cannot be used, or the port is taken.
    """
    _prepare(collection)
    asyncio.run(_serve_sandbox(config, collection, port, open_browser=open_browser))


async def _serve(config: Config, collection: Collection, secret: str) -> None:
    supervisor = Supervisor(
        lambda: BriefingBot(config, Library(config, collection)),
        secret,
        config.data / HEALTH_FILE,
    )
    with stopping_on_signals(supervisor.stop):
        await supervisor.run()


async def _serve_sandbox(
    config: Config, collection: Collection, port: int, *, open_browser: bool
) -> None:
    from bot.sandbox.page import add_page
    from bot.sandbox.pointing import pointed_at
    from bot.sandbox.seed import reading_group
    from bot.sandbox.service import Double

    double = Double(reading_group(), port=port)
    page = add_page(double, invitation=invitation(collection))
    await double.start()
    try:
        with pointed_at(double):
            sys.stdout.write(
                f"The sandbox is at {page.url}\n"
                "It is a local stand-in: nothing leaves this machine. Ctrl-C ends it.\n"
            )
            sys.stdout.flush()
            if open_browser:
                await asyncio.to_thread(webbrowser.open, page.url)
            await _serve(config, collection, "sandbox")
    finally:
        await page.close()
        await double.close()


def invitation(collection: Collection) -> "Invitation":
    """Return what an empty channel of the sandbox invites to: what these documents speak about."""
    from bot.sandbox.page import Example, Invitation

    questions = [question for topic in collection.topics for question in topic.questions]
    asks = [Example(question, text=question) for question in dict.fromkeys(questions)]
    briefs = [
        Example(topic.title, command="brief", options={"topic": topic.title})
        for topic in collection.topics[:1]
    ]
    title = collection.document().title
    return Invitation(
        f"Mention the bot to ask about “{title}”, or type / to see its commands.",
        (*asks[:_EXAMPLES], *briefs),
    )


def _prepare(collection: Collection) -> None:
    """Say what was read, and load the models before anybody can ask."""
    counts = collection.report
    read = counted(counts.documents, "document"), counted(counts.passages, "passage")
    _log.info("%s, %s", *read)
    for fault in counts.faults.values():
        _log.warning("not read: %s", fault)
    collection.warm()


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


def start_logging() -> None:
    """Log to standard error, one line an event, without colours or secrets."""
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(levelname)-7s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    logging.getLogger("discord").setLevel(logging.WARNING)
    logging.getLogger("discord.client").setLevel(logging.ERROR)  # voice, which is not used
    for name in ("sentence_transformers", "transformers", "httpx", "faiss.loader", "bm25s"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _advice(error: Exception) -> str:
    if isinstance(error, discord.LoginFailure):
        return "the token is not valid. Copy it again from the developer portal into DISCORD_TOKEN."
    return (
        "an intent is not switched on. Switch on Message Content in the developer portal, "
        "or set message_content_intent to false in config.yaml."
    )
