"""What a member is in servers is looked up for each direct question, within bounds, and no more."""

import asyncio
from collections.abc import Iterable

import pytest
from discord import Guild, Member

from bot.chat.servers import memberships
from bot.chat.servers.memberships import RequestRate
from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json
from tests.support.patience import WAIT_S
from tests.support.stand_in.canary import CANARY, LIGHT, WHO, upload
from tests.support.stand_in.changes import (
    another_server,
    delete_channel,
    delete_role,
    fall_silent,
    give_roles,
)
from tests.support.stand_in.desk import Desk, press
from tests.support.stand_in.moved_clock import MovedClock
from tests.support.stand_in.paced import MovedPacing
from tests.support.stand_in.shelving import library, said

MEMBER = "/guilds/{guild_id}/members/{user_id}"
LOOK_UP = r"/guilds/\d+/members/\d+"
INCOMPLETE = "may not all be within reach just now"


async def direct(person: Person) -> int:
    return int((await person.writer.open_dm())["id"])


async def ask(desk: Desk, person: Person, channel: int, *, private: bool = False) -> Json:
    call = await person.invoker.slash(channel, "ask", {"question": WHO, "private": private})
    return await call.answer(WAIT_S)


async def ask_directly(desk: Desk, person: Person | None = None) -> Json:
    person = person or desk.stage.member
    return await ask(desk, person, await direct(person))


async def put(desk: Desk, guild_id: int, raw: bytes = LIGHT) -> None:
    """Give a server a document."""
    shelves, public = desk.bot.library.shelves, desk.bot.library.public
    await asyncio.to_thread(shelves.add, guild_id, "light.txt", raw, public)


def looked_up(desk: Desk) -> int:
    """Return how often a server was asked for a member."""
    return sum(one.route == MEMBER for one in desk.stage.recorder.exchanges)


def moderators(desk: Desk) -> int:
    roles = desk.stage.guild()["roles"]
    return next(int(role["id"]) for role in roles if role["name"] == "Moderators")


async def test_where_no_server_has_documents_nobody_is_looked_up(desk: Desk) -> None:
    assert CANARY not in said(await ask_directly(desk))
    assert looked_up(desk) == 0


