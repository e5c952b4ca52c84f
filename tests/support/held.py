"""Work that goes on only when a test says so."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from tests.support.patience import WAIT_S
from tests.support.stand_in.moved_clock import MovedClock


class Held:
    """Holds what a method of a collection does, and counts how often it was begun."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, thing: object, method: str) -> None:
        self.begun: list[tuple[object, ...]] = []  # its arguments, each time
        self._go_on = threading.Semaphore(0)
        real = getattr(thing, method)

        def slow(*arguments: object, **named: object) -> object:
            self.begun.append(arguments)
            assert self._go_on.acquire(timeout=WAIT_S)
            return real(*arguments, **named)

        monkeypatch.setattr(thing, method, slow)

    def let_go(self, times: int = 1) -> None:
        self._go_on.release(times)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_S):
        while not condition():  # noqa: ASYNC110  # what is waited for has no event of its own
            await asyncio.sleep(0.01)


async def until_in_time(condition: Callable[[], bool], clock: MovedClock, seconds: float) -> None:
    """Wait for what is due after so many seconds of a pause, which may be yet to begin.

    They pass at once, and again for each second of the machine's in which it did not come.
    """
    waiting = asyncio.create_task(until(condition))
    while not waiting.done():
        clock.advance(seconds)
        await asyncio.wait({waiting}, timeout=1.0)
    await waiting
