"""The door for agents, asked by the protocol's own client."""

import asyncio
import logging
import re
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ClassVar

import aiohttp
import httpx2
import pytest
import uvicorn
from mcp import StdioServerParameters
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult, TextContent

from bot.config import ROOT
from bot.doors import Deeds, KeyRing, Rates, guarded, holders, protocol_server, whoever
from bot.library import Library, Readership
from index import Collection, CollectionError
from tests.support.documents.letter import LETTER, MEMBER, OFFICER, QUESTION
from tests.support.held import until
from tests.support.patience import WAIT_S

TOOLS = {"ask", "brief", "cite", "verify", "sources"}
ESSAY = "Why has the alliance persisted?"


def words(result: CallToolResult) -> str:
    """Return what a tool says in words."""
    return "".join(part.text for part in result.content if isinstance(part, TextContent))


async def test_every_tool_says_what_it_does_and_changes_nothing(deeds: Deeds) -> None:
    async with Client(protocol_server(deeds, whoever(MEMBER))) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == TOOLS
    told = [line for tool in tools.values() for line in (tool.description or "").split("\n")]
    assert all(tool.description for tool in tools.values())
    assert [line for line in told if line != line.strip()] == []  # as it stands in a program
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
    assert tools["ask"].input_schema["required"] == ["question"]
    assert set(tools["ask"].input_schema["properties"]) == {"question", "history"}


async def test_answers_are_those_of_the_collection(deeds: Deeds, collection: Collection) -> None:
    async with Client(protocol_server(deeds, whoever(MEMBER))) as client:
        result = await client.call_tool("ask", {"question": ESSAY})
    assert result.structured_content is not None
    texts = [excerpt["text"] for excerpt in result.structured_content["answer"]]
    assert texts == [quote.text for quote in getattr(collection.ask(ESSAY), "quotes", ())]


async def test_a_quotation_is_held_against_the_documents(deeds: Deeds) -> None:
    async with Client(protocol_server(deeds, whoever(MEMBER))) as client:
        result = await client.call_tool("verify", {"quotation": "the alliance ended"})
    assert result.structured_content is not None
    assert result.structured_content["verdict"] in {"altered", "not_found"}


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("ask", {"question": QUESTION}), ("cite", {"claim": LETTER}), ("sources", {}),
        ("verify", {"quotation": LETTER}), ("brief", {"topic": "the ferry to Wend"}),
    ],
)  # fmt: skip
async def test_a_caller_sees_what_they_may_and_no_hint_of_the_rest(
    deeds: Deeds, tool: str, given: dict[str, str]
) -> None:
    async with Client(protocol_server(deeds, whoever(OFFICER))) as client:
        assert "letter" in words(await client.call_tool(tool, given))
    async with Client(protocol_server(deeds, whoever(MEMBER))) as client:
        told = words(await client.call_tool(tool, given))
    assert "letter" not in told
    assert "Brennick" not in told.replace(LETTER, "")


async def test_what_cannot_be_done_is_told_to_the_caller(deeds: Deeds) -> None:
    async with Client(protocol_server(deeds, whoever(MEMBER))) as client:
        long = await client.call_tool("verify", {"quotation": "x" * 10_001})
        nowhere = await client.call_tool("cite", {"claim": "deadly-cooperation:4000"})
    assert (long.is_error, nowhere.is_error) == (True, True)
    assert "shorten it to 10,000 at most" in words(long)
    assert "4000" in words(nowhere)


@asynccontextmanager
async def listening(deeds: Deeds, keys: KeyRing, per_minute: int = 6000) -> AsyncIterator[str]:
    """Serve on loopback.

    Yields:
        The address.
    """
    app = guarded(protocol_server(deeds, holders(keys)), keys, Rates(per_minute), "127.0.0.1")
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    with socket.create_server(("127.0.0.1", 0)) as listener:  # who comes early waits in it
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/mcp"
        finally:
            server.should_exit = True
            await task


@asynccontextmanager
async def called(address: str, secret: str) -> AsyncIterator[Client]:
    """Call with a key.

    Yields:
        The client.
    """
    headers = {"Authorization": f"Bearer {secret}"}
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        Client(streamable_http_client(address, http_client=http)) as client,
    ):
        yield client


async def test_over_http_a_key_says_what_is_seen(deeds: Deeds, keys: KeyRing) -> None:
    officer, member = keys.add("officer", OFFICER), keys.add("member", MEMBER)
    async with listening(deeds, keys) as address:
        async with called(address, officer) as client:
            assert "letter" in words(await client.call_tool("ask", {"question": QUESTION}))
        async with called(address, member) as client:
            assert "letter" not in words(await client.call_tool("ask", {"question": QUESTION}))


async def test_over_http_nobody_comes_in_without_a_key(deeds: Deeds, keys: KeyRing) -> None:
    secret = keys.add("member", MEMBER)
    ping = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    async with listening(deeds, keys) as address, aiohttp.ClientSession() as session:
        for shown in ({}, {"Authorization": "Bearer brief_guessed"}):
            async with session.post(address, json=ping, headers=shown) as response:
                assert response.status == 401
                assert response.headers["WWW-Authenticate"] == "Bearer"
        keys.revoke("member")
        headers = {"Authorization": f"Bearer {secret}"}
        async with session.post(address, json=ping, headers=headers) as response:
            assert response.status == 401


