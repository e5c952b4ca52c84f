"""The door for agents: tools over the Model Context Protocol.

The only importer of mcp and of what it stands on: starlette, uvicorn. By standard input and output
whoever starts it is the reader; over HTTP a key says what is seen, as at the other door.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from inspect import getdoc
from math import ceil
from socket import socket
from time import perf_counter

import uvicorn
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.doors.deeds import NOT_NOW, Deeds
from bot.doors.keys import Key, KeyRing
from bot.doors.rates import Rates
from bot.doors.request_log import ANOTHER_PATH, request_line
from bot.library import Readership
from bot.meanwhile import Meanwhile, doing
from bot.records import Record
from index import BriefingError

Readers = Callable[[Context], Readership]
"""Says what may be seen by whoever calls a tool.

Raises:
    ToolError: Nothing.
"""

_INSTRUCTIONS = (
    "Answers from a fixed set of documents with verbatim excerpts. Every `text` is a slice of its "
    "document, and `citation` names its place: quote it as it stands. Where `answered` is false, "
    "the documents do not answer, and what is given only comes nearest. Hold any quotation of "
    "these documents against them with `verify`, and any claim about them with `cite`."
)
_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_NO_KEY = "Send a key: `Authorization: Bearer …`; `briefing-bot keys add NAME` makes one."
_PATH = "/mcp"
_log = logging.getLogger(__name__)


def protocol_server(deeds: Deeds, readers: Readers) -> MCPServer:
    """Return the server with its tools.

    Args:
        deeds: What can be asked.
        readers: Says what a caller may see.
    """
    server = MCPServer(
        name="briefing-bot", title="Briefing bot", instructions=_INSTRUCTIONS, log_level="WARNING"
    )

    async def ask(question: str, context: Context, history: list[str] | None = None) -> Record:
        """Answer a question with cited, verbatim excerpts, or say that it is not answered.

        `history` are earlier questions of the conversation, oldest first.
        """
        return await _told(deeds.ask(readers(context), question, history or ()))

    async def brief(context: Context, topic: str = "") -> Record:
        """Give the points that the documents make on a topic; on everything without one."""
        return await _told(deeds.brief(readers(context), topic))

    async def cite(claim: str, context: Context) -> Record:
        """Judge a claim: supported, contradicted or not mentioned, with passages and citations.

        An address such as `document:12` gives the paragraph that stands there.
        """
        return await _told(deeds.cite(readers(context), claim))

    async def verify(quotation: str, context: Context) -> Record:
        """Hold a quotation against the documents: exact, altered or not found, word for word.

        `quotations` has a verdict for each that is marked in a longer text.
        """
        return await _told(deeds.verify(readers(context), quotation))

    async def sources(context: Context) -> Record:
        """Name the documents that answers come from."""
        return await _told(deeds.sources(readers(context)))

    for tool in (ask, brief, cite, verify, sources):
        server.add_tool(tool, description=getdoc(tool), annotations=_READS)
    return server


async def _told(deed: Awaitable[Record]) -> Record:
    """Return what a deed gives.

    Raises:
        ToolError: It cannot be done; the sentence is for the caller.
    """
    try:
        return await deed
    except BriefingError as error:
        raise ToolError(str(error)) from error


def whoever(readership: Readership) -> Readers:
    """Return what lets every caller see the same: the one who started the program."""
    return lambda _: readership


def holders(keys: KeyRing) -> Readers:
    """Return what lets a caller see what their key may."""

    def reader(context: Context) -> Readership:
        headers = {name.lower(): value for name, value in (context.headers or {}).items()}
        key = keys.holder(headers.get("authorization", ""))
        if key is None:  # it was revoked since the request came in
            raise ToolError(_NO_KEY)
        return key.readership

    return reader


class _Guarded:
    """An application that is reached with a key alone, and as often as that may."""

    def __init__(self, app: ASGIApp, keys: KeyRing, rates: Rates) -> None:
        self._app = app
        self._keys = keys
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        key, refusal = self._let_in(scope)
        answer = _Watched(send)
        started = perf_counter()
        try:
            await (refusal or self._app)(scope, receive, answer.send)
        finally:
            path = _PATH if scope["path"] == _PATH else ANOTHER_PATH
            ms = (perf_counter() - started) * 1000
            line = request_line(scope["method"], path, key, answer.status, ms)
            _log.info("%s", line, extra={"ms": round(ms)})

    def _let_in(self, scope: Scope) -> tuple[Key | None, Response | None]:
        """Return whose request it is, and why it is not let in, None where it is."""
        try:
            key = self._keys.holder(Headers(scope=scope).get("authorization", ""))
        except BriefingError as error:
            _log.warning("no key can be read: %s", error)
            return None, PlainTextResponse(NOT_NOW, 503)
        if key is None:
            return None, PlainTextResponse(_NO_KEY, 401, {"WWW-Authenticate": "Bearer"})
        if wait_s := ceil(self._rates.wait_s(key.name)):
            return key, PlainTextResponse(f"wait {wait_s} s", 429, {"Retry-After": str(wait_s)})
        return key, None


class _Watched:
    """What an application answers, sent on; its status is kept."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = HTTPStatus.INTERNAL_SERVER_ERROR.value

    async def send(self, message: Message) -> None:
        """Send a part of the answer on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)


def guarded(server: MCPServer, keys: KeyRing, rates: Rates, host: str) -> ASGIApp:
    """Return the application of a server that is reached over HTTP.

    Args:
        server: Its tools ask `holders` who calls.
        keys: Who may call.
        rates: How often.
        host: The address that it listens at; where it is loopback, requests to other names are
            refused (DNS rebinding).
    """
    app = server.streamable_http_app(
        streamable_http_path=_PATH, stateless_http=True, json_response=True, host=host
    )
    return _Guarded(app, keys, rates)


def serve_streams(server: MCPServer, meanwhile: Meanwhile) -> None:
    """Serve by standard input and output, until whoever started the program closes them.

    Args:
        server: What is served.
        meanwhile: Makes what is done while it serves.
    """

    async def serve() -> None:
        async with doing(meanwhile):
            await server.run_stdio_async()

    asyncio.run(serve())


def serve_protocol(app: ASGIApp, listener: socket, meanwhile: Meanwhile) -> None:
    """Serve over HTTP until SIGTERM or Ctrl-C.

    Args:
        app: What is served.
        listener: What it listens at.
        meanwhile: Makes what is done while it serves.
    """

    async def serve() -> None:
        async with doing(meanwhile):
            server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
            await server.serve(sockets=[listener])

    asyncio.run(serve())
