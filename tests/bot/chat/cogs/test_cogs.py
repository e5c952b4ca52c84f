"""Every cog is found, says what its commands are for, and stands in the help and in the README."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.chat import cogs
from bot.chat.buttons import LASTING_BUTTONS
from bot.chat.client import BriefingBot
from bot.chat.embeds import MAX_DESCRIPTION, MAX_EMBED, usage_embed
from bot.config import ROOT, Config
from bot.languages import languages, speaking
from bot.library import Holdings, Library
from index import Collection

_UNSAID = {"", "…"}  # discord.py puts an ellipsis where nothing is said


@pytest.fixture
async def bot(config: Config, collection: Collection) -> AsyncIterator[BriefingBot]:
    """The bot with its commands, connected to nothing."""
    made = BriefingBot(config, Library(config, Holdings(collection)))
    await made.add_commands()
    yield made
    await made.close()


def slash_commands(bot: BriefingBot) -> list[app_commands.Command[Any, ..., Any]]:
    walked = bot.tree.walk_commands(type=discord.AppCommandType.chat_input)
    return [command for command in walked if isinstance(command, app_commands.Command)]


def offered(bot: BriefingBot) -> list[str]:
    """Return the names that a member types behind the slash first: of commands and groups."""
    return [one.name for one in bot.tree.get_commands(type=discord.AppCommandType.chat_input)]


def menus(bot: BriefingBot) -> list[str]:
    return [menu.name for menu in bot.tree.get_commands(type=discord.AppCommandType.message)]


def files_with_setup() -> set[str]:
    files = Path(cogs.__path__[0]).glob("*.py")
    return {path.stem for path in files if "def setup(" in path.read_text(encoding="utf-8")}


def members_table() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return readme.split("## What members can do", 1)[1].split("\n## ", 1)[0]


async def test_every_cog_is_loaded_and_its_commands_are_described(bot: BriefingBot) -> None:
    modules = sorted(type(cog).__module__.rpartition(".")[2] for cog in bot.cogs.values())
    assert modules == sorted(files_with_setup())
    for cog in bot.cogs.values():
        assert list(cog.walk_app_commands()), f"{cog.qualified_name} has no command"
        assert cog.description, f"{cog.qualified_name} says nothing of itself"
    for command in slash_commands(bot):
        assert command.description not in _UNSAID, f"/{command.name} has no description"
        for option in command.parameters:
            assert str(option.description) not in _UNSAID, f"/{command.name} {option.name}"


async def test_nothing_is_registered_twice(bot: BriefingBot) -> None:
    groups = [cog.app_command.name for cog in bot.cogs.values() if cog.app_command]
    commands = [command.name for cog in bot.cogs.values() for command in cog.get_app_commands()]
    commands += groups
    buttons = [item.__discord_ui_compiled_template__.pattern for item in LASTING_BUTTONS]
    for names in (commands, menus(bot), buttons):
        assert [name for name, count in Counter(names).items() if count > 1] == []
    assert len(bot.tree.get_commands()) == len(commands) + len(menus(bot))


def in_help(bot: BriefingBot, *, managing: bool) -> tuple[list[str], list[str]]:
    """Return the commands and the menus that the help shows."""
    text = usage_embed("Why?", bot.tree, managing=managing).description or ""
    commands = re.findall(r"^- `/([\w ]+)` · \S", text, re.MULTILINE)
    return commands, [name for name in menus(bot) if f"*{name}*" in text]


async def test_help_lists_every_command_and_menu_to_who_manages_the_documents(
    bot: BriefingBot,
) -> None:
    commands, shown = in_help(bot, managing=True)
    assert sorted(commands) == sorted(one.qualified_name for one in slash_commands(bot))
    assert shown == menus(bot)
    assert "library import" in commands


async def test_help_lists_to_others_what_discord_offers_them(bot: BriefingBot) -> None:
    commands, shown = in_help(bot, managing=False)
    all_of_them, _ = in_help(bot, managing=True)
    assert commands == [one for one in all_of_them if not one.startswith("library")]
    assert {"privacy show", "privacy delete", "privacy export"} < set(commands)
    assert [name for name in menus(bot) if name not in shown] == ["Add to the library"]


async def test_help_shows_single_commands_first_and_groups_under_what_they_are_for(
    bot: BriefingBot,
) -> None:
    text = usage_embed("Why?", bot.tree).description or ""
    _, _, group = text.partition("\n\n**What is kept of you, and for how long**\n")
    assert [line.split("`")[1] for line in group.splitlines()] == [
        "/privacy show", "/privacy delete", "/privacy export",
    ]  # fmt: skip


@pytest.mark.parametrize("language", languages())
async def test_help_is_whole_within_discords_limits_in_every_language(
    bot: BriefingBot, language: str
) -> None:
    example = "w" * 90 + "?"  # no longer one is made of a document
    with speaking(language):
        embed = usage_embed(example, bot.tree, unmentioned=True, managing=True)
    text = embed.description or ""
    assert len(text) <= MAX_DESCRIPTION
    assert len(embed) <= MAX_EMBED
    assert text.count("`/library ") >= sum(
        one.qualified_name.startswith("library ") for one in slash_commands(bot)
    )


async def test_the_readme_tells_members_of_every_command_and_menu(bot: BriefingBot) -> None:
    table = members_table()
    assert set(re.findall(r"`/(\w+)", table)) == set(offered(bot))
    (row,) = [line for line in table.splitlines() if line.startswith("| open a message's menu")]
    assert sorted(re.findall(r"\*([^*]+)\*", row)) == sorted(menus(bot))
