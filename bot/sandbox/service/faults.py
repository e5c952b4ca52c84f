"""What goes wrong between a bot and Discord: requests that meet a fault, a gateway that breaks.

Which request meets what, and when, is decided by whoever stands before the doors (`middlewares`).
"""

import asyncio
from dataclasses import dataclass
from enum import Enum

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.service.gateway import Gateway
from bot.sandbox.world import Audience, Event, Op, World

_PROXY_HEADERS = {"Server": "cloudflare", "CF-RAY": "8c0ffee0c0ffee00-FRA"}
_PROXY_PAGE = (
    "<!DOCTYPE html><html><head><title>discord.com | {status}</title></head>"
    "<body><h1>Error {status}</h1><p>cloudflare</p></body></html>"
)


class Trouble(Enum):
    """What can become of a request."""

    RATE_LIMIT = "429 with Retry-After"
    BARE_RATE_LIMIT = "429 without Retry-After"
    PROXY_RATE_LIMIT = "Cloudflare's 429"
    PROXY_ERROR = "Cloudflare's 5xx"
    SERVER_ERROR = "5xx"
    RESET_BEFORE = "reset before it took effect"
    RESET_AFTER = "reset after it took effect"
    SLOW_REQUEST = "slow request"
    SLOW_RESPONSE = "slow response"


@dataclass(frozen=True, slots=True)
class RequestFault:
    """One thing that goes wrong with one request.

    Args:
        trouble: What.
        seconds: How long a 429 with Retry-After asks to wait, or something slow is held.
        status: Of a 5xx, 500 to 599.
    """

    trouble: Trouble
    seconds: float = 0.0
    status: int = 503


async def meet(fault: RequestFault, request: web.Request, handler: Handler) -> web.StreamResponse:
    """Return what a request that meets a fault is answered, if it is answered.

    Raises:
        asyncio.CancelledError: The connection was reset.
    """
    refusal = _refusal(fault)
    if refusal is not None:
        return refusal
    if fault.trouble is Trouble.RESET_BEFORE:
        _reset(request)
    if fault.trouble is Trouble.SLOW_REQUEST:
        await asyncio.sleep(fault.seconds)
    response = await handler(request)
    if fault.trouble is Trouble.RESET_AFTER:
        _reset(request)
    if fault.trouble is Trouble.SLOW_RESPONSE:
        await asyncio.sleep(fault.seconds)
    return response


def _refusal(fault: RequestFault) -> web.Response | None:
    """Return the answer that stands in the place of the request's own, None where there is none."""
    match fault.trouble:
        case Trouble.RATE_LIMIT:
            return _rate_limit(fault)
        case Trouble.BARE_RATE_LIMIT:
            return _json({"message": "You are being rate limited."}, 429)
        case Trouble.PROXY_RATE_LIMIT:
            return _page(429)
        case Trouble.PROXY_ERROR:
            return _page(fault.status)
        case Trouble.SERVER_ERROR:
            body: dict[str, object] = {"message": f"{fault.status}: Server Error", "code": 0}
            return _json(body, fault.status, {"Via": "1.1 sandbox"})
        case _:
            return None


def _rate_limit(fault: RequestFault) -> web.Response:
    headers = {"Via": "1.1 sandbox", "Retry-After": f"{fault.seconds:.3f}"}
    body: dict[str, object] = {
        "message": "You are being rate limited.",
        "retry_after": fault.seconds,
        "global": False,
    }
    return _json(body, 429, headers)


def _json(
    body: dict[str, object], status: int, headers: dict[str, str] | None = None
) -> web.Response:
    response = web.json_response(body, status=status, headers=headers)
    # discord.py compares the content type literally: no charset.
    response.headers["Content-Type"] = "application/json"
    return response


def _page(status: int) -> web.Response:
    text = _PROXY_PAGE.format(status=status)
    return web.Response(status=status, text=text, content_type="text/html", headers=_PROXY_HEADERS)


def _reset(request: web.Request) -> None:
    """Break a request's connection off.

    Raises:
        asyncio.CancelledError: Always; nobody is there to be answered.
    """
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError


class GatewayFaults:
    """What goes wrong with the gateway; each strikes every session that is connected now."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        """Strike the sessions of `gateway`, which tells of `world`."""
        self._world = world
        self._gateway = gateway

    def abort(self) -> None:
        """Cut the connections without a word; their sessions can be taken up again."""
        for session in self._gateway.connected():
            socket = session.socket
            if socket is not None:
                self._gateway.sessions.leave(socket)
                socket.abort()

    def reconnect(self) -> None:
        """Ask for a reconnection: op 7."""
        self._send(Op.RECONNECT)

    def invalidate(self, *, resumable: bool) -> None:
        """Declare the sessions invalid: op 9; unless `resumable` every session is forgotten."""
        self._send(Op.INVALID_SESSION, resumable)
        for session in () if resumable else self._gateway.sessions.all():
            self._gateway.sessions.forget(session)

    def repeat(self, names: frozenset[str]) -> None:
        """Send the next event that has one of these names twice."""
        connected = self._gateway.connected()

        def receive_again(event: Event) -> None:
            if event.name in names and event.audience is not Audience.PEOPLE:
                stop()
                for session in connected:
                    session.receive(event)

        stop = self._world.events.listen(receive_again)

    def _send(self, op: Op, data: object = None) -> None:
        for session in self._gateway.connected():
            if session.socket is not None:
                session.socket.send(op, data)
