"""The button under a refusal that tells the moderators of it: one question, once, on request."""

import logging
from typing import Any

import discord

from bot.chat.audience.reader_languages import servers_language, shown_language
from bot.chat.audience.server_choices import choices_of
from bot.chat.buttons.lasting import LastingButton
from bot.chat.embeds import (
    GAP_NOT_TOLD,
    GAPS_NOT_TOLD,
    QUESTION_GONE,
    gap_text,
    problem_sentence,
)
from bot.chat.handling.asked import question_as_asked
from bot.chat.host import Host, host_of
from bot.chat.sending.channel_rights import missing_in
from bot.chat.sending.delivery import Acknowledged, Reply
from bot.chat.sending.retries import LOST, UndeliveredError, told
from bot.languages import say, speaking
from bot.library import DatabaseAwayError
from index import BriefingError

_log = logging.getLogger(__name__)
_ID = "tell-moderators"


class TellButton(LastingButton, template=_ID):
    """Forwards the question that the documents do not answer."""

    def __init__(self) -> None:
        """Make the button; the question stands in the message it is under."""
        super().__init__(
            discord.ui.Button(
                label=say("Tell the moderators"), style=discord.ButtonStyle.secondary, custom_id=_ID
            )
        )

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Tell the moderators, unless they were; the button says so to everybody then."""
        host, message = host_of(interaction), interaction.message
        if message is None:
            return
        async with host.in_flight.hold():
            known = await host.delivery.acknowledge(interaction, ephemeral=None)
            if known is Acknowledged.REFUSED:
                return
            problem = await host.told.problem(
                message.id, lambda: _forward(host, interaction, message)
            )
            if problem is None:
                with speaking(shown_language(interaction, ephemeral=None)):
                    view = _told_view(message)
                await host.delivery.finish(interaction, Reply(view=view))
            else:
                await host.delivery.whisper_beside(interaction, Reply(content=problem))


async def _forward(
    host: Host, interaction: discord.Interaction[Any], message: discord.Message
) -> str | None:
    """Return why the moderators cannot be told of a question; None where they were."""
    chosen = choices_of(interaction)
    if not chosen.is_known:
        return str(problem_sentence(DatabaseAwayError()))
    guild, wanted = interaction.guild, chosen.gaps_channel
    if guild is None or wanted is None:
        return str(GAPS_NOT_TOLD)
    channel = guild.get_channel(wanted)
    if not isinstance(channel, discord.abc.Messageable) or missing_in(
        channel, guild.me, embeds=False
    ):
        _log.warning("server %s: channel %s is gone, or closed to the bot", guild.id, wanted)
        return str(GAP_NOT_TOLD)
    question = await question_as_asked(message, host.user)
    if not question:
        return str(QUESTION_GONE)
    role = _role(guild, chosen.gaps_role)
    with speaking(servers_language(guild, chosen)):
        text = gap_text(question, _link(message), role.mention if role else "")
    try:
        await host.delivery.post(channel, Reply(content=text), _nonce(message), role)
    except (*LOST, UndeliveredError) as error:
        _log.warning("server %s: channel %s was not told: %s", guild.id, wanted, told(error))
        return str(GAP_NOT_TOLD)
    await _count(host, guild.id, interaction)
    return None


def _role(guild: discord.Guild, wanted: int | None) -> discord.Role | None:
    """Return the role that is notified of a gap; never everybody, whom nobody chose to ring for."""
    role = guild.get_role(wanted) if wanted is not None else None
    return None if role is None or role.is_default() else role


def _nonce(message: discord.Message) -> int:
    """Return the number of what is told of a refusal: another once its question was changed."""
    changed = message.edited_at
    return message.id if changed is None else discord.utils.time_snowflake(changed)


async def _count(host: Host, guild: int, interaction: discord.Interaction[Any]) -> None:
    """Count a question, of which nothing else is kept."""
    servers, day = host.library.shelves.servers, interaction.created_at.date()
    try:
        await host.library.render(lambda: servers.count_gap(guild, day))
    except BriefingError as error:
        _log.warning("server %s: a gap was not counted: %s", guild, error)


def _link(message: discord.Message) -> str:
    """Return where something was asked: the reply, or the channel where the asker alone sees it."""
    place = message.channel
    if message.flags.ephemeral and isinstance(place, discord.abc.GuildChannel | discord.Thread):
        return place.jump_url
    return message.jump_url


def _told_view(message: discord.Message) -> discord.ui.View:
    """Return the buttons of a message, of which this one says that it was pressed."""
    view = discord.ui.View.from_message(message, timeout=None)
    for button in view.children:
        if isinstance(button, discord.ui.Button) and button.custom_id == _ID:
            button.label, button.disabled = say("The moderators were told"), True
    view.stop()  # presses come to the buttons that outlive a restart, and not to this view
    return view
