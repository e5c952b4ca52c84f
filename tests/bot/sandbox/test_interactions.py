"""The life of an interaction: three seconds, one first answer, fifteen minutes."""

import asyncio
from collections.abc import Awaitable, Callable

import discord
import pytest

from bot.sandbox.people.invocation import Invocation
from bot.sandbox.world.errors import NoAnswerError
from bot.sandbox.world.interaction import InteractionState
from tests.support.patience import WAIT_S
from tests.support.stand_in.stage import Runner, Stage, TinyBot

Answer = Callable[[discord.Interaction], Awaitable[object]]


async def use(stage: Stage, run: Runner, bot: TinyBot, answer: Answer) -> Invocation:
    """Start a bot whose one command answers so, and let the member use it."""

    @bot.tree.command(name="ask", description="Ask a question")
    async def ask(interaction: discord.Interaction) -> None:
        await answer(interaction)

    await run(bot)
    await bot.tree.sync()
    return await stage.member.invoker.slash(stage.channel(), "ask")


async def test_a_direct_answer_is_seen_by_everybody(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    got: asyncio.Queue[discord.InteractionCallbackResponse[discord.Client]] = asyncio.Queue()

    async def answer(interaction: discord.Interaction) -> None:
        got.put_nowait(await interaction.response.send_message("the answer"))

    call = await use(stage, run, bot, answer)
    shown = await call.answer()
    assert (shown["content"], shown["flags"], shown["type"]) == ("the answer", 0, 20)
    assert shown["interaction_metadata"]["user"]["id"] == str(stage.member.id)
    assert stage.moderator.viewer.messages(stage.channel())[-1]["content"] == "the answer"
    response = await asyncio.wait_for(got.get(), WAIT_S)
    assert response.message_id == int(shown["id"])
    assert isinstance(response.resource, discord.InteractionMessage)


async def test_an_ephemeral_answer_is_seen_by_its_addressee_alone(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("for you", ephemeral=True)

    with stage.moderator.viewer.observe() as others:
        call = await use(stage, run, bot, answer)
        shown = await call.answer()
        assert shown["flags"] == 64
        assert [m["content"] for m in stage.member.viewer.messages(stage.channel())] == ["for you"]
        assert stage.moderator.viewer.messages(stage.channel()) == []
        names = set()
        while (event := others.get_nowait()) is not None:
            names.add(event["t"])
        assert names <= {"BOT_STATUS", "COMMANDS_UPDATE"}
    await stage.member.writer.delete(stage.channel(), int(shown["id"]))
    assert stage.member.viewer.messages(stage.channel()) == []


async def test_a_deferred_answer_thinks_and_then_stands_in_the_same_place(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    go_on = asyncio.Event()

    async def answer(interaction: discord.Interaction) -> None:
        response = await interaction.response.defer(thinking=True)
        assert response is not None
        assert response.is_thinking()
        await go_on.wait()
        embed = discord.Embed(title="Title", description="Words")
        await interaction.edit_original_response(content="done", embed=embed)

    call = await use(stage, run, bot, answer)
    assert await call.acknowledged() is InteractionState.DEFERRED
    thinking = stage.member.viewer.messages(stage.channel())[-1]
    assert (thinking["content"], thinking["flags"]) == ("", 128)
    go_on.set()
    done = await call.answer()
    assert (done["id"], done["content"], done["flags"]) == (thinking["id"], "done", 0)
    assert done["embeds"][0]["title"] == "Title"
    assert done["edited_timestamp"] is None


async def test_the_deferral_decides_who_sees_the_answer(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True, ephemeral=True)
        # The first followup takes the place of the thinking message, and its being public is
        # not heeded.
        await interaction.followup.send("quietly", ephemeral=False)

    call = await use(stage, run, bot, answer)
    shown = await call.answer()
    assert (shown["content"], shown["flags"]) == ("quietly", 64)
    assert stage.moderator.viewer.messages(stage.channel()) == []


async def test_followups_come_after_the_first_answer_each_as_public_as_it_says(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    done = asyncio.Event()

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("one")
        two = await interaction.followup.send("two", wait=True)
        await interaction.followup.send("three", ephemeral=True)
        await two.edit(content="two, edited")
        three = await interaction.followup.send("four", wait=True)
        await three.delete()
        fetched = await interaction.original_response()
        assert fetched.content == "one"
        done.set()

    await use(stage, run, bot, answer)
    await asyncio.wait_for(done.wait(), WAIT_S)
    assert [m["content"] for m in stage.member.viewer.messages(stage.channel())] == [
        "one",
        "two, edited",
        "three",
    ]
    assert [m["content"] for m in stage.moderator.viewer.messages(stage.channel())] == [
        "one",
        "two, edited",
    ]


async def test_an_answer_after_three_seconds_is_refused(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    refusals: asyncio.Queue[discord.HTTPException] = asyncio.Queue()

    async def answer(interaction: discord.Interaction) -> None:
        stage.clock.advance(3.1)
        try:
            await interaction.response.send_message("too late")
        except discord.NotFound as refusal:
            refusals.put_nowait(refusal)

    call = await use(stage, run, bot, answer)
    assert (await asyncio.wait_for(refusals.get(), WAIT_S)).code == 10062
    with pytest.raises(NoAnswerError):
        await call.answer()
    assert call.state is InteractionState.FAILED


async def test_a_second_first_answer_is_refused(stage: Stage, run: Runner, bot: TinyBot) -> None:
    refusals: asyncio.Queue[discord.HTTPException] = asyncio.Queue()

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("one")
        # discord.py itself refuses a second answer: let it forget the first.
        interaction.response._response_type = None
        try:
            await interaction.response.send_message("two")
        except discord.HTTPException as refusal:
            refusals.put_nowait(refusal)

    await use(stage, run, bot, answer)
    refusal = await asyncio.wait_for(refusals.get(), WAIT_S)
    assert (refusal.status, refusal.code) == (400, 40060)


async def test_after_fifteen_minutes_the_token_is_spent(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    codes: asyncio.Queue[list[int]] = asyncio.Queue()

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        stage.clock.advance(15 * 60 - 1)
        await interaction.edit_original_response(content="just in time")
        stage.clock.advance(2)
        found = []
        for late in (
            interaction.edit_original_response(content="late"),
            interaction.delete_original_response(),
        ):
            with pytest.raises(discord.HTTPException) as refusal:
                await late
            assert refusal.value.status == 401
            found.append(refusal.value.code)
        codes.put_nowait(found)

    call = await use(stage, run, bot, answer)
    assert await asyncio.wait_for(codes.get(), WAIT_S) == [50027, 50027]
    assert (await call.answer())["content"] == "just in time"


async def test_an_interaction_left_thinking_fails_when_its_token_is_spent(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)

    call = await use(stage, run, bot, answer)
    assert await call.acknowledged() is InteractionState.DEFERRED
    with stage.member.viewer.observe() as events:
        stage.clock.advance(15 * 60 + 1)
        event = await events.get()
    assert (event["t"], event["d"]["id"]) == ("INTERACTION_FAILURE", str(call.id))


async def test_unknown_tokens_and_messages_are_refused_with_their_codes(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    codes: asyncio.Queue[list[int]] = asyncio.Queue()

    async def code_of(request: Awaitable[object]) -> int:
        with pytest.raises(discord.HTTPException) as refusal:
            await request
        return refusal.value.code

    async def answer(interaction: discord.Interaction) -> None:
        early = await code_of(interaction.edit_original_response(content="before any answer"))
        await interaction.response.send_message("one")
        token, interaction.token = interaction.token, "nonsense"
        unknown = await code_of(interaction.edit_original_response(content="whose?"))
        interaction.token = token
        other = await code_of(interaction.followup.edit_message(1, content="which?"))
        await interaction.delete_original_response()
        gone = await code_of(interaction.edit_original_response(content="gone"))
        codes.put_nowait([early, unknown, other, gone])

    await use(stage, run, bot, answer)
    assert await asyncio.wait_for(codes.get(), WAIT_S) == [10015, 10015, 10008, 10008]


async def test_what_a_command_cannot_be_answered_with_is_refused(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    codes: asyncio.Queue[int] = asyncio.Queue()

    async def answer(interaction: discord.Interaction) -> None:
        with pytest.raises(discord.HTTPException) as refusal:
            await interaction.response.autocomplete([])
        codes.put_nowait(refusal.value.code)

    async def always(interaction: discord.Interaction) -> None:
        interaction.type = discord.InteractionType.autocomplete
        await answer(interaction)

    await use(stage, run, bot, always)
    assert await asyncio.wait_for(codes.get(), WAIT_S) == 50035


async def test_the_member_is_told_how_it_goes_on(stage: Stage, run: Runner, bot: TinyBot) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(content="done")

    @bot.tree.command(name="ask", description="Ask a question")
    async def ask(interaction: discord.Interaction) -> None:
        await answer(interaction)

    await run(bot)
    await bot.tree.sync()
    with stage.member.viewer.observe() as events:
        call = await stage.member.invoker.slash(stage.channel(), "ask", nonce="n1")
        await call.answer()
        seen = []
        while (event := events.get_nowait()) is not None:
            seen.append((event["t"], event["d"].get("nonce") or event["d"].get("flags")))
    assert seen == [
        ("INTERACTION_CREATE", "n1"),
        ("MESSAGE_CREATE", 128),
        ("INTERACTION_SUCCESS", "n1"),
        ("MESSAGE_UPDATE", 0),
    ]


async def test_one_interactions_token_does_not_reach_anothers_messages(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    codes: asyncio.Queue[int] = asyncio.Queue()

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("one", ephemeral=True)
        channel = interaction.channel
        assert isinstance(channel, discord.TextChannel)
        foreign = await channel.send("no answer to anything")
        with pytest.raises(discord.NotFound) as refusal:
            await interaction.followup.edit_message(foreign.id, content="mine now")
        codes.put_nowait(refusal.value.code)

    await use(stage, run, bot, answer)
    assert await asyncio.wait_for(codes.get(), WAIT_S) == 10008


async def test_a_modal_that_a_command_opened_has_no_message_to_change(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    codes: asyncio.Queue[int] = asyncio.Queue()

    class Empty(discord.ui.Modal, title="Ask on"):
        text: discord.ui.TextInput["Empty"] = discord.ui.TextInput(label="Text", custom_id="text")

        async def on_submit(self, interaction: discord.Interaction) -> None:
            with pytest.raises(discord.HTTPException) as refusal:
                await interaction.response.edit_message(content="which?")
            codes.put_nowait(refusal.value.code)

    opened = asyncio.Event()

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Empty())
        opened.set()  # from here on the bot knows it

    call = await use(stage, run, bot, answer)
    await call.modal()
    await asyncio.wait_for(opened.wait(), WAIT_S)
    interaction = await stage.member.presser.submit(call.id, {"text": "x"})
    assert await asyncio.wait_for(codes.get(), WAIT_S) == 50035
    assert interaction.state is InteractionState.PENDING


async def test_an_observer_can_be_closed_twice(stage: Stage) -> None:
    events = stage.member.viewer.observe()
    events.close()
    events.close()
    await stage.member.writer.send(stage.channel(), "unheard")
    assert events.get_nowait() is None
