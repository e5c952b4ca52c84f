"""Who gets in at each door: nobody without the secret, and no page of another site."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
from yarl import URL

from bot.sandbox.deeds import Upload
from bot.sandbox.page import add_page
from bot.sandbox.people.person import people
from bot.sandbox.seed import reading_group
from bot.sandbox.service.rest import Endpoint
from bot.sandbox.service.server import ENDPOINTS, Double
from tests.support.patience import WAIT_S
from tests.support.stand_in.stage import LEAST

SITES = ["null", "http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1:{port}"]
DOORS = ["gateway", "api", "callback", "file", "opening", "home", "socket", "upload"]
WEBSOCKETS = {"gateway", "socket"}
POSTS = {"callback", "upload"}


@dataclass(frozen=True, slots=True)
class House:
    """A double with its page, each of its doors, and somebody who has every key to them."""

    double: Double
    addresses: dict[str, str]
    session: aiohttp.ClientSession

    async def knock(self, door: str, headers: dict[str, str]) -> int:
        """Return the status with which a door answers; of an open WebSocket it is 101."""
        url = self.addresses[door]
        if door in WEBSOCKETS:
            headers = headers | {
                "Connection": "Upgrade",
                "Upgrade": "websocket",
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            }
        method = "POST" if door in POSTS else "GET"
        async with self.session.request(method, url, headers=headers) as response:
            return response.status


@pytest.fixture
async def house() -> AsyncIterator[House]:
    world = reading_group()
    double = Double(world)
    page = add_page(double)
    async with double:
        person = people(world)[0]
        channel_id = int(person.viewer.guilds()[0]["channels"][0]["id"])
        note = Upload("note.txt", "text/plain", b"between us")
        sent = await person.writer.send(channel_id, "see", files=[note])
        addresses = {
            "gateway": double.url + "/gateway",
            "api": double.api_url + "/users/@me",
            "callback": double.api_url + "/interactions/1/made-up/callback",
            "file": sent["attachments"][0]["url"],
            "opening": page.url,
            "home": double.url + page.path,
            "socket": double.url + page.path + "socket",
            "upload": double.url + page.path + "upload",
        }
        jar = aiohttp.CookieJar(unsafe=True)
        keys = {"Authorization": f"Bot {double.token}"}
        async with aiohttp.ClientSession(cookie_jar=jar, headers=keys) as session:
            await (await session.get(page.url)).read()
            yield House(double, addresses, session)
        await page.close()


OPEN = {"gateway": 101, "socket": 101, "callback": 404, "upload": 400}


@pytest.mark.parametrize("door", DOORS)
async def test_who_has_the_keys_gets_in(house: House, door: str) -> None:
    own = {"Origin": house.double.url} if door in ("socket", "upload") else {}
    assert await house.knock(door, own) == OPEN.get(door, 200)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("host", ["evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[", ""])
async def test_under_another_name_no_door_opens(house: House, door: str, host: str) -> None:
    named = {"Host": host.format(port=house.double.port), "Origin": house.double.url}
    assert await house.knock(door, named) in (400, 403)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("site", SITES)
async def test_to_a_page_of_another_origin_no_door_opens(
    house: House, door: str, site: str
) -> None:
    origin = {"Origin": site.format(port=house.double.port)}
    assert await house.knock(door, origin) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_page_of_another_origin_loads_nothing_from_here(
    house: House, door: str, site: str
) -> None:
    loaded = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}
    assert await house.knock(door, loaded) == 403
    framed = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    assert await house.knock(door, framed) == 403


async def test_a_link_on_another_page_opens_the_printed_address(house: House) -> None:
    # A terminal in the browser is such a page.
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert await house.knock("opening", followed | {"Sec-Fetch-Dest": "document"}) == 200


@pytest.mark.parametrize(
    "endpoint", ENDPOINTS, ids=lambda endpoint: f"{endpoint.method} {endpoint.path}"
)
async def test_the_api_answers_nobody_without_the_bots_token(
    house: House, endpoint: Endpoint
) -> None:
    url = house.double.api_url + endpoint.path.replace("{", "1").replace("}", "")
    attempts = ["", "Bot", "Bot ", f"Bearer {house.double.token}", "Bot made-up", "Bot \u00e9"]
    headers = [{}, *({"Authorization": attempt} for attempt in attempts)]
    async with aiohttp.ClientSession() as stranger:
        for header in headers:
            async with stranger.request(endpoint.method, url, headers=header) as response:
                # An interaction's own token stands in its path: a made-up one is not known.
                assert response.status == (401 if endpoint.needs_token else 404)


async def test_the_gateway_lets_nobody_in_with_a_made_up_token(house: House) -> None:
    identify = {"token": "made-up", "intents": LEAST.value}
    resume = {"token": "made-up", "session_id": "made-up", "seq": 1}
    for op, data in ((2, identify), (6, resume)):
        async with house.session.ws_connect(house.addresses["gateway"]) as socket:
            assert (await socket.receive_json(timeout=WAIT_S))["op"] == 10
            await socket.send_json({"op": op, "d": data})
            await socket.receive(timeout=WAIT_S)
            assert socket.close_code == 4004
    assert house.double.gateway.sessions.all() == []


@pytest.mark.parametrize("key", [None, "", "made-up", "%ED%A0%80"])
async def test_a_file_is_given_to_nobody_without_its_key(house: House, key: str | None) -> None:
    address = URL(house.addresses["file"])
    query = "" if key is None else f"?hm={key}"
    async with house.session.get(URL(f"{address.with_query(None)}{query}", encoded=True)) as answer:
        assert (answer.status, await answer.text()) == (
            404,
            "This content is no longer available.",
        )


async def test_every_run_has_another_token(house: House) -> None:
    assert len({house.double.token, Double(reading_group()).token}) == 2
    assert len(house.double.token) == 43  # 256 bits, in base64
