"""The page of the sandbox: its files, its one WebSocket and its uploads, for this machine alone.

Who may use it: whoever opened the address that the program prints. It holds a token of this run,
which is traded for a cookie and leaves the address bar at once. The cookie is bound to a path that
is of this run, too: cookies know no ports, and a server on another one must not be sent it. Beyond
that no other page may drive it: the double refuses what comes from one (`service.origins`), and
the page itself may load and reach nothing else.
"""

import secrets
from collections import OrderedDict
from pathlib import Path

from aiohttp import BodyPartReader, web
from aiohttp.typedefs import Handler

from bot.languages import say, speaking
from bot.sandbox.deeds import Upload
from bot.sandbox.page.browser_language import CATALOGUE, BrowserLanguage
from bot.sandbox.page.tab import Tab
from bot.sandbox.page.words import UPLOAD_GONE, Invitation, refusal
from bot.sandbox.service import MALFORMED, Double, is_own_page, read_part
from bot.sandbox.world import MAX_FILES, ApiError, Fault, new_key, opens

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

COOKIE = "sandbox"

_OPENING = (
    '<!doctype html><html lang="en"><title>Sandbox</title>'
    '<link rel="icon" href="{path}sign.svg" type="image/svg+xml" />'
    '<a href="{path}">Open the sandbox</a></html>'
)


class Page:
    """The page's part of the server."""

    def __init__(self, double: Double, *, invitation: Invitation | None = None) -> None:
        """Prepare the page.

        Args:
            double: The server it is a page of.
            invitation: What an empty channel says.
        """
        self._double = double
        self._invitation = invitation or Invitation()
        self._token, self._cookie = new_key(), new_key()
        self._tickets: set[str] = set()
        self.path = f"/{new_key()}/"
        """Where the page lies once it has been opened."""
        self._files = _static_files()
        self._uploads: OrderedDict[str, Upload] = OrderedDict()
        self._tabs: set[web.WebSocketResponse] = set()

    @property
    def url(self) -> str:
        """Return the address to open, as often as one likes; true once the double has started."""
        return self._opened_by(self._token)

    def url_for_once(self) -> str:
        """Return an address that opens the page one time.

        A browser is started with it: the command line of a program can be read by every user of
        the machine, for as long as it runs.
        """
        ticket = new_key()
        self._tickets.add(ticket)
        return self._opened_by(ticket)

    def _opened_by(self, token: str) -> str:
        return f"{self._double.url}/?token={token}"

    def routes(self) -> list[web.RouteDef]:
        """Return what the double has to serve for the page."""
        return [
            web.get("/", self._open),
            web.get(f"{self.path}socket", self._guarded(self._socket)),
            web.post(f"{self.path}upload", self._guarded(self._upload)),
            web.get(f"{self.path}{{name:.*}}", self._guarded(self._static)),
            # Such as where the page lay in an earlier run, of which a browser may still have a tab.
            web.route("*", "/{nowhere:.*}", self._nowhere),
        ]

    async def close(self) -> None:
        """End the WebSockets, so that the server need not wait for them."""
        for socket in tuple(self._tabs):
            await socket.close()

    async def _open(self, request: web.Request) -> web.Response:
        """Trade the token of an address for the cookie."""
        if not self._takes(request.query.get("token", "")):
            return _astray(request, 403)
        # Not by a redirection: where somebody followed a link from another site, such as a
        # terminal in the browser, the cookie would not be sent along. This page goes on by itself.
        headers = _headers(request.host) | {"Refresh": f"0; url={self.path}"}
        text = _OPENING.format(path=self.path)
        response = web.Response(text=text, content_type="text/html", headers=headers)
        response.set_cookie(COOKIE, self._cookie, path=self.path, httponly=True, samesite="Strict")
        return response

    async def _nowhere(self, request: web.Request) -> web.Response:
        return _astray(request, 404)

    def _takes(self, token: str) -> bool:
        """Return whether a token opens the page; a ticket does so once."""
        if token in self._tickets:
            self._tickets.remove(token)
            return True
        return opens(token, self._token)

    def _guarded(self, handler: Handler) -> Handler:
        async def guard(request: web.Request) -> web.StreamResponse:
            if not opens(request.cookies.get(COOKIE), self._cookie):
                return _astray(request, 403)
            response = await handler(request)
            if not response.prepared:
                response.headers.update(_headers(request.host))
            return response

        return guard

    def _check_origin(self, request: web.Request) -> None:
        """Let the sandbox's own page through.

        Raises:
            web.HTTPForbidden: The request was made by no page.
        """
        if not is_own_page(request):
            raise web.HTTPForbidden(text="Only the sandbox's own page may do this.")

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"] or "index.html"
        if name not in self._files:
            return web.Response(status=404, text="There is no such file.")
        body, content_type = self._files[name]
        looker = _language_of(request)
        if name == CATALOGUE:
            body = looker.catalogue().encode()
        elif name == "index.html":
            body = looker.outline(body.decode()).encode()
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
            with speaking(_language_of(request).language):
                told = refusal(error)
            return web.json_response({"error": told}, status=error.status)
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
            reason = {"code": UPLOAD_GONE, "message": f"no file {name!r} was uploaded"}
            raise ApiError(Fault.INVALID_FORM, {"files": {"_errors": [reason]}})
        return self._uploads.pop(name)


def add_page(double: Double, *, invitation: Invitation | None = None) -> Page:
    """Return the page, mounted on a double that has not started yet."""
    page = Page(double, invitation=invitation)
    double.mount(page.routes())
    return page


def _language_of(request: web.Request) -> BrowserLanguage:
    """Return the language of the browser that asks."""
    return BrowserLanguage.of(request.headers.get("Accept-Language", ""))


def _astray(request: web.Request, status: int) -> web.Response:
    """Return where the page is to be had, for who asks where it is not."""
    with speaking(_language_of(request).language):
        text = say(
            "The sandbox opens by the address that the program printed, which has a token of its"
            " run."
        )
    return web.Response(status=status, text=text)


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
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.filename is None:
                continue
            if len(uploads) == MAX_FILES:
                raise ApiError(Fault.INVALID_FORM)
            content_type = part.headers.get("Content-Type", "application/octet-stream")
            uploads.append(Upload(part.filename, content_type, await read_part(part)))
    except MALFORMED:
        raise ApiError(Fault.INVALID_FORM) from None
    return uploads
