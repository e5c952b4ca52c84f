"""The product in a process of its own: what `run` does, pointed at the campaign's stand-in.

One line of JSON on standard input says where that is: an `Order`. Nothing else of the product is
changed; beside it the lag of its event loop is written down, and how much it has in hand. Where
standard input ends, the campaign is over, however it ended, and so is the product.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import TextIO, TypeVar
from unittest.mock import patch

from bot.chat.client import BriefingBot
from bot.chat.observability.logs import start_logging
from bot.chat.serving import run_on_discord
from bot.config import ALL_SHARDS, EMBEDDED, Config, read_config
from bot.lab.campaign.pulse import Pulse, watch_lag
from bot.library import Asker, Library, open_collection
from bot.sandbox.pointing import pointed_at_addresses
from index import Collection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Order:
    """What the product is told.

    Args:
        api_url: Where the HTTP API lies.
        gateway_url: Where the gateway lies.
        secret: What it logs in with.
        data: The folder of built collections.
        cooldown_s: The least time between two questions of one member, in seconds.
        pulse_file: Where its pulse is written to: how late its loop is, and what it has in hand.
        shards: Those that it serves, as `--shards` has them; "all" for every server, as one.
        storage: Where libraries are kept, as config.yaml says it.
        workers_apart: Whether it leaves what servers bring to others.
        knowledge: The folder of documents; "" for the one that comes with the program.
        hurried: Whether its shards connect without the five seconds that Discord has between two.
    """

    api_url: str
    gateway_url: str
    secret: str
    data: str
    cooldown_s: float
    pulse_file: str
    shards: str = ALL_SHARDS
    storage: str = EMBEDDED
    workers_apart: bool = False
    knowledge: str = ""
    hurried: bool = False


def serve(order: Order, opened: Callable[[Config], Collection] = open_collection) -> None:
    """Serve the stand-in until SIGTERM, as `run` serves Discord.

    Args:
        order: Where it is.
        opened: Opens the collection of a configuration.
    """
    given = read_config()
    manners = replace(given.discord, cooldown_s=order.cooldown_s, shards=order.shards)
    library = replace(given.library, workers_apart=order.workers_apart)
    config = replace(
        given,
        knowledge=Path(order.knowledge or given.knowledge),
        data=Path(order.data),
        discord=manners,
        storage=order.storage,
        library=library,
    )
    start_logging(config.log.form)
    with (
        pointed_at_addresses(order.api_url, order.gateway_url),
        _pulse_noted(Path(order.pulse_file)),
        _hurrying() if order.hurried else nullcontext(),
    ):
        run_on_discord(config, order.secret, opened(config))


def read_order(file: TextIO) -> Order:
    """Return what the first line of a file orders; at the file's end this process gets SIGTERM."""
    order = Order(**json.loads(file.readline()))
    Thread(target=_end_with, args=(file,), daemon=True).start()
    return order


def _end_with(file: TextIO) -> None:
    # Not by the file itself, whose lock a thread that is still reading would hold at the exit.
    while os.read(file.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _hurrying() -> Iterator[None]:
    """Have shards connect at once while the block runs.

    Yields:
        Nothing.
    """

    async def hook(bot: BriefingBot, shard_id: int | None, *, initial: bool = False) -> None:
        del bot, shard_id, initial

    with patch.object(BriefingBot, "before_identify_hook", hook):
        yield


@contextmanager
def _pulse_noted(path: Path) -> Iterator[None]:
    """Write the product's pulse to `path` while it runs in the block.

    Yields:
        Nothing.
    """
    watches: list[asyncio.Task[None]] = []
    hook, work = BriefingBot.setup_hook, Library.work

    with path.open("w", encoding="ascii", buffering=1) as file:
        pulse = Pulse(file)

        async def setup_hook(bot: BriefingBot) -> None:
            watches.append(asyncio.create_task(watch_lag(pulse.note)))
            await hook(bot)

        async def counted_work(
            library: Library, task: Callable[[], T], asker: Asker | None = None
        ) -> T:
            pulse.in_hand += 1
            try:
                return await work(library, task, asker)
            finally:
                pulse.in_hand -= 1

        with (
            patch.object(BriefingBot, "setup_hook", setup_hook),
            patch.object(Library, "work", counted_work),
        ):
            yield


if __name__ == "__main__":
    serve(read_order(sys.stdin))
