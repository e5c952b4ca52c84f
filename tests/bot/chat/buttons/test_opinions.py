"""Whether an answer helped: asked where the server wants it, counted once, nobody noted."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.buttons.opinion_buttons import OpinionButton
from bot.config import Config
from bot.library import Shelves
from bot.sandbox.world import MessageFlag
from bot.sandbox.world.wire import Json
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.stand_in.canary import CANARY, WHO, upload
from tests.support.stand_in.desk import QUESTION, Desk, custom_id, labels, press, shown
from tests.support.stand_in.shelving import library, said

YES, NO = "Helpful", "Not helpful"
TITLE = "Deadly Cooperation"


@pytest.fixture
def asking(desk: Desk, config: Config) -> Desk:
    """A desk whose server has members asked."""
    choose(desk, config, opinions=True)
    return desk


def choose(desk: Desk, config: Config, *, opinions: bool) -> None:
    guild = int(desk.stage.guild()["id"])
    Shelves(config).servers.change(guild, lambda one: replace(one, opinions=opinions))


def now(desk: Desk, message: Json) -> Json:
    """Return a message as it is now."""
    messages = desk.stage.member.viewer.messages(int(message["channel_id"]))
    return next(one for one in messages if one["id"] == message["id"])


def off(message: Json) -> list[str]:
    """Return what the buttons say that are switched off."""
    buttons = [button for row in message["components"] for button in row["components"]]
    return [button["label"] for button in buttons if button.get("disabled")]


async def told(desk: Desk) -> str:
    return said(await library(desk, "gaps"))


async def test_the_buttons_are_there_only_where_the_server_wants_them(
    desk: Desk, config: Config
) -> None:
    assert YES not in labels(await desk.use("ask", {"question": QUESTION}))
    choose(desk, config, opinions=True)
    for reply in (
        await desk.use("ask", {"question": QUESTION}),
        await desk.tell(f"{desk.mention} {QUESTION}"),
    ):
        *_, last = reply["components"]
        assert [button["label"] for button in last["components"]] == [YES, NO, "Delete"]
        ids = [custom_id(reply, YES), custom_id(reply, NO)]
        assert all(len(one) <= 100 for one in ids)
    assert YES not in labels(await desk.tell(f"{desk.mention} who wrote this?"))


@pytest.mark.parametrize("private", [False, True])
async def test_a_press_counts_once_for_the_document_and_switches_both_off(
    asking: Desk, private: bool
) -> None:
    reply = await asking.use("ask", {"question": QUESTION, "private": private})
    await press(asking, reply, NO)
    await until(lambda: off(now(asking, reply)) == [YES, f"✓ {NO}"])
    assert labels(now(asking, reply))[:4] == labels(reply)[:4]
    assert f"{TITLE}" in await told(asking)
    assert "0 helpful, 1 not" in await told(asking)


async def test_two_presses_at_once_count_once(asking: Desk) -> None:
    reply = await asking.use("ask", {"question": QUESTION})
    presser = asking.stage.member.presser
    where = int(reply["channel_id"]), int(reply["id"])
    calls = [await presser.press(*where, custom_id(reply, label)) for label in (YES, YES, NO)]
    for call in calls:
        await call.answer(WAIT_S)
    assert "1 helpful, 0 not" in await told(asking)


async def test_somebody_else_is_told_that_the_asker_alone_is_asked(asking: Desk) -> None:
    reply = await asking.use("ask", {"question": QUESTION})
    answer = await press(asking, reply, YES, moderator=True)
    assert answer["flags"] & MessageFlag.EPHEMERAL
    assert answer["content"] == "Only the person who asked is asked whether it helped."
    assert off(now(asking, reply)) == []
    assert "Nobody has said yet" in await told(asking)


async def test_where_it_is_not_asked_any_more_nothing_is_counted(
    asking: Desk, config: Config
) -> None:
    reply = await asking.use("ask", {"question": QUESTION})
    choose(asking, config, opinions=False)
    with asking.replies().watched() as replies:
        await asking.stage.member.presser.press(
            int(reply["channel_id"]), int(reply["id"]), custom_id(reply, YES)
        )
        assert "do not ask that any more" in (await replies.next())["content"]
    assert "Nobody has said yet" in await told(asking)


async def test_neither_question_nor_member_nor_message_is_kept(
    asking: Desk, config: Config
) -> None:
    reply = await asking.use("ask", {"question": QUESTION})
    await press(asking, reply, YES)
    await until(lambda: f"✓ {YES}" in off(now(asking, reply)))
    kept = b"".join(path.read_bytes() for path in files(config.data))
    assert b"opinions" in kept
    for secret in (QUESTION, str(asking.stage.member.id), reply["id"]):
        assert secret.encode() not in kept


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("catalogue.sqlite3*") if path.is_file()]


async def test_what_is_for_a_role_is_counted_and_told_to_who_may_see_it_alone(
    asking: Desk,
) -> None:
    roles = {role["name"]: int(role["id"]) for role in asking.stage.guild()["roles"]}
    moderator = asking.stage.moderator
    await library(asking, "add", file=upload())
    await library(asking, "scope", document="light", role=roles["Moderators"])
    before = await told(asking)
    call = await moderator.invoker.slash(asking.general, "ask", {"question": WHO, "private": True})
    reply = await call.answer(WAIT_S)
    assert CANARY in shown(reply)
    pressed = await moderator.presser.press(asking.general, int(reply["id"]), custom_id(reply, YES))
    await pressed.answer(WAIT_S)
    assert "The Light at Cape Dorn" in await told(asking)
    await library(asking, "scope", document="light", role=roles["Bots"])
    assert await told(asking) == before


def test_an_id_has_room_for_the_longest_asker_and_very_many_documents() -> None:
    marks = "~".join(["0123ab"] * 9)
    assert len(str(OpinionButton("yes", 2**64 - 1, marks).item.custom_id)) <= 100
