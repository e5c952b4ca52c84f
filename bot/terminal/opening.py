"""The collection that a command works on, opened with a sign of progress."""

import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.config import Config
from bot.library import open_collection
from bot.phrases import unread
from bot.plain_text import visible
from bot.terminal.console import progress
from index import Collection

if TYPE_CHECKING:
    from bot.doors import Deeds
    from bot.library import Library
    from bot.meanwhile import Meanwhile


def opened(config: Config, *, json: bool = False) -> Collection:
    """Return the collection; say on standard error which files it lacks, if there are any.

    Args:
        config: The operator's.
        json: As of `progress`.

    Raises:
        BriefingError: The documents, the model or the built folder cannot be used.
    """
    collection = quietly_opened(config, json=json)
    if files := unread(collection.report.faults):
        sys.stderr.write(visible(f"briefing-bot: {files}; `briefing-bot index` says why\n"))
    return collection


def quietly_opened(config: Config, *, json: bool = False) -> Collection:
    """Return the collection, for who says which files it lacks.

    Args:
        config: The operator's.
        json: As of `progress`.

    Raises:
        BriefingError: The documents, the model or the built folder cannot be used.
    """
    with progress(json=json) as report:
        return open_collection(config, report)


def with_what_is_listed(config: Config, *, json: bool = False) -> None:
    """Fetch the web pages that the knowledge folder lists, if any; say what that brought.

    Args:
        config: The operator's.
        json: As of `progress`.

    Raises:
        SettingsError: The list has faults.
        UnwritableError: The folder cannot be written.
    """
    import asyncio

    from bot.web_sources import LISTED, fetched_once

    if not (config.knowledge / LISTED).exists():
        return
    if not json:
        sys.stderr.write(f"briefing-bot: fetching what {LISTED} lists\n")
    done = asyncio.run(fetched_once(config.knowledge, config.index.max_file_bytes))
    for address, why in (done[0].faults if done else {}).items():
        sys.stderr.write(visible(f"briefing-bot: not fetched: {address}: {why}\n"))


def at_port(config: Config, port: int | None) -> Config:
    """Return the configuration, with a port for the door where one was said.

    Raises:
        SettingsError: The port is none.
    """
    return config if port is None else replace(config, doors=replace(config.doors, port=port))


def door_of(config: Config, read: Callable[[], Config]) -> "tuple[Deeds, Meanwhile]":
    """Return what programs may have done, models loaded, and what is to be done meanwhile.

    Documents that change are taken up; those of the web are fetched by who runs the bot, once for
    all of them. At SIGHUP the configuration is read again.

    Args:
        config: The operator's.
        read: Reads it anew.

    Raises:
        BriefingError: The documents, the model or the built folder cannot be used.
    """
    from bot.doors import Deeds
    from bot.following import follow
    from bot.library import Holdings, Library, check_storage, settle_memory
    from bot.meanwhile import nothing

    check_storage(config)
    collection = opened(config)
    collection.warm()
    settle_memory()
    holdings = Holdings(collection)
    library = Library(config, holdings)
    follows = config.discord.follow_documents
    beside = partial(follow, holdings, config.knowledge) if follows else nothing
    return Deeds(library), partial(_rereading_meanwhile, config, read, library, beside)


async def _rereading_meanwhile(
    config: Config, read: Callable[[], Config], library: "Library", meanwhile: "Meanwhile"
) -> None:
    """Do what is to be done meanwhile, and read the configuration again at SIGHUP."""
    import asyncio

    from bot.chat.observability.logs import write_log_in
    from bot.chat.rereading import Rereading, rereading_on_signal

    def apply(changed: Config) -> None:
        write_log_in(changed.log.form)
        library.shelves.config = changed
        library.reconfigure(changed)

    stop = partial(signal.raise_signal, signal.SIGTERM)  # which the door ends at
    with rereading_on_signal(Rereading(config, read), apply, stop):
        await meanwhile()
        await asyncio.Event().wait()  # until it is cancelled
