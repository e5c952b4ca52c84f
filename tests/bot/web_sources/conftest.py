"""A web of one site, on this machine."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import unquote

import pytest_asyncio
from aiohttp import web

from bot.web_sources.addresses import check_form


@dataclass
class Site:
    """A site that answers as its pages say, and remembers what it was asked.

    Args:
        pages: Status, body and headers by path.
    """

    pages: dict[str, tuple[int, bytes, dict[str, str]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    base: str = ""

    def put(self, path: str, body: bytes | str, kind: str = "text/html", **headers: str) -> str:
        """Have something stand at a path, with an `ETag` of its bytes; return its address."""
        raw = body.encode() if isinstance(body, str) else body
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[unquote(path)] = (
            200,
            raw,
            {"Content-Type": kind, "ETag": f'"{hash(raw)}"'} | more,
        )
        return self.base + path

    def paths(self) -> list[str]:
        """Return what was asked for, in order."""
        return [path for path, _ in self.asked]

    def check(self, address: str) -> str:
        """Say what is wrong with an address; nothing of this site's."""
        return "" if address.startswith(f"{self.base}/") else check_form(address)

    async def answer(self, request: web.Request) -> web.Response:
        """Answer a request."""
        self.asked.append((request.path, dict(request.headers)))
        status, body, headers = self.pages.get(request.path, (404, b"", {}))
        tag = headers.get("ETag")
        if tag and request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        return web.Response(status=status, body=body, headers=headers)


def anywhere(_: str) -> bool:
    """Let every IP address be connected to: the site is on this machine."""
    return True


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    """A site without pages yet."""
    made = Site()
    application = web.Application()
    application.router.add_get("/{path:.*}", made.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.base = "http://{}:{}".format(*runner.addresses[0][:2])
    yield made
    await runner.cleanup()
