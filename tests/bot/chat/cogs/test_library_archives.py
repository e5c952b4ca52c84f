"""A server's library handed out and taken back, on the wire."""

import asyncio
import io
import json
import zipfile
from typing import Literal

import aiohttp
import discord
import pytest

from bot.chat.replies import archives
from bot.library import Shelves, archive_request
from bot.library.queue.job_requests import JobRequest
from bot.sandbox.deeds import Upload
from bot.sandbox.world.wire import Json
from tests.support.stand_in.desk import Desk
from tests.support.stand_in.shelving import library, removed, said, text_file

LIT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
PAID = b"The keeper of the lighthouse at Cape Dorn was paid by the harbour at Wend."


async def attached(message: Json) -> list[bytes]:
    """Return the bytes of what is attached to a message, as its reader downloads them."""
    files = []
    async with aiohttp.ClientSession() as session:
        for one in message["attachments"]:
            async with session.get(one["url"]) as response:
                files.append(await response.read())
    return files


def zipped(raw: bytes) -> Upload:
    return Upload("library.zip", "application/zip", raw)


def manifest_of(raw: bytes) -> Json:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        manifest: Json = json.loads(archive.read("manifest.json"))
    return manifest


async def test_a_library_is_handed_out_removed_and_taken_back(desk: Desk) -> None:
    await library(desk, "add", file=text_file(LIT, "light.txt"), title="The Light")
    await library(desk, "scope", document="light", channel=desk.stage.channel("questions"))
    told = await library(desk, "export")
    assert "1 document, as received" in said(told)
    (raw,) = await attached(told)
    before = said(await library(desk, "show", document="light"))
    await removed(desk, "light")
    back = said(await library(desk, "import", file=zipped(raw)))
    assert "1 document taken back" in back
    assert "does not have" not in back
    assert said(await library(desk, "show", document="light")) == before


async def test_limits_that_the_server_does_not_know_are_told(desk: Desk) -> None:
    await library(desk, "add", file=text_file(LIT, "light.txt"))
    (raw,) = await attached(await library(desk, "export"))
    manifest = manifest_of(raw)
    manifest["documents"][0]["roles"] = ["5"]
    manifest["server"] = "5"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr(manifest["documents"][0]["file"], LIT)
    told = said(await library(desk, "import", file=zipped(file.getvalue())))
    assert "another server's library" in told
    assert "nobody sees them by those" in told
    assert "`light`" in told


async def test_a_large_library_comes_in_parts_and_a_larger_one_by_the_terminal(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one.txt", "two.txt"):
        await library(desk, "add", file=text_file(LIT + b" " + name.encode() + b".", name))
    monkeypatch.setattr(archives, "in_parts", lambda documents, _: [[one] for one in documents])
    told = await library(desk, "export")
    names = [one["filename"] for one in told["attachments"]]
    assert [name[-10:] for name in names] == ["1-of-2.zip", "2-of-2.zip"]
    assert "taken back on its own" in said(told)
    monkeypatch.setattr(archives, "_MOST_SENT", 10)
    assert "briefing-bot library export FILE.zip --server" in said(await library(desk, "export"))


async def test_what_is_no_archive_is_told_and_changes_nothing(desk: Desk) -> None:
    await library(desk, "add", file=text_file(PAID, "paid.txt"))
    told = said(await library(desk, "import", file=zipped(b"no zip")))
    assert "was not taken in: it cannot be opened as a zip file" in told
    assert "paid.txt" in said(await library(desk, "list"))


class Turns(asyncio.Lock):
    """A lock that tells when two have asked for it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.two_asked = 0, asyncio.Event()

    async def acquire(self) -> Literal[True]:
        self.asked += 1
        if self.asked == 2:
            self.two_asked.set()
        return await super().acquire()


async def test_of_two_archives_the_second_is_not_asked_for_before_the_first_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns, met = Turns(), list[str]()
    desk.bot.library.importing = turns

    async def downloaded(attachment: discord.Attachment) -> bytes:
        met.append(f"{attachment.filename} asked for")
        await turns.two_asked.wait()
        return b"no zip"

    def read(shelves: Shelves, guild: int, filename: str, raw: bytes) -> JobRequest:
        met.append(f"{filename} read")
        return archive_request(shelves, guild, filename, raw)

    monkeypatch.setattr(archives, "downloaded", downloaded)
    monkeypatch.setattr(archives, "archive_request", read)
    files = [Upload(name, "application/zip", b"no zip") for name in ("one.zip", "two.zip")]
    told = await asyncio.gather(*(library(desk, "import", file=file) for file in files))
    assert all("was not taken in: it cannot be opened as a zip file" in said(one) for one in told)
    assert [deed[7:] for deed in met] == [" asked for", " read"] * 2
    assert sorted([met[0], met[2]]) == ["one.zip asked for", "two.zip asked for"]


async def test_an_empty_library_is_not_handed_out(desk: Desk) -> None:
    assert "has no documents of its own" in said(await library(desk, "export"))
