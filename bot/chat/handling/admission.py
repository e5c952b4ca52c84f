"""Who is answered, and where: whoever is not is told privately why, or where to ask."""

from typing import Any

import discord

from bot.chat.audience.reader_languages import members_language
from bot.chat.audience.server_choices import (
    channels_of,
    choices_of,
    guild_of,
    is_in_server,
    keep_choices,
    may_manage,
)
from bot.chat.embeds import NOT_A_MANAGER, NOT_IN_SERVER, ask_elsewhere, problem_text
from bot.chat.handling.words_back import given_back
from bot.chat.host import ANYWHERE, Host
from bot.chat.observability.request_ids import request_id
from bot.chat.sending.delivery import Reply
from bot.languages import speak
from bot.library import DatabaseAwayError, ServerSettings

_TEXT = discord.AppCommandOptionType.string.value
_NAMED = 10  # channels that are named


async def is_admitted(
    host: Host, interaction: discord.Interaction[Any], *, anywhere: bool = False, words: str = ""
) -> bool:
    """Return whether an interaction is answered where it came from; else its member is told.

    What the server chose is read for it here, and kept with it, and what the member did; from here
    on everything is said in the member's language that nobody else reads.

    Args:
        host: What answers.
        interaction: A command, a press of a button, a form.
        anywhere: Whether it is answered in every channel.
        words: What the member typed, which they get back where it is not answered.
    """
    settings = await host.look_up(interaction.user.id, interaction.guild_id)
    keep_choices(interaction, settings)
    speak(members_language(interaction))
    chosen = choices_of(interaction)
    if anywhere or chosen.admits(channels_of(interaction.channel)):
        return True
    hint = _where_to_ask(chosen, interaction.channel, interaction.guild, interaction.user)
    await host.delivery.whisper(interaction, given_back(words or _typed(interaction), hint))
    return False


async def check_manager(host: Host, interaction: discord.Interaction[Any]) -> bool:
    """Return whether a member may manage the server's library here; else they are told why not."""
    allowed, there = may_manage(interaction), is_in_server(interaction)
    if not (allowed and there):
        why = NOT_IN_SERVER if allowed else NOT_A_MANAGER
        await host.delivery.whisper(interaction, Reply(content=str(why)))
    return allowed and there


def is_answered_anywhere(interaction: discord.Interaction[Any]) -> bool:
    """Return whether a command is answered in every channel, whatever the server chose."""
    command = interaction.command
    root = command.root_parent if isinstance(command, discord.app_commands.Command) else None
    extras = (root or command).extras if command else {}
    return ANYWHERE in extras


async def tell_where_to_ask(
    host: Host, message: discord.Message, words: str, chosen: ServerSettings
) -> None:
    """Tell who mentioned the bot where it does not answer, in their direct messages.

    Args:
        host: What tells them.
        message: With the mention.
        words: What they asked, which they get back.
        chosen: By their server.
    """
    server = message.guild.name if message.guild else ""
    hint = _where_to_ask(chosen, message.channel, message.guild, message.author, server)
    await host.delivery.tell_directly(message, given_back(words, hint))


async def tell_that_it_is_not_known(host: Host, message: discord.Message) -> None:
    """Tell who mentioned the bot, once a turn, that nobody can say now whether it answers there."""
    member, guild = message.author.id, guild_of(message)
    if not host.cooldown.wait_s(member, guild, at=message.created_at):
        text = problem_text(DatabaseAwayError(), request_id(message.id))
        await host.delivery.reply_to(message, Reply(content=text))


def _where_to_ask(
    chosen: ServerSettings,
    channel: object,
    guild: discord.Guild | None,
    member: discord.User | discord.Member,
    server: str = "",
) -> str:
    """Return where a member may ask, by the channels that they can see: see `ask_elsewhere`."""
    named = (guild.get_channel(id_) for id_ in sorted(chosen.channels)) if guild else ()
    seen = [one.mention for one in named if one is not None and _may_see(member, one)]
    return ask_elsewhere(f"<#{getattr(channel, 'id', 0)}>", seen[:_NAMED], server)


def _may_see(member: discord.User | discord.Member, channel: discord.abc.GuildChannel) -> bool:
    return isinstance(member, discord.Member) and channel.permissions_for(member).view_channel


def _typed(interaction: discord.Interaction[Any]) -> str:
    """Return the first text among a command's options; "" where there is none."""
    data: Any = interaction.data or {}
    options = data.get("options", ())
    texts = (str(option["value"]) for option in options if option["type"] == _TEXT)
    return next(texts, "")
