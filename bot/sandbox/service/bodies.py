"""The bodies of requests: JSON, with files beside it where it is a form."""

import json

from aiohttp import BodyPartReader, web

from bot.sandbox.deeds import Upload, Uploads
from bot.sandbox.world import ApiError, Fault, Json


async def read_body(request: web.Request) -> tuple[Json | list[Json], Uploads]:
    """Return a request's JSON, and the files sent beside it.

    Raises:
        ApiError: The body is not JSON.
    """
    try:
        if request.content_type == "multipart/form-data":
            return await _read_multipart(request)
        text = await request.text()
        return (json.loads(text) if text else {}), {}
    except ValueError:
        raise ApiError(Fault.BAD_JSON) from None


async def _read_multipart(request: web.Request) -> tuple[Json | list[Json], Uploads]:
    body: Json = {}
    uploads: Uploads = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.name == "payload_json":
            body = json.loads(await part.text())
        elif part.name.startswith("files["):
            kind = part.headers.get("Content-Type", "application/octet-stream")
            data = bytes(await part.read())
            uploads[part.name[6:-1]] = Upload(part.filename or "file", kind, data)
    return body, uploads
