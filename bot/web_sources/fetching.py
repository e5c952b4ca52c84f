"""One file of the web, fetched if it changed, within bounds of time, size and redirects."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver

from bot.web_sources.addresses import check_form, is_public_number
from bot.web_sources.resolving import PrivateAddressError, PublicResolver

AGENT = "briefing-bot"  # the name that robots.txt may speak to
_HEADERS = {"User-Agent": f"{AGENT} (reads documents that its operator lists)", "Accept": "*/*"}
_SECONDS = 60.0  # of one file
_TIME = aiohttp.ClientTimeout(total=_SECONDS, connect=10, sock_read=20)  # seconds
_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_OK, _NOT_MODIFIED = 200, 304
_CHUNK = 65_536  # bytes
_MEGABYTE = 1_000_000


class FetchError(Exception):
    """Why something was not fetched, in words for the operator."""

    def __init__(self, message: str, status: int | None = None) -> None:
        """Keep the words, and the status that was answered, if any was."""
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched.

    Args:
        address: Where it was in the end, redirects followed.
        body: The bytes.
        kind: Its media type, in small letters, without parameters; empty where none is told.
        charset: The encoding of a text, as the response tells it; empty where it does not.
        validators: What to ask with the next time: `If-None-Match`, `If-Modified-Since`.
    """

    address: str
    body: bytes = field(repr=False)
    kind: str
    charset: str
    validators: Mapping[str, str]


_Number: TypeAlias = tuple[
    int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]
]
"""An IP address to connect to, as `socket.getaddrinfo` has it."""

Check = Callable[[str], str]
Allowed = Callable[[str], Awaitable[None]]


class Fetcher:
    """Fetches from the public web; made by `fetching`."""

    def __init__(self, session: aiohttp.ClientSession, check: Check, seconds: float) -> None:
        """Fetch in a session what a check says nothing against, each file within some seconds."""
        self._session = session
        self._fault_of = check
        self._seconds = seconds

    async def fetch(
        self,
        address: str,
        max_bytes: int,
        validators: Mapping[str, str] | None = None,
        allowed: Allowed | None = None,
    ) -> Fetched | None:
        """Return what stands at an address, None where it is as it was.

        Args:
            address: Of the web.
            max_bytes: The most that is taken; more is refused.
            validators: Of what was fetched before.
            allowed: Asked of the address and of each that it leads on to; raises where it may not.

        Raises:
            FetchError: It cannot be had.
        """
        try:
            async with asyncio.timeout(self._seconds):
                return await self._followed(address, max_bytes, validators or {}, allowed)
        except TimeoutError as error:
            msg = f"{_host(address)} did not send it in time"
            raise FetchError(msg) from error
        except aiohttp.ClientConnectorDNSError as error:
            raise FetchError(_cause(error.os_error, address)) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise FetchError(_cause(error, address)) from error

    async def _followed(
        self,
        address: str,
        max_bytes: int,
        validators: Mapping[str, str],
        allowed: Allowed | None,
    ) -> Fetched | None:
        """Return what stands at an address, or where that sends one.

        Raises:
            FetchError: It may not be fetched, holds nothing or too much, or moves too often.
        """
        for _ in range(_REDIRECTS + 1):
            if why := self._fault_of(address):
                raise FetchError(why)
            if allowed is not None:
                await allowed(address)
            async with self._session.get(
                address, headers=validators, allow_redirects=False
            ) as response:
                if response.status not in _MOVED:
                    return await _taken(response, address, max_bytes)
                address = urljoin(address, response.headers.get("Location", ""))
                address = address.partition("#")[0]
        msg = f"{_host(address)} sends one from address to address, more than {_REDIRECTS} times"
        raise FetchError(msg)


async def _taken(response: aiohttp.ClientResponse, address: str, max_bytes: int) -> Fetched | None:
    """Return what a response holds, None where it says that nothing changed.

    Raises:
        FetchError: It holds nothing, or too much.
    """
    if response.status == _NOT_MODIFIED:
        return None
    if response.status != _OK:
        msg = f"{_host(address)} answers {response.status} {response.reason or ''}".strip()
        raise FetchError(msg, response.status)
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > max_bytes:
            msg = f"it is larger than {max_bytes / _MEGABYTE:g} MB"
            raise FetchError(msg)
    headers = response.headers
    validators = {
        asked: headers[told]
        for asked, told in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
        if told in headers
    }
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Fetched(address, bytes(body), kind, (response.charset or "").lower(), validators)


def _host(address: str) -> str:
    return urlsplit(address).hostname or address


def _cause(error: Exception, address: str) -> str:
    """Return why a request failed, in words."""
    said = " ".join(str(error).split()) or type(error).__name__
    return said if _host(address) in said else f"{_host(address)}: {said}"


@asynccontextmanager
async def fetching(
    *,
    check: Check = check_form,
    resolver: AbstractResolver | None = None,
    within: Callable[[str], bool] = is_public_number,
    seconds: float = _SECONDS,
) -> AsyncIterator[Fetcher]:
    """Yield a fetcher; connections are of its own, without cookies, proxies and passwords.

    Args:
        check: Says what is wrong with an address, nothing where nothing is.
        resolver: Looks names up; the system's public ones where none is given.
        within: Whether an IP address may be connected to: asked of every connection.
        seconds: How long one file may take, redirects and all.
    """

    def opened(number: _Number) -> socket.socket:
        family, kind, protocol, _, (host, *_) = number
        if not within(str(host)):
            msg = f"{host} is of this machine or of a private network"
            raise PrivateAddressError(msg)
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(
        resolver=resolver or PublicResolver(aiohttp.DefaultResolver()),
        limit_per_host=2,
        socket_factory=opened,
    )
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=jar, headers=_HEADERS, timeout=_TIME, trust_env=False
    ) as session:
        yield Fetcher(session, check, seconds)
    await asyncio.sleep(0)  # connections close in the next turn of the loop
