"""Work that goes on only when a test says so."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from tests.support.patience import WAIT_S


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
