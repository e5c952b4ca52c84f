"""Faults on demand: what goes wrong between the bot and the service, exactly when asked for."""

import asyncio
import math
import re
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.service import Double
from bot.sandbox.service.rest import rate_limit_headers
from bot.sandbox.service.session import Session
from bot.sandbox.world import API_PREFIX, Audience, Clock, Event, Op

NEVER_S = 3_600.0  # longer than any test
_ALWAYS = 1_000_000  # times


@dataclass(slots=True)
class RestFault:
    """One thing that goes wrong with requests.

    A request that is `late`, `held` or `cut` with `after` has been carried out all the same: the
    client cannot know it. `hit` is set once a request has met the fault, and was carried out if
    it is; what is `late` then waits for `go_on`. It strikes for `seconds` of the clock, from the
    first request that meets it. `bodies` are of the requests that were answered with a status.
    """

    method: str
    path: re.Pattern[str]
    times: int = 1
    status: int | None = None
    retry_after_s: float | None = None
    is_global: bool = False
    cut: bool = False
    after: bool = False
    late: bool = False
    held: bool = False
    via: bool = True
    seconds: float = math.inf
    until_s: float = math.inf
    refusal: dict[str, object] | None = None
    bodies: list[str] = field(default_factory=list)
    hit: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def meets(self, request: web.Request, now_s: float) -> bool:
        """Return whether it strikes this request."""
        fits = self.method in ("*", request.method) and self.path.search(request.path)
        return self.times > 0 and now_s < self.until_s and bool(fits)

    def strike(self, now_s: float) -> None:
        """Count one request off."""
        self.times -= 1
        self.until_s = min(self.until_s, now_s + self.seconds)


class RestFaults:
    """The faults that wait for requests. Paths are regular expressions, searched for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: list[RestFault] = []
        self._over = asyncio.Event()

    def rate_limit(
        self,
        path: str,
        *,
        retry_after_s: float,
        is_global: bool = False,
        times: int = 1,
        method: str = "*",
    ) -> RestFault:
        """Answer 429, to be tried again after `retry_after_s` seconds."""
        return self._add(
            RestFault(
                method,
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

    def block(self, path: str, *, times: int = 1, method: str = "*") -> RestFault:
        """Answer 429 as the proxy before Discord does: no JSON, no `Via`, no time to wait."""
        return self._add(RestFault(method, re.compile(path), times, status=429, via=False))

    def refuse(
        self, path: str, status: int, code: int, *, times: int = 1, method: str = "*"
    ) -> RestFault:
        """Answer as Discord refuses: with a status and a code of its own."""
        body: dict[str, object] = {"code": code, "message": "Refused by the test"}
        return self._add(RestFault(method, re.compile(path), times, status=status, refusal=body))

    def hold(self, path: str, *, after: bool = False, method: str = "*") -> RestFault:
        """Keep a request, or its response, until the end of the test, when it is dropped."""
        return self._add(RestFault(method, re.compile(path), held=True, after=after))

    def outage(
        self, seconds: float, path: str = ".", *, status: int | None = None, method: str = "*"
    ) -> RestFault:
        """Reset every connection for so many seconds of the clock, or answer with a status."""
        return self._add(
            RestFault(
                method,
                re.compile(path),
                _ALWAYS,
                status=status,
                cut=status is None,
                via=False,
                seconds=seconds,
            )
        )

    def reset(
        self, path: str, *, after: bool = False, times: int = 1, method: str = "*"
    ) -> RestFault:
        """Reset the connection, before the request is carried out or after."""
        return self._add(RestFault(method, re.compile(path), times, cut=True, after=after))

    def delay(self, path: str, *, after: bool = False, method: str = "*") -> RestFault:
        """Let the request arrive late, or its response: once the test says `go_on`."""
        return self._add(RestFault(method, re.compile(path), late=True, after=after))

    def _add(self, fault: RestFault) -> RestFault:
        self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Forget every fault, and drop what is held."""
        self._waiting.clear()
        self._over.set()

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request meet its fault, counted off, if there is one for it."""
        now_s = self._clock.now_s()
        fault = next((fault for fault in self._waiting if fault.meets(request, now_s)), None)
        if fault is None:
            return await handler(request)
        fault.strike(now_s)
        if fault.after:
            response = await handler(request)
            fault.hit.set()
            await self._break(request, fault)
            return response
        if fault.status is not None:
            fault.bodies.append(await request.text())
        fault.hit.set()
        if fault.status is not None:
            return _answered(request, fault)
        await self._break(request, fault)
        return await handler(request)

    async def _break(self, request: web.Request, fault: RestFault) -> None:
        if fault.held:
            await self._over.wait()
        if fault.late:
            await fault.go_on.wait()
        if fault.cut or fault.held:
            if request.transport is not None:  # else the client has gone
                request.transport.abort()
            raise asyncio.CancelledError


def _answered(request: web.Request, fault: RestFault) -> web.Response:
    assert fault.status is not None
    if fault.refusal is not None:
        return _as_json(fault.refusal, fault.status, {})
    if fault.status == 429 and fault.via:
        return _rate_limited(request, fault)
    return web.Response(status=fault.status, text="upstream connect error")


def _rate_limited(request: web.Request, fault: RestFault) -> web.Response:
    resource = request.match_info.route.resource
    route = "" if resource is None else resource.canonical.removeprefix(API_PREFIX)
    headers = {"Via": "1.1 sandbox", "Retry-After": str(fault.retry_after_s)}
    if fault.is_global:
        headers["X-RateLimit-Global"] = "true"
    body: dict[str, object] = {
        "message": "You are being rate limited.",
        "retry_after": fault.retry_after_s,
        "global": fault.is_global,
    }
    return _as_json(body, 429, headers | rate_limit_headers(request.method, route))


def _as_json(body: dict[str, object], status: int, headers: dict[str, str]) -> web.Response:
    response = web.json_response(body, status=status, headers=headers)
    # discord.py compares the content type literally: no charset.
    response.headers["Content-Type"] = "application/json"
    return response


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
