"""Bodies, queries and frames that are not what they should be: refused as Discord refuses them."""

import json

import aiohttp
import pytest
from yarl import URL

from bot.sandbox.world.parsing import MAX_DEPTH, parse_json
from bot.sandbox.world.wire import Json
from tests.support.patience import WAIT_S
from tests.support.stand_in.payloads import response_problems
from tests.support.stand_in.stage import LEAST, TOKEN, Stage

KEYS = {"Authorization": f"Bot {TOKEN}"}
AS_JSON = {"Content-Type": "application/json"}
DEEP = "[" * 100_000

MESSAGES = "/channels/{general}/messages"
COMMANDS = "/applications/{bot}/commands"
GUILD_COMMANDS = "/applications/{bot}/guilds/{guild}/commands"


PLACES: Json = {"type": 8, "custom_id": "place"}


async def refusal(
    stage: Stage, method: str, path: str, body: str | bytes, headers: dict[str, str] = AS_JSON
) -> Json:
    """Return the body of a 400, after it was held against Discord's description."""
    place = path.format(general=stage.channel(), bot=stage.bot_id)
    url = URL(stage.double.api_url + place, encoded=True)
    async with (
        aiohttp.ClientSession(headers=KEYS) as session,
        session.request(method, url, data=body, headers=headers) as response,
    ):
        assert response.status == 400
        assert response.headers["Content-Type"] == "application/json"
        shown: Json = await response.json()
    route = stage.recorder.exchanges.pop().route  # the request is no example of the bot's
    assert response_problems(method, route, 400, shown) == []
    assert stage.recorder.exchanges == []
    return shown


def first_fault(errors: Json) -> tuple[str, str]:
    """Return where in a body the first fault lies, dotted, and its code."""
    path: list[str] = []
    while "_errors" not in errors:
        name = next(iter(errors))
        path.append(name)
        errors = errors[name]
    return ".".join(path), errors["_errors"][0]["code"]


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"embeds": 5}, "embeds", "LIST_TYPE_CONVERT"),
        ({"embeds": [5]}, "embeds.0", "MODEL_TYPE_CONVERT"),
        ({"embeds": [{"title": []}]}, "embeds.0.title", "STRING_TYPE_CONVERT"),
        ({"embeds": [{"fields": {}}]}, "embeds.0.fields", "LIST_TYPE_CONVERT"),
        ({"embeds": [{"fields": [None]}]}, "embeds.0.fields.0", "MODEL_TYPE_CONVERT"),
        ({"embeds": [{"image": {"x": 1}}]}, "embeds.0.image.url", "BASE_TYPE_REQUIRED"),
        ({"embeds": [{"color": "red"}]}, "embeds.0.color", "NUMBER_TYPE_COERCE"),
        ({"components": [[]]}, "components.0", "MODEL_TYPE_CONVERT"),
        ({"components": [{}]}, "components.0.type", "BASE_TYPE_REQUIRED"),
        ({"components": [{"type": 99}]}, "components.0.type", "BASE_TYPE_CHOICES"),
        ({"components": [{"type": [1]}]}, "components.0.type", "BASE_TYPE_CHOICES"),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "custom_id": {}}]}]},
            "components.0.components.0.custom_id",
            "STRING_TYPE_CONVERT",
        ),
        (
            {"components": [{"type": 1, "components": [PLACES | {"default_values": [{}]}]}]},
            "components.0.components.0.default_values.0.id",
            "BASE_TYPE_REQUIRED",
        ),
        ({"content": ["x"]}, "content", "STRING_TYPE_CONVERT"),
        ({"content": "x", "flags": "4"}, "flags", "NUMBER_TYPE_COERCE"),
        ({"content": "x", "flags": -1}, "flags", "NUMBER_TYPE_COERCE"),
        ({"content": "x", "nonce": []}, "nonce", "NUMBER_TYPE_COERCE"),
        ({"content": "x", "attachments": [{}]}, "attachments.0.id", "BASE_TYPE_REQUIRED"),
        (
            {"content": "x", "allowed_mentions": {"users": ["me"]}},
            "allowed_mentions.users.0",
            "NUMBER_TYPE_COERCE",
        ),
        (
            {"content": "x", "allowed_mentions": {"replied_user": "yes"}},
            "allowed_mentions.replied_user",
            "BOOLEAN_TYPE_CONVERT",
        ),
        (
            {"content": "x", "message_reference": {"message_id": "that"}},
            "message_reference.message_id",
            "NUMBER_TYPE_COERCE",
        ),
        ([], "", "MODEL_TYPE_CONVERT"),
        (5, "", "MODEL_TYPE_CONVERT"),
    ],
)
async def test_a_message_of_wrong_types_is_an_invalid_form_that_names_the_place(
    stage: Stage, body: object, path: str, code: str
) -> None:
    shown = await refusal(stage, "POST", MESSAGES, json.dumps(body))
    assert (shown["message"], shown["code"]) == ("Invalid Form Body", 50035)
    assert first_fault(shown["errors"]) == (path, code)
    assert stage.member.viewer.messages(stage.channel()) == []


