"""What goes wrong on demand, and what the unmodified client makes of it."""

import asyncio

import aiohttp
import discord
import pytest

from bot.sandbox.world.interaction import InteractionState
from tests.support.patience import WAIT_S
from tests.support.stand_in.stage import LEAST, Runner, Stage, TinyBot


def text_channel(stage: Stage, bot: TinyBot) -> discord.TextChannel:
    channel = bot.get_channel(stage.channel())
    assert isinstance(channel, discord.TextChannel)
    return channel


@pytest.mark.parametrize("is_global", [False, True])
async def test_a_rate_limited_request_is_tried_again(
    stage: Stage, run: Runner, bot: TinyBot, is_global: bool
) -> None:
    await run(bot)
    fault = stage.faults.rate_limit("/messages", retry_after_s=0.02, is_global=is_global, times=2)
    await text_channel(stage, bot).send("at last")
    assert fault.times == 0
    assert [m["content"] for m in stage.member.viewer.messages(stage.channel())] == ["at last"]


async def test_a_rate_limited_callback_is_tried_again(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Say hello")
    async def hello(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("hello")

    await run(bot)
    await bot.tree.sync()
    stage.faults.rate_limit("/callback", retry_after_s=0.02)
    call = await stage.member.invoker.slash(stage.channel(), "hello")
    assert (await call.answer())["content"] == "hello"


async def test_a_request_that_fails_with_5xx_is_tried_again_after_a_second(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    stage.faults.fail("/messages", 502)
    await text_channel(stage, bot).send("at last")
    assert [m["content"] for m in stage.member.viewer.messages(stage.channel())] == ["at last"]


async def test_a_503_is_not_tried_again(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    stage.faults.fail("/messages", 503, method="POST")
    with pytest.raises(discord.DiscordServerError):
        await text_channel(stage, bot).send("lost")
    assert stage.member.viewer.messages(stage.channel()) == []


@pytest.mark.parametrize(("after", "arrived"), [(False, []), (True, ["x"])])
async def test_a_reset_connection_reaches_the_caller_whether_or_not_the_request_did(
    stage: Stage, run: Runner, bot: TinyBot, after: bool, arrived: list[str]
) -> None:
    await run(bot)
    stage.faults.reset("/messages", after=after, method="POST")
    with pytest.raises((aiohttp.ClientOSError, aiohttp.ServerDisconnectedError)):
        await text_channel(stage, bot).send("x")
    assert [m["content"] for m in stage.member.viewer.messages(stage.channel())] == arrived


async def test_an_acknowledgement_that_arrives_after_three_seconds_is_refused(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    refusals: asyncio.Queue[int] = asyncio.Queue()

    @bot.tree.command(description="Say hello")
    async def hello(interaction: discord.Interaction) -> None:
        try:
            await interaction.response.defer()
        except discord.NotFound as refusal:
            refusals.put_nowait(refusal.code)

    await run(bot)
    await bot.tree.sync()
    fault = stage.faults.delay("/callback")
    call = await stage.member.invoker.slash(stage.channel(), "hello")
    await asyncio.wait_for(fault.hit.wait(), WAIT_S)
    stage.clock.advance(3.1)
    fault.go_on.set()
    assert await asyncio.wait_for(refusals.get(), WAIT_S) == 10062
    assert call.state is InteractionState.FAILED


async def test_a_late_response_to_a_callback_does_not_undo_it(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    done = asyncio.Event()

    @bot.tree.command(description="Say hello")
    async def hello(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("hello")
        done.set()

    await run(bot)
    await bot.tree.sync()
    fault = stage.faults.delay("/callback", after=True)
    call = await stage.member.invoker.slash(stage.channel(), "hello")
    assert (await call.answer())["content"] == "hello"
    assert not done.is_set()
    fault.go_on.set()
    await asyncio.wait_for(done.wait(), WAIT_S)


async def test_faults_can_be_forgotten(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    stage.faults.fail("/messages", 503)
    stage.faults.clear()
    await text_channel(stage, bot).send("x")


async def test_after_an_aborted_socket_the_client_resumes_and_misses_nothing(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    stage.sockets.abort()
    assert stage.double.gateway.connected() == []
    await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> meanwhile")
    assert (await bot.next_message()).content.endswith("meanwhile")
    await asyncio.wait_for(bot.resumed.wait(), WAIT_S)
    assert (bot.readies, bot.resumes) == (1, 1)
    await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> afterwards")
    assert (await bot.next_message()).content.endswith("afterwards")
    assert bot.received.empty()


async def test_an_interaction_of_the_dark_seconds_is_answered_after_the_resume(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Say hello")
    async def hello(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("hello")

    await run(bot)
    await bot.tree.sync()
    stage.sockets.abort()
    call = await stage.member.invoker.slash(stage.channel(), "hello")
    assert (await call.answer())["content"] == "hello"


async def test_op_7_and_a_resumable_op_9_lead_to_a_resume(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    for fault in (
        stage.sockets.reconnect,
        lambda: stage.sockets.invalidate(resumable=True),
    ):
        bot.resumed.clear()
        fault()
        await asyncio.wait_for(bot.resumed.wait(), WAIT_S)
    assert (bot.readies, bot.resumes) == (1, 2)


async def test_op_9_leads_to_a_new_session(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    old = set(stage.double.gateway.sessions.all())
    ready = asyncio.create_task(bot.wait_for("ready", timeout=WAIT_S))
    await asyncio.sleep(0)
    stage.sockets.invalidate()
    await ready
    assert old.isdisjoint(stage.double.gateway.sessions.all())
    assert (bot.readies, bot.resumes) == (2, 0)


async def test_a_forgotten_session_begins_anew(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    ready = asyncio.create_task(bot.wait_for("ready", timeout=WAIT_S))
    await asyncio.sleep(0)
    stage.sockets.abort()
    stage.sockets.forget()
    await ready
    assert (bot.readies, bot.resumes) == (2, 0)


@pytest.mark.parametrize("code", [1000, 4000, 4008])
async def test_a_close_code_that_may_be_resumed_is(
    stage: Stage, run: Runner, bot: TinyBot, code: int
) -> None:
    await run(bot)
    stage.sockets.close(code)
    await asyncio.wait_for(bot.resumed.wait(), WAIT_S)


@pytest.mark.parametrize("code", [4004, 4010, 4013])
async def test_a_close_code_that_is_final_ends_the_client(
    stage: Stage, bot: TinyBot, code: int
) -> None:
    await bot.login("sandbox")
    connected = asyncio.create_task(bot.connect())
    await asyncio.wait_for(bot.wait_until_ready(), WAIT_S)
    stage.sockets.close(code)
    with pytest.raises(discord.ConnectionClosed) as closed:
        await asyncio.wait_for(connected, WAIT_S)
    assert closed.value.code == code
    await bot.close()


async def test_the_same_event_can_arrive_twice(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    stage.sockets.repeat("MESSAGE_CREATE")
    for text in ("one", "two"):
        await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> {text}")
    messages = [await bot.next_message() for _ in range(3)]
    assert [m.content.split()[-1] for m in messages] == ["one", "one", "two"]
    assert messages[0].id == messages[1].id


async def test_the_first_connection_can_fail_which_discord_py_does_not_survive(
    stage: Stage, bot: TinyBot, caplog: pytest.LogCaptureFixture
) -> None:
    stage.faults.fail("^/gateway", 503)
    await bot.login("sandbox")
    # discord.py 2.7.1, client.py:787: the product needs a supervisor for this.
    with pytest.raises(AttributeError):
        await asyncio.wait_for(bot.connect(), WAIT_S)
    await bot.close()
    caplog.clear()


async def test_a_heartbeat_without_acknowledgement_makes_the_client_resume(
    stage: Stage, run: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    stage.double.gateway.heartbeat_ms = 50
    stage.sockets.mute()
    bot = TinyBot(LEAST, heartbeat_timeout=0.2)
    await run(bot)
    await asyncio.wait_for(bot.resumed.wait(), WAIT_S)
    stage.sockets.mute(muted=False)
    caplog.clear()
