"""What goes wrong with the gateway as the campaign has it, and what the client makes of it."""

import asyncio

import pytest

from bot.sandbox.service.faults import GatewayFaults
from tests.support.patience import WAIT_S
from tests.support.stand_in.stage import Runner, Stage, TinyBot


def gateway_of(stage: Stage) -> GatewayFaults:
    return GatewayFaults(stage.world, stage.double.gateway)


@pytest.mark.parametrize("trouble", ["abort", "reconnect", "invalidate"])
async def test_a_session_that_can_be_taken_up_again_misses_nothing(
    stage: Stage, run: Runner, bot: TinyBot, trouble: str
) -> None:
    await run(bot)
    gateway = gateway_of(stage)
    if trouble == "invalidate":
        gateway.invalidate(resumable=True)
    else:
        getattr(gateway, trouble)()
    await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> Why?")
    assert (await bot.next_message()).content.endswith("Why?")
    await asyncio.wait_for(bot.resumed.wait(), WAIT_S)
    assert (bot.resumes, bot.readies) == (1, 1)


async def test_a_forgotten_session_is_begun_anew(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    ready = asyncio.create_task(bot.wait_for("ready", timeout=WAIT_S))
    await asyncio.sleep(0)
    gateway_of(stage).invalidate(resumable=False)
    assert stage.double.gateway.sessions.all() == []
    await ready
    assert (bot.readies, bot.resumes) == (2, 0)


async def test_what_a_forgotten_session_never_had_is_told_once_it_is_asked_for(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    sessions, lost = stage.double.gateway.sessions, list[str]()
    sessions.listen_for_lost(lambda event: lost.append(str(event.data.get("content"))))
    heard = await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> Heard?")
    assert (await bot.next_message()).id == int(heard["id"])
    ready = asyncio.create_task(bot.wait_for("ready", timeout=WAIT_S))
    await asyncio.sleep(0)
    stage.sockets.abort()
    await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> Lost?")
    stage.sockets.forget()
    await ready
    assert lost == [f"<@{stage.bot_id}> Lost?"]


async def test_one_event_of_the_named_ones_comes_twice(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    gateway_of(stage).repeat(frozenset({"MESSAGE_CREATE"}))
    for text in ("one", "two"):
        await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> {text}")
    heard = [(await bot.next_message()).content.split()[-1] for _ in range(3)]
    assert heard == ["one", "one", "two"]
