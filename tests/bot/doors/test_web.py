"""The HTTP door, asked by a real client; every answer is held against the published description."""

import gzip
import json
import logging
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import jsonschema_rs
import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.doors import Deeds, KeyRing, Rates, application
from bot.library import DatabaseAwayError, Library, Readership
from bot.records import source_record
from index import Collection, CollectionError, SettingsError, Style
from tests.support.documents.letter import LETTER, MEMBER, OFFICER, QUESTION, SERVER

ESSAY = "Why has the alliance persisted?"
VERIFIED = "in defiance of predictions, the alliance ended"
REQUESTS: dict[str, dict[str, Any]] = {
    "ask": {"question": ESSAY, "history": ["What is al-Qaeda?"], "style": "apa"},
    "brief": {"topic": "the Islamic State"},
    "cite": {"claim": "The alliance has endured for over 20 years."},
    "verify": {"quotation": VERIFIED},
    "sources": {},
}


@pytest.fixture
async def client(deeds: Deeds, keys: KeyRing) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestClient(TestServer(application(deeds, keys, Rates(6000)))) as made:
        yield made


def shown(keys: KeyRing, readership: Readership = MEMBER, name: str = "newsroom") -> dict[str, str]:
    """Return the headers of who has a key of their own."""
    return {"Authorization": f"Bearer {keys.add(name, readership)}"}


async def problem(response: ClientResponse) -> tuple[int, str]:
    """Return status and detail of a refusal, which is held against its own form."""
    record = await response.json(content_type="application/problem+json")
    assert record["status"] == response.status
    assert set(record) == {"type", "title", "status", "detail"}
    return response.status, record["detail"]


async def described(client: TestClient[Any, Any]) -> dict[str, Any]:
    record: dict[str, Any] = await (await client.get("/v1/openapi.json")).json()
    return record


@pytest.mark.parametrize("name", REQUESTS)
async def test_requests_and_answers_are_as_described(
    client: TestClient[Any, Any], keys: KeyRing, name: str
) -> None:
    api = await described(client)
    operation = api["paths"][f"/v1/{name}"]["post"]
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    jsonschema_rs.validate(body, REQUESTS[name])
    response = await client.post(f"/v1/{name}", json=REQUESTS[name], headers=shown(keys))
    assert response.status == 200
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema_rs.validate(schema | {"components": api["components"]}, await response.json())


