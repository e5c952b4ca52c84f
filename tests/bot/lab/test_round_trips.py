"""The figures of the benchmark are what they are called."""

import discord
import pytest

from bot.lab.round_trips import Command, RoundTrips, burst, resident_bytes, round_trips
from bot.sandbox.world.errors import SandboxError
from tests.support.stand_in.stage import Runner, Stage, TinyBot


async def test_every_round_trip_and_every_command_of_a_burst_is_counted(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    answered = 0

    @bot.tree.command(description="Say hello")
    async def hello(interaction: discord.Interaction) -> None:
        nonlocal answered
        answered += 1
        await interaction.response.send_message("hello", ephemeral=True)

    await run(bot)
    await bot.tree.sync()
    command = Command(stage.member, stage.channel(), "hello", {})
    trips = await round_trips(command, times=10, warm_up=2)
    assert answered == 12
    assert 0 < trips.median_s() <= trips.p95_s() < 1
    at_once = await burst([command] * 40)  # few enough for a busy machine
    assert (at_once.acknowledged, at_once.answered) == (40, 40)
    assert 0 < at_once.last_acknowledged_s < 3


async def test_a_command_left_alone_ends_the_measurement(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Say nothing")
    async def mute(interaction: discord.Interaction) -> None:
        stage.clock.advance(3.1)

    await run(bot)
    await bot.tree.sync()
    with pytest.raises(SandboxError, match="at use 1"):
        await round_trips(Command(stage.member, stage.channel(), "mute", {}), times=2)


async def test_what_is_acknowledged_without_an_answer_is_told_from_what_is_answered(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Think, and say nothing")
    async def vanish(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.delete_original_response()

    await run(bot)
    await bot.tree.sync()
    at_once = await burst([Command(stage.member, stage.channel(), "vanish", {})] * 3)
    assert (at_once.acknowledged, at_once.answered) == (3, 0)


def test_percentiles_are_those_of_the_times() -> None:
    times = tuple(n / 100 for n in range(1, 101))
    trips = RoundTrips(times, times)
    assert trips.median_s() == pytest.approx(0.505)
    # NumPy's default interpolation gives the same: 0.9505.
    assert trips.p95_s() == pytest.approx(0.9505)
    with pytest.raises(ValueError, match="at least two"):
        RoundTrips((), ())


def test_resident_memory_is_read_from_the_system() -> None:
    assert 10_000_000 < resident_bytes() < 10_000_000_000
    with pytest.raises(SandboxError):
        resident_bytes(2**22 + 1)
