"""Attachments are got from where Discord keeps files, as long as it says, and in time."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from aiohttp import web

from bot.chat.incoming import downloads
from bot.chat.incoming.downloads import NotDownloadedError, downloaded
from bot.sandbox.pointing import pointed_at_addresses

RAW = b"The lighthouse at Cape Dorn was lit in 1833."


@dataclass
class Shelf:
    """A server that answers every request alike, and counts them.

    Args:
        origin: Where it listens.
        body: What it sends.
        status: How it answers.
        headers: With what.
        requests: How many came.
        sent: Bytes that it could send.
    """

    origin: str = ""
    body: bytes = RAW
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    sent: int = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        response = web.StreamResponse(status=self.status, headers=self.headers)
        response.force_close()
        await response.prepare(request)
        for begin in range(0, len(self.body), 65_536):
            await response.write(self.body[begin : begin + 65_536])
            self.sent += 65_536
        await response.write_eof()
        return response


@asynccontextmanager
async def listening(shelf: Shelf) -> AsyncIterator[Shelf]:
    """Have a shelf listen."""
    app = web.Application()
    app.router.add_get("/{rest:.*}", shelf.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    shelf.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield shelf
    finally:
        await runner.cleanup()


@pytest.fixture
async def shelf() -> AsyncIterator[Shelf]:
    """A server that the client is pointed at."""
    async with listening(Shelf()) as shelf:
        with pointed_at_addresses(f"{shelf.origin}/api/v10", "ws://127.0.0.1:1/"):
            yield shelf


def attachment(url: str, size: int = len(RAW)) -> discord.Attachment:
    told: Any = {"id": 1, "filename": "light.txt", "size": size, "url": url, "proxy_url": url}
    state: Any = SimpleNamespace(http=None)
    return discord.Attachment(data=told, state=state)


async def why_not(url: str, size: int = len(RAW)) -> str:
    with pytest.raises(NotDownloadedError) as refused:
        await downloaded(attachment(url, size))
    return str(refused.value.why)


async def test_a_file_is_had_as_it_lies_there(shelf: Shelf) -> None:
    assert await downloaded(attachment(f"{shelf.origin}/attachments/1/2/light.txt")) == RAW
    assert await downloaded(attachment(f"{shelf.origin}/light.txt", size=100)) == RAW


async def test_a_file_is_in_memory_once(shelf: Shelf) -> None:
    shelf.body = bytes(20_000_000)
    tracemalloc.start()
    try:
        raw = await downloaded(attachment(f"{shelf.origin}/light.txt", len(shelf.body)))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert raw == shelf.body
    assert most < 1.5 * len(raw)


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn.discordapp.com/attachments/1/2/light.txt?ex=3",
        "https://media.discordapp.net/attachments/1/2/light.txt",
    ],
)
def test_these_are_where_discord_keeps_files(url: str) -> None:
    assert downloads._is_discords(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.discordapp.com/light.txt",
        "https://cdn.discordapp.com.example.org/light.txt",
        "https://cdn.discordapp.com:8443/light.txt",
        "https://cdn.discordapp.com@example.org/light.txt",
        "https://example.org/cdn.discordapp.com/light.txt",
        "https://discord.com/light.txt",
        "https://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "//cdn.discordapp.com/light.txt",
        "https://[cdn.discordapp.com/light.txt",
        "",
    ],
)
async def test_no_other_place_is_asked(url: str) -> None:
    assert "where Discord keeps files" in await why_not(url)


async def test_a_foreign_host_is_refused_without_a_request(shelf: Shelf) -> None:
    async with listening(Shelf()) as foreign:
        assert "where Discord keeps files" in await why_not(f"{foreign.origin}/light.txt")
        assert (foreign.requests, shelf.requests) == (0, 0)


async def test_the_stand_in_is_no_place_for_who_is_not_pointed_at_it() -> None:
    async with listening(Shelf()) as foreign:
        assert "where Discord keeps files" in await why_not(f"{foreign.origin}/light.txt")
        assert foreign.requests == 0


async def test_a_longer_body_is_cut_off_and_told(shelf: Shelf) -> None:
    shelf.body = bytes(200_000_000)
    assert "longer than Discord says" in await why_not(f"{shelf.origin}/light.txt", 100_000)
    assert shelf.sent < 50_000_000  # what stood in the buffers between the two at most


async def test_a_redirect_is_not_followed(shelf: Shelf) -> None:
    async with listening(Shelf()) as foreign:
        shelf.status, shelf.headers = 302, {"Location": f"{foreign.origin}/light.txt"}
        assert "does not hand it out" in await why_not(f"{shelf.origin}/light.txt")
        assert (shelf.requests, foreign.requests) == (1, 0)


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_what_is_refused_is_told(shelf: Shelf, status: int) -> None:
    shelf.status = status
    assert "does not hand it out" in await why_not(f"{shelf.origin}/light.txt")


async def test_a_packed_body_is_not_unpacked(shelf: Shelf) -> None:
    shelf.headers = {"Content-Encoding": "gzip"}
    assert "does not hand it out" in await why_not(f"{shelf.origin}/light.txt")


async def test_a_body_that_breaks_off_is_told(shelf: Shelf) -> None:
    shelf.headers = {"Content-Length": str(len(RAW) + 5)}
    assert "does not hand it out" in await why_not(f"{shelf.origin}/light.txt", len(RAW) + 5)


async def test_where_nobody_listens_that_is_told(shelf: Shelf) -> None:
    shelf.body = b""
    origin = "http://127.0.0.1:1"
    with pointed_at_addresses(f"{origin}/api/v10", "ws://127.0.0.1:1/"):
        assert "does not hand it out" in await why_not(f"{origin}/light.txt")


async def test_a_body_that_does_not_come_in_time_is_given_up(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit, limits_s = asyncio.timeout(None), list[float]()

    def timeout(seconds: float) -> asyncio.Timeout:
        limits_s.append(seconds)
        return limit

    async def never(_: web.Request) -> web.StreamResponse:
        limit.reschedule(asyncio.get_running_loop().time())  # once it is asked the time is over
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(shelf, "handle", never)
    monkeypatch.setattr(downloads, "asyncio", SimpleNamespace(timeout=timeout))
    async with listening(shelf):
        with pointed_at_addresses(f"{shelf.origin}/api/v10", "ws://127.0.0.1:1/"):
            assert "in time" in await why_not(f"{shelf.origin}/light.txt")
    assert limits_s == [downloads._DEADLINE_S]
