"""Threads at the edges: private ones, wrong places, deleted parents."""

from dataclasses import replace

import discord
import pytest

from bot.sandbox.world.errors import ApiError
from bot.sandbox.world.permissions import Permission
from tests.support.stand_in.arrivals import close_channel, open_channel
from tests.support.stand_in.stage import Runner, Stage, TinyBot


async def test_a_private_thread_is_seen_by_its_members_and_by_moderators(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    guild_id = int(stage.guild()["id"])
    await run(bot)
    channel = bot.get_channel(stage.channel())
    assert isinstance(channel, discord.TextChannel)
    with pytest.raises(discord.Forbidden) as refusal:
        await channel.create_thread(name="Aside")
    assert refusal.value.code == 50013
    guild = stage.world.guild(guild_id)
    bots = replace(
        guild.roles[2], permissions=guild.roles[2].permissions | Permission.CREATE_PRIVATE_THREADS
    )
    stage.world.population.guilds[guild_id] = replace(guild, roles=(*guild.roles[:2], bots))
    thread = await channel.create_thread(name="Aside")
    assert thread.is_private()
    with pytest.raises(ApiError) as hidden:
        stage.member.viewer.messages(thread.id)
    assert hidden.value.code == 50001
    assert stage.moderator.viewer.messages(thread.id) == []
    await thread.send(f"<@{stage.member.id}> come in")
    assert [m["content"] for m in stage.member.viewer.messages(thread.id)] == [
        f"<@{stage.member.id}> come in"
    ]


async def test_threads_start_in_channels_alone(stage: Stage) -> None:
    thread = await stage.member.writer.start_thread(stage.channel(), "One")
    direct = await stage.member.writer.open_dm()
    for place in (int(thread["id"]), int(direct["id"])):
        with pytest.raises(ApiError) as refusal:
            await stage.member.writer.start_thread(place, "Another")
        assert refusal.value.code == 50024


async def test_a_channels_threads_go_with_it(stage: Stage) -> None:
    channel = open_channel(stage.world, int(stage.guild()["id"]), "short-lived")
    thread = await stage.member.writer.start_thread(channel.id, "One")
    close_channel(stage.world, channel.id)
    assert stage.guild()["threads"] == []
    with pytest.raises(ApiError) as gone:
        stage.member.viewer.messages(int(thread["id"]))
    assert gone.value.code == 10003
