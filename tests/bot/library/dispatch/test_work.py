"""Work in threads: what a server chose waits for none of it, and what is shared hurts nobody."""

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from bot.config import Config
from bot.library import (
    Asker,
    Holdings,
    Library,
    NotBegunError,
    Readership,
    asking,
)
from bot.library.tables.server_settings import UNKNOWN
from index import Collection
from tests.support.held import until
from tests.support.patience import WAIT_S

_HERE = Readership(None)


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


async def test_what_a_server_chose_is_as_it_was_where_reading_it_takes_long(
    tmp_path: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(replace(Config(), data=tmp_path / "data"), Holdings(collection))
    servers = library.shelves.servers
    servers.change(5, lambda one: replace(one, cooldown_s=7.0))
    over = Event()

    def hang() -> None:
        over.wait()

    monkeypatch.setattr("bot.library.dispatch.work._GLANCE_S", 0.01)
    try:
        async with asyncio.timeout(WAIT_S):
            assert (await library.server_settings(5, hang)).cooldown_s == 7.0
            assert await library.server_settings(6, hang) == UNKNOWN
            # Both threads hang: who comes now does not even begin.
            assert (await library.server_settings(5)).cooldown_s == 7.0
    finally:
        over.set()


@pytest.fixture
def library(tmp_path: Path, collection: Collection) -> Library:
    return Library(replace(Config(), data=tmp_path / "data"), Holdings(collection))


class Work:
    """Something that is found once a test says so, as often as it is begun."""

    def __init__(self, error: Exception | None = None) -> None:
        self.begun = 0
        self.over = Event()
        self._error = error

    def __call__(self, collection: Collection) -> Collection:
        self.begun += 1
        assert self.over.wait(WAIT_S)
        if self._error:
            raise self._error
        return collection


async def test_who_gives_up_takes_what_is_shared_from_nobody(
    library: Library, collection: Collection
) -> None:
    work = Work()
    first, second = (asyncio.create_task(library.find(_HERE, "it", work)) for _ in range(2))
    await until(lambda: len(library._sharing) == 2 and work.begun == 1)
    first.cancel()
    await asyncio.wait({first})
    work.over.set()
    assert await second is collection
    assert work.begun == 1


async def test_what_all_gave_up_is_not_complained_of_though_it_fails(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    error = ValueError("nobody hears it")
    work = Work(error)
    only = asyncio.create_task(library.find(_HERE, "it", work))
    await until(lambda: work.begun == 1)
    only.cancel()
    await asyncio.wait({only})
    work.over.set()
    await until(lambda: not library._shared)
    del only
    error.__traceback__ = None  # it has the task, too, of which is complained once that is gone
    gc.collect()
    assert not [one for one in caplog.records if one.exc_info and one.exc_info[1] is error]


async def test_those_who_see_other_documents_share_nothing(
    library: Library, collection: Collection, doubtful: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = {None: collection, 5: doubtful}
    monkeypatch.setattr(library, "collection", lambda readership: theirs[readership.guild])
    work = Work()
    work.over.set()
    readerships = (_HERE, Readership(5))
    found = await asyncio.gather(*(library.find(one, "it", work) for one in readerships))
    assert found == [collection, doubtful]
    assert work.begun == 2


async def test_who_shares_what_waits_has_its_place(library: Library) -> None:
    first, other = Work(), Work()
    running = [asyncio.create_task(library.find(_HERE, key, first)) for key in "ab"]
    await until(lambda: first.begun == 2)
    waiting = [asyncio.create_task(library.find(_HERE, key, other)) for key in "cdc"]
    await until(lambda: len(library._sharing) == 5)
    assert [library.before(task) for task in running] == [None, None]
    assert library.before(waiting[0]) == library.before(waiting[2])
    assert {library.before(task) for task in waiting} == {0, 1}
    first.over.set()
    other.over.set()
    await asyncio.gather(*running, *waiting)
    assert other.begun == 2


async def test_what_one_server_asks_for_waits_for_no_crowd_in_another(
    library: Library, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "collection", lambda _: collection)
    work = Work()
    crowd = [asyncio.create_task(library.find(Readership(7), key, work)) for key in range(6)]
    await until(lambda: len(library._sharing) == len(crowd) and work.begun == 2)
    other = asyncio.create_task(library.find(Readership(8), "other", work))
    await until(lambda: len(library._sharing) == len(crowd) + 1)
    assert library.before(other) == 1
    work.over.set()
    await asyncio.gather(*crowd, other)


async def test_what_nobody_can_be_told_any_more_is_not_done_unless_another_shares_it(
    library: Library, collection: Collection
) -> None:
    work, later, heard = Work(), Work(), True
    later.over.set()
    running = [asyncio.create_task(library.find(_HERE, key, work)) for key in "ab"]
    await until(lambda: work.begun == 2)
    with asking(Asker(None, lambda: heard)):
        lapsed = [asyncio.create_task(library.find(_HERE, key, later)) for key in "cd"]
    other = asyncio.create_task(library.find(_HERE, "d", later))
    await until(lambda: len(library._sharing) == 5)
    heard = False
    work.over.set()
    assert await other is collection
    with pytest.raises(NotBegunError):
        await lapsed[0]
    assert later.begun == 1
    await asyncio.gather(*running, lapsed[1])
