"""Work in threads: what a server chose is read although all others are taken."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

from bot.config import Config
from bot.library import Holdings, Library
from index import Collection
from tests.support.patience import WAIT_S


async def test_what_a_server_chose_waits_for_no_work(
    tmp_path: Path, collection: Collection
) -> None:
    library = Library(replace(Config(), data=tmp_path / "data"), Holdings(collection))
    library.shelves.servers.change(5, lambda one: replace(one, cooldown_s=7.0))
    begun, over = asyncio.Event(), Event()
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(1))

    def build() -> None:
        loop.call_soon_threadsafe(begun.set)
        over.wait()

    building = asyncio.create_task(library.render(build))
    try:
        async with asyncio.timeout(WAIT_S):
            await begun.wait()
            assert (await library.server_settings(5)).cooldown_s == 7.0
        assert not building.done()
    finally:
        over.set()
        await building