async def test_each_question_looks_a_member_up_anew(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    for times in (1, 2):
        told = said(await ask_directly(desk))
        assert CANARY in told
        assert INCOMPLETE not in told
        assert looked_up(desk) == times


async def test_what_is_suggested_at_each_keystroke_asks_once_in_half_a_minute(desk: Desk) -> None:
    await library(desk, "add", file=upload(), role=moderators(desk))
    moderator, home = desk.stage.moderator, int(desk.stage.guild()["id"])
    channel, times = await direct(moderator), []
    for seconds in (0.0, 1.0, 28.0, 2.0):
        desk.stage.clock.advance(seconds)
        await moderator.invoker.autocomplete(channel, "brief", {"topic": "l"}, "topic")
        times.append(looked_up(desk))
    assert times == [1, 1, 1, 2]
    give_roles(desk.stage.world, home, moderator, [])
    assert CANARY not in said(await ask_directly(desk, moderator))
    assert looked_up(desk) == 3


async def test_cards_say_from_which_server_a_document_is(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    answer = await ask_directly(desk)
    channel = int(answer["channel_id"])
    sources = await desk.stage.member.invoker.slash(channel, "sources")
    shown = [answer, await sources.answer(WAIT_S)]
    shown += [await press(desk, answer, label) for label in ("In context", "Cite")]
    assert [said(card).count("from Reading group") > 0 for card in shown] == [True] * 4
    assert said(shown[1]).count("from Reading group") == 1  # not of the operator's document
    assert "from Reading group" not in said(await ask(desk, desk.stage.member, desk.general))


async def test_a_button_pressed_later_looks_it_up_anew(desk: Desk) -> None:
    await library(desk, "add", file=upload(), role=moderators(desk))
    moderator = desk.stage.moderator
    answer = await ask_directly(desk, moderator)
    assert CANARY in said(await press(desk, answer, "In context", moderator=True))
    home = int(desk.stage.guild()["id"])
    give_roles(desk.stage.world, home, moderator, [])
    pressed = said(await press(desk, answer, "In context", moderator=True))
    assert "no longer leads anywhere" in pressed
    assert CANARY not in pressed


@pytest.mark.parametrize("what", ["channel", "role"])
async def test_what_is_for_something_that_was_deleted_is_seen_by_nobody(
    desk: Desk, what: str
) -> None:
    limit = {"channel": desk.stage.channel("moderators"), "role": moderators(desk)}[what]
    await library(desk, "add", file=upload(), **{what: limit})
    assert CANARY in said(await ask_directly(desk, desk.stage.moderator))
    world = desk.stage.world
    if what == "channel":
        delete_channel(world, limit)
    else:
        delete_role(world, int(desk.stage.guild()["id"]), limit)
    assert CANARY not in said(await ask_directly(desk, desk.stage.moderator))


async def test_a_server_that_refuses_is_left_out_and_its_member_told_that_not_all_was_asked(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await library(desk, "add", file=upload())
    desk.stage.faults.refuse(LOOK_UP, 403, 50001)
    told = said(await ask_directly(desk))
    assert CANARY not in told
    assert INCOMPLETE in told
    assert "did not say who is a member: 403" in caplog.text
    assert CANARY in said(await ask_directly(desk))


async def test_a_server_that_is_away_is_not_asked_and_whoever_asks_is_told_so(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    fall_silent(desk.stage.world, int(desk.stage.guild()["id"]))
    assert INCOMPLETE in said(await ask_directly(desk))
    assert looked_up(desk) == 0


async def test_who_is_no_member_reads_what_a_member_reads_where_a_server_refuses(
    desk: Desk,
) -> None:
    other, _ = another_server(desk.stage.world, "Other circle", desk.stage.moderator)
    await put(desk, other.id)
    assert INCOMPLETE not in said(await ask_directly(desk))
    told: list[str] = []
    for person in (desk.stage.member, desk.stage.moderator):
        desk.stage.faults.refuse(LOOK_UP, 403, 50001)
        told.append(said(await ask_directly(desk, person)))
    assert INCOMPLETE in told[0]
    assert told[0] == told[1]


async def test_a_server_that_does_not_answer_in_time_is_left_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await library(desk, "add", file=upload())
    other, _ = another_server(desk.stage.world, "Other circle", desk.stage.member)
    await put(desk, other.id, LIGHT.replace(b"Quarrington", b"Vossberg"))
    fault = desk.stage.faults.hold(rf"/guilds/{other.id}/members/")
    answered, visible = asyncio.Event(), memberships._visible

    def noted(guild: Guild, member: Member, channels: Iterable[int]) -> frozenset[int]:
        answered.set()
        return visible(guild, member, channels)

    monkeypatch.setattr(memberships, "_visible", noted)
    asking = asyncio.create_task(ask_directly(desk))
    await asyncio.wait_for(fault.hit.wait(), WAIT_S)
    await asyncio.wait_for(answered.wait(), WAIT_S)
    desk.stage.clock.advance(2.5)
    told = said(await asking)
    assert CANARY in told
    assert "Vossberg" not in told
    assert INCOMPLETE in told


async def test_where_others_read_the_reply_nothing_of_servers_is_told(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    member, moderator = desk.stage.member, desk.stage.moderator
    shared = int((await member.writer.open_dm(moderator.id))["id"])
    assert CANARY not in said(await ask(desk, member, shared))
    assert CANARY in said(await ask(desk, member, shared, private=True))


async def test_a_message_in_a_server_that_is_not_known_is_no_direct_one(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    other, channel = another_server(desk.stage.world, "Other circle", desk.stage.member)
    guild = await desk.bot.wait_for("guild_join", timeout=WAIT_S)
    assert guild.id == other.id
    desk.bot._connection._remove_guild(guild)
    with desk.replies().watched() as replies:
        await desk.stage.member.writer.send(channel, f"{desk.mention} {WHO}")
        assert CANARY not in said(await replies.next())
    assert looked_up(desk) == 0


async def test_documents_of_one_name_stand_beside_each_other(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    other, _ = another_server(desk.stage.world, "Other circle", desk.stage.member)
    await put(desk, other.id, LIGHT.replace(b"Quarrington", b"Vossberg"))
    call = await desk.stage.member.invoker.slash(await direct(desk.stage.member), "sources")
    sources = said(await call.answer(WAIT_S))
    assert "`light` · 4 paragraphs · from Reading group" in sources
    assert "`light-2` · 4 paragraphs · from Other circle" in sources


async def test_of_many_servers_those_are_asked_where_the_member_was_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memberships, "_MOST_SERVERS", 1)
    await library(desk, "add", file=upload(LIGHT.replace(b"Quarrington", b"Vossberg")))
    other, hall = another_server(desk.stage.world, "Other circle", desk.stage.member)
    await put(desk, other.id)
    before = said(await ask_directly(desk))
    assert CANARY not in before
    assert CANARY in said(await ask(desk, desk.stage.member, hall))
    after = said(await ask_directly(desk))
    assert CANARY in after
    assert INCOMPLETE in before
    assert INCOMPLETE in after
    assert looked_up(desk) == 2


async def test_only_so_many_requests_begin_in_a_second() -> None:
    pacing = MovedPacing(MovedClock())
    rate = RequestRate(pacing)
    for _ in range(20):
        await rate.turn()
    assert pacing.pauses == []
    await rate.turn()
    assert pacing.pauses == [1.0]
