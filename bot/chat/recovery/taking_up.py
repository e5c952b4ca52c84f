"""What an earlier process had in hand when it was killed: answered by the next, and once.

A message is read again, and answered with the nonce that its answer would have had; not where one
stands there already. A command, press or form is answered in the place of its "thinking…", for as
long as Discord lets that be changed. What may have changed something is not done once more: its
member is told to look. Nor is what takes every process with it that takes it up.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

import discord
from discord.ext import commands

from bot.chat.audience.reader_languages import servers_language, shown_language
from bot.chat.audience.server_choices import guild_of, keep_choices
from bot.chat.embeds import ASK_ONCE_MORE, LOOK_WHETHER_DONE, is_place_in_line
from bot.chat.host import Host
from bot.chat.incoming.edits import EDITED_QUESTION
from bot.chat.incoming.in_hand import (
    InHand,
    OpenEvent,
    TakenUp,
    parse_again,
    taking_up_again,
)
from bot.chat.observability.request_ids import in_request
from bot.chat.sending.delivery import ACKNOWLEDGE_WITHIN_S, Reply
from bot.chat.sending.retries import LOST, MALFORMED, Pace, Pacing, Retries, UndeliveredError, told
from bot.chat.sending.standing_replies import changeable_reply
from bot.chat.sending.threads import is_answered_below
from bot.languages import speaking
from index import BriefingError

T = TypeVar("T")
_WITHIN = timedelta(minutes=15)  # as long as Discord takes the answer to a command
_MOST_TRIES = 3  # processes that may take the same up, in vain
_LOOKED_AT = 100  # messages after one, among which its answer may be
_LOOK = Pace(first_pause_s=0.3, longest_pause_s=10.0, try_s=15.0, cancels=False)
_LOOK_WITHIN_S = 60.0

_log = logging.getLogger(__name__)


class TakingUp:
    """Takes up what is left, once the bot is there."""

    def __init__(self, client: commands.Bot, host: Host, in_hand: InHand, pacing: Pacing) -> None:
        """Take up for `client`, which is the host, too; nothing is begun."""
        self._client = client
        self._host = host
        self._in_hand = in_hand
        self._pacing = pacing
        self._retries = Retries(pacing, client.is_closed)
        self._left: list[OpenEvent] = []

    def begin(self) -> None:
        """See what is left, before anything new can be in hand, and take it up once connected."""
        self._left = self._in_hand.left()
        self._client.add_listener(self.take_up, "on_ready")

    async def take_up(self) -> None:
        """Answer what is left, each as soon as that can be done."""
        left, self._left = self._left, []
        if left:
            _log.info("in hand when the program ended, and taken up again: %d", len(left))
        await asyncio.gather(*map(self._settle, left))

    async def _settle(self, event: OpenEvent) -> None:
        """See to one of them; whatever comes of it, it is not left any more."""
        with in_request(event.id):
            try:
                await self._see_to(event)
            except (*LOST, *MALFORMED, discord.ClientException, UndeliveredError) as error:
                _log.warning("%s was in hand, and cannot be answered: %s", event.id, told(error))
            except BriefingError as error:
                _log.warning("%s was in hand, and cannot be answered: %s", event.id, error)
        self._in_hand.settle(event.id)

    async def _see_to(self, event: OpenEvent) -> None:
        if self._pacing.now() - discord.utils.snowflake_time(event.id) > _WITHIN:
            _log.warning("%s was in hand, and is too old to be answered", event.id)
        elif event.sent is None:
            await self._see_to_message(event)
        else:
            await self._see_to_interaction(event)

    async def _see_to_message(self, event: OpenEvent) -> None:
        channel = self._client.get_channel(event.channel)
        if channel is None:
            channel = await self._looked(lambda: self._client.fetch_channel(event.channel))
        if not isinstance(channel, discord.abc.Messageable):
            return
        message = await self._looked(lambda: channel.fetch_message(event.id))
        is_answered = self._is_answered_anew if event.edited else self._is_answered
        if await self._looked(lambda: is_answered(message)):
            return
        with taking_up_again(TakenUp(event.tries + 1)):
            if event.tries < _MOST_TRIES:
                name = EDITED_QUESTION if event.edited else "message"
                await _ended(lambda: self._client.dispatch(name, message))
            elif not event.edited:
                await self._give_up(message)

    async def _is_answered(self, message: discord.Message) -> bool:
        """Return whether the bot replied to a message already."""
        async for later in message.channel.history(limit=_LOOKED_AT, after=message):
            reference = later.reference
            replied = reference.message_id if reference else None
            if replied == message.id and later.author == self._client.user:
                return True
        return await is_answered_below(message, self._client.user)

    async def _is_answered_anew(self, message: discord.Message) -> bool:
        """Return whether the reply to a changed message was changed since, or may not be."""
        reply = await changeable_reply(message, self._client.user)
        if reply is None or message.edited_at is None:
            return True
        return reply.edited_at is not None and reply.edited_at >= message.edited_at

    async def _give_up(self, message: discord.Message) -> None:
        chosen = await self._host.look_up(message.author.id, guild_of(message))
        with speaking(servers_language(message.guild, chosen)):
            await self._host.delivery.reply_to(message, Reply(content=str(ASK_ONCE_MORE)))

    async def _see_to_interaction(self, event: OpenEvent) -> None:
        sent: Any = event.sent
        interaction = discord.Interaction(data=sent, state=self._client._connection)  # not public
        try:
            original = await self._looked(interaction.original_response)
        except discord.NotFound:
            if self._host.delivery.age_s(interaction) < ACKNOWLEDGE_WITHIN_S:
                await _ended(lambda: parse_again(self._client, event))
            return  # else Discord has told its member that nobody answered
        begun = _begun(interaction, original, event.tries + 1)
        if begun is None:
            return  # its answer is there
        with taking_up_again(begun):
            if event.harmless and event.tries < _MOST_TRIES:
                await _ended(lambda: parse_again(self._client, event))
            elif not _takes_its_place(interaction, original):
                await self._tell(interaction, event, begun)

    async def _tell(
        self, interaction: discord.Interaction[Any], event: OpenEvent, begun: TakenUp
    ) -> None:
        """Say in the place of an answer that there will be none."""
        chosen = await self._host.look_up(interaction.user.id, interaction.guild_id)
        keep_choices(interaction, chosen)
        with speaking(shown_language(interaction, ephemeral=begun.ephemeral)):
            words = str(ASK_ONCE_MORE if event.harmless else LOOK_WHETHER_DONE)
            await self._host.delivery.finish(interaction, Reply(content=words))

    async def _looked(self, look: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return what Discord has, asked again until it says so.

        Raises:
            UndeliveredError: It does not say in time.
            discord.HTTPException: It refuses.
        """
        until = self._pacing.now() + timedelta(seconds=_LOOK_WITHIN_S)
        return await self._retries.persist(look, _LOOK, until)


def _takes_its_place(
    interaction: discord.Interaction[Any], original: discord.InteractionMessage
) -> bool:
    """Return whether an answer takes the place of the message whose button was pressed."""
    return interaction.message is not None and interaction.message.id == original.id


def _begun(
    interaction: discord.Interaction[Any], original: discord.InteractionMessage, tries: int
) -> TakenUp | None:
    """Return what an earlier process did of an interaction; None where its answer is there.

    Args:
        interaction: A command, press or form.
        original: What stands in the place of its answer.
        tries: How often it was taken up, with this time.
    """
    if _takes_its_place(interaction, original):
        return TakenUp(tries)
    if not original.flags.loading and not is_place_in_line(original.content):
        return None
    return TakenUp(tries, original.flags.ephemeral)


async def _ended(begin: Callable[[], object]) -> None:
    """Have discord.py take something up; return once all that this began has ended."""
    before = asyncio.all_tasks()
    begin()
    begun = asyncio.all_tasks() - before
    if begun:
        await asyncio.wait(begun)
