"""Faults on demand: what goes wrong between the bot and the service, exactly when asked for."""

import asyncio
import re
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.service import Double
from bot.sandbox.service.rest import rate_limit_headers
from bot.sandbox.service.session import Session
from bot.sandbox.world import API_PREFIX, Audience, Event, Op

NEVER_S = 3_600.0  # longer than any test


@dataclass(slots=True)
class RestFault:
    """One thing that goes wrong with requests.

    A request that is `late` or `cut` with `after` has been carried out all the same: the client
    cannot know it. `hit` is set once a request has met the fault.
    """

    method: str
    path: re.Pattern[str]
    times: int = 1
    status: int | None = None
    retry_after_s: float | None = None
    is_global: bool = False
    cut: bool = False
    after: bool = False
    late_s: float = 0.0
    hit: asyncio.Event = field(default_factory=asyncio.Event)

    def meets(self, request: web.Request) -> bool:
        """Return whether it strikes this request."""
        fits = self.method in ("*", request.method) and self.path.search(request.path)
        return self.times > 0 and bool(fits)


class RestFaults:
    """The faults that wait for requests. Paths are regular expressions, searched for."""

    def __init__(self) -> None:
        self._waiting: list[RestFault] = []

    def rate_limit(
        self, path: str, *, retry_after_s: float, is_global: bool = False, times: int = 1
    ) -> RestFault:
        """Answer 429, to be tried again after `retry_after_s` seconds."""
        return self._add(
            RestFault(
                "*",
                re.compile(path),
                times,
                status=429,
                retry_after_s=retry_after_s,
                is_global=is_global,
            )
        )

    def fail(self, path: str, status: int, *, times: int = 1, method: str = "*") -> RestFault:
        """Answer with a status of 500 or more and a body that is no JSON, as a proxy does."""
        return self._add(RestFault(method, re.compile(path), times, status=status))

    def reset(
        self, path: str, *, after: bool = False, times: int = 1, method: str = "*"
    ) -> RestFault:
        """Reset the connection, before the request is carried out or after."""
        return self._add(RestFault(method, re.compile(path), times, cut=True, after=after))

    def delay(
        self, path: str, seconds: float, *, after: bool = False, times: int = 1, method: str = "*"
    ) -> RestFault:
        """Let the request arrive late, or its response."""
        return self._add(RestFault(method, re.compile(path), times, late_s=seconds, after=after))

    def _add(self, fault: RestFault) -> RestFault:
        self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Forget every fault."""
        self._waiting.clear()

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request meet its fault, counted off, if there is one for it."""
        fault = next((fault for fault in self._waiting if fault.meets(request)), None)
        if fault is None:
            return await handler(request)
        fault.times -= 1
        fault.hit.set()
        if fault.status == 429:
            return _rate_limited(request, fault)
        if fault.status is not None:
            return web.Response(status=fault.status, text="upstream connect error")
        if not fault.after:
            await _break(request, fault)
        response = await handler(request)
        if fault.after:
            await _break(request, fault)
        return response


def _rate_limited(request: web.Request, fault: RestFault) -> web.Response:
    resource = request.match_info.route.resource
    route = "" if resource is None else resource.canonical.removeprefix(API_PREFIX)
    headers = {"Via": "1.1 sandbox", "Retry-After": str(fault.retry_after_s)}
    if fault.is_global:
        headers["X-RateLimit-Global"] = "true"
    body = {
        "message": "You are being rate limited.",
        "retry_after": fault.retry_after_s,
        "global": fault.is_global,
    }
    headers |= rate_limit_headers(request.method, route)
    response = web.json_response(body, status=429, headers=headers)
    # discord.py compares the content type literally: no charset.
    response.headers["Content-Type"] = "application/json"
    return response


async def _break(request: web.Request, fault: RestFault) -> None:
    if fault.late_s:
        await asyncio.sleep(fault.late_s)
    if fault.cut and request.transport is not None:
        request.transport.abort()
        raise asyncio.CancelledError


class SocketFaults:
    """The faults of the gateway. Each strikes every session that is connected now."""

    def __init__(self, double: Double) -> None:
        self._events = double.world.events
        self._gateway = double.gateway
        self._acknowledged_after_s = double.gateway.acknowledged_after_s

    def abort(self) -> None:
        """Cut the connections without a word."""
        for session in self._gateway.connected():
            if session.socket is not None:
                socket = session.socket
                self._gateway.sessions.leave(socket)
                socket.abort()

    def close(self, code: int) -> None:
        """Close the connections with a code."""
        for session in self._gateway.connected():
            if session.socket is not None:
                session.socket.close(code)

    def reconnect(self) -> None:
        """Ask for a reconnection: op 7."""
        self._send(Op.RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Declare the sessions invalid: op 9. They are forgotten unless `resumable`."""
        connected = self._gateway.connected()
        self._send(Op.INVALID_SESSION, resumable)
        if not resumable:
            for session in connected:
                self._gateway.sessions.forget(session)

    def forget(self) -> None:
        """Forget the sessions without a word: the next resume is answered with op 9."""
        for session in self._gateway.sessions.all():
            self._gateway.sessions.forget(session)

    def repeat(self, name: str, *, times: int = 1) -> None:
        """Send the next events of a name twice."""
        for session in self._gateway.connected():
            self._repeat(session, name, times)

    def _repeat(self, session: Session, name: str, times: int) -> None:
        def receive_again(event: Event) -> None:
            nonlocal times
            if times > 0 and event.name == name and event.audience is not Audience.PEOPLE:
                times -= 1
                session.receive(event)

        self._events.listen(receive_again)

    def mute(self, *, muted: bool = True) -> None:
        """Stop acknowledging heartbeats, or begin again."""
        self._gateway.acknowledged_after_s = NEVER_S if muted else self._acknowledged_after_s

    def _send(self, op: Op, data: object = None) -> None:
        for session in self._gateway.connected():
            if session.socket is not None:
                session.socket.send(op, data)
