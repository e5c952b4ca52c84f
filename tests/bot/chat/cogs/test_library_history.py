"""Who changed what a server has, as its moderators read it, on the wire."""

import json

from bot.library import Change, EventKind
from bot.sandbox.deeds import add_member
from tests.support.patience import WAIT_S
from tests.support.stand_in.canary import upload
from tests.support.stand_in.desk import Desk, custom_id, labels, press
from tests.support.stand_in.shelving import library, removed, said, scoped, text_file
from tests.support.stand_in.stage import Stage


def guild_of(stage: Stage) -> int:
    return int(stage.guild()["id"])


async def history(desk: Desk) -> list[str]:
    """Return the lines of the history, each without its moment."""
    embed = (await library(desk, "history"))["embeds"][0]
    lines = embed["description"].splitlines()
    assert all(line.startswith("<t:") and ":f> · " in line for line in lines)
    return [line.partition(" · ")[2] for line in lines]


async def test_every_change_is_told_with_who_made_it_the_newest_first(desk: Desk) -> None:
    who = f"<@{desk.stage.moderator.id}>"
    await library(desk, "add", file=upload(), title="The *Light*")
    await library(desk, "add", file=text_file(b"The ferry at Ebbing.", "light.txt"))
    later = text_file(b"The ferry at Ebbing.", "ferry.txt")
    await library(desk, "replace", document="light", file=later)
    questions = desk.stage.channel("questions")
    await library(desk, "scope", document="light", channel=questions)
    await scoped(desk, "light")
    await scoped(desk, "light")  # which changes nothing
    await library(desk, "settings", cooldown=7, answers="yes")
    await removed(desk, "light")
    assert await history(desk) == [
        f"{who} removed **ferry.txt**",
        f"{who} changed settings: **cooldown\\_s** = 7, **private\\_answers** = yes",
        f"{who} opened **ferry.txt** to everybody",
        f"{who} changed who may see **ferry.txt**: everybody, in <#{questions}> only",
        f"{who} put **ferry.txt** in the place of **light.txt**",
        f"{who} put a new version in the place of **light.txt**",
        f"{who} added **light.txt**",
    ]


async def test_channels_and_roles_of_settings_and_of_readers_are_mentioned(desk: Desk) -> None:
    who = f"<@{desk.stage.moderator.id}>"
    roles = {one["name"]: int(one["id"]) for one in desk.stage.guild()["roles"]}
    await library(desk, "add", file=upload())
    await library(desk, "scope", document="light", role=roles["Bots"])
    await library(desk, "settings", gaps_channel=desk.general, gaps_role=roles["Bots"])
    await library(desk, "settings", answer_in=desk.general, reset="gaps_role")
    desk.bot.library.shelves.events.note(
        guild_of(desk.stage), Change(EventKind.SETTINGS, "language, opinions")
    )
    bots, general = f"<@&{roles['Bots']}>", f"<#{desk.general}>"
    assert await history(desk) == [
        "the operator changed settings: **language, opinions**",
        f"{who} changed settings: **channels** = {general}, **gaps\\_role** = default",
        f"{who} changed settings: **gaps\\_channel** = {general}, **gaps\\_role** = {bots}",
        f"{who} changed who may see **light.txt**: {bots}, in private answers",
        f"{who} added **light.txt**",
    ]


async def test_who_may_see_a_document_from_its_first_moment_is_told(desk: Desk) -> None:
    who, questions = f"<@{desk.stage.moderator.id}>", desk.stage.channel("questions")
    await library(desk, "add", file=upload(), channel=questions)
    await library(desk, "add", file=text_file(b"The ferry at Ebbing.", "light.txt"))
    await library(
        desk, "add", file=text_file(b"The ferry at Howe.", "light.txt"), channel=desk.general
    )
    assert await history(desk) == [
        f"{who} changed who may see **light.txt**: everybody, in <#{desk.general}> only",
        f"{who} put a new version in the place of **light.txt**",
        f"{who} put a new version in the place of **light.txt**",
        f"{who} added **light.txt**, to be seen by everybody, in <#{questions}> only",
    ]


async def test_what_could_not_be_done_is_not_told(desk: Desk) -> None:
    await library(desk, "add", file=text_file(b" ", "empty.txt"))
    await library(desk, "remove", document="none")
    message = await library(desk, "history")
    assert "Nothing was changed here yet" in said(message)
    assert labels(message) == []


