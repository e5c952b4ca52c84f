"""Uploaded files on their way out."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.world import World, opens, parse_id

PATH = "/attachments/{channel_id}/{file_id}/{filename}"


def serve(world: World) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return what answers a request for a file of `world`.

    Whoever has a file's address has its key, and nobody else gets the file. A browser that is sent
    to one downloads it and guesses nothing about it: whoever uploaded it must not be able to run a
    page on the sandbox's own address. Images are shown.
    """

    async def handle(request: web.Request) -> web.StreamResponse:
        file = world.files.find(parse_id(request.match_info["file_id"]) or 0)
        if (
            file is None
            or str(file.channel_id) != request.match_info["channel_id"]
            or not opens(request.query.get("hm"), file.key)
        ):
            return web.Response(status=404, text="This content is no longer available.")
        kind = file.content_type.split(";")[0].strip()
        shown = kind in ("image/png", "image/jpeg", "image/gif", "image/webp")
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": "inline" if shown else "attachment",
            "Content-Type": file.content_type,
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
        }
        return web.Response(body=file.data, headers=headers)

    return handle
