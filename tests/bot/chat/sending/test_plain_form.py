"""Who cannot use cards is answered in plain text: as they chose, or their server."""

import json
import threading
from pathlib import Path
from urllib.parse import urlparse

import pytest

from bot.config import Config
from bot.library.files import preferences_file as preferences
from bot.sandbox.world import InteractionState
from bot.sandbox.world.wire import Json
from index import Collection
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import (
    EVIDENCE,
    QUESTION,
    Desk,
    connected,
    custom_id,
    labels,
    press,
)
from tests.support.stand_in.stage import Stage

_EPHEMERAL = 1 << 6
ALTERED = "it controls or contests at least 14 percent of Afghanistan’s districts"


def stored(desk: Desk, attachment: Json) -> str:
    """What an attachment holds."""
    file_id = int(urlparse(attachment["url"]).path.split("/")[3])
    file = desk.stage.world.files.find(file_id)
    assert file is not None
    return file.data.decode()


async def test_an_answer_in_plain_text_says_all_that_a_card_says(desk: Desk) -> None:
    card = await desk.tell(f"{desk.mention} {QUESTION}")
    chosen = await desk.use("display", {"form": "plain text"})
    assert "Replies to you are plain text" in chosen["content"]
    assert chosen["flags"] & _EPHEMERAL
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    (embed,) = card["embeds"]
    assert reply["embeds"] == []
    assert reply["content"] == f"{embed['description']}\n-# {embed['footer']['text']}"
    assert labels(reply) == labels(card)
    by_command = await desk.use("ask", {"question": QUESTION})
    assert by_command["content"] == f"**{QUESTION}**\n{reply['content']}"
    others = await desk.tell(f"{desk.mention} {QUESTION}", desk.stage.moderator)
    assert others["embeds"]


async def test_buttons_and_follow_ups_work_in_plain_text(desk: Desk) -> None:
    await desk.use("display", {"form": "plain text"})
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    page = await press(desk, reply, "More")
    assert page["content"].startswith("**More · 1 of 4**\n> ")
    turned = await press(desk, page, "Next ▶")
    assert turned["content"].startswith("**More · 2 of 4**\n> ")
    assert turned["embeds"] == []
    assert EVIDENCE in (await press(desk, reply, "In context"))["content"]
    first = await desk.tell(f"{desk.mention} Where was the training facility?")
    with desk.replies().watched() as replies:
        member = desk.stage.member
        await member.writer.send(desk.general, "And who destroyed it?", reply_to=int(first["id"]))
        assert "destroyed by the United States" in (await replies.next())["content"]


async def test_a_server_chooses_for_who_chose_nothing(desk: Desk) -> None:
    refused = await desk.use("display", {"form": "plain text", "server": True})
    assert "Only who manages the server" in refused["content"]
    assert (await desk.tell(f"{desk.mention} {QUESTION}"))["embeds"]
    chosen = await desk.use("display", {"form": "plain text", "server": True}, desk.stage.moderator)
    assert "in this server" in chosen["content"]
    assert not (await desk.tell(f"{desk.mention} {QUESTION}"))["embeds"]
    await desk.use("display", {"form": "cards"})
    assert (await desk.tell(f"{desk.mention} {QUESTION}"))["embeds"]


async def test_the_choice_outlives_a_restart_and_is_the_members_to_delete(
    config: Config, collection: Collection, stage: Stage
) -> None:
    async with connected(config, collection, stage) as desk:
        await desk.use("display", {"form": "plain text"})
    async with connected(config, collection, stage) as desk:
        assert not (await desk.tell(f"{desk.mention} {QUESTION}"))["embeds"]
        member = stage.member.id
        assert desk.bot.kept_of(member) == {"form_of_replies": "plain text"}
        assert desk.bot.forget(member) == {"form_of_replies": "plain text"}
        assert json.loads((config.data / "preferences.json").read_bytes()) == {}
        assert (await desk.tell(f"{desk.mention} {QUESTION}"))["embeds"]


