"""Message menus and user menus."""

import discord

from tests.support.stand_in.stage import Runner, Stage, TinyBot


async def test_the_target_of_a_message_menu_arrives_whole(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.context_menu(name="Check this")
    async def check(interaction: discord.Interaction, message: discord.Message) -> None:
        said = f"{message.author.id} said {message.content}"
        await interaction.response.send_message(said, ephemeral=True)

    await run(bot)
    await bot.tree.sync()
    sent = await stage.moderator.writer.send(stage.channel(), "said to nobody")
    answer = await (
        await stage.member.invoker.menu(stage.channel(), "Check this", int(sent["id"]))
    ).answer()
    assert answer["content"] == f"{stage.moderator.id} said said to nobody"
    assert answer["type"] == 23


async def test_a_user_menu_brings_the_member(stage: Stage, run: Runner, bot: TinyBot) -> None:
    @bot.tree.context_menu(name="Who is it")
    async def who(interaction: discord.Interaction, member: discord.Member) -> None:
        roles = [role.name for role in member.roles]
        await interaction.response.send_message(f"{member.id} {roles}")

    await run(bot)
    await bot.tree.sync()
    answer = await (
        await stage.member.invoker.menu(stage.channel(), "Who is it", stage.moderator.id)
    ).answer()
    assert answer["content"] == f"{stage.moderator.id} ['@everyone', 'Moderators']"
