"""A burst of questions is of different ones: equal ones are answered together."""

import discord

from bot.lab.latency import apart
from bot.lab.round_trips import Command, burst
from tests.support.stand_in.stage import Runner, Stage, TinyBot


async def test_each_question_of_a_burst_is_another(stage: Stage, run: Runner, bot: TinyBot) -> None:
    asked: list[str] = []

    @bot.tree.command(description="Answer a constant")
    async def ask(interaction: discord.Interaction, question: str) -> None:
        asked.append(question)
        await interaction.response.send_message("A constant.")

    await run(bot)
    await bot.tree.sync()
    command = Command(stage.member, stage.channel(), "ask", {"question": "What does it cost?"})
    crowd = await burst(apart(command, 40))
    assert crowd.answered == 40
    assert sorted(asked) == sorted(f"What does it cost? Case {number}" for number in range(1, 41))