async def test_the_operator_and_who_had_their_name_deleted_are_told_as_such(desk: Desk) -> None:
    events, moderator = desk.bot.library.shelves.events, desk.stage.moderator
    events.note(guild_of(desk.stage), Change(EventKind.DESCRIBED, "a.txt"))
    events.note(guild_of(desk.stage), Change(EventKind.IMPORTED, "all.zip", moderator.id))
    call = await moderator.invoker.slash(desk.general, "privacy delete")
    told = said(await call.answer(WAIT_S))
    assert "lines of servers' histories that name you: 1" in told.replace("’", "'")
    assert await history(desk) == [
        "somebody had the library **all.zip** taken back",
        "the operator described **a.txt**",
    ]


async def test_a_members_own_file_has_the_lines_that_name_them(desk: Desk) -> None:
    moderator, guild = desk.stage.moderator, guild_of(desk.stage)
    desk.bot.library.shelves.events.note(guild, Change(EventKind.ADDED, "a.txt", moderator.id))
    (noted,) = desk.bot.library.shelves.events.of(guild)
    call = await moderator.invoker.slash(desk.general, "privacy export")
    told = said(await call.answer(WAIT_S))
    assert "histories that name you, which those who manage a server see" in told
    assert "`/library history`" in told
    (file,) = desk.stage.world.files.all()
    assert json.loads(file.data) == {
        "member": str(moderator.id),
        "lines_of_histories": [
            {
                "server": str(guild),
                "moment": noted.moment.isoformat(timespec="seconds"),
                "kind": "added",
                "what": "a.txt",
            }
        ],
    }


async def test_a_members_own_file_has_what_they_brought_in_vain(desk: Desk) -> None:
    moderator = desk.stage.moderator
    await library(desk, "add", file=text_file(b" ", "empty.txt"))
    call = await moderator.invoker.slash(desk.general, "privacy export")
    assert "`/library jobs`" in said(await call.answer(WAIT_S))
    (file,) = (one for one in desk.stage.world.files.all() if one.filename.endswith(".json"))
    (brought,) = json.loads(file.data)["brought"]
    assert (brought["server"], brought["kind"], brought["what"]) == (
        str(guild_of(desk.stage)), "failed", "empty.txt",
    )  # fmt: skip
    call = await moderator.invoker.slash(desk.general, "privacy delete")
    told = said(await call.answer(WAIT_S))
    assert "files that name you as who brought them: 1" in told.replace("’", "'")
    call = await moderator.invoker.slash(desk.general, "privacy export")
    assert "Nothing is kept of you" in said(await call.answer(WAIT_S))


async def test_long_histories_have_pages(desk: Desk) -> None:
    events = desk.bot.library.shelves.events
    for number in range(32):
        events.note(guild_of(desk.stage), Change(EventKind.ADDED, f"{number}.txt"))
    first = await library(desk, "history")
    assert labels(first) == ["Next ▶"]
    assert custom_id(first, "Next ▶") == "events:1"
    second = await press(desk, first, "Next ▶", moderator=True)
    assert labels(second) == ["◀ Previous", "Next ▶"]
    third = await press(desk, second, "Next ▶", moderator=True)
    assert labels(third) == ["◀ Previous"]
    shown = [said(one).count("the operator added") for one in (first, second, third)]
    assert shown == [15, 15, 2]


async def test_who_may_not_manage_the_library_any_more_turns_no_page(desk: Desk) -> None:
    for command in desk.stage.world.commands.visible(None):
        command["default_member_permissions"] = None  # Discord shows the commands to everybody
    member, guild = desk.stage.member, guild_of(desk.stage)
    for number in range(16):
        desk.bot.library.shelves.events.note(guild, Change(EventKind.ADDED, f"{number}.txt"))
    roles = desk.stage.guild()["roles"]
    bots = next(int(one["id"]) for one in roles if one["name"] == "Bots")
    await library(desk, "settings", manager_role=bots)
    add_member(desk.stage.world, guild, member.id, [bots])
    call = await member.invoker.slash(desk.general, "library history")
    first = await call.answer(WAIT_S)
    await library(desk, "settings", reset="manager_role")
    told = said(await press(desk, first, "Next ▶"))
    assert "have the role that they chose" in told
    assert "added" not in told
