"""The HTTP door: a small JSON interface with bearer keys.

It listens on loopback unless another address is named, and speaks no TLS: a proxy in front of it
does. Errors are problem details (RFC 9457).
"""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from socket import socket
from time import perf_counter
from typing import Any, TypeAlias

from aiohttp import web

from bot.doors.deeds import NOT_NOW, Deeds, NotNowError
from bot.doors.description import PATH, description
from bot.doors.keys import Key, KeyRing
from bot.doors.operations import OPERATIONS, STYLE, Operation
from bot.doors.rates import Rates
from bot.doors.request_log import ANOTHER_PATH, request_line
from bot.library import NothingToAskError
from bot.meanwhile import Meanwhile, doing
from index import AddressError, BriefingError, SettingsError, Style

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

_MOST_BYTES = 256 * 1024  # of a request
_NO_KEY = "Send a key: `Authorization: Bearer …`; `briefing-bot keys add NAME` makes one."
_UNREADABLE = "The body is cut off, or not packed as its headers say."
_ELSEWHERE = f"Nothing stands here: `GET {PATH}/openapi.json` describes what there is."
_OTHERWISE = f"Send it with {{methods}}: `GET {PATH}/openapi.json` describes how."
_NOTHING = "There is no document that this key may see."
_KEY = web.RequestKey("key", Key)  # that a request has shown
_HEALTH = f"{PATH}/health"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Door:
    """What requests are answered with."""

    deeds: Deeds
    keys: KeyRing
    rates: Rates


def application(deeds: Deeds, keys: KeyRing, rates: Rates) -> web.Application:
    """Return the application behind the HTTP door.

    Args:
        deeds: What can be asked.
        keys: Who may ask.
        rates: How often.
    """
    door = _Door(deeds, keys, rates)
    made = web.Application(client_max_size=_MOST_BYTES, middlewares=[_logged, _problems])
    made.router.add_get(_HEALTH, _health)
    made.router.add_get(f"{PATH}/openapi.json", _described)
    for operation in OPERATIONS:
        made.router.add_post(f"{PATH}/{operation.name}", _handler(door, operation))
    return made


async def _health(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def _described(_: web.Request) -> web.Response:
    return web.json_response(description())


def _handler(door: _Door, operation: Operation) -> Handler:
    """Return what answers the requests for an operation."""

    async def handle(request: web.Request) -> web.Response:
        key = request[_KEY] = _holder(door.keys, request)
        if wait_s := door.rates.wait_s(key.name):
            raise _Problem(429, f"Wait {ceil(wait_s)} s.", {"Retry-After": str(ceil(wait_s))})
        arguments: dict[str, Any] = operation.arguments(await _body(request))
        if STYLE.name in arguments:
            arguments[STYLE.name] = Style(arguments[STYLE.name])
        record = await getattr(door.deeds, operation.name)(key.readership, **arguments)
        return web.json_response(record)

    return handle


class _Problem(Exception):  # noqa: N818 -- it is one, in the words of RFC 9457
    """A request that is not answered."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        """Refuse with a status, a sentence, and headers of its own."""
        super().__init__(detail)
        self.status = status
        self.headers = headers or {}


def _holder(keys: KeyRing, request: web.Request) -> Key:
    """Return whose key a request shows.

    Raises:
        _Problem: It shows none, or one that opens nothing.
        CollectionError: The keys cannot be read.
    """
    key = keys.holder(request.headers.get("Authorization", ""))
    if key is None:
        raise _Problem(401, _NO_KEY, {"WWW-Authenticate": "Bearer"})
    return key


async def _body(request: web.Request) -> object:
    """Return what the body of a request says.

    Raises:
        _Problem: It is no JSON, or was not packed as it says.
    """
    if request.content_type != "application/json":
        raise _Problem(400, "The body has to be JSON: `Content-Type: application/json`.")
    try:
        return json.loads(await request.read())
    except web.RequestPayloadError as error:
        # Where it ends cannot be told, and so not where the next request would begin.
        raise _Problem(400, _UNREADABLE, {"Connection": "close"}) from error
    except (ValueError, RecursionError) as error:
        raise _Problem(400, f"The body is no JSON: {str(error)[:100]}") from error


@web.middleware
async def _logged(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Log who asked what kind of thing and how it ended, without what was asked.

    Whoever looks every few seconds whether the door is there is not worth a line.
    """
    started, status = perf_counter(), HTTPStatus.INTERNAL_SERVER_ERROR.value
    try:
        response = await handler(request)
        status = response.status
        return response
    finally:
        known = {resource.canonical for resource in request.app.router.resources()}
        path = request.path if request.path in known else ANOTHER_PATH
        ms = (perf_counter() - started) * 1000
        line = request_line(request.method, path, request.get(_KEY), status, ms)
        level = logging.DEBUG if path == _HEALTH else logging.INFO
        _log.log(level, "%s", line, extra={"ms": round(ms)})


@web.middleware
async def _problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a request, or say in problem details why it is not answered."""
    try:
        return await handler(request)
    except _Problem as problem:
        return _said(problem.status, str(problem), problem.headers)
    except web.HTTPException as error:  # aiohttp's own
        return _refused(error)
    except SettingsError as error:
        return _said(400, str(error))
    except AddressError as error:
        return _said(404, str(error))
    except NothingToAskError:
        return _said(404, _NOTHING)
    except NotNowError as error:
        return _said(503, str(error))
    except BriefingError as error:  # the keys cannot be read
        _log.warning("%s: %s", request.path, error)
        return _said(503, NOT_NOW)


def _refused(error: web.HTTPException) -> web.Response:
    """Return the problem of a request for which nothing stands, or that is too large."""
    if isinstance(error, web.HTTPMethodNotAllowed):
        methods = " or ".join(sorted(error.allowed_methods - {"HEAD"}))
        return _said(405, _OTHERWISE.format(methods=methods), {"Allow": error.headers["Allow"]})
    return _said(error.status, _ELSEWHERE if error.status == 404 else error.reason)


def _said(status: int, detail: str, headers: dict[str, str] | None = None) -> web.Response:
    """Return problem details."""
    title = HTTPStatus(status).phrase
    record = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return web.json_response(
        record, status=status, headers=headers, content_type="application/problem+json"
    )


def serve_web(app: web.Application, listener: socket, meanwhile: Meanwhile) -> None:
    """Serve until SIGTERM or Ctrl-C; what has begun is ended first.

    Args:
        app: What is served.
        listener: What it listens at.
        meanwhile: Makes what is done while it serves.
    """

    async def beside(_: web.Application) -> AsyncIterator[None]:
        async with doing(meanwhile):
            yield

    app.cleanup_ctx.append(beside)
    web.run_app(
        app, sock=listener, print=None, access_log=None, handle_signals=True
    )  # it logs itself
