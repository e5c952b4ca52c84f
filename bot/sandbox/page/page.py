"""The page of the sandbox: its files, its one WebSocket and its uploads, for this machine alone.

Who may use it: whoever knows its address, which holds a secret made for each run. Beyond that, no
other site may drive it: `Host` and `Origin` must be the sandbox's own, and the page itself may
load and reach nothing else.
"""

import secrets
from collections import OrderedDict
from pathlib import Path
from urllib.parse import quote

from aiohttp import BodyPartReader, web
from aiohttp.typedefs import Handler

from bot.sandbox.deeds import Upload
from bot.sandbox.page.tab import Tab
from bot.sandbox.page.words import Invitation, refusal
from bot.sandbox.service import Double
from bot.sandbox.world import MAX_FILE_BYTES, MAX_FILES, ApiError, Fault

STATIC = Path(__file__).with_name("static")
CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# Between pings of the WebSocket: a page that went away without a word is noticed.
HEARTBEAT_S = 20.0

MAX_FRAME_BYTES = 256 * 1024
MAX_KEPT_UPLOADS = 20  # files uploaded but not sent yet; two messages' worth

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        # 'self' does not cover WebSockets in every browser.
        "connect-src 'self' ws://{host}",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)


class Page:
    """The page's part of the server."""

    def __init__(
        self, double: Double, *, invitation: Invitation | None = None, secret: str | None = None
    ) -> None:
        """Prepare the page.

        Args:
            double: The server it is a page of.
            invitation: What an empty channel says.
            secret: The part of the path that only this run's address has; None for a random one.
        """
        self._double = double
        self._invitation = invitation or Invitation()
        self._secret = secret or secrets.token_urlsafe(16)
        self._files = _static_files()
        self._uploads: OrderedDict[str, Upload] = OrderedDict()
        self._tabs: set[web.WebSocketResponse] = set()

    @property
    def url(self) -> str:
        """Return the address to open; true once the double has started."""
        return f"{self._double.url}/{quote(self._secret)}/"

    def routes(self) -> list[web.RouteDef]:
        """Return what the double has to serve for the page."""
        root = f"/{self._secret}"
        return [
            web.get("/", self._guarded(self._astray)),
            web.get(root, self._guarded(self._astray)),
            web.get(f"{root}/socket", self._guarded(self._socket)),
            web.post(f"{root}/upload", self._guarded(self._upload)),
            web.get(f"{root}/{{name:.*}}", self._guarded(self._static)),
        ]

    async def close(self) -> None:
        """End the WebSockets, so that the server need not wait for them."""
        for socket in tuple(self._tabs):
            await socket.close()

    def _guarded(self, handler: Handler) -> Handler:
        async def guard(request: web.Request) -> web.StreamResponse:
            # A name of another site may be made to point at this machine; its Host betrays it.
            if f"http://{request.host}" not in self._double.origins:
                raise web.HTTPForbidden(text="The sandbox does not answer under this name.")
            response = await handler(request)
            if not response.prepared:
                response.headers.update(_headers(request.host))
            return response

        return guard

    def _check_origin(self, request: web.Request) -> None:
        """Let the sandbox's own page through.

        Raises:
            web.HTTPForbidden: The request was made by a page of another site, or by no page.
        """
        if request.headers.get("Origin") not in self._double.origins:
            raise web.HTTPForbidden(text="Only the sandbox's own page may do this.")

    async def _astray(self, _request: web.Request) -> web.Response:
        text = "The sandbox's page has a new address in each run: open the one the program printed."
        return web.Response(status=404, text=text)

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"] or "index.html"
        if name not in self._files:
            return web.Response(status=404, text="There is no such file.")
        body, content_type = self._files[name]
        return web.Response(body=body, headers={"Content-Type": content_type})

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        self._check_origin(request)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=MAX_FRAME_BYTES)
        await socket.prepare(request)
        self._tabs.add(socket)
        try:
            tab = Tab(socket, self._double, invitation=self._invitation, take_upload=self._take)
            await tab.serve()
        finally:
            self._tabs.discard(socket)
        return socket

    async def _upload(self, request: web.Request) -> web.Response:
        self._check_origin(request)
        try:
            uploads = await _read_files(request)
        except ApiError as error:
            return web.json_response({"error": refusal(error)}, status=error.status)
        return web.json_response({"ids": [self._keep(upload) for upload in uploads]})

    def _keep(self, upload: Upload) -> str:
        name = secrets.token_urlsafe(12)
        self._uploads[name] = upload
        while len(self._uploads) > MAX_KEPT_UPLOADS:
            self._uploads.popitem(last=False)
        return name

    def _take(self, name: str) -> Upload:
        """Return an uploaded file, once.

        Raises:
            ApiError: There is none of this name.
        """
        if name not in self._uploads:
            reason = {
                "code": "UPLOAD_GONE",
                "message": "The file was not uploaded. Attach it again.",
            }
            raise ApiError(Fault.INVALID_FORM, {"files": {"_errors": [reason]}})
        return self._uploads.pop(name)


def add_page(
    double: Double, *, invitation: Invitation | None = None, secret: str | None = None
) -> Page:
    """Return the page, mounted on a double that has not started yet."""
    page = Page(double, invitation=invitation, secret=secret)
    double.mount(page.routes())
    return page


def _static_files() -> dict[str, tuple[bytes, str]]:
    """Return every file of the page by its path: what is not in here cannot be asked for."""
    return {
        path.relative_to(STATIC).as_posix(): (path.read_bytes(), CONTENT_TYPES[path.suffix])
        for path in STATIC.rglob("*")
        if path.suffix in CONTENT_TYPES
    }


def _headers(host: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": POLICY.format(host=host),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


async def _read_files(request: web.Request) -> list[Upload]:
    """Return the files of an upload.

    Raises:
        ApiError: It is no multipart form, holds more files than a message may, or one too large.
    """
    if request.content_type != "multipart/form-data":
        raise ApiError(Fault.INVALID_FORM)
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.filename is None:
            continue
        if len(uploads) == MAX_FILES:
            raise ApiError(Fault.INVALID_FORM)
        content_type = part.headers.get("Content-Type", "application/octet-stream")
        uploads.append(Upload(part.filename, content_type, await _read_part(part)))
    return uploads


async def _read_part(part: BodyPartReader) -> bytes:
    """Return a file.

    Raises:
        ApiError: It is larger than a message's file may be.
    """
    data = bytearray()
    while piece := await part.read_chunk(64 * 1024):
        data += piece
        if len(data) > MAX_FILE_BYTES:
            raise ApiError(Fault.FILE_TOO_LARGE)
    return bytes(data)
