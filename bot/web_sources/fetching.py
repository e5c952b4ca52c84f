"""One file of the web, fetched if it changed, within bounds of time, size and redirects."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver

from bot.web_sources.addresses import check_form
from bot.web_sources.resolving import PublicResolver

AGENT = "briefing-bot"  # the name that robots.txt may speak to
_HEADERS = {"User-Agent": f"{AGENT} (reads documents that its operator lists)", "Accept": "*/*"}
_TIME = aiohttp.ClientTimeout(total=60, connect=10, sock_read=20)  # seconds
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


Check = Callable[[str], str]


class Fetcher:
    """Fetches from the public web; made by `fetching`."""

    def __init__(self, session: aiohttp.ClientSession, check: Check) -> None:
        """Fetch in a session what a check says nothing against."""
        self._session = session
        self._fault_of = check

    async def fetch(
        self, address: str, max_bytes: int, validators: Mapping[str, str] | None = None
    ) -> Fetched | None:
        """Return what stands at an address, None where it is as it was.

        Args:
            address: Of the web.
            max_bytes: The most that is taken; more is refused.
            validators: Of what was fetched before.

        Raises:
            FetchError: It cannot be had.
        """
        try:
            return await self._followed(address, max_bytes, validators or {})
        except TimeoutError as error:
            msg = f"{_host(address)} did not send it in time"
            raise FetchError(msg) from error
        except aiohttp.ClientConnectorDNSError as error:
            raise FetchError(_cause(error.os_error, address)) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise FetchError(_cause(error, address)) from error

    def check(self, address: str) -> None:
        """Do nothing where an address may be asked for.

        Raises:
            FetchError: It may not.
        """
        if why := self._fault_of(address):
            raise FetchError(why)

    async def _followed(
        self, address: str, max_bytes: int, validators: Mapping[str, str]
    ) -> Fetched | None:
        """Return what stands at an address, or where that sends one.

        Raises:
            FetchError: It may not be fetched, holds nothing or too much, or moves too often.
        """
        for _ in range(_REDIRECTS + 1):
            self.check(address)
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
    patience: aiohttp.ClientTimeout = _TIME,
) -> AsyncIterator[Fetcher]:
    """Yield a fetcher; connections are of its own, without cookies, proxies and passwords.

    Args:
        check: Says what is wrong with an address, nothing where nothing is.
        resolver: Looks names up; the system's public ones where none is given.
        patience: How long one file may take, seconds.
    """
    found = resolver or PublicResolver(aiohttp.DefaultResolver())
    connector = aiohttp.TCPConnector(resolver=found, limit_per_host=2)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=jar, headers=_HEADERS, timeout=patience, trust_env=False
    ) as session:
        yield Fetcher(session, check)
    await asyncio.sleep(0)  # connections close in the next turn of the loop
