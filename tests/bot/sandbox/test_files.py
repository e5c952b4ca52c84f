"""Files on the double: what they are called, where they lie, and for how long."""

import aiohttp
import pytest

from bot.sandbox.deeds import Posting, Upload, edit_message, post_message
from bot.sandbox.world import Json, StoredFile, files, messages
from bot.sandbox.world.files import FileBook
from bot.sandbox.world.messages import MessageBook
from bot.sandbox.world.models import Message
from tests.support.stand_in.stage import Stage

NAMES = [
    # As `secure_filename` of Werkzeug 3.1 cleans them, but for what it leaves nothing of.
    ("note.txt", "note.txt", None),
    ("Report #3.txt", "Report_3.txt", "Report #3"),
    ("What now?.txt", "What_now.txt", "What now?"),
    ("Übersicht März.txt", "Ubersicht_Marz.txt", "Übersicht März"),
    ("_VnitHEEnz2LbpDa.mp4", "VnitHEEnz2LbpDa.mp4", "_VnitHEEnz2LbpDa"),
    ("hello (world).png", "hello_world.png", "hello (world)"),
    ("50% off.txt", "50_off.txt", "50% off"),
    ("a%2Fb.txt", "a2Fb.txt", "a%2Fb"),
    ("画像.png", "file.png", "画像"),
    ("..", "file", ".."),
    ("x&y=z.txt", "xyz.txt", "x&y=z"),
    ("a/b.txt", "a_b.txt", "a b"),
]


async def sent(stage: Stage, *uploads: Upload) -> Json:
    """Return a message of the member's, with what is attached to it."""
    return await stage.member.writer.send(stage.channel(), "here", files=uploads)


async def fetched(url: str) -> bytes | None:
    """Return what lies at an address; None where nothing does."""
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return await response.read() if response.status == 200 else None


@pytest.mark.parametrize(("name", "handed_out", "title"), NAMES)
async def test_a_file_is_handed_out_by_a_clean_name_and_keeps_its_true_one(
    stage: Stage, name: str, handed_out: str, title: str | None
) -> None:
    message = await sent(stage, Upload(name, "text/plain", b"all of it"))
    (file,) = message["attachments"]
    assert (file["filename"], file.get("title")) == (handed_out, title)
    assert await fetched(file["url"]) == b"all of it"


async def test_a_picture_is_named_in_a_card_as_it_was_uploaded(stage: Stage) -> None:
    place = Posting(stage.world.channel(stage.channel()), stage.bot_id)
    card: Json = {"embeds": [{"image": {"url": "attachment://a picture.png"}}]}
    message = post_message(
        stage.world, place, card, {"0": Upload("a picture.png", "image/png", b"x")}
    )
    assert "/a_picture.png?hm=" in message.embeds[0]["image"]["url"]


async def test_a_file_goes_with_its_message(stage: Stage) -> None:
    message = await sent(stage, Upload("a.txt", "text/plain", b"a"))
    url = message["attachments"][0]["url"]
    await stage.member.writer.delete(stage.channel(), int(message["id"]))
    assert await fetched(url) is None
    assert list(stage.world.files.all()) == []


async def test_a_file_goes_when_its_message_lets_go_of_it(stage: Stage) -> None:
    note = Upload("a.txt", "text/plain", b"a")
    place = Posting(stage.world.channel(stage.channel()), stage.bot_id)
    message = post_message(stage.world, place, {"content": "two"}, {"0": note, "1": note})
    first, second = message.files
    edit_message(stage.world, message, {"attachments": [{"id": str(second.id)}]}, {})
    assert list(stage.world.files.all()) == [second]
    assert first != second


def of(number: int) -> StoredFile:
    return StoredFile(number, 1, "a.txt", "text/plain", b"four")


def test_a_file_goes_with_a_message_that_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "KEPT", 2)
    held = FileBook()
    book = MessageBook(held)
    for number in range(1, 4):
        book.put(Message(number, 1, 1, 0.0, files=(of(number),)))
    assert [file.id for file in held.all()] == [2, 3]


def test_of_files_on_no_message_the_newest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LOOSE_BYTES", 8)
    held = FileBook()
    for number in range(1, 6):
        held.put(of(number))
        held.attach([of(2)] if number == 2 else [])
    assert [file.id for file in held.all()] == [2, 4, 5]
