"""Permissions: resolved as Discord does, and refused with 50001 and 50013."""

import io
from collections.abc import Awaitable, Callable

import discord
import pytest

from bot.sandbox.deeds.channels import add_channel
from bot.sandbox.deeds.uploads import Upload
from bot.sandbox.people.person import people
from bot.sandbox.seed import reading_group
from bot.sandbox.world.errors import ApiError
from bot.sandbox.world.permissions import (
    EVERY_PERMISSION,
    MEMBER_PERMISSIONS,
    NO_PERMISSION,
    Overwrite,
    Permission,
    Target,
    resolve,
)
from tests.support.stand_in.stage import Runner, Stage, TinyBot

Act = Callable[[discord.TextChannel, int], Awaitable[None]]
VIEW, SEND = Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES
EVERYONE, ROLE, USER = 1, 2, 3


def held(base: Permission, *overwrites: Overwrite) -> Permission:
    return resolve(base, overwrites, everyone=EVERYONE, roles=frozenset({ROLE}), user=USER)


def test_overwrites_apply_everyone_first_then_roles_then_the_member() -> None:
    deny_all = Overwrite(EVERYONE, Target.ROLE, deny=SEND)
    allow_role = Overwrite(ROLE, Target.ROLE, allow=SEND)
    deny_user = Overwrite(USER, Target.MEMBER, deny=SEND)
    assert held(VIEW | SEND, deny_all) == VIEW
    assert held(VIEW | SEND, deny_all, allow_role) == VIEW | SEND
    assert held(VIEW | SEND, deny_user, allow_role, deny_all) == VIEW


def test_an_overwrite_for_another_role_or_member_means_nothing() -> None:
    others = (Overwrite(8, Target.ROLE, deny=SEND), Overwrite(9, Target.MEMBER, deny=SEND))
    assert held(VIEW | SEND, *others) == VIEW | SEND
    assert held(VIEW | SEND, Overwrite(USER, Target.ROLE, deny=SEND)) == VIEW | SEND


def test_without_sight_of_the_channel_nothing_remains_but_for_administrators() -> None:
    hidden = Overwrite(EVERYONE, Target.ROLE, deny=VIEW)
    assert held(MEMBER_PERMISSIONS, hidden) == NO_PERMISSION
    assert held(MEMBER_PERMISSIONS | Permission.ADMINISTRATOR, hidden) == EVERY_PERMISSION


def test_the_seed_hides_the_moderators_channel_from_the_member_alone() -> None:
    member, moderator = people(reading_group())
    seen = [
        [c["name"] for c in person.viewer.guilds()[0]["channels"]] for person in (member, moderator)
    ]
    assert seen == [["general", "questions"], ["general", "questions", "moderators"]]
    hidden = int(moderator.viewer.guilds()[0]["channels"][2]["id"])
    assert member.sight.permissions(hidden) == 0
    with pytest.raises(ApiError) as refusal:
        member.viewer.messages(hidden)
    assert refusal.value.code == 50001


async def closed_channel(stage: Stage, bot: TinyBot, deny: Permission) -> discord.TextChannel:
    guild_id = int(stage.guild()["id"])
    overwrite = Overwrite(stage.bot_id, Target.MEMBER, deny=deny)
    made = add_channel(stage.world, guild_id, "closed", overwrites=[overwrite])
    channel = await bot.guilds[0].fetch_channel(made.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def say(channel: discord.TextChannel, message_id: int) -> None:
    await channel.send("x")


async def embed(channel: discord.TextChannel, message_id: int) -> None:
    await channel.send(embed=discord.Embed(title="x"))


async def attach(channel: discord.TextChannel, message_id: int) -> None:
    await channel.send(file=discord.File(io.BytesIO(b"x"), "x.txt"))


async def reply(channel: discord.TextChannel, message_id: int) -> None:
    await channel.get_partial_message(message_id).reply("x")


async def react(channel: discord.TextChannel, message_id: int) -> None:
    await channel.get_partial_message(message_id).add_reaction("👍")


async def start_thread(channel: discord.TextChannel, message_id: int) -> None:
    await channel.get_partial_message(message_id).create_thread(name="x")


@pytest.mark.parametrize(
    ("deny", "act"),
    [
        (Permission.SEND_MESSAGES, say),
        (Permission.EMBED_LINKS, embed),
        (Permission.ATTACH_FILES, attach),
        (Permission.READ_MESSAGE_HISTORY, reply),
        (Permission.ADD_REACTIONS, react),
        (Permission.CREATE_PUBLIC_THREADS, start_thread),
    ],
)
async def test_the_bot_is_refused_what_it_may_not_do(
    stage: Stage, run: Runner, bot: TinyBot, deny: Permission, act: Act
) -> None:
    await run(bot)
    channel = await closed_channel(stage, bot, deny)
    sent = await stage.member.writer.send(channel.id, f"<@{stage.bot_id}>")
    with pytest.raises(discord.Forbidden) as refusal:
        await act(channel, int(sent["id"]))
    assert refusal.value.code == 50013
    open_channel = bot.get_channel(stage.channel())
    assert isinstance(open_channel, discord.TextChannel)
    sent = await stage.member.writer.send(open_channel.id, f"<@{stage.bot_id}>")
    await act(open_channel, int(sent["id"]))


async def test_a_channel_out_of_sight_is_refused_with_missing_access(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    guild_id = int(stage.guild()["id"])
    overwrite = Overwrite(stage.bot_id, Target.MEMBER, deny=VIEW)
    hidden = add_channel(stage.world, guild_id, "hidden", overwrites=[overwrite])
    with pytest.raises(discord.Forbidden) as refusal:
        await bot.get_partial_messageable(hidden.id).send("x")
    assert refusal.value.code == 50001


async def test_an_interaction_is_answered_where_the_bot_may_not_write(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Say hello")
    async def hello(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("hello")

    await run(bot)
    await bot.tree.sync()
    channel = await closed_channel(stage, bot, Permission.SEND_MESSAGES)
    assert (await (await stage.member.invoker.slash(channel.id, "hello")).answer())[
        "content"
    ] == "hello"


async def test_others_messages_are_deleted_and_edited_only_by_who_may(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    sent = await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> hello")
    message = await bot.next_message()
    with pytest.raises(discord.Forbidden) as deletion:
        await message.delete()
    with pytest.raises(discord.Forbidden) as edit:
        await message.edit(content="mine")
    assert (deletion.value.code, edit.value.code) == (50013, 50005)
    with pytest.raises(ApiError) as refusal:
        await stage.moderator.writer.edit(stage.channel(), int(sent["id"]), "mine")
    assert refusal.value.code == 50005
    own = await message.reply("I may delete this")
    with pytest.raises(ApiError):
        await stage.member.writer.delete(stage.channel(), own.id)
    await stage.moderator.writer.delete(stage.channel(), own.id)
    await stage.moderator.writer.delete(stage.channel(), int(sent["id"]))
    assert stage.member.viewer.messages(stage.channel()) == []


def test_a_file_over_ten_mebibytes_is_refused() -> None:
    Upload("a", "text/plain", b"x" * 10 * 1024 * 1024)
    with pytest.raises(ApiError) as refusal:
        Upload("a", "text/plain", b"x" * (10 * 1024 * 1024 + 1))
    assert (refusal.value.status, refusal.value.code) == (413, 40005)
