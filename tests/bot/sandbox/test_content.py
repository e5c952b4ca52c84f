"""Which messages reach a bot without the content intent, and how much of each."""

import asyncio

import discord
import pytest

from bot.sandbox.deeds.channels import add_channel, add_guild, add_user
from bot.sandbox.deeds.uploads import Upload
from bot.sandbox.world.permissions import Overwrite, Permission, Target
from tests.support.patience import WAIT_S
from tests.support.stand_in.stage import Runner, Stage, TinyBot

NOTE = Upload("note.txt", "text/plain", b"a note")


async def test_a_message_to_nobody_arrives_empty(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    await stage.member.writer.send(stage.channel(), "a secret", files=[NOTE])
    message = await bot.next_message()
    assert (message.content, message.attachments, message.embeds) == ("", [], [])
    assert message.author.id == stage.member.id
    fetched = await message.channel.fetch_message(message.id)
    assert (fetched.content, fetched.attachments) == ("", [])


async def test_a_message_that_mentions_the_bot_arrives_whole(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    text = f"<@{stage.bot_id}> what does it say?"
    await stage.member.writer.send(stage.channel(), text, files=[NOTE])
    message = await bot.next_message()
    assert message.content == text
    assert bot.user in message.mentions
    assert await message.attachments[0].read() == b"a note"


async def test_a_message_that_mentions_another_member_arrives_empty(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    await stage.member.writer.send(stage.channel(), f"<@{stage.moderator.id}> psst")
    message = await bot.next_message()
    assert message.content == ""
    assert [user.id for user in message.mentions] == [stage.moderator.id]


async def test_a_direct_message_arrives_whole(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    direct = await stage.member.writer.open_dm()
    await stage.member.writer.send(int(direct["id"]), "just between us")
    message = await bot.next_message()
    assert (message.content, message.guild) == ("just between us", None)
    assert isinstance(message.channel, discord.DMChannel)
    await message.channel.send("indeed")
    assert stage.member.viewer.messages(int(direct["id"]))[-1]["content"] == "indeed"


@pytest.mark.parametrize(("ping", "arrives"), [(True, "go on"), (False, "")])
async def test_a_reply_to_the_bots_message_arrives_whole_where_it_pings(
    stage: Stage, run: Runner, bot: TinyBot, ping: bool, arrives: str
) -> None:
    await run(bot)
    channel = bot.get_channel(stage.channel())
    assert isinstance(channel, discord.TextChannel)
    own = await channel.send("first")
    await stage.member.writer.send(channel.id, "go on", reply_to=own.id, ping=ping)
    reply = await bot.next_message()
    assert reply.content == arrives
    assert reply.type is discord.MessageType.reply
    assert reply.reference is not None
    assert isinstance(reply.reference.resolved, discord.Message)
    # Its own words the bot always sees.
    assert reply.reference.resolved.content == "first"


async def test_a_reply_to_an_interactions_answer_arrives_empty(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Say hello")
    async def hello(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("hello")

    await run(bot)
    await bot.tree.sync()
    answer = await (await stage.member.invoker.slash(stage.channel(), "hello")).answer()
    await stage.member.writer.send(stage.channel(), "and then?", reply_to=int(answer["id"]))
    assert (await bot.next_message()).content == ""


async def test_a_message_in_a_thread_without_a_mention_arrives_empty(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    thread = await stage.member.writer.start_thread(stage.channel(), "Aside")
    await stage.member.writer.send(int(thread["id"]), "hm")
    messages = [await bot.next_message() for _ in range(2)]
    assert [m.type for m in messages] == [
        discord.MessageType.thread_created,
        discord.MessageType.default,
    ]
    assert messages[1].content == ""
    assert isinstance(messages[1].channel, discord.Thread)


async def test_messages_of_a_channel_that_the_bot_may_not_see_do_not_arrive(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    guild_id = int(stage.guild()["id"])
    hidden = Overwrite(stage.bot_id, Target.MEMBER, deny=Permission.VIEW_CHANNEL)
    closed = add_channel(stage.world, guild_id, "closed", overwrites=[hidden])
    await run(bot)
    await stage.member.writer.send(closed.id, f"<@{stage.bot_id}> can you hear me?")
    await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> and now?")
    assert (await bot.next_message()).channel.id == stage.channel()


async def test_direct_messages_of_others_do_not_arrive(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    direct = await stage.member.writer.open_dm(stage.moderator.id)
    await stage.member.writer.send(int(direct["id"]), f"about <@{stage.bot_id}>")
    await stage.member.writer.send(stage.channel(), "in the open")
    assert (await bot.next_message()).channel.id == stage.channel()


async def test_messages_of_a_server_without_the_bot_do_not_arrive(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    stranger = add_user(stage.world, "Stranger")
    elsewhere = add_guild(stage.world, "Elsewhere", owner_id=stage.member.id)
    room = add_channel(stage.world, elsewhere.id, "room")
    await run(bot)
    await stage.member.writer.send(room.id, f"<@{stage.bot_id}> <@{stranger.id}>")
    await stage.member.writer.send(stage.channel(), "here")
    assert (await bot.next_message()).channel.id == stage.channel()


async def test_edits_and_deletions_reach_the_bot(stage: Stage, run: Runner, bot: TinyBot) -> None:
    events: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    @bot.event
    async def on_message_edit(before: discord.Message, after: discord.Message) -> None:
        events.put_nowait(("edit", after.content))

    @bot.event
    async def on_message_delete(message: discord.Message) -> None:
        events.put_nowait(("delete", message.content))

    await run(bot)
    mention = f"<@{stage.bot_id}>"
    sent = await stage.member.writer.send(stage.channel(), f"{mention} one")
    await bot.next_message()
    await stage.member.writer.edit(stage.channel(), int(sent["id"]), f"{mention} two")
    await stage.member.writer.delete(stage.channel(), int(sent["id"]))
    assert [await asyncio.wait_for(events.get(), WAIT_S) for _ in range(2)] == [
        ("edit", f"{mention} two"),
        ("delete", f"{mention} two"),
    ]
