"""Buttons, selects and modals."""

import asyncio
import re

import discord
import pytest
from discord import ui

from bot.sandbox.world.errors import ApiError, NoAnswerError
from bot.sandbox.world.events import Observer
from bot.sandbox.world.wire import Json
from tests.support.patience import WAIT_S
from tests.support.stand_in.stage import Runner, Stage, TinyBot, at_rest


async def posted(stage: Stage, bot: TinyBot, view: ui.View | ui.LayoutView) -> int:
    """Return the id of a message of the bot's that carries a view."""
    channel = bot.get_channel(stage.channel())
    assert isinstance(channel, discord.TextChannel)
    if isinstance(view, ui.LayoutView):
        return (await channel.send(view=view)).id
    return (await channel.send("press", view=view)).id


class Buttons(ui.View):
    @ui.button(label="New", custom_id="new")
    async def new(self, interaction: discord.Interaction, button: ui.Button["Buttons"]) -> None:
        await interaction.response.send_message("a new message")

    @ui.button(label="Edit", custom_id="edit")
    async def edit(self, interaction: discord.Interaction, button: ui.Button["Buttons"]) -> None:
        await interaction.response.edit_message(content="edited in place")

    @ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, button: ui.Button["Buttons"]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="edited later")

    @ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, interaction: discord.Interaction, button: ui.Button["Buttons"]) -> None:
        """Never pressed."""

    @ui.button(label="Silent", custom_id="silent")
    async def silent(self, interaction: discord.Interaction, button: ui.Button["Buttons"]) -> None:
        """Never answers."""


