"""A document is removed by a button: in the revision that was shown, by who manages the library."""

import asyncio

import pytest

from bot.config import Config
from bot.sandbox.deeds import add_member
from bot.sandbox.world import MessageFlag
from bot.sandbox.world.wire import Json
from index import Collection
from tests.support.patience import WAIT_S
from tests.support.stand_in.canary import CANARY, WHO, upload
from tests.support.stand_in.desk import Desk, connected, custom_id, labels, press, shown
from tests.support.stand_in.shelving import REMOVE, library, said
from tests.support.stand_in.stage import Stage

LATER = b"The lighthouse at Cape Dorn was lit in 1834 by its keeper Elsa Quarrington."


def names(desk: Desk) -> list[str]:
    guild = int(desk.stage.guild()["id"])
    return [one.name for one in desk.bot.library.shelves.documents(guild)]


async def asked_for(desk: Desk) -> Json:
    """Return what is told before a document is removed."""
    return await library(desk, "remove", document="light")


async def test_unpressed_nothing_is_removed_and_what_would_be_is_told(desk: Desk) -> None:
    await library(desk, "add", file=upload(), title="The Light")
    message = await asked_for(desk)
    assert message["flags"] & MessageFlag.EPHEMERAL
    told = said(message)
    for words in ("The Light", "light.txt", "4 paragraphs", "With it go its file"):
        assert words in told
    assert labels(message) == [REMOVE]
    assert names(desk) == ["light"]
    assert CANARY in shown(await desk.use("ask", {"question": WHO}))


async def test_pressed_it_is_gone_and_the_button_with_it(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    pressed = await press(desk, await asked_for(desk), REMOVE, moderator=True)
    assert "Removed: **light.txt**\n\nThis server has no documents of its own" in said(pressed)
    assert "Remove this document?" not in said(pressed)
    assert labels(pressed) == []
    assert names(desk) == []


async def test_another_revision_stays_and_is_told(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    message = await asked_for(desk)
    await library(desk, "replace", document="light", file=upload(LATER, "later.txt"))
    pressed = await press(desk, message, REMOVE, moderator=True)
    assert "Nothing was removed" in said(pressed)
    assert "Another version of this document" in said(pressed)
    assert labels(pressed) == []
    assert names(desk) == ["light"]
    await press(desk, await asked_for(desk), REMOVE, moderator=True)
    assert names(desk) == []


async def test_what_was_removed_meanwhile_is_told(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    first, second = await asked_for(desk), await asked_for(desk)
    await press(desk, first, REMOVE, moderator=True)
    assert "no document “light”" in said(await press(desk, second, REMOVE, moderator=True))


async def test_pressed_twice_at_once_it_is_removed_once(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    messages = [await asked_for(desk) for _ in range(2)]
    told = await asyncio.gather(
        *(press(desk, one, REMOVE, moderator=True) for one in messages),
    )
    assert sorted("Nothing was removed" in said(one) for one in told) == [False, True]


async def test_the_button_outlives_a_restart(
    config: Config, collection: Collection, stage: Stage
) -> None:
    async with connected(config, collection, stage) as desk:
        await library(desk, "add", file=upload())
        message = await asked_for(desk)
    async with connected(config, collection, stage) as desk:
        assert names(desk) == ["light"]
        await press(desk, message, REMOVE, moderator=True)
        assert names(desk) == []


@pytest.fixture
def shown_to_all(desk: Desk) -> Desk:
    """A server that has Discord show the commands to everybody."""
    for command in desk.stage.world.commands.visible(None):
        command["default_member_permissions"] = None
    return desk


async def test_who_may_not_manage_the_library_any_more_is_refused(shown_to_all: Desk) -> None:
    desk, member = shown_to_all, shown_to_all.stage.member
    await library(desk, "add", file=upload())
    guild = desk.stage.guild()
    bots = next(int(one["id"]) for one in guild["roles"] if one["name"] == "Bots")
    await library(desk, "settings", manager_role=bots)
    add_member(desk.stage.world, int(guild["id"]), member.id, [bots])
    call = await member.invoker.slash(desk.general, "library remove", {"document": "light"})
    message = await call.answer(WAIT_S)
    await library(desk, "settings", reset="manager_role")
    refused = await member.presser.press(
        int(message["channel_id"]), int(message["id"]), custom_id(message, REMOVE)
    )
    assert "have the role that they chose" in said(await refused.answer(WAIT_S))
    assert names(desk) == ["light"]