@pytest.mark.parametrize("name", REQUESTS)
async def test_an_answer_says_where_a_servers_documents_could_not_be_asked(
    client: TestClient[Any, Any],
    keys: KeyRing,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    def away(_: int) -> bool:
        raise DatabaseAwayError("it is away")

    key = shown(keys)
    before = await (await client.post(f"/v1/{name}", json=REQUESTS[name], headers=key)).json()
    monkeypatch.setattr(library.shelves._showing, "_is_empty", away)
    told = await (await client.post(f"/v1/{name}", json=REQUESTS[name], headers=key)).json()
    assert ("incomplete" in before, told["incomplete"]) == (False, True)
    api = await described(client)
    schema = api["paths"][f"/v1/{name}"]["post"]["responses"]["200"]["content"]
    whole = schema["application/json"]["schema"] | {"components": api["components"]}
    jsonschema_rs.validate(whole, told)


async def test_the_description_is_one_of_openapi(client: TestClient[Any, Any]) -> None:
    api = await described(client)
    assert api["openapi"].startswith("3.1")
    for schema in api["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema)
    assert set(api["paths"]) == {f"/v1/{name}" for name in (*REQUESTS, "health", "openapi.json")}


async def test_answers_are_those_of_the_collection(
    client: TestClient[Any, Any], keys: KeyRing, collection: Collection
) -> None:
    response = await client.post("/v1/ask", json={"question": ESSAY}, headers=shown(keys))
    texts = [excerpt["text"] for excerpt in (await response.json())["answer"]]
    outcome = collection.ask(ESSAY)
    assert texts == [quote.text for quote in getattr(outcome, "quotes", ())]
    assert texts


async def test_a_key_sees_what_its_scope_has_and_no_hint_of_the_rest(
    client: TestClient[Any, Any], keys: KeyRing
) -> None:
    officer, member = shown(keys, OFFICER, "officer"), shown(keys, MEMBER, "member")
    for name, body in (
        ("ask", {"question": QUESTION}), ("cite", {"claim": LETTER}), ("sources", {}),
        ("verify", {"quotation": LETTER}), ("brief", {"topic": "the ferry to Wend"}),
    ):  # fmt: skip
        told = await (await client.post(f"/v1/{name}", json=body, headers=officer)).text()
        assert "letter" in told, name
        told = await (await client.post(f"/v1/{name}", json=body, headers=member)).text()
        assert "letter" not in told, name
        assert "Brennick" not in told.replace(LETTER, ""), name


async def test_each_quotation_that_is_marked_in_a_text_has_its_verdict(
    client: TestClient[Any, Any], keys: KeyRing
) -> None:
    exact = "the alliance persisted"
    body = {"quotation": f"He wrote “{exact}”, “{VERIFIED}” and “the ties”."}
    record = await (await client.post("/v1/verify", json=body, headers=shown(keys))).json()
    assert record["quotation"] == body["quotation"]
    assert record["left"] == 0
    assert [
        (one["quotation"], one["verdict"], one["too_short"]) for one in record["quotations"]
    ] == [(exact, "exact", False), (VERIFIED, "altered", False), ("the ties", "not_found", True)]


async def test_citations_are_in_the_style_asked_for_or_the_servers_or_the_operators(
    client: TestClient[Any, Any], keys: KeyRing, library: Library, collection: Collection
) -> None:
    library.shelves.servers.change(SERVER, lambda one: replace(one, citation_style=Style.APA))
    member, anybody = shown(keys), shown(keys, Readership(None), "anybody")
    asked = ((member, None, Style.APA), (member, "mla", Style.MLA), (anybody, None, Style.CHICAGO))
    for headers, given, style in asked:
        body = {"style": given} if given else {}
        response = await client.post("/v1/sources", json=body, headers=headers)
        citations = {one["citation"] for one in (await response.json())["sources"]}
        assert citations == {
            source_record(one, style)["citation"] for one in collection.documents.values()
        }


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer brief_guessed"}])
async def test_nothing_is_answered_without_a_key(
    client: TestClient[Any, Any], headers: dict[str, str]
) -> None:
    for name, body in REQUESTS.items():
        response = await client.post(f"/v1/{name}", json=body, headers=headers)
        status, detail = await problem(response)
        assert status == 401
        assert "briefing-bot keys add" in detail
        assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("ask", {}, "'question' is missing"),
        ("ask", {"question": " "}, "'question' must not be empty"),
        ("ask", {"question": 5}, "'question' has to be a text"),
        ("ask", {"question": ESSAY, "history": "x"}, "'history' has to be a list"),
        ("ask", {"question": ESSAY, "history": ["x"] * 51}, "'history' has to be a list"),
        ("ask", {"question": ESSAY, "style": "harvard"}, "'style' has to be one of chicago"),
        ("ask", {"qestion": ESSAY}, "'qestion' is no field of it; 'question' is missing"),
        ("ask", [ESSAY], "has to be a JSON object"),
        ("verify", {"quotation": "x" * 10_001}, "shorten it to 10,000 at most"),
    ],
)
async def test_a_faulty_request_is_told_what_is_wrong(
    client: TestClient[Any, Any], keys: KeyRing, name: str, body: object, told: str
) -> None:
    response = await client.post(f"/v1/{name}", json=body, headers=shown(keys))
    status, detail = await problem(response)
    assert (status, told in detail) == (400, True), detail


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"NaN" * 9])
async def test_what_is_no_json_is_told_so(
    client: TestClient[Any, Any], keys: KeyRing, raw: bytes
) -> None:
    headers = shown(keys) | {"Content-Type": "application/json"}
    response = await client.post("/v1/ask", data=raw, headers=headers)
    status, detail = await problem(response)
    assert (status, detail.startswith("The body is no JSON")) == (400, True)


