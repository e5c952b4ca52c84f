"""When the listed addresses are fetched: once, or again and again while the bot runs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.phrases import counted
from bot.web_sources.fetching import fetching
from bot.web_sources.harvest import Harvest, harvest
from bot.web_sources.listed import read_listed
from index import BriefingError, documents_folder

_log = logging.getLogger(__name__)

_SECONDS = 60.0  # of a minute
_UNLISTED_MINUTES = 5  # until it is looked again whether there is a list

Fetch = Callable[[Path, int], Awaitable[tuple[Harvest, int] | None]]


async def fetched_once(knowledge: Path, max_bytes: int) -> tuple[Harvest, int] | None:
    """Fetch what a knowledge folder lists; return what that brought and when to do it again.

    Args:
        knowledge: The folder.
        max_bytes: The largest document.

    Returns:
        The harvest and the minutes until the next, None where nothing is listed.

    Raises:
        SettingsError: The list has faults.
        SourceError: There is no such folder.
        UnwritableError: The folder cannot be written.
    """
    listed = read_listed(knowledge)
    if listed is None:
        return None
    async with fetching() as fetcher:
        found = await harvest(listed, documents_folder(knowledge), fetcher, max_bytes)
    return found, listed.every_minutes


async def keep_fetching(knowledge: Path, max_bytes: int, fetch: Fetch = fetched_once) -> None:
    """Fetch what is listed, at once and then as often as is asked for, until cancelled.

    What a round brings is told in the log; why an address brings nothing, once until it changes.

    Args:
        knowledge: The folder; that its documents changed is noticed by who follows them.
        max_bytes: The largest document.
        fetch: Does one round.
    """
    known: dict[str, str] = {}
    while True:
        minutes = _UNLISTED_MINUTES
        try:
            done = await fetch(knowledge, max_bytes)
        except (BriefingError, OSError) as error:
            _tell({"": str(error)}, known)
        else:
            if done is not None:
                found, minutes = done
                _log_changes(found)
                _tell(found.faults, known)
        await asyncio.sleep(minutes * _SECONDS)


def _tell(faults: dict[str, str], known: dict[str, str]) -> None:
    """Log the faults that were not told before, and remember these."""
    for address, why in faults.items():
        if known.get(address) != why:
            _log.warning("not fetched: %s", f"{address}: {why}" if address else why)
    known.clear()
    known.update(faults)


def _log_changes(found: Harvest) -> None:
    if found.fetched or found.removed:
        _log.info(
            "web: %s new or changed, %d removed, %d as before",
            counted(found.fetched, "document"), found.removed, found.unchanged,
        )  # fmt: skip
