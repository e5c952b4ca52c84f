"""What a client sees of each thing that can become of a request, and whether it took effect."""

import time
from contextlib import nullcontext

import aiohttp
import pytest
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.seed import reading_group
from bot.sandbox.service.faults import RequestFault, Trouble, meet
from bot.sandbox.service.server import Double

RESET = frozenset({Trouble.RESET_BEFORE, Trouble.RESET_AFTER})
STATUSES = {
    Trouble.RATE_LIMIT: 429,
    Trouble.BARE_RATE_LIMIT: 429,
    Trouble.PROXY_RATE_LIMIT: 429,
    Trouble.PROXY_ERROR: 520,
    Trouble.SERVER_ERROR: 520,
}
WITHOUT_EFFECT = STATUSES.keys() | {Trouble.RESET_BEFORE}
PAGES = frozenset({Trouble.PROXY_RATE_LIMIT, Trouble.PROXY_ERROR})


@pytest.mark.parametrize("trouble", Trouble)
async def test_a_request_meets_its_trouble(trouble: Trouble) -> None:
    effects: list[str] = []

    @web.middleware
    async def weather(request: web.Request, handler: Handler) -> web.StreamResponse:
        async def carried_out(request: web.Request) -> web.StreamResponse:
            effects.append(request.path)
            return await handler(request)

        return await meet(RequestFault(trouble, 0.02, 520), request, carried_out)

    begun_s = time.monotonic()
    async with (
        Double(reading_group(), middlewares=[weather]) as double,
        aiohttp.ClientSession() as client,
    ):
        broken = pytest.raises(aiohttp.ClientConnectionError) if trouble in RESET else nullcontext()
        with broken:
            headers = {"Authorization": f"Bot {double.token}"}
            async with client.get(f"{double.api_url}/gateway", headers=headers) as response:
                assert response.status == STATUSES.get(trouble, 200)
                assert (response.content_type == "text/html") is (trouble in PAGES)
                asked_to_wait = response.headers.get("Retry-After")
                assert asked_to_wait == ("0.020" if trouble is Trouble.RATE_LIMIT else None)
    assert bool(effects) is (trouble not in WITHOUT_EFFECT)
    if trouble in (Trouble.SLOW_REQUEST, Trouble.SLOW_RESPONSE):
        assert time.monotonic() - begun_s >= 0.02
