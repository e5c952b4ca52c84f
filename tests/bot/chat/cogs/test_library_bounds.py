"""What the bot takes of what is attached, and which files it asks Discord for, on the wire."""

from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.chat.replies import archives
from bot.sandbox.deeds import Upload, message_payloads, options
from bot.sandbox.world.wire import Json
from tests.support.stand_in.canary import LIGHT, upload
from tests.support.stand_in.desk import Desk
from tests.support.stand_in.shelving import library, said


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of attachments that anything in this process has asked for."""
    asked: list[str] = []
    request = aiohttp.ClientSession._request

    def noted(session: aiohttp.ClientSession, method: str, url: Any, **given: Any) -> Any:  # noqa: ANN401
        if "/attachments/" in str(url):
            asked.append(str(url))
        return request(session, method, url, **given)

    monkeypatch.setattr(aiohttp.ClientSession, "_request", noted)
    return asked


async def test_what_is_taken_is_asked_for_once(desk: Desk, asked: list[str]) -> None:
    assert "1 document added" in said(await library(desk, "add", file=upload()))
    (address,) = asked
    assert address.startswith(f"{desk.stage.world.base_url}/attachments/")


@pytest.mark.parametrize(
    ("action", "name", "why"),
    [
        ("add", "light.exe", "of a kind that is not read"),
        ("import", "library.txt", "cannot be opened as a zip file"),
    ],
)
async def test_what_is_of_another_kind_is_not_asked_for(
    desk: Desk, asked: list[str], action: str, name: str, why: str
) -> None:
    assert why in said(await library(desk, action, file=upload(name=name)))
    assert asked == []


async def test_what_is_empty_is_not_asked_for_and_does_not_wait(
    desk: Desk, asked: list[str]
) -> None:
    assert "it is empty: put text into it" in said(await library(desk, "add", file=upload(b"")))
    assert asked == []
    assert "Nothing waits to be taken in" in said(await library(desk, "jobs"))


async def test_what_is_too_large_is_not_asked_for(
    desk: Desk, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = desk.bot.library.shelves.config
    index = replace(config.index, max_file_megabytes=0.001)
    desk.bot.library.shelves.config = replace(config, index=index)
    assert "split it" in said(await library(desk, "add", file=upload(5 * LIGHT)))
    monkeypatch.setattr(archives, "_MOST_TAKEN", 10)
    zipped = Upload("library.zip", "application/zip", LIGHT)
    assert "over 100 MB" in said(await library(desk, "import", file=zipped))
    assert asked == []


@pytest.mark.parametrize(
    ("action", "name"), [("add", "light.txt"), ("import", "library.zip")], ids=["add", "import"]
)
async def test_what_lies_elsewhere_is_not_asked_for(
    desk: Desk, asked: list[str], monkeypatch: pytest.MonkeyPatch, action: str, name: str
) -> None:
    payload = message_payloads.attachment_payload

    def elsewhere(*given: Any) -> Json:  # noqa: ANN401
        url = "https://example.org/attachments/1/2/light.txt"
        return payload(*given) | {"url": url, "proxy_url": url}

    monkeypatch.setattr(options, "attachment_payload", elsewhere)
    told = said(await library(desk, action, file=upload(name=name)))
    assert "does not lie where Discord keeps files" in told
    assert asked == []


async def test_what_has_too_many_passages_is_told_with_how_many_there_may_be(desk: Desk) -> None:
    config = desk.bot.library.shelves.config
    bounds = replace(config.library, passages=2)
    desk.bot.library.shelves.config = replace(config, library=bounds)
    told = said(await library(desk, "add", file=upload()))
    assert "Nothing was added" in told
    assert "it alone has 4 passages, and a library has 2 at most: split it" in told
    assert "has no documents of its own" in said(await library(desk, "list"))
