"""A plugin of pytest's: what goes between page and sandbox takes a while that chance decides on.

On loopback an answer is there before a person, or a test, has done the next thing. Over a wire like
this one it is not, so a page that loses the focus meanwhile, or a test that takes the order of two
things for granted, fails at once and not on one busy day in twenty:

    pytest -m browser tests/bot -p tests.support.plugins.slow_wire --wire-seed 1

The delays begin anew with each page of the browser, and are the same each time for a seed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from random import Random
from typing import TypeAlias

import pytest
from playwright.async_api import Browser, BrowserContext, WebSocketRoute

_Close: TypeAlias = Callable[[int | None, str | None], Awaitable[None]]

_LONGEST_S = 0.25
"""Of a message, in either direction; those of one direction keep their order."""


class _Lane:
    """One direction: each message waits for its turn, and then for a while."""

    def __init__(self, send: Callable[[str | bytes], None], chance: Random) -> None:
        self._send, self._chance = send, chance
        self._waiting: asyncio.Queue[str | bytes] = asyncio.Queue()
        self._task = asyncio.ensure_future(self._run())

    def take(self, message: str | bytes) -> None:
        self._waiting.put_nowait(message)

    async def _run(self) -> None:
        while True:
            message = await self._waiting.get()
            await asyncio.sleep(self._chance.uniform(0, _LONGEST_S))
            self._send(message)

    def end(self) -> None:
        self._task.cancel()


def _slow(socket: WebSocketRoute, seed: int) -> None:
    """Have a WebSocket of the page's take its time both ways."""
    chance = Random(seed)
    server = socket.connect_to_server()
    out, back = _Lane(server.send, chance), _Lane(socket.send, chance)
    socket.on_message(out.take)
    server.on_message(back.take)

    def ended(lane: _Lane, other: _Lane, end: WebSocketRoute) -> _Close:
        def close(code: int | None = None, reason: str | None = None) -> Awaitable[None]:
            lane.end()
            other.end()
            return end.close(code=code, reason=reason)

        return close

    socket.on_close(ended(out, back, server))
    server.on_close(ended(back, out, socket))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--wire-seed", type=int, default=0, help="of the delays")


def pytest_configure(config: pytest.Config) -> None:
    """Have every context of the browser's made with it."""
    made = Browser.new_context
    slow = partial(_slow, seed=config.option.wire_seed)

    async def new_context(self: Browser, **options: object) -> BrowserContext:
        context = await made(self, **options)  # type: ignore[arg-type]
        await context.route_web_socket("**", slow)
        return context

    Browser.new_context = new_context  # type: ignore[method-assign]
    config.add_cleanup(lambda: setattr(Browser, "new_context", made))
