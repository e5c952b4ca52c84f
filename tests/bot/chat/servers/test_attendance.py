"""Servers that come, go and are away for a while, on the wire."""

import asyncio
from collections.abc import Callable, Set
from datetime import datetime
from threading import Event
from typing import Any

import pytest

from bot.library.dispatch.departures import Departures
from bot.sandbox.world import ApiError
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.stand_in.canary import CANARY, WHO, upload
from tests.support.stand_in.changes import (
    come_back,
    delete_channel,
    delete_role,
    fall_silent,
    remove_bot,
)
from tests.support.stand_in.desk import Desk, press
from tests.support.stand_in.shelving import REMOVE, library, said


class Looks:
    """Where the bot was seen to be, as it was told to the library."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._seen: asyncio.Queue[Set[int]] = asyncio.Queue()

    def note(self, present: Set[int]) -> None:
        self._loop.call_soon_threadsafe(self._seen.put_nowait, present)

    async def until(self, guild: int, *, there: bool) -> None:
        """Return once the bot was seen to be in a server, or not to be."""
        async with asyncio.timeout(WAIT_S):
            while (guild in await self._seen.get()) is not there:
                pass


@pytest.fixture
async def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    made, look = Looks(), Departures.look

    def noted(
        self: Departures,
        account: int,
        present: Set[int],
        now: datetime,
        forget: Callable[[int], None],
    ) -> None:
        look(self, account, present, now, forget)
        made.note(present)

    monkeypatch.setattr(Departures, "look", noted)
    return made


async def ask_directly(desk: Desk) -> str:
    member = desk.stage.member
    channel = int((await member.writer.open_dm())["id"])
    call = await member.invoker.slash(channel, "ask", {"question": WHO})
    return said(await call.answer(WAIT_S))


async def listed(desk: Desk) -> str:
    return said(await library(desk, "list"))


async def test_a_server_that_takes_the_bot_out_and_back_has_everything(
    looks: Looks, desk: Desk
) -> None:
    home, world = int(desk.stage.guild()["id"]), desk.stage.world
    await library(desk, "add", file=upload())
    assert CANARY in await ask_directly(desk)
    remove_bot(world, home)
    await looks.until(home, there=False)
    assert desk.bot.library.shelves.presences.is_gone(home)
    assert CANARY not in await ask_directly(desk)
    come_back(world, home)
    await looks.until(home, there=True)
    assert CANARY in await ask_directly(desk)
    assert "light.txt" in await listed(desk)


async def test_a_server_that_is_back_before_it_was_noted_that_it_left_has_everything(
    looks: Looks, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, world = int(desk.stage.guild()["id"]), desk.stage.world
    await library(desk, "add", file=upload())
    go_on, look = Event(), Departures.look
    begun: list[Set[int]] = []

    def held(self: Departures, account: int, present: Set[int], *rest: Any) -> None:  # noqa: ANN401
        begun.append(present)
        assert home in present or go_on.wait(WAIT_S)
        look(self, account, present, *rest)

    monkeypatch.setattr(Departures, "look", held)
    remove_bot(world, home)
    await until(lambda: any(home not in one for one in begun))
    come_back(world, home)
    assert CANARY in await ask_directly(desk)  # it is back, and where the bot is was looked at
    go_on.set()
    await looks.until(home, there=False)
    await looks.until(home, there=True)
    assert not desk.bot.library.shelves.presences.is_gone(home)


async def test_a_server_that_is_away_in_an_outage_loses_nothing(looks: Looks, desk: Desk) -> None:
    home, world = int(desk.stage.guild()["id"]), desk.stage.world
    await library(desk, "add", file=upload())
    fall_silent(world, home)
    assert CANARY not in await ask_directly(desk)  # it cannot say who is a member
    await desk.bot.attendance.look()
    assert not desk.bot.library.shelves.presences.is_gone(home)
    come_back(world, home)
    assert CANARY in await ask_directly(desk)


@pytest.mark.parametrize("what", ["channel", "role"])
async def test_the_list_says_what_nobody_sees_any_more(desk: Desk, what: str) -> None:
    role = next(r for r in desk.stage.guild()["roles"] if r["name"] == "Bots")
    limit = {"channel": desk.stage.channel("moderators"), "role": int(role["id"])}[what]
    await library(desk, "add", file=upload(), **{what: limit})
    assert "Nobody sees it" not in await listed(desk)
    if what == "channel":
        delete_channel(desk.stage.world, limit)
    else:
        delete_role(desk.stage.world, int(desk.stage.guild()["id"]), limit)
    assert "Nobody sees it" in await listed(desk)


async def test_the_library_is_offered_in_servers_that_have_the_bot_alone(desk: Desk) -> None:
    home, moderator = int(desk.stage.guild()["id"]), desk.stage.moderator
    message = int((await moderator.writer.send(desk.general, "our light"))["id"])
    direct = int((await moderator.writer.open_dm())["id"])  # it is theirs from now on, too
    assert "no documents of its own" in await listed(desk)
    with pytest.raises(ApiError):
        await moderator.invoker.slash(direct, "library list", {})
    remove_bot(desk.stage.world, home)
    usage = await moderator.invoker.slash(desk.general, "help", {})
    assert "/ask" in said(await usage.answer(WAIT_S))
    everybody: dict[str, str | bool] = {"form": "plain text", "server": True}
    chosen = await moderator.invoker.slash(desk.general, "display", everybody)
    assert "only in servers that I am in" in (await chosen.answer(WAIT_S))["content"]
    assert not desk.bot._preferences.is_plain(desk.stage.member.id, home)
    with pytest.raises(ApiError):
        await moderator.invoker.slash(desk.general, "library list", {})
    with pytest.raises(ApiError):
        await moderator.invoker.menu(desk.general, "Add to the library", message)


async def test_a_button_of_the_library_does_nothing_in_a_server_that_took_the_bot_out(
    looks: Looks, desk: Desk
) -> None:
    home = int(desk.stage.guild()["id"])
    await library(desk, "add", file=upload())
    asked = await library(desk, "remove", document="light")
    remove_bot(desk.stage.world, home)
    await looks.until(home, there=False)
    told = said(await press(desk, asked, REMOVE, moderator=True))
    assert told.startswith("That works only in servers that I am in")
    assert [one.name for one in desk.bot.library.shelves.documents(home)] == ["light"]
