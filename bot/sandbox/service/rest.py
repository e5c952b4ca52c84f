"""The HTTP API's door: who may enter, and how an answer looks.

A route is a coroutine `(Call) -> RouteReply`; the routes themselves are in the `routes_…` modules.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from aiohttp import web

from bot.sandbox.deeds import Uploads
from bot.sandbox.service.bodies import read_body
from bot.sandbox.world import (
    API_PREFIX,
    ApiError,
    Fault,
    Form,
    Json,
    Shape,
    World,
    check_shape,
    opens,
    parse_id,
)

_BODIES = frozenset({"POST", "PUT", "PATCH"})
_SHOWN = 40  # characters of a wrong value that its fault repeats


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read.

    Args:
        world: Of which it speaks.
        params: Of its path.
        query: Of its address.
        body: Its JSON where that is an object.
        rows: Its JSON where that is a list.
        uploads: The files beside it.
    """

    world: World
    params: dict[str, str]
    query: dict[str, str]
    body: Json
    rows: list[Json]
    uploads: Uploads

    def id(self, name: str) -> int:
        """Return an id out of the path; "@me" is the bot's.

        Raises:
            ApiError: It is no number.
        """
        value = self.params[name]
        if value == "@me":
            return self.world.application.bot_id
        number = parse_id(value)
        if number is None:
            raise ApiError(Fault.NOT_FOUND)
        return number

    def number(self, name: str, default: int, *, low: int = 0, high: int = (1 << 64) - 1) -> int:
        """Return a number of the address' query; one that is none, or is out of range, is a fault.

        Args:
            name: Of the parameter.
            default: Where it is left out.
            low: The least that it may be.
            high: The most.
        """
        given = self.query.get(name, str(default))
        number = parse_id(given)
        form = Form()
        if number is None:
            form.add(name, "NUMBER_TYPE_COERCE", f'Value "{given[:_SHOWN]}" is not int.')
        elif not low <= number <= high:
            message = f"int value should be from {low} to {high}."
            form.add(name, "NUMBER_TYPE_MAX" if number > high else "NUMBER_TYPE_MIN", message)
        form.check()
        return number or 0


@dataclass(frozen=True, slots=True)
class RouteReply:
    """What a route answers; no data means no body."""

    data: object = None
    status: int = 200


NO_CONTENT = RouteReply(status=204)

Route: TypeAlias = Callable[[Call], Awaitable[RouteReply]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A method and path, named as in Discord's description, and what serves them."""

    method: str
    path: str
    route: Route
    needs_token: bool = True
    takes: Shape | None = None  # of its body; None where it reads none


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response.

    Args:
        method: Of the request.
        route: Path with the names of its parameters, as in Discord's description of the API.
        body: The request's JSON, whatever it is; None where it had none.
        status: Of the response.
        response: The response's JSON; None where it had none.
    """

    method: str
    route: str
    body: object
    status: int
    response: object


class Rest:
    """The HTTP API of a world."""

    def __init__(self, world: World, *, token: str) -> None:
        """Serve `world` to whoever has the bot's token."""
        self._world = world
        self._token = token
        self._listeners: list[Callable[[Exchange], None]] = []

    def listen(self, listener: Callable[[Exchange], None]) -> None:
        """Tell `listener` of every exchange from now on."""
        self._listeners.append(listener)

    def handler(self, endpoint: Endpoint) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Return what aiohttp calls for an endpoint."""

        async def handle(request: web.Request) -> web.StreamResponse:
            return await self._serve(endpoint, request)

        return handle

    async def _serve(self, endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        body: object = None
        uploads: Uploads = {}
        try:
            self._check_token(endpoint, request)
            if request.method in _BODIES and request.body_exists:
                body, uploads = await read_body(request)
            if endpoint.takes is not None:
                check_shape(endpoint.takes, {} if body is None else body)
            reply = await endpoint.route(_call(self._world, request, body, uploads))
        except ApiError as error:
            reply = RouteReply(error.payload(), error.status)
        exchange = Exchange(request.method, endpoint.path, body, reply.status, reply.data)
        for listener in self._listeners:
            listener(exchange)
        return _response(endpoint, reply)

    def _check_token(self, endpoint: Endpoint, request: web.Request) -> None:
        given = request.headers.get("Authorization", "")
        if not endpoint.needs_token:
            return
        if not given.startswith("Bot ") or not opens(given.removeprefix("Bot "), self._token):
            raise ApiError(Fault.UNAUTHORIZED)


def _call(world: World, request: web.Request, body: object, uploads: Uploads) -> Call:
    return Call(
        world,
        dict(request.match_info),
        dict(request.query),
        body if isinstance(body, dict) else {},
        body if isinstance(body, list) else [],
        uploads,
    )


def _response(endpoint: Endpoint, reply: RouteReply) -> web.Response:
    headers = rate_limit_headers(endpoint.method, endpoint.path)
    if reply.data is None:
        return web.Response(status=reply.status, headers=headers)
    # discord.py compares the content type literally: no charset.
    headers["Content-Type"] = "application/json"
    body = json.dumps(reply.data, separators=(",", ":")).encode()
    return web.Response(body=body, status=reply.status, headers=headers)


def rate_limit_headers(method: str, route: str) -> dict[str, str]:
    """Return what a response says of its route's rate limit, which is far from reached.

    Without these headers discord.py sends one request of a route at a time.
    """
    return {
        "X-RateLimit-Limit": "10000",
        "X-RateLimit-Remaining": "9999",
        "X-RateLimit-Reset": "4102444800.000",
        "X-RateLimit-Reset-After": "1.000",
        "X-RateLimit-Bucket": f"{method}{route}".replace("/", "-"),
    }


def mount(app: web.Application, rest: Rest, endpoints: list[Endpoint]) -> None:
    """Put endpoints on a server, and Discord's 404 on every other path of the API."""
    for endpoint in endpoints:
        app.router.add_route(endpoint.method, API_PREFIX + endpoint.path, rest.handler(endpoint))

    async def unknown(call: Call) -> RouteReply:
        raise ApiError(Fault.NOT_FOUND)

    nowhere = Endpoint("*", "/{anything}", unknown, needs_token=False)
    app.router.add_route("*", API_PREFIX + "/{anything:.*}", rest.handler(nowhere))
