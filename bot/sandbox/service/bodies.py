"""The bodies of requests: JSON, with files beside it where it is a form."""

import asyncio

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.sandbox.deeds import Upload, Uploads
from bot.sandbox.world import MAX_FILE_BYTES, MAX_FILES, ApiError, Fault, Form, parse_json

_PIECE_BYTES = 64 * 1024
MALFORMED = (ValueError, RuntimeError, HttpProcessingError)
"""What aiohttp raises of a body that is none: RuntimeError of an odd charset, the last of heads."""
_TYPES = ["application/json", "multipart/form-data"]


async def read_body(request: web.Request) -> tuple[object, Uploads]:
    """Return a request's JSON, an empty object where it has none, and the files sent beside it.

    Raises:
        ApiError: The body is no JSON, is said to be something else, or is too large.
        asyncio.CancelledError: Whoever sent it has gone. aiohttp ends its request by it, without
            a traceback in the log.
    """
    try:
        if request.content_type == "multipart/form-data":
            return await _read_multipart(request)
        text = await request.read()
        if not text:
            return {}, {}
        _check_type(request.content_type)
        return parse_json(text), {}
    except MALFORMED:
        raise ApiError(Fault.BAD_JSON) from None
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(Fault.FILE_TOO_LARGE) from None
    except ConnectionError:
        raise asyncio.CancelledError from None


def _check_type(given: str) -> None:
    """Pass where a body is said to be JSON.

    What a browser sends elsewhere without asking first (`text/plain`, the fields of a form) is
    not, and Discord refuses it likewise.
    """
    form = Form()
    if given != "application/json":
        message = f'Expected "Content-Type" header to be one of {_TYPES}.'
        form.add("", "CONTENT_TYPE_INVALID", message)
    form.check()


async def _read_multipart(request: web.Request) -> tuple[object, Uploads]:
    """Return the JSON of a form, and its files by their number.

    Raises:
        ApiError: It has more files than a message may have, or one too large.
        ValueError: It is no form, or its JSON is none.
    """
    body: object = {}
    uploads: Uploads = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.name == "payload_json":
            body = parse_json(await read_part(part))
        elif part.name.startswith("files["):
            uploads[part.name[6:-1]] = await _read_upload(part)
        if len(uploads) > MAX_FILES:
            raise ApiError(Fault.INVALID_FORM)
    return body, uploads


async def _read_upload(part: BodyPartReader) -> Upload:
    kind = part.headers.get("Content-Type", "application/octet-stream")
    return Upload(part.filename or "file", kind, await read_part(part))


async def read_part(part: BodyPartReader) -> bytes:
    """Return one part of a form.

    Raises:
        ApiError: It is larger than a message's file may be.
    """
    data = bytearray()
    while piece := await part.read_chunk(_PIECE_BYTES):
        data += piece
        if len(data) > MAX_FILE_BYTES:
            raise ApiError(Fault.FILE_TOO_LARGE)
    return bytes(data)