@pytest.mark.parametrize(
    ("method", "path", "body", "place"),
    [
        ("PUT", COMMANDS, {}, ""),
        ("PUT", COMMANDS, [[]], "0"),
        ("PUT", COMMANDS, [{"name": "a", "description": "b", "type": 9}], "0.type"),
        ("PUT", COMMANDS, [{"name": "a", "description": "b", "options": [{}]}], "0.options.0.type"),
        (
            "PUT",
            COMMANDS,
            [{"name": "a", "description": "b", "name_localizations": 5}],
            "0.name_localizations",
        ),
        ("POST", COMMANDS, {"name": {}}, "name"),
        ("POST", COMMANDS, {"name": "a", "description": "", "choices": {"a": 1}}, "0.description"),
        ("POST", "/users/@me/channels", {}, "recipient_id"),
        ("POST", "/users/@me/channels", {"recipient_id": "you"}, "recipient_id"),
        ("POST", "/channels/{general}/threads", {"name": ["x"]}, "name"),
        ("POST", "/channels/{general}/threads", {"name": "x", "type": 1}, "type"),
        ("PATCH", "/channels/{general}", {"archived": "no"}, "archived"),
        ("POST", "/interactions/1/x/callback", {"type": "4"}, "type"),
        ("POST", "/interactions/1/x/callback", {"type": 4, "data": []}, "data"),
        (
            "POST",
            "/interactions/1/x/callback",
            {"type": 8, "data": {"choices": [1]}},
            "data.choices.0",
        ),
        ("POST", "/webhooks/1/x", {"embeds": "x"}, "embeds"),
        ("PATCH", "/webhooks/1/x/messages/@original", {"components": 1}, "components"),
    ],
)
async def test_every_route_holds_its_body_to_its_types(
    stage: Stage, method: str, path: str, body: object, place: str
) -> None:
    shown = await refusal(stage, method, path, json.dumps(body))
    assert shown["code"] == 50035
    assert first_fault(shown["errors"])[0] == place


@pytest.mark.parametrize("choices", [{"a": 1}, 5, ["x"], [{}], [{"name": "x", "value": 1}]])
@pytest.mark.parametrize("path", [COMMANDS, GUILD_COMMANDS])
async def test_choices_of_a_command_are_passed_over_for_only_options_have_some(
    stage: Stage, path: str, choices: object
) -> None:
    command = {"name": "a", "description": "b", "choices": choices}
    place = stage.double.api_url + path.format(bot=stage.bot_id, guild=stage.guild()["id"])
    async with aiohttp.ClientSession(headers=KEYS) as session:
        for method, body in (("POST", command), ("PUT", [command])):
            async with session.request(method, place, json=body) as response:
                assert response.status in (200, 201)
    stage.recorder.exchanges.clear()


@pytest.mark.parametrize(
    "text",
    [
        DEEP,
        '{"a":' * 100_000,
        "{",
        "nonsense",
        '{"content": NaN}',
        "9" * 5_000,
        b"\xff\xfe\xfa",
        '{"content": "half a character \\ud83d"}',
        '{"\\udc00": "in a name"}',
        b'{"content": "\xed\xa0\xbd"}',
        '{"content": "x", "nonce": 1e400}',
    ],
    ids=[
        *("lists", "objects", "half", "words", "nan", "digits", "bytes"),
        *("surrogate", "surrogate in a name", "surrogate in bytes", "infinite"),
    ],
)
async def test_what_is_no_json_is_said_to_be_none(stage: Stage, text: str | bytes) -> None:
    for path in (MESSAGES, "/interactions/1/x/callback"):
        shown = await refusal(stage, "POST", path, text)
        assert shown == {"message": "The request body contains invalid JSON.", "code": 50109}


def test_a_character_in_two_halves_is_whole() -> None:
    assert parse_json(b'{"content": "\\ud83d\\ude00"}') == {"content": "😀"}


