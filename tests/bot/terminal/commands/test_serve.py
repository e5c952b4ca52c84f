"""`serve` and `mcp` as processes: they answer until SIGTERM; what is missing is told."""

import asyncio
import importlib.util
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import pytest

from bot.config import ROOT
from bot.doors import KeyRing
from index.storage import home_of, locked
from tests.support.patience import WAIT_S
from tests.support.terminal import Told


@pytest.fixture
def port() -> Iterator[int]:
    """A port that nobody is given but who asks for it by its number: it is bound, and not heard."""
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the program's own has it
        kept.bind(("127.0.0.1", 0))
        yield kept.getsockname()[1]


async def begun(folder: Path, *arguments: str) -> Process:
    """Return the program as soon as there is its process."""
    (folder / "knowledge").mkdir()
    (folder / "knowledge" / "mill.txt").write_text("The mill was built by Ada.", "utf-8")
    (folder / "config.yaml").write_text("index:\n  reader: none\n", "utf-8")
    places: list[str | Path] = ["--knowledge", folder / "knowledge", "--data", folder / "data"]
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, *places, "--config", folder / "config.yaml",
        cwd=ROOT, stderr=PIPE,
    )  # fmt: skip


async def started(folder: Path, *arguments: str) -> Process:
    """Return the program once it says that it serves."""
    process = await begun(folder, *arguments)
    await said(process, b"serving at")
    return process


async def said(process: Process, words: bytes) -> None:
    """Return once a program has said a line with some words."""
    assert process.stderr is not None
    while words not in (line := await process.stderr.readline()):
        assert line, "it ended"


async def listening(port: int) -> None:
    """Return once somebody listens at a port."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.01)
        else:
            writer.close()
            return


@pytest.mark.model
@pytest.mark.parametrize("door", [("serve", "/v1/ask"), ("mcp", "/mcp")])
async def test_a_door_answers_until_sigterm(
    tmp_path: Path, port: int, door: tuple[str, str]
) -> None:
    command, path = door
    options = ["--http"] if command == "mcp" else []
    process = await started(tmp_path, command, *options, "--port", str(port))
    headers = {"Authorization": f"Bearer {KeyRing(tmp_path / 'data' / 'keys.json').add('a')}"}
    headers["Accept"] = "application/json, text/event-stream"
    given = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    try:
        process.send_signal(signal.SIGHUP)  # which ends neither
        await said(process, b"the configuration was read: nothing to change")
        async with aiohttp.ClientSession() as session:
            body = {"question": "Who built the mill?"} if command == "serve" else given
            address = f"http://127.0.0.1:{port}{path}"
            async with session.post(address, json=body, headers=headers) as response:
                told = await response.text()
        assert (response.status, "Ada" in told) == (200, command == "serve")
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()
        assert process.returncode == 0
    if command == "serve":
        assert b"POST /v1/ask by key a: 200 in " in errors
        assert b"mill" not in errors


async def test_a_door_that_is_ended_before_it_serves_says_so(tmp_path: Path, port: int) -> None:
    with locked(home_of(tmp_path / "data", tmp_path / "knowledge")):  # so that it does not get on
        process = await begun(tmp_path, "serve", "--port", str(port))
        await asyncio.wait_for(listening(port), WAIT_S)
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()
    assert (process.returncode, errors.splitlines()[-1]) == (0, b"briefing-bot: ended by SIGTERM")
    assert b"Traceback" not in errors


def test_a_port_that_is_taken_is_told_before_anything_is_loaded(told: Callable[..., Told]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for door in (("serve",), ("mcp", "--http")):
            code, _, errors = told(*door, "--port", port)
            assert (code, "choose another with --port" in errors) == (2, True)


def test_a_port_that_is_none_is_told(told: Callable[..., Told]) -> None:
    for door in (("serve",), ("mcp", "--http")):
        for port in ("0", "70000"):
            code, _, errors = told(*door, "--port", port)
            assert (code, "port must lie between" in errors) == (2, True), errors


def test_a_server_beside_http_is_told_to_be_a_keys(told: Callable[..., Told]) -> None:
    code, _, errors = told("mcp", "--http", "--server", "5")
    assert (code, "`briefing-bot keys add NAME --server ID`" in errors) == (2, True), errors


def test_a_port_without_http_is_told_to_be_of_no_use(told: Callable[..., Told]) -> None:
    code, _, errors = told("mcp", "--port", "8321")
    assert (code, "add --http, or leave --port out" in errors) == (2, True), errors


def test_without_its_package_the_door_for_agents_says_what_to_install(
    told: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "mcp" else find(name)
    )
    code, _, errors = told("mcp")
    assert (code, "pip install --editable '.[mcp]'" in errors) == (2, True)
