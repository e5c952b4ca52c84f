"""A question that the documents do not answer is told to the moderators: on request, once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.config import Config
from bot.library import Shelves
from bot.sandbox.world import MAX_CONTENT, MessageFlag
from bot.sandbox.world.wire import Json
from index import Collection
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.stand_in.arrivals import close_channel
from tests.support.stand_in.desk import QUESTION, Desk, connected, custom_id, labels, press, shown
from tests.support.stand_in.shelving import library, said
from tests.support.stand_in.stage import Stage

LABEL, TOLD = "Tell the moderators", "The moderators were told"
NOT_TOLD = "I could not tell the moderators"
OLD_S = 16 * 60.0  # seconds after which an answer stays though its question is changed


@pytest.fixture
async def refusing(config: Config, doubtful: Collection, stage: Stage) -> AsyncIterator[Desk]:
    """A desk where no question is answered."""
    async with connected(config, doubtful, stage) as desk:
        yield desk


def moderators(desk: Desk) -> int:
    channels = desk.stage.moderator.viewer.guilds()[0]["channels"]
    return next(int(one["id"]) for one in channels if one["name"] == "moderators")


def told(desk: Desk) -> list[Json]:
    """Return what the moderators were told."""
    return desk.stage.moderator.viewer.messages(moderators(desk))


def choose(desk: Desk, config: Config, channel: int | None, role: int | None = None) -> None:
    guild = int(desk.stage.guild()["id"])
    Shelves(config).servers.change(
        guild, lambda one: replace(one, gaps_channel=channel, gaps_role=role)
    )


def role_named(desk: Desk, name: str) -> int:
    return next(int(one["id"]) for one in desk.stage.guild()["roles"] if one["name"] == name)


def now(desk: Desk, message: Json) -> Json:
    """Return a message as it is now."""
    messages = desk.stage.member.viewer.messages(int(message["channel_id"]))
    return next(one for one in messages if one["id"] == message["id"])


async def gaps(desk: Desk) -> str:
    call = await desk.stage.moderator.invoker.slash(desk.general, "library gaps")
    return shown(await call.answer(WAIT_S))


async def whispered(desk: Desk, message: Json) -> Json:
    """Press the button and return what its presser alone is told."""
    with desk.replies().watched() as replies:
        await desk.stage.member.presser.press(
            int(message["channel_id"]), int(message["id"]), custom_id(message, LABEL)
        )
        return await replies.next()


async def test_the_button_is_there_only_where_the_server_named_a_channel(
    refusing: Desk, config: Config
) -> None:
    assert LABEL not in labels(await refusing.use("ask", {"question": QUESTION}))
    choose(refusing, config, moderators(refusing))
    assert LABEL in labels(await refusing.use("ask", {"question": QUESTION}))
    assert LABEL in labels(await refusing.tell(f"{refusing.mention} {QUESTION}"))


async def test_a_channel_that_everybody_can_read_is_chosen_with_a_word_of_warning(
    desk: Desk,
) -> None:
    open_to_all = said(await library(desk, "settings", gaps_channel=desk.general))
    assert f"⚠ Everybody can read <#{desk.general}>, and with each question" in open_to_all
    for_some = said(await library(desk, "settings", gaps_channel=moderators(desk)))
    assert f"<#{moderators(desk)}>" in for_some
    assert "Everybody can read" not in for_some


async def test_an_answer_has_no_such_button(desk: Desk, config: Config) -> None:
    choose(desk, config, moderators(desk))
    assert LABEL not in labels(await desk.use("ask", {"question": QUESTION}))


async def test_the_question_is_told_with_a_link_and_without_a_ping(
    refusing: Desk, config: Config
) -> None:
    choose(refusing, config, moderators(refusing))
    member = refusing.stage.member
    reply = await refusing.tell(f"{refusing.mention} Why does <@{member.id}> *doubt* @everyone?")
    await press(refusing, reply, LABEL)
    (message,) = told(refusing)
    guild = refusing.stage.guild()["id"]
    link = f"https://discord.com/channels/{guild}/{refusing.general}/{reply['id']}"
    assert link in message["content"]
    assert f"Why does @{member.id} *doubt* @everyone?" in message["content"].replace("\\", "")
    assert (message["mentions"], message["mention_everyone"]) == ([], False)
    assert "Member" not in message["content"]
    assert "**1**" in await gaps(refusing)


async def test_exactly_the_role_that_was_chosen_is_notified_and_nobody_else(
    refusing: Desk, config: Config
) -> None:
    chosen, other = role_named(refusing, "Moderators"), role_named(refusing, "Bots")
    choose(refusing, config, moderators(refusing), chosen)
    member = refusing.stage.member
    asked = f"Why do <@&{other}> and <@{member.id}> doubt @everyone and @here?"
    await press(refusing, await refusing.use("ask", {"question": asked}), LABEL)
    (message,) = told(refusing)
    assert message["content"].startswith(f"<@&{chosen}> **The documents do not answer**")
    notified = (message["mention_roles"], message["mentions"], message["mention_everyone"])
    assert notified == ([str(chosen)], [], False)
    posted = [
        one.body
        for one in refusing.stage.recorder.exchanges
        if (one.method, one.status) == ("POST", 200) and f"<@&{chosen}>" in str(one.body)
    ]
    (body,) = [one for one in posted if isinstance(one, dict)]
    assert body["allowed_mentions"] == {"parse": [], "roles": [chosen]}


async def test_every_line_of_a_question_stands_in_its_quotation(
    refusing: Desk, config: Config
) -> None:
    choose(refusing, config, moderators(refusing))
    asked = "And why?\n\n# Moderators\n> please [look](https://a.example)\u2028**now**"
    await press(refusing, await refusing.tell(f"{refusing.mention} {asked}"), LABEL)
    (message,) = told(refusing)
    assert message["content"].split("\n")[1:] == [
        "> And why?",
        "> \\# Moderators",
        r"> \> please \[look\](https://a.example)",
        r"> \*\*now\*\*",
    ]


@pytest.mark.parametrize("words", ["*" * 990, "\n".join("?" * 490), "_ " * 490])
async def test_a_question_that_is_too_long_with_its_marks_is_told_as_far_as_there_is_room(
    refusing: Desk, config: Config, words: str
) -> None:
    choose(refusing, config, moderators(refusing), role_named(refusing, "Moderators"))
    reply = await refusing.tell(f"{refusing.mention} And penguins?")
    asked, writer = int(reply["message_reference"]["message_id"]), refusing.stage.member.writer
    refusing.stage.clock.advance(OLD_S)
    await writer.edit(refusing.general, asked, f"{refusing.mention} {words}{words}"[:MAX_CONTENT])
    await press(refusing, reply, LABEL)
    (message,) = told(refusing)
    _, *quoted = message["content"].split("\n")
    assert all(line.startswith("> ") for line in quoted)
    assert message["content"].endswith("…")
    assert MAX_CONTENT - 200 < len(message["content"]) <= MAX_CONTENT


@pytest.mark.parametrize("is_gone", [True, False])
async def test_a_role_that_is_gone_or_is_everybody_is_not_notified_and_the_question_told(
    refusing: Desk, config: Config, *, is_gone: bool
) -> None:
    everybody = int(refusing.stage.guild()["id"])
    choose(refusing, config, moderators(refusing), 4711 if is_gone else everybody)
    await press(refusing, await refusing.use("ask", {"question": QUESTION}), LABEL)
    (message,) = told(refusing)
    assert message["content"].startswith("**The documents do not answer**")
    assert (message["mention_roles"], message["mention_everyone"]) == ([], False)


async def test_it_is_told_once_however_many_press_it_and_the_button_says_so(
    refusing: Desk, config: Config
) -> None:
    choose(refusing, config, moderators(refusing))
    reply = await refusing.tell(f"{refusing.mention} {QUESTION}")
    before = labels(reply)
    presses = [press(refusing, reply, LABEL, moderator=number % 2 == 0) for number in range(4)]
    await asyncio.gather(*presses)
    assert len(told(refusing)) == 1
    after = now(refusing, reply)
    assert labels(after) == [TOLD if label == LABEL else label for label in before]
    (button,) = [
        one for row in after["components"] for one in row["components"] if one["label"] == TOLD
    ]
    assert button["disabled"]
    assert shown(after) == shown(reply)
    assert "> " in shown(await press(refusing, after, "Nearest passages"))
    other = await refusing.tell(f"{refusing.mention} And penguins?")
    await press(refusing, other, LABEL)
    assert len(told(refusing)) == 2
    assert "**2**" in await gaps(refusing)


async def test_a_question_that_was_changed_is_told_as_well(refusing: Desk, config: Config) -> None:
    choose(refusing, config, moderators(refusing))
    reply = await refusing.tell(f"{refusing.mention} {QUESTION}")
    await press(refusing, reply, LABEL)
    asked = int(reply["message_reference"]["message_id"])
    refusing.stage.clock.advance(1.0)
    changed = f"{refusing.mention} And penguins?"
    await refusing.stage.member.writer.edit(refusing.general, asked, changed)
    await until(lambda: LABEL in labels(now(refusing, reply)))
    assert await refusing.bot.in_flight.drained(WAIT_S)
    await press(refusing, now(refusing, reply), LABEL)
    assert ["penguins" in one["content"] for one in told(refusing)] == [False, True]


async def test_the_question_is_kept_nowhere(refusing: Desk, config: Config) -> None:
    choose(refusing, config, moderators(refusing))
    reply = await refusing.use("ask", {"question": QUESTION})
    await press(refusing, reply, LABEL)
    assert "**1**" in await gaps(refusing)
    files = [path for path in config.data.rglob("*") if path.is_file()]
    assert [path for path in files if path.name.startswith("catalogue.sqlite3")]  # what is counted
    words = QUESTION.casefold().encode(), b"percent of the districts"
    assert [path for path in files if any(one in path.read_bytes().lower() for one in words)] == []


async def test_a_private_question_is_told_with_a_link_to_its_channel(
    refusing: Desk, config: Config
) -> None:
    choose(refusing, config, moderators(refusing))
    reply = await refusing.use("ask", {"question": QUESTION, "private": True})
    pressed = await press(refusing, reply, LABEL)
    assert TOLD in labels(pressed)
    (message,) = told(refusing)
    guild = refusing.stage.guild()["id"]
    assert f"/channels/{guild}/{refusing.general}\n" in message["content"]


async def test_a_private_question_in_a_thread_is_told_with_a_link_to_the_thread(
    refusing: Desk, config: Config
) -> None:
    choose(refusing, config, moderators(refusing))
    member = refusing.stage.member
    thread = int((await member.writer.start_thread(refusing.general, "Reading"))["id"])
    call = await member.invoker.slash(thread, "ask", {"question": QUESTION, "private": True})
    await press(refusing, await call.answer(WAIT_S), LABEL)
    (message,) = told(refusing)
    guild = refusing.stage.guild()["id"]
    assert f"/channels/{guild}/{thread}\n" in message["content"]


async def test_a_button_outlives_a_restart(
    config: Config, doubtful: Collection, stage: Stage
) -> None:
    async with connected(config, doubtful, stage) as desk:
        choose(desk, config, moderators(desk))
        reply = await desk.tell(f"{desk.mention} {QUESTION}")
    async with connected(config, doubtful, stage) as desk:
        await press(desk, reply, LABEL)
        assert len(told(desk)) == 1


async def test_a_channel_that_is_gone_is_said_to_the_member_and_in_the_log(
    refusing: Desk, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    channel = moderators(refusing)
    choose(refusing, config, channel)
    reply = await refusing.tell(f"{refusing.mention} {QUESTION}")
    close_channel(refusing.stage.world, channel)
    message = await whispered(refusing, reply)
    assert message["flags"] & MessageFlag.EPHEMERAL
    assert NOT_TOLD in message["content"]
    assert f"channel {channel} is gone, or closed to the bot" in caplog.text
    assert LABEL in labels(now(refusing, reply))
    choose(refusing, config, refusing.stage.channel("questions"))
    await press(refusing, reply, LABEL)
    assert TOLD in labels(now(refusing, reply))


@pytest.mark.parametrize("is_deleted", [True, False])
async def test_of_a_question_that_is_gone_the_presser_is_told_and_nobody_else(
    refusing: Desk, config: Config, *, is_deleted: bool
) -> None:
    choose(refusing, config, moderators(refusing))
    reply = await refusing.tell(f"{refusing.mention} {QUESTION}")
    asked, writer = int(reply["message_reference"]["message_id"]), refusing.stage.member.writer
    if is_deleted:  # while the bot was away: else its answer would be gone, too
        messages = refusing.stage.world.messages
        messages.remove(messages.get(refusing.general, asked))
    else:
        refusing.stage.clock.advance(OLD_S)
        await writer.edit(refusing.general, asked, refusing.mention)
    message = await whispered(refusing, now(refusing, reply))
    assert message["flags"] & MessageFlag.EPHEMERAL
    assert "The question is gone" in message["content"]
    assert told(refusing) == []
    assert "told of no question yet" in await gaps(refusing)
    assert LABEL in labels(now(refusing, reply))


async def test_what_discord_refuses_is_said_to_the_member_and_can_be_tried_again(
    refusing: Desk, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    channel = moderators(refusing)
    choose(refusing, config, channel)
    reply = await refusing.tell(f"{refusing.mention} {QUESTION}")
    refusing.stage.faults.refuse(f"/channels/{channel}/messages", 403, 50013, method="POST")
    assert NOT_TOLD in (await whispered(refusing, reply))["content"]
    assert f"channel {channel} was not told" in caplog.text
    await press(refusing, reply, LABEL)
    assert len(told(refusing)) == 1


async def test_who_wants_to_be_told_no_more_is_not(refusing: Desk, config: Config) -> None:
    choose(refusing, config, moderators(refusing))
    reply = await refusing.tell(f"{refusing.mention} {QUESTION}")
    choose(refusing, config, None)
    assert "do not want to be told" in (await whispered(refusing, reply))["content"]
    assert told(refusing) == []
    assert "told of no question yet" in await gaps(refusing)