async def test_choices_are_written_beside_the_loop_in_their_order(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, written = [], []

    def write(_: Path, text: str, *, synced: bool) -> None:
        assert not synced
        threads.append(threading.current_thread())
        written.append(json.loads(text))

    monkeypatch.setattr(preferences, "write_whole", write)
    member, server = desk.stage.member.id, desk.stage.guild()["id"]
    everybody: dict[str, str | bool] = {"form": "plain text", "server": True}
    await desk.use("display", {"form": "plain text"})
    await desk.use("cite", {"claim": "1", "style": "mla"})
    await desk.use("display", everybody, desk.stage.moderator)
    form = {f"{member}:form": "plain text"}
    style = form | {str(member): "mla"}
    assert written == [form, style, style | {f"server:{server}:form": "plain text"}]
    assert threading.current_thread() not in threads


@pytest.mark.parametrize(
    ("command", "options", "answered"),
    [
        ("display", {"form": "plain text"}, "plain text"),
        ("cite", {"claim": "1", "style": "csl-json"}, "container-title"),
    ],
)
async def test_a_choice_is_acknowledged_however_long_the_disk_takes(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    options: dict[str, str],
    answered: str,
) -> None:
    go_on, written = threading.Event(), threading.Event()

    def write(*_: object, **__: object) -> None:
        assert go_on.wait(WAIT_S)
        written.set()

    monkeypatch.setattr(preferences, "write_whole", write)
    call = await desk.stage.member.invoker.slash(desk.general, command, dict(options))
    assert await call.acknowledged(WAIT_S) is InteractionState.DEFERRED
    assert not written.is_set()
    go_on.set()
    assert answered in str(await call.answer(WAIT_S))
    assert written.is_set()


async def test_what_was_altered_is_said_in_words(desk: Desk) -> None:
    await desk.use("display", {"form": "plain text"})
    said = (await desk.use("verify", {"quotation": ALTERED}))["content"]
    assert "[only quoted: 14] [source: 44]" in said
    assert "[only quoted] is in the quotation alone, [source] is in the source alone" in said
    exact = (await desk.use("verify", {"quotation": ALTERED.replace("14", "44")}))["content"]
    assert "[source" not in exact


async def test_what_has_no_room_in_a_message_is_attached_whole(
    desk: Desk, collection: Collection
) -> None:
    await desk.use("display", {"form": "plain text"})
    reply = await desk.tell(f"{desk.mention} [[7]] [[8]] [[9]] [[10]]")
    assert len(reply["content"]) <= 2000
    (attachment,) = reply["attachments"]
    assert attachment["filename"] == "whole-reply.txt"
    whole = stored(desk, attachment).replace("\\", "")
    for number in (7, 8, 9, 10):
        assert collection.passage_at(str(number)).text in whole


async def test_pictures_come_with_what_they_show(desk: Desk) -> None:
    for form in ("cards", "plain text"):
        await desk.use("display", {"form": form})
        pictures = await press(desk, await desk.use("brief", {}), "Pictures")
        images = [a for a in pictures["attachments"] if a["content_type"] == "image/png"]
        assert len(images) == 2
        for picture in images:
            assert "¶" in picture["description"] or "[" in picture["description"]
        beside = pictures["content"] + "".join(e["description"] for e in pictures["embeds"])
        assert "Implications for Negotiations" in beside


async def test_a_question_that_came_too_early_is_kept_in_plain_text(desk: Desk) -> None:
    await desk.use("display", {"form": "plain text"})
    desk.bot.cooldown._seconds = 60.0
    await desk.tell(f"{desk.mention} {QUESTION}")
    slowed = await desk.tell(f"{desk.mention} {QUESTION}")
    assert slowed["content"].endswith(QUESTION)
    desk.bot.cooldown._seconds = 0.0
    assert custom_id(slowed, "Ask again")
    assert EVIDENCE in (await press(desk, slowed, "Ask again"))["content"]
