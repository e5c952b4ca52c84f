"""Guild to collection, and the one place where work crosses to a thread."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.config import Config
from index import Collection, Settings

T = TypeVar("T")


class Library:
    """The collections that a bot answers from, and the bound on how much it does at once."""

    def __init__(self, config: Config, collection: Collection) -> None:
        """Serve `collection` to every server."""
        self._config = config
        self._collection = collection
        self._bound = asyncio.Semaphore(config.discord.concurrent_questions)

    @property
    def settings(self) -> Settings:
        """The settings of the collections."""
        return self._config.index

    def collection(self, guild_id: int | None) -> Collection:
        """Return what a server's members ask; None stands for direct messages.

        Planned, not built: a collection per server, for which callers already say whose they
        serve. Until then every server reads the same documents, whatever `guild_id` is.
        """
        del guild_id
        return self._collection

    async def work(self, task: Callable[[], T]) -> T:
        """Return the result of `task`, done in a thread; at most so many run at once."""
        async with self._bound:
            return await asyncio.to_thread(task)


def open_collection(
    config: Config, progress: Callable[[str, int, int], None] | None = None
) -> Collection:
    """Return the operator's collection, built first where it is missing or stale.

    Raises:
        BriefingError: The documents, the model or the built folder cannot be used.
    """
    return Collection.open(config.knowledge, config.data, config.index, progress=progress)