async def test_a_button_answers_with_a_message_or_by_changing_its_own(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    message_id, place = await posted(stage, bot, Buttons()), stage.channel()
    new = await (await stage.member.presser.press(place, message_id, "new")).answer()
    assert new["content"] == "a new message"
    assert new["message_reference"]["message_id"] == str(message_id)
    assert new["interaction_metadata"]["interacted_message_id"] == str(message_id)
    edited = await (await stage.member.presser.press(place, message_id, "edit")).answer()
    assert (edited["id"], edited["content"]) == (str(message_id), "edited in place")
    later = await (await stage.member.presser.press(place, message_id, "later")).answer()
    assert (later["id"], later["content"]) == (str(message_id), "edited later")


async def test_a_button_that_is_off_absent_or_silent_is_none(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    message_id, place = await posted(stage, bot, Buttons()), stage.channel()
    for custom_id in ("off", "absent"):
        with pytest.raises(ApiError):
            await stage.member.presser.press(place, message_id, custom_id)
    call = await stage.member.presser.press(place, message_id, "silent")
    stage.clock.advance(3.1)
    with pytest.raises(NoAnswerError):
        await call.answer()


async def test_nobody_presses_the_buttons_of_an_ephemeral_message_but_its_addressee(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Quietly")
    async def quietly(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("for you", view=Buttons(), ephemeral=True)

    await run(bot)
    await bot.tree.sync()
    shown = await (await stage.member.invoker.slash(stage.channel(), "quietly")).answer()
    with pytest.raises(ApiError) as refusal:
        await stage.moderator.presser.press(stage.channel(), int(shown["id"]), "edit")
    assert refusal.value.code == 10008
    await at_rest()
    edited = await (
        await stage.member.presser.press(stage.channel(), int(shown["id"]), "edit")
    ).answer()
    assert (edited["content"], edited["flags"]) == ("edited in place", 64)


async def test_a_dynamic_button_outlives_the_bot_that_made_it(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    class Page(ui.DynamicItem[ui.Button[ui.View]], template=r"page:(?P<number>\d+)"):
        def __init__(self, number: int) -> None:
            super().__init__(ui.Button(label="Page", custom_id=f"page:{number}"))
            self.number = number

        @classmethod
        async def from_custom_id(
            cls, interaction: discord.Interaction, item: ui.Item[ui.View], match: re.Match[str]
        ) -> "Page":
            return cls(int(match["number"]))

        async def callback(self, interaction: discord.Interaction) -> None:
            await interaction.response.send_message(f"page {self.number}")

    await run(bot)
    view = ui.View(timeout=None)
    view.add_item(Page(7))
    message_id = await posted(stage, bot, view)
    await bot.close()
    heir = TinyBot()
    heir.add_dynamic_items(Page)
    await run(heir)
    answer = await (
        await stage.member.presser.press(stage.channel(), message_id, "page:7")
    ).answer()
    assert answer["content"] == "page 7"


class Selects(ui.View):
    @ui.select(
        custom_id="style",
        min_values=1,
        max_values=2,
        options=[discord.SelectOption(label=name) for name in ("APA", "MLA", "RIS")],
    )
    async def style(self, interaction: discord.Interaction, select: ui.Select["Selects"]) -> None:
        await interaction.response.send_message(" ".join(select.values))

    @ui.select(cls=ui.UserSelect, custom_id="who")
    async def who(self, interaction: discord.Interaction, select: ui.UserSelect["Selects"]) -> None:
        await interaction.response.send_message(f"{select.values[0].id}")

    @ui.select(cls=ui.ChannelSelect, custom_id="where")
    async def where(
        self, interaction: discord.Interaction, select: ui.ChannelSelect["Selects"]
    ) -> None:
        await interaction.response.send_message(f"{select.values[0].name}")

    @ui.select(cls=ui.RoleSelect, custom_id="role")
    async def role(
        self, interaction: discord.Interaction, select: ui.RoleSelect["Selects"]
    ) -> None:
        await interaction.response.send_message(f"{select.values[0].name}")

    @ui.select(cls=ui.MentionableSelect, custom_id="any")
    async def anyone(
        self, interaction: discord.Interaction, select: ui.MentionableSelect["Selects"]
    ) -> None:
        await interaction.response.send_message(f"{select.values[0].id}")


async def test_selects_of_every_kind_bring_what_was_chosen(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    message_id, place = await posted(stage, bot, Selects()), stage.channel()
    role = stage.guild()["roles"][1]

    async def chosen(custom_id: str, *values: str) -> str:
        call = await stage.member.presser.choose(place, message_id, custom_id, values)
        return str((await call.answer())["content"])

    assert await chosen("style", "APA", "RIS") == "APA RIS"
    assert await chosen("who", str(stage.moderator.id)) == str(stage.moderator.id)
    assert await chosen("where", str(place)) == "general"
    assert await chosen("role", role["id"]) == role["name"]
    assert await chosen("any", role["id"]) == role["id"]
    for wrong in ([], ["APA", "MLA", "RIS"], ["BibTeX"]):
        with pytest.raises(ApiError):
            await stage.member.presser.choose(place, message_id, "style", wrong)


class Question(ui.Modal, title="Ask on"):
    question: ui.TextInput["Question"] = ui.TextInput(
        label="Question", custom_id="question", min_length=3, max_length=20
    )
    note: ui.TextInput["Question"] = ui.TextInput(label="Note", custom_id="note", required=False)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{self.question.value}|{self.note.value}")


class Opener(ui.View):
    @ui.button(label="Ask on", custom_id="ask-on")
    async def ask_on(self, interaction: discord.Interaction, button: ui.Button["Opener"]) -> None:
        await interaction.response.send_modal(Question())


async def test_a_modal_opens_for_its_member_and_is_sent_off(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    message_id = await posted(stage, bot, Opener())
    with stage.member.viewer.observe() as own, stage.moderator.viewer.observe() as others:
        call = await stage.member.presser.press(stage.channel(), message_id, "ask-on")
        modal = await call.modal()
        assert "MODAL_OPEN" in names(own)
        assert "MODAL_OPEN" not in names(others)
    assert (modal["title"], modal["id"]) == ("Ask on", str(call.id))
    await at_rest()
    sent = await stage.member.presser.submit(call.id, {"question": "why?"})
    answer = await sent.answer()
    assert answer["content"] == "why?|"
    metadata = answer["interaction_metadata"]
    assert metadata["triggering_interaction_metadata"]["id"] == str(call.id)


def names(events: Observer) -> list[str]:
    found: list[str] = []
    event: Json | None
    while (event := events.get_nowait()) is not None:
        found.append(event["t"])
    return found


async def test_a_modal_is_refused_where_a_field_is_wrong_or_it_is_not_ones_own(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    message_id = await posted(stage, bot, Opener())
    call = await stage.member.presser.press(stage.channel(), message_id, "ask-on")
    await call.modal()
    for values in ({}, {"question": "w"}, {"question": "w" * 21}, {"question": "why", "x": "y"}):
        with pytest.raises(ApiError) as refusal:
            await stage.member.presser.submit(call.id, values)
        assert refusal.value.code == 50035
    with pytest.raises(ApiError) as foreign:
        await stage.moderator.presser.submit(call.id, {"question": "why"})
    assert foreign.value.code == 10062
    stage.member.presser.dismiss_modal(call.id)
    with pytest.raises(ApiError):
        await stage.member.presser.submit(call.id, {"question": "why"})


async def test_a_modal_of_labels_with_a_select_is_sent_off(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    class Labelled(ui.Modal, title="Choose"):
        style: ui.Label["Labelled"] = ui.Label(
            text="Style",
            description="How to cite",
            component=ui.Select(
                custom_id="style", options=[discord.SelectOption(label=n) for n in ("APA", "MLA")]
            ),
        )

        async def on_submit(self, interaction: discord.Interaction) -> None:
            assert isinstance(self.style.component, ui.Select)
            await interaction.response.send_message(self.style.component.values[0])

    @bot.tree.command(description="Choose")
    async def choose(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Labelled())

    await run(bot)
    await bot.tree.sync()
    call = await stage.member.invoker.slash(stage.channel(), "choose")
    await call.modal()
    await at_rest()
    sent = await stage.member.presser.submit(call.id, {"style": ["MLA"]})
    assert (await sent.answer())["content"] == "MLA"


async def test_a_layout_of_the_second_generation_is_shown_and_pressed(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    pressed = asyncio.Event()

    class Press(ui.Button["Layout"]):
        async def callback(self, interaction: discord.Interaction) -> None:
            pressed.set()
            await interaction.response.defer()

    class Layout(ui.LayoutView):
        box = ui.Container["Layout"](
            ui.TextDisplay("## Title"),
            ui.Separator(),
            ui.Section(ui.TextDisplay("words"), accessory=Press(label="Go", custom_id="go")),
        )

    await run(bot)
    message_id = await posted(stage, bot, Layout())
    shown = stage.member.viewer.messages(stage.channel())[-1]
    assert shown["flags"] == 1 << 15
    box = shown["components"][0]
    assert [c["type"] for c in box["components"]] == [10, 14, 9]
    await stage.member.presser.press(stage.channel(), message_id, "go")
    await asyncio.wait_for(pressed.wait(), WAIT_S)