def test_json_nests_as_deep_as_it_may_and_no_deeper() -> None:
    assert parse_json("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    with pytest.raises(ValueError, match="too deep"):
        parse_json("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2))


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/octet-stream"]
)
async def test_a_body_that_is_not_said_to_be_json_is_refused(stage: Stage, kind: str) -> None:
    # A page elsewhere may send the first two without asking first.
    body = json.dumps({"content": "forged"})
    shown = await refusal(stage, "POST", MESSAGES, body, {"Content-Type": kind})
    assert first_fault(shown["errors"]) == ("", "CONTENT_TYPE_INVALID")
    assert stage.member.viewer.messages(stage.channel()) == []


@pytest.mark.parametrize(
    "parts",
    [
        "",
        "no parts",
        '--B\r\nContent-Disposition: form-data; name="payload_json"\r\n\r\n' + DEEP,
        '--B\r\nContent-Disposition: form-data; name="payload_json"\r\n\r\n{}',
        '--B\r\nContent-Disposition: form-data; name="payload_json"\r\n\r\n[]\r\n--B--\r\n',
        '--B\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\n'
        + "x" * 40
        + '\r\n--B\r\nContent-Disposition: form-data; name="payload_json"\r\n\r\n{}\r\n--B--\r\n',
        "--B\r\nno colon\r\n\r\n{}\r\n--B--\r\n",
    ],
    ids=["empty", "none", "deep", "half", "list", "charset", "head"],
)
async def test_a_form_that_is_none_is_refused(stage: Stage, parts: str) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=B"}
    shown = await refusal(stage, "POST", MESSAGES, parts, headers)
    assert shown["code"] in (50109, 50035, 50006)


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=B"])
async def test_what_is_said_to_be_packed_and_is_not_is_refused(stage: Stage, kind: str) -> None:
    headers = {"Content-Type": kind, "Content-Encoding": "gzip"}
    shown = await refusal(stage, "POST", MESSAGES, "no gzip", headers)
    assert shown["code"] == 50109


async def test_a_form_without_a_boundary_is_refused(stage: Stage) -> None:
    shown = await refusal(stage, "POST", MESSAGES, "x", {"Content-Type": "multipart/form-data"})
    assert shown["code"] == 50109


@pytest.mark.parametrize(
    "query", ["limit=many", "limit=0", "limit=101", "before=x", "after=-1", "limit=" + "9" * 5_000]
)
async def test_a_query_out_of_range_is_an_invalid_form(stage: Stage, query: str) -> None:
    shown = await refusal(stage, "GET", f"{MESSAGES}?{query}", b"")
    assert first_fault(shown["errors"])[0] == query.partition("=")[0]


@pytest.mark.parametrize("digits", ["9" * 5_000, "\u0663", "-1", "1.0"])
async def test_an_id_that_is_none_leads_nowhere(stage: Stage, digits: str) -> None:
    async with aiohttp.ClientSession(headers=KEYS) as session:
        for path in (f"/api/v10/channels/{digits}", f"/attachments/1/{digits}/x?hm=x"):
            async with session.get(stage.double.url + path) as response:
                assert response.status == 404
    stage.recorder.exchanges.clear()


IDENTIFY: Json = {"token": TOKEN, "intents": LEAST.value}


@pytest.mark.parametrize(
    "frame",
    [
        DEEP,
        "[]",
        '{"op": []}',
        json.dumps({"op": 2}),
        json.dumps({"op": 2, "d": []}),
        json.dumps({"op": 2, "d": {"token": TOKEN}}),
        json.dumps({"op": 2, "d": IDENTIFY | {"intents": "all"}}),
        json.dumps({"op": 2, "d": IDENTIFY | {"shard": [1]}}),
        json.dumps({"op": 2, "d": IDENTIFY | {"shard": "01"}}),
        json.dumps({"op": 2, "d": IDENTIFY | {"properties": "x" * 4_096}}),
        json.dumps({"op": 6, "d": {"token": TOKEN, "session_id": "x", "seq": "1"}}),
        json.dumps({"op": 8, "d": {"guild_id": "all"}}),
        json.dumps({"op": 8, "d": {"guild_id": "1", "user_ids": 5}}),
    ],
    ids=lambda frame: frame[:60],
)
async def test_a_frame_of_wrong_types_closes_the_gateway_with_4002(
    stage: Stage, frame: str
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(stage.world.gateway_url) as socket,
    ):
        await socket.receive_json(timeout=WAIT_S)
        await socket.send_str(frame)
        await socket.receive(timeout=WAIT_S)
        assert socket.close_code in (4002, 1009)  # the latter: too large to be read at all
    assert stage.double.gateway.sessions.all() == []
