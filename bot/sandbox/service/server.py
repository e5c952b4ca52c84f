"""The double as one server: HTTP API, gateway and files, on this machine alone."""

import ipaddress
import ssl
from collections.abc import Iterable
from itertools import product
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.sandbox.service import (
    cdn,
    routes_application,
    routes_channel,
    routes_guild,
    routes_interaction,
)
from bot.sandbox.service.gateway import Gateway
from bot.sandbox.service.origins import is_foreign
from bot.sandbox.service.rest import Rest, mount
from bot.sandbox.world import API_PREFIX, MAX_FILE_BYTES, AddressError, World, new_key

# Connections that may wait to be accepted; aiohttp's 128 costs a burst a whole second.
BACKLOG = 1024

MAX_REQUEST_BYTES = 11 * MAX_FILE_BYTES

_USUAL_PORTS = (80, 443)  # which addresses leave out

ENDPOINTS = [
    *routes_application.ENDPOINTS,
    *routes_channel.ENDPOINTS,
    *routes_guild.ENDPOINTS,
    *routes_interaction.ENDPOINTS,
]


class Double:
    """A local stand-in for the chat service, for one world."""

    def __init__(
        self,
        world: World,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str | None = None,
        names: Iterable[str] = ("localhost",),
        middlewares: Iterable[Middleware] = (),
    ) -> None:
        """Make the server; it listens once started.

        Args:
            world: What it serves.
            host: A loopback address.
            port: 0 for any that is free.
            token: The bot's; None for one that only this run has.
            names: Names under which requests may address it, beside `host`.
            middlewares: What stands before everything that it serves.

        Raises:
            AddressError: Other machines could reach `host`.
        """
        if not _is_loopback(host):
            raise AddressError(
                f"the sandbox listens on this machine only; {host!r} can be reached from others: "
                "use 127.0.0.1"
            )
        self.world = world
        self.host, self.port = host, port
        self.token = token or new_key()
        self.rest = Rest(world, token=self.token)
        self.gateway = Gateway(world, token=self.token)
        self._names = frozenset({host, *names})
        self._hosts: frozenset[str] = frozenset()
        self._middlewares = (self._guard, *middlewares)
        self._extra: list[web.AbstractRouteDef] = []
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Return the address, without a slash at its end."""
        return self.world.base_url

    @property
    def api_url(self) -> str:
        """Return where the HTTP API lies."""
        return self.url + API_PREFIX

    def mount(self, routes: Iterable[web.AbstractRouteDef]) -> None:
        """Serve further routes, such as a page's; call it before `start`."""
        self._extra.extend(routes)

    async def start(self, *, tls: ssl.SSLContext | None = None, origin: str | None = None) -> None:
        """Listen.

        Args:
            tls: Serve HTTPS with it.
            origin: What clients know the double by, such as "https://example.org", where names
                have been pointed at this machine for a test; by default its own address.
        """
        app = web.Application(middlewares=self._middlewares, client_max_size=MAX_REQUEST_BYTES)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_get(cdn.PATH, cdn.serve(self.world))
        mount(app, self.rest, ENDPOINTS)
        app.router.add_routes(self._extra)
        if not self._extra:
            # Discord's own gateway lies at the root of its host.
            app.router.add_get("/", self.gateway.handle)
        # Nobody packs what they send here: what is said to be packed is no JSON.
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=1.0, auto_decompress=False
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port, backlog=BACKLOG, ssl_context=tls)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._hosts = _hosts(self._names, self.port)
        scheme = "http" if tls is None else "https"
        self.world.base_url = origin or f"{scheme}://{_bracketed(self.host)}:{self.port}"
        self.world.gateway_url = self.url.replace("http", "ws", 1) + "/gateway"

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let through what names the double itself, and comes from no page of another origin.

        A site elsewhere can point its own name at this machine: the `Host` betrays it.
        """
        if request.host.lower() not in self._hosts:
            return web.Response(
                status=403, text=f"The sandbox does not answer for {request.host!r}."
            )
        if is_foreign(request):
            return web.Response(status=403, text="The sandbox answers no page of another origin.")
        return await handler(request)

    async def close(self) -> None:
        """Stop listening and end every connection."""
        await self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        """Start; return itself."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        await self.close()


def _hosts(names: Iterable[str], port: int) -> frozenset[str]:
    """Return what the `Host` of a request may be: a port is left out where it is the usual one."""
    suffixes = (f":{port}", "") if port in _USUAL_PORTS else (f":{port}",)
    return frozenset(_bracketed(name) + suffix for name, suffix in product(names, suffixes))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name
