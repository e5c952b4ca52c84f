"""What is done beside something else, for as long as that takes."""

import asyncio

import pytest

from bot import meanwhile
from bot.meanwhile import doing
from tests.support.patience import WAIT_S


async def test_what_ends_in_an_error_is_logged_at_once_and_begun_anew(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(meanwhile, "_PAUSE_S", 0.0)
    begun, again = 0, asyncio.Event()

    async def something() -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            raise RuntimeError("boom")
        again.set()
        await asyncio.Event().wait()

    async with doing(something):
        await asyncio.wait_for(again.wait(), WAIT_S)
        assert "RuntimeError: boom" in caplog.text
    assert begun == 2
    caplog.clear()


async def test_what_ends_well_is_not_begun_anew() -> None:
    begun: asyncio.Queue[asyncio.Task[object] | None] = asyncio.Queue()

    async def something() -> None:
        begun.put_nowait(asyncio.current_task())

    async with doing(something):
        task = await asyncio.wait_for(begun.get(), WAIT_S)
        assert task
        await asyncio.wait_for(task, WAIT_S)
    assert begun.empty()
