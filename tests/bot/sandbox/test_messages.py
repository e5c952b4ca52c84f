"""Messages, files, threads, reactions and typing, over the wire and back."""

import asyncio
import io

import aiohttp
import discord
import pytest

from bot.sandbox.deeds.uploads import Upload
from bot.sandbox.world.errors import ApiError
from bot.sandbox.world.messages import KEPT, MessageBook
from bot.sandbox.world.models import Message
from bot.sandbox.world.wire import MessageFlag
from tests.support.patience import WAIT_S
from tests.support.stand_in.stage import Runner, Stage, TinyBot


def text_channel(stage: Stage, bot: TinyBot) -> discord.TextChannel:
    channel = bot.get_channel(stage.channel())
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_the_bot_posts_edits_reads_and_deletes(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    channel = text_channel(stage, bot)
    embed = discord.Embed(title="Title", description="Words", colour=0x336699)
    embed.add_field(name="Name", value="Value").set_footer(text="Foot").set_author(name="Who")
    message = await channel.send("one", embed=embed)
    assert message.embeds[0].to_dict()["fields"] == [
        {"name": "Name", "value": "Value", "inline": True}
    ]
    edited = await message.edit(content="two", embed=None)
    assert (edited.content, edited.embeds, edited.edited_at is not None) == ("two", [], True)
    assert (await channel.fetch_message(message.id)).content == "two"
    await message.delete()
    with pytest.raises(discord.NotFound) as absent:
        await channel.fetch_message(message.id)
    assert absent.value.code == 10008


async def test_the_history_is_read_newest_first_and_in_pages(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    channel = text_channel(stage, bot)
    ids = [(await channel.send(str(n))).id for n in range(5)]
    assert [m.content async for m in channel.history(limit=3)] == ["4", "3", "2"]
    before = discord.Object(ids[2])
    assert [m.content async for m in channel.history(before=before)] == ["1", "0"]
    after = [m.content async for m in channel.history(after=before)]
    assert after == ["3", "4"]
    assert [m["content"] for m in stage.member.viewer.messages(channel.id, limit=2)] == ["3", "4"]
    page = stage.member.viewer.messages(channel.id, limit=2, before=ids[3])
    assert [m["content"] for m in page] == ["1", "2"]


async def test_nobody_is_pinged_whom_the_bot_does_not_allow(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    channel = text_channel(stage, bot)
    who = f"<@{stage.member.id}> <@{stage.moderator.id}> @everyone"
    none = await channel.send(who, allowed_mentions=discord.AllowedMentions.none())
    assert (none.mentions, none.mention_everyone) == ([], False)
    one = await channel.send(
        who,
        allowed_mentions=discord.AllowedMentions(
            users=[discord.Object(stage.member.id)], everyone=False
        ),
    )
    assert [user.id for user in one.mentions] == [stage.member.id]
    every = await channel.send(who)
    assert (len(every.mentions), every.mention_everyone) == (2, True)


async def test_a_reply_shows_what_it_answers(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> first")
    message = await bot.next_message()
    reply = await message.reply("second", mention_author=False)
    shown = stage.member.viewer.messages(stage.channel())[-1]
    assert shown["type"] == 19
    assert shown["referenced_message"]["content"].endswith("first")
    assert (shown["mentions"], reply.mentions) == ([], [])
    pinging = await message.reply("third", mention_author=True)
    assert [user.id for user in pinging.mentions] == [stage.member.id]


async def test_files_travel_both_ways(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    mention = f"<@{stage.bot_id}>"
    note = Upload("note.txt", "text/plain", b"from the member")
    await stage.member.writer.send(stage.channel(), mention, files=[note])
    message = await bot.next_message()
    assert await message.attachments[0].read() == b"from the member"
    files = [
        discord.File(io.BytesIO(b"one"), "one.txt", description="The first"),
        discord.File(io.BytesIO(b"two"), "two.bib"),
    ]
    embed = discord.Embed().set_image(url="attachment://one.txt")
    sent = await message.channel.send(embed=embed, files=files)
    shown = stage.member.viewer.messages(stage.channel())[-1]
    assert [f["filename"] for f in shown["attachments"]] == ["one.txt", "two.bib"]
    assert shown["attachments"][0]["description"] == "The first"
    assert shown["embeds"][0]["image"]["url"] == shown["attachments"][0]["url"]
    async with aiohttp.ClientSession() as session:
        async with session.get(shown["attachments"][1]["url"]) as response:
            assert await response.read() == b"two"
            assert response.headers["Content-Disposition"] == "attachment"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
        async with session.get(stage.double.url + "/attachments/1/2/nothing") as response:
            assert response.status == 404
    kept = await sent.edit(attachments=[sent.attachments[1]])
    assert [f.filename for f in kept.attachments] == ["two.bib"]
    more = await kept.add_files(discord.File(io.BytesIO(b"three"), "three.txt"))
    assert [f.filename for f in more.attachments] == ["two.bib", "three.txt"]


async def test_an_interaction_is_answered_with_a_file(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="A file")
    async def file(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(file=discord.File(io.BytesIO(b"a"), "a.ris"))

    @bot.tree.command(description="A file, later")
    async def later(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("here", file=discord.File(io.BytesIO(b"b"), "b.ris"))

    await run(bot)
    await bot.tree.sync()
    first = await (await stage.member.invoker.slash(stage.channel(), "file")).answer()
    assert first["attachments"][0]["filename"] == "a.ris"
    second = await (await stage.member.invoker.slash(stage.channel(), "later")).answer()
    assert second["attachments"][0]["ephemeral"]


async def test_threads_are_opened_from_a_message_or_from_none_by_either_side(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    channel = text_channel(stage, bot)
    message = await channel.send("start here")
    told = asyncio.create_task(bot.wait_for("thread_create", timeout=WAIT_S))
    thread = await message.create_thread(name="From a message")
    assert (await told).id == thread.id == message.id
    assert [t.name for t in channel.threads] == ["From a message"]
    await thread.send("inside")
    shown = stage.member.viewer.messages(channel.id)[-1]
    assert shown["thread"]["name"] == "From a message"
    assert [m["content"] for m in stage.member.viewer.messages(thread.id)] == ["", "inside"]
    with pytest.raises(discord.HTTPException) as again:
        await message.create_thread(name="Again")
    assert again.value.code == 160004
    loose = await channel.create_thread(name="Loose", type=discord.ChannelType.public_thread)
    assert stage.member.viewer.messages(channel.id)[-1]["type"] == 18
    await loose.edit(archived=True)
    assert [t["name"] for t in stage.guild()["threads"]] == ["From a message"]
    await stage.member.writer.send(loose.id, "open again")
    assert [t["name"] for t in stage.guild()["threads"]] == ["From a message", "Loose"]
    started = await stage.member.writer.start_thread(channel.id, "The member's")
    theirs = await bot.fetch_channel(int(started["id"]))
    assert isinstance(theirs, discord.Thread)
    await theirs.join()
    assert stage.bot_id in stage.world.channel(theirs.id).members
    with pytest.raises(discord.Forbidden):
        await theirs.delete()


async def test_a_locked_thread_is_closed_to_members(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    thread = await text_channel(stage, bot).create_thread(
        name="Locked", type=discord.ChannelType.public_thread
    )
    await thread.edit(locked=True)
    with pytest.raises(ApiError) as refusal:
        await stage.member.writer.send(thread.id, "let me in")
    assert refusal.value.code == 50083
    await stage.moderator.writer.send(thread.id, "I may")


async def test_reactions_and_typing_are_seen_by_the_other_side(stage: Stage, run: Runner) -> None:
    intents = discord.Intents(
        guilds=True, guild_messages=True, guild_reactions=True, guild_typing=True
    )
    bot = TinyBot(intents)
    seen: asyncio.Queue[tuple[str, int]] = asyncio.Queue()

    @bot.event
    async def on_raw_reaction_add(event: discord.RawReactionActionEvent) -> None:
        seen.put_nowait((str(event.emoji), event.user_id))

    @bot.event
    async def on_raw_typing(event: discord.RawTypingEvent) -> None:
        seen.put_nowait(("typing", event.user_id))

    await run(bot)
    channel = text_channel(stage, bot)
    message = await channel.send("react")
    await stage.member.writer.react(channel.id, message.id, "👍")
    assert await asyncio.wait_for(seen.get(), WAIT_S) == ("👍", stage.member.id)
    await stage.member.writer.type(channel.id)
    assert await asyncio.wait_for(seen.get(), WAIT_S) == ("typing", stage.member.id)
    with stage.member.viewer.observe() as events:
        await message.add_reaction("👍")
        async with channel.typing():
            pass
        names = [(await events.get())["t"] for _ in range(2)]
    assert names == ["MESSAGE_REACTION_ADD", "TYPING_START"]
    shown = stage.member.viewer.messages(channel.id)[-1]["reactions"][0]
    assert (shown["count"], shown["me"]) == (2, True)
    await stage.member.writer.unreact(channel.id, message.id, "👍")
    assert bot.user is not None
    await message.remove_reaction("👍", bot.user)
    assert "reactions" not in stage.member.viewer.messages(channel.id)[-1]


async def test_the_bot_opens_direct_messages(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    user = await bot.fetch_user(stage.member.id)
    with stage.member.viewer.observe() as events:
        await user.send("for you alone")
        assert [(await events.get())["t"] for _ in range(2)] == ["CHANNEL_CREATE", "MESSAGE_CREATE"]
    assert len(stage.member.viewer.dms()) == 1
    assert stage.moderator.viewer.dms() == []


def test_the_oldest_messages_are_forgotten_first() -> None:
    book = MessageBook()
    for number in range(KEPT + 2):
        book.put(Message(number, 1, 1, 0.0))
    assert book.count(1) == KEPT
    assert book.find(1) is None
    assert next(book.newest_first(1)).id == KEPT + 1


def test_an_ephemeral_message_needs_an_addressee() -> None:
    with pytest.raises(ValueError, match="addressee"):
        Message(1, 1, 1, 0.0, flags=MessageFlag.EPHEMERAL)


async def test_a_message_is_found_in_its_own_channel_alone(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    message = await text_channel(stage, bot).send("here")
    elsewhere = bot.get_channel(stage.channel("questions"))
    assert isinstance(elsewhere, discord.TextChannel)
    with pytest.raises(discord.NotFound) as absent:
        await elsewhere.fetch_message(message.id)
    assert absent.value.code == 10008