async def test_a_body_that_is_not_packed_as_it_says_is_told_so(
    client: TestClient[Any, Any], keys: KeyRing
) -> None:
    key = shown(keys)
    headers = key | {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    packed = gzip.compress(json.dumps(REQUESTS["ask"]).encode())
    assert (await client.post("/v1/ask", data=packed, headers=headers)).status == 200
    for raw in (b"{}", packed[:5] + packed):
        status, detail = await problem(await client.post("/v1/ask", data=raw, headers=headers))
        assert (status, detail) == (400, "The body is cut off, or not packed as its headers say.")


async def test_a_form_is_not_taken_for_json(client: TestClient[Any, Any], keys: KeyRing) -> None:
    response = await client.post("/v1/ask", data={"question": ESSAY}, headers=shown(keys))
    assert (await problem(response))[0] == 400


async def test_other_faults_are_told_in_the_same_form(
    client: TestClient[Any, Any], keys: KeyRing
) -> None:
    headers = shown(keys)
    for nothing in (await client.post("/v1/tell", headers=headers), await client.get("/")):
        status, detail = await problem(nothing)
        assert status == 404
        assert "`GET /v1/openapi.json` describes what there is" in detail
    wrong = await client.get("/v1/ask", headers=headers)
    assert wrong.headers["Allow"] == "POST"
    told = "Send it with POST: `GET /v1/openapi.json` describes how."
    assert await problem(wrong) == (405, told)
    large = {"question": "x" * 300_000}
    response = await client.post("/v1/ask", json=large, headers=headers)
    assert (await problem(response))[0] == 413
    nowhere = {"claim": "deadly-cooperation:4000"}
    assert (await problem(await client.post("/v1/cite", json=nowhere, headers=headers)))[0] == 404


async def test_who_asks_too_often_is_told_when_to_ask_again(deeds: Deeds, keys: KeyRing) -> None:
    door = application(deeds, keys, Rates(1, clock=lambda: 0.0))
    headers = shown(keys)
    async with TestClient(TestServer(door)) as client:
        assert (await client.post("/v1/sources", json={}, headers=headers)).status == 200
        response = await client.post("/v1/sources", json={}, headers=headers)
        assert (await problem(response))[0] == 429
        assert response.headers["Retry-After"] == "60"


async def test_an_inner_fault_is_not_told_outside(
    client: TestClient[Any, Any],
    keys: KeyRing,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_: Readership) -> Collection:
        raise CollectionError("/srv/secret/place is damaged")

    monkeypatch.setattr(library, "collection", broken)
    response = await client.post("/v1/ask", json={"question": ESSAY}, headers=shown(keys))
    status, detail = await problem(response)
    assert (status, "secret" in detail) == (503, False)
    assert "/srv/secret/place is damaged" in caplog.text


async def test_a_setting_that_is_wrong_is_none_of_the_request(
    client: TestClient[Any, Any], keys: KeyRing, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Readership) -> Collection:
        raise SettingsError("/srv/secret/model is no encoder")

    monkeypatch.setattr(library, "collection", broken)
    response = await client.post("/v1/ask", json={"question": ESSAY}, headers=shown(keys))
    status, detail = await problem(response)
    assert (status, "secret" in detail) == (503, False)


async def test_a_key_that_may_see_nothing_is_not_told_to_try_again(
    client: TestClient[Any, Any], keys: KeyRing, library: Library
) -> None:
    library.shelves.servers.change(SERVER, lambda one: replace(one, operator_documents=False))
    response = await client.post("/v1/ask", json={"question": ESSAY}, headers=shown(keys))
    status, detail = await problem(response)
    assert (status, detail) == (404, "There is no document that this key may see.")


async def test_its_health_needs_no_key(client: TestClient[Any, Any]) -> None:
    assert await (await client.get("/v1/health")).json() == {"status": "ok"}


async def test_the_log_says_who_asked_what_kind_of_thing_and_never_what(
    client: TestClient[Any, Any], keys: KeyRing, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.doors.web")
    key = shown(keys)
    secret = key["Authorization"].split()[1]
    await client.post("/v1/ask", json={"question": ESSAY}, headers=key)
    await client.post("/v1/ask", json={"question": ESSAY}, headers={"Authorization": secret})
    await client.get(f"/v1/ask/{ESSAY}?key={secret}", headers=key)
    await client.get("/v1/sources", headers=key)
    await client.get("/v1/health")
    told = [re.sub(r"\d+ ms", "N ms", record.getMessage()) for record in caplog.records]
    assert told == [
        "POST /v1/ask by key newsroom: 200 in N ms",
        "POST /v1/ask by no key: 401 in N ms",
        "GET another path by no key: 404 in N ms",
        "GET /v1/sources by no key: 405 in N ms",
    ]
    assert all(isinstance(getattr(record, "ms", None), int) for record in caplog.records)


async def test_a_request_that_fails_is_in_the_log_too(
    client: TestClient[Any, Any],
    keys: KeyRing,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    caplog.set_level(logging.INFO, "bot.doors.web")
    monkeypatch.setattr(Deeds, "sources", fail)
    response = await client.post("/v1/sources", json={}, headers=shown(keys))
    assert response.status == 500
    (line,) = [one.getMessage() for one in caplog.records if one.name == "bot.doors.web"]
    assert line.startswith("POST /v1/sources by key newsroom: 500 in ")
