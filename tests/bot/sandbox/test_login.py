"""Login, READY and what the bot knows of its servers."""

from dataclasses import replace

import aiohttp
import discord
import pytest
from discord.http import Route

from bot.sandbox.deeds.channels import add_channel, add_guild, add_member, add_user
from bot.sandbox.pointing import pointed_at
from bot.sandbox.service.server import Double
from bot.sandbox.world.errors import AddressError
from bot.sandbox.world.wire import Intent
from bot.sandbox.world.world import World
from tests.support.held import until
from tests.support.stand_in.stage import LEAST, Runner, Stage, TinyBot


async def test_a_client_logs_in_and_finds_itself(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    assert bot.user is not None
    assert (bot.user.id, bot.user.name) == (stage.bot_id, "Briefing bot")
    assert bot.application_id == stage.bot_id
    info = await bot.application_info()
    assert info.owner.name == "operator"


async def test_the_client_knows_its_server_and_the_channels_that_it_may_see(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    guild = bot.guilds[0]
    assert guild.name == "Reading group"
    assert [c.name for c in guild.text_channels] == ["general", "questions", "moderators"]
    assert guild.me.guild_permissions.send_messages
    assert not guild.me.guild_permissions.manage_guild
    assert guild.member_count == 4


async def test_several_servers_arrive_each_with_its_own_channels(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    other = add_guild(stage.world, "Newsroom", owner_id=stage.member.id)
    add_channel(stage.world, other.id, "desk")
    add_member(stage.world, other.id, stage.bot_id)
    without_bot = add_guild(stage.world, "Elsewhere", owner_id=stage.member.id)
    await run(bot)
    assert {g.name for g in bot.guilds} == {"Reading group", "Newsroom"}
    assert bot.get_guild(without_bot.id) is None
    with pytest.raises(discord.Forbidden) as refusal:
        await bot.fetch_guild(without_bot.id, with_counts=False)
    assert refusal.value.code == 50001


async def test_servers_channels_members_and_roles_can_be_fetched(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    guild_id = int(stage.guild()["id"])
    guild = await bot.fetch_guild(guild_id, with_counts=False)
    assert guild.name == "Reading group"
    assert {c.name for c in await bot.guilds[0].fetch_channels()} >= {"general"}
    assert [r.name for r in await bot.guilds[0].fetch_roles()] == [
        "@everyone",
        "Moderators",
        "Bots",
    ]
    member = await bot.guilds[0].fetch_member(stage.moderator.id)
    assert [role.name for role in member.roles] == ["@everyone", "Moderators"]
    assert (await bot.fetch_user(stage.member.id)).name == "member"
    with pytest.raises(discord.NotFound) as absent:
        await bot.fetch_user(1)
    assert absent.value.code == 10013


async def test_two_shards_share_the_servers(stage: Stage, run: Runner) -> None:
    class Sharded(discord.AutoShardedClient):
        async def before_identify_hook(
            self, shard_id: int | None, *, initial: bool = False
        ) -> None:
            """Skip the five seconds between shards."""

    client = Sharded(intents=LEAST, shard_count=2, guild_ready_timeout=0.05)
    await run(client)
    await until(lambda: bool(client.guilds))  # the last shard may be told of it after that
    guild = client.guilds[0]
    assert guild.shard_id == (guild.id >> 22) % 2


async def test_a_privileged_intent_that_is_not_turned_on_is_refused(
    stage: Stage, run: Runner
) -> None:
    greedy = TinyBot(discord.Intents(guilds=True, guild_messages=True, message_content=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await run(greedy)


async def test_a_wrong_token_is_refused() -> None:
    world = World()
    async with Double(world, token="right") as double:  # noqa: S106  no secret
        with pointed_at(double):
            async with TinyBot() as client:
                with pytest.raises(discord.LoginFailure):
                    await client.login("wrong")


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.168.1.5", "example.org"],  # noqa: S104  each is refused
)
def test_the_double_refuses_an_address_that_other_machines_can_reach(host: str) -> None:
    with pytest.raises(AddressError, match="this machine only"):
        Double(World(), host=host)


async def test_a_request_for_another_host_is_refused(stage: Stage) -> None:
    # What a browser sends when a name elsewhere has been pointed at this machine.
    headers = {"Host": "example.org", "Authorization": "Bot sandbox"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{stage.double.api_url}/users/@me", headers=headers) as response,
    ):
        assert response.status == 403


async def test_a_request_without_token_and_a_path_that_does_not_exist_are_refused(
    stage: Stage,
) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{stage.double.api_url}/users/@me") as response:
            assert (response.status, await response.json()) == (
                401,
                {"message": "401: Unauthorized", "code": 0},
            )
        async with session.get(f"{stage.double.api_url}/nothing/here") as response:
            assert response.status == 404
            assert response.headers["Content-Type"] == "application/json"


async def test_the_gateway_says_where_it_is(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    assert await bot.http.request(Route("GET", "/gateway")) == {"url": stage.world.gateway_url}
    shards, url, limit = await bot.http.get_bot_gateway()
    assert shards == 1
    assert url.startswith(stage.world.gateway_url)
    assert limit == {
        "total": 1000,
        "remaining": 999,  # the bot has begun one
        "reset_after": 86_400_000,
        "max_concurrency": 1,
    }
    stage.clock.advance(86_400)
    *_, limit = await bot.http.get_bot_gateway()
    assert (limit["remaining"], limit["reset_after"]) == (1000, 0)


async def test_a_shard_for_each_thousand_servers_is_recommended(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    for number in range(1000):
        guild = add_guild(stage.world, f"Server {number}", owner_id=stage.member.id)
        add_member(stage.world, guild.id, stage.bot_id)
    shards, *_ = await bot.http.get_bot_gateway()
    assert shards == 2


async def test_the_owner_can_turn_on_the_content_intent(stage: Stage, run: Runner) -> None:
    world = stage.world
    world.application = replace(world.application, privileged=Intent.MESSAGE_CONTENT)
    reader = TinyBot(discord.Intents(guilds=True, guild_messages=True, message_content=True))
    await run(reader)
    assert reader.application_flags.gateway_message_content_limited
    await stage.member.writer.send(stage.channel(), "said to nobody")
    assert (await reader.next_message()).content == "said to nobody"


def test_a_user_needs_a_name_that_fits() -> None:
    with pytest.raises(ValueError, match="1 to 32"):
        add_user(World(), "x" * 33)
