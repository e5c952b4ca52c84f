"""What becomes of a request whose body cannot be read."""

import asyncio

import pytest
from aiohttp import test_utils
from aiohttp.base_protocol import BaseProtocol
from aiohttp.streams import StreamReader

from bot.sandbox.service.bodies import read_body


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=part"])
async def test_a_request_whose_sender_has_gone_ends_without_a_fault(kind: str) -> None:
    loop = asyncio.get_running_loop()
    body = StreamReader(BaseProtocol(loop), 2**16, loop=loop)
    body.feed_data(b'--part\r\nContent-Disposition: form-data; name="payload_json"\r\n\r\n{')
    body.set_exception(ConnectionResetError("Connection lost"))
    request = test_utils.make_mocked_request(
        "POST", "/", headers={"Content-Type": kind}, payload=body
    )
    with pytest.raises(asyncio.CancelledError):
        await read_body(request)
