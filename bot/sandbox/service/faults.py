"""Faults on demand: what goes wrong between the bot and the service, exactly when asked for."""

import asyncio
import re
from dataclasses import dataclass, field

from aiohttp import web

from bot.sandbox.service.gateway import Gateway
from bot.sandbox.world import Json, Op


@dataclass(slots=True)
class RestFault:
    """One thing that goes wrong with requests.

    A request that is `late` or `cut` with `after` has been carried out all the same: the client
    cannot know it.
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
    """Set once a request has met the fault."""

    def meets(self, request: web.Request) -> bool:
        """Return whether it strikes this request."""
        fits = self.method in ("*", request.method) and self.path.search(request.path)
        return self.times > 0 and bool(fits)


class RestFaults:
    """The faults that wait for requests. Paths are regular expressions, searched for."""

    def __init__(self) -> None:
        """Start without faults."""
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

    def strike(self, request: web.Request) -> RestFault | None:
        """Return the fault that this request meets, counted off, or None."""
        for fault in self._waiting:
            if fault.meets(request):
                fault.times -= 1
                fault.hit.set()
                return fault
        return None

    def clear(self) -> None:
        """Forget every fault."""
        self._waiting.clear()


class SocketFaults:
    """The faults of the gateway. Each strikes every session that is connected now."""

    def __init__(self, gateway: Gateway) -> None:
        """Strike at `gateway`."""
        self._gateway = gateway

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
            session.repeats[name] = session.repeats.get(name, 0) + times

    def refuse(self, times: int) -> None:
        """Refuse the next connections with 503."""
        self._gateway.refusals = times

    def mute(self, *, muted: bool = True) -> None:
        """Stop acknowledging heartbeats, or begin again."""
        self._gateway.acknowledges = not muted

    def _send(self, op: Op, data: object = None) -> None:
        for session in self._gateway.connected():
            if session.socket is not None:
                session.socket.send(op, data)


def limited_body(fault: RestFault) -> Json:
    """Return the body of a 429."""
    return {
        "message": "You are being rate limited.",
        "retry_after": fault.retry_after_s,
        "global": fault.is_global,
    }
