"""Threads that the bot opens under questions, where a server has mentions answered there."""

import logging

import discord

from bot.chat.embeds import cut
from bot.chat.handling.asked import words_to
from bot.chat.host import Host
from bot.chat.sending.channel_rights import missing_in
from bot.library import ServerSettings

_log = logging.getLogger(__name__)
_LONGEST_NAME = 100  # characters of a thread's name


async def thread_for(
    host: Host, message: discord.Message, chosen: ServerSettings
) -> discord.Thread | None:
    """Return the thread in which a message is answered, opened if need be.

    None where the server has mentions answered where they stand, there can be no thread, or none
    may be opened: then the answer stands in the channel.

    Args:
        host: Who answers.
        message: What somebody wrote.
        chosen: By the server.
    """
    channel = message.channel
    if not chosen.threads or not isinstance(channel, discord.TextChannel):
        return None
    if missing := missing_in(channel, channel.guild.me, threads=True):
        names = ", ".join(missing)
        _log.warning("channel %s: no thread is opened: the bot lacks %s", channel.id, names)
        return None
    name = cut(words_to(host.user, message.content), _LONGEST_NAME)
    return await host.delivery.open_thread(message, name)