async def test_over_http_who_calls_too_often_has_to_wait(deeds: Deeds, keys: KeyRing) -> None:
    headers = {"Authorization": f"Bearer {keys.add('member', MEMBER)}"}
    async with listening(deeds, keys, per_minute=1) as address, aiohttp.ClientSession() as session:
        async with session.post(address, json={}, headers=headers) as response:
            assert response.status != 429
        async with session.post(address, json={}, headers=headers) as response:
            assert response.status == 429
            assert 1 <= int(response.headers["Retry-After"]) <= 60


async def test_an_inner_fault_is_not_told_outside(
    deeds: Deeds,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_: Readership) -> Collection:
        raise CollectionError("/srv/secret/place is damaged")

    monkeypatch.setattr(library, "collection", broken)
    async with Client(protocol_server(deeds, whoever(MEMBER))) as client:
        result = await client.call_tool("ask", {"question": ESSAY})
    assert (result.is_error, "cannot be asked now" in words(result)) == (True, True)
    assert "secret" not in words(result)
    assert "/srv/secret/place is damaged" in caplog.text


async def test_keys_that_cannot_be_read_open_nothing(
    deeds: Deeds, keys: KeyRing, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Authorization": f"Bearer {keys.add('member', MEMBER)}"}
    (tmp_path / "keys.json").write_text("{", encoding="utf-8")
    async with (
        listening(deeds, keys) as address,
        aiohttp.ClientSession() as session,
        session.post(address, json={}, headers=headers) as response,
    ):
        assert (response.status, str(tmp_path) in await response.text()) == (503, False)
    assert "keys.json cannot be read" in caplog.text


async def test_a_foreign_name_for_this_machine_is_refused(deeds: Deeds, keys: KeyRing) -> None:
    headers = {
        "Authorization": f"Bearer {keys.add('member', MEMBER)}", "Host": "rebound.example",
        "Accept": "application/json, text/event-stream",
    }  # fmt: skip
    ping = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    async with (
        listening(deeds, keys) as address,
        aiohttp.ClientSession() as session,
        session.post(address, json=ping, headers=headers) as response,
    ):
        assert response.status in {403, 421}


def test_a_revoked_key_sees_nothing_in_the_middle_of_a_call(keys: KeyRing) -> None:
    class Called:
        """A call whose key was revoked."""

        headers: ClassVar = {"Authorization": f"Bearer {keys.add('member', Readership(None))}"}

    reader = holders(keys)
    assert reader(Called()) == Readership(None)  # type: ignore[arg-type]
    keys.revoke("member")
    with pytest.raises(Exception, match="Send a key"):
        reader(Called())  # type: ignore[arg-type]


@pytest.mark.model
async def test_documents_that_come_while_the_command_runs_are_taken_up(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "mill.txt").write_text("The mill was built by Ada.", "utf-8")
    (tmp_path / "config.yaml").write_text("index:\n  reader: none\n", "utf-8")
    places = [
        f"--{name}={tmp_path / file}"
        for name, file in (("knowledge", "knowledge"), ("data", "data"), ("config", "config.yaml"))
    ]
    program = StdioServerParameters(
        command=sys.executable, args=["-m", "bot", "mcp", *places], cwd=str(ROOT)
    )
    async with Client(program) as client:
        assert "ferry" not in words(await client.call_tool("sources", {}))
        (knowledge / "ferry.txt").write_text("The ferry was sunk by Bo.", "utf-8")
        async with asyncio.timeout(WAIT_S):
            while "ferry" not in words(await client.call_tool("sources", {})):  # noqa: ASYNC110 -- another process
                await asyncio.sleep(0.2)


@pytest.mark.model
async def test_the_command_serves_whoever_starts_it(tmp_path: Path) -> None:
    program = StdioServerParameters(
        command=sys.executable,
        args=["-m", "bot", "--data", str(tmp_path / "data"), "mcp"],
        cwd=str(ROOT),
    )
    async with Client(program) as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
        result = await client.call_tool("verify", {"quotation": "the alliance persisted"})
    assert result.structured_content is not None
    assert result.structured_content["verdict"] == "exact"


async def test_the_log_says_who_asked_and_never_what(
    deeds: Deeds, keys: KeyRing, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.doors.protocol")
    secret = keys.add("newsroom", MEMBER)
    shown = {"Authorization": f"Bearer {secret}", "Accept": "application/json, text/event-stream"}
    ping = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}

    def told() -> list[str]:
        ours = (one for one in caplog.records if one.name == "bot.doors.protocol")
        return [re.sub(r"\d+ ms", "N ms", one.getMessage()) for one in ours]

    requests = [("", shown), ("", {}), (f"/{secret}", shown)]
    async with listening(deeds, keys) as address, aiohttp.ClientSession() as session:
        for number, (path, headers) in enumerate(requests, start=1):
            async with session.post(f"{address}{path}", json=ping, headers=headers):
                # It is logged once all of the answer is sent.
                await until(lambda number=number: len(told()) == number)  # type: ignore[misc]
    assert told() == [
        "POST /mcp by key newsroom: 200 in N ms",
        "POST /mcp by no key: 401 in N ms",
        "POST another path by key newsroom: 404 in N ms",
    ]
