"""Replies to messages, in their channels or in the threads under them, as far as the bot may."""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeAlias, TypeVar

import discord

from bot.chat.sending.channel_rights import HISTORY, may_react, missing_in
from bot.chat.sending.permitted_replies import change_permitted, send_permitted, with_less
from bot.chat.sending.reply_forms import Reply, in_plain_text, untitled
from bot.chat.sending.retries import LOST, Pace, Retries, UndeliveredError, told
from bot.chat.sending.standing_replies import (
    changeable_reply,
    reply_left_behind,
    standing_reply,
)
from bot.chat.sending.threads import thread_under

MESSAGE_WITHIN_S = 180.0  # a nonce is enforced for "the past few minutes"
MESSAGE = Pace(first_pause_s=0.3, longest_pause_s=10.0, try_s=30.0, cancels=False)
_THREAD_WITHIN_S = 10.0  # then the answer stands in the channel
# One that is opened later than that stays empty: there is one under a message at most.
_OPENING = Pace(first_pause_s=0.3, longest_pause_s=2.0, try_s=5.0, cancels=False)
_HAS_THREAD = 160004  # an error code of Discord's

T = TypeVar("T")
_log = logging.getLogger(__name__)
_Place: TypeAlias = "discord.abc.MessageableChannel"  # of a stub alone


class WrittenReplies:
    """Writes replies to messages."""

    def __init__(self, retries: Retries, is_plain: Callable[[int, int | None], bool]) -> None:
        """Write them.

        Args:
            retries: By which it is tried again.
            is_plain: Whether a member, given with their server, is answered in plain text.
        """
        self._retries = retries
        self._is_plain = is_plain

    def to(self, message: discord.Message) -> "ReplyTo":
        """Return what writes the reply to a message, for as long as it can arrive once."""
        until = self._retries.pacing.now() + timedelta(seconds=MESSAGE_WITHIN_S)
        plain = self._is_plain(message.author.id, message.guild.id if message.guild else None)
        return ReplyTo(message, self._retries, until, plain, standing_reply())

    async def changeable(
        self, message: discord.Message, bot: discord.abc.User | None
    ) -> discord.Message | None:
        """Return the bot's reply to a message where it may be changed; None where it may not be."""
        try:
            return await self.looked_up(partial(changeable_reply, message, bot))
        except (UndeliveredError, discord.HTTPException) as error:
            _log.warning("message %s: its reply was not found: %s", message.id, told(error))
            return None

    async def looked_up(self, look: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return what Discord has, asked again for as long as a message can be replied to.

        Raises:
            UndeliveredError: It does not say in time.
            discord.HTTPException: It refuses.
        """
        until = self._retries.pacing.now() + timedelta(seconds=MESSAGE_WITHIN_S)
        return await self._retries.persist(look, MESSAGE, until)

    async def take_back(
        self, deleted: discord.PartialMessage, bot: discord.abc.User | None
    ) -> None:
        """Delete the bot's reply to a message that was deleted, unless somebody went on from it."""
        until = self._retries.pacing.now() + timedelta(seconds=MESSAGE_WITHIN_S)

        async def taken_back() -> None:
            if reply := await reply_left_behind(deleted, bot):
                await reply.delete()

        try:
            await self._retries.persist(taken_back, MESSAGE, until)
        except discord.Forbidden as error:  # to read what was said since; its own it may delete
            _log.info("message %s was deleted: a reply is not looked for: %s", deleted.id, error)
        except (UndeliveredError, discord.HTTPException) as error:
            _log.warning("message %s: its reply was not deleted: %s", deleted.id, told(error))

    async def mark(self, message: discord.Message, sign: str) -> None:
        """React to a message with an emoji where the bot may: once, for it is no answer."""
        me = message.guild.me if message.guild else None
        if not may_react(message.channel, me):
            return
        try:
            await self._retries.within(MESSAGE.try_s, message.add_reaction(sign), cancels=False)
        except LOST as error:
            _log.info("message %s: it has no reaction: %s", message.id, told(error))

    async def open_thread(self, message: discord.Message, name: str) -> discord.Thread | None:
        """Return the thread under a message, opened where there is none; None where it cannot be.

        Args:
            message: In a channel of a server.
            name: Of the thread, where it is opened.
        """
        until = self._retries.pacing.now() + timedelta(seconds=_THREAD_WITHIN_S)

        async def opened() -> discord.Thread | None:
            try:
                return await message.create_thread(name=name)
            except discord.HTTPException as error:
                if error.code != _HAS_THREAD:
                    raise
            return await thread_under(message)

        try:
            return await self._retries.persist(opened, _OPENING, until)
        except (UndeliveredError, discord.HTTPException) as error:
            if message.guild and (thread := message.guild.get_thread(message.id)):
                return thread  # Discord told of it otherwise
            _log.warning("message %s: no thread was opened: %s", message.id, told(error))
            return None


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """The reply to one message.

    Args:
        message: That one.
        retries: By which it is tried again.
        until: When nothing is tried any more.
        plain: Whether it is plain text.
        standing: The earlier reply in whose place it is put; None where it is a message of its own.
    """

    message: discord.Message
    retries: Retries
    until: datetime
    plain: bool
    standing: discord.Message | None = None

    async def send(self, reply: Reply, thread: discord.Thread | None) -> None:
        """Reply in the place of the earlier reply, in the thread under the message, or beside it.

        Raises:
            discord.HTTPException: Discord refused it in the channel.
            UndeliveredError: It did not arrive in time.
        """
        if self.standing is not None:
            await self._send_in(self.standing.channel, reply)
            return
        if thread is not None:
            try:
                await self._send_in(thread, reply)
            except discord.HTTPException as error:
                _log.warning("thread %s: the reply was refused: %s", thread.id, error)
            else:
                return
        await self._send_in(self.message.channel, reply)

    async def write(self, place: _Place, reply: Reply, lacking: tuple[str, ...]) -> None:
        """Write the reply without what needs permissions that are lacking."""
        shown = reply if HISTORY in lacking else untitled(reply)
        shown = in_plain_text(shown) if self.plain else shown
        sent = partial(send_permitted, self.message, place, shown, lacking)
        if self.standing is not None:
            sent = partial(change_permitted, self.standing, shown, lacking)
        await self.retries.persist(sent, MESSAGE, self.until)

    async def _send_in(self, place: _Place, reply: Reply) -> None:
        """Reply in a place with what the bot may do there."""
        attached = in_plain_text(reply).files if self.plain else reply.files
        me = self.message.guild.me if self.message.guild else None
        missing = missing_in(place, me, files=bool(attached))
        if missing:
            names = ", ".join(missing)
            _log.warning("channel %s: the bot lacks the permission %s", place.id, names)
        await with_less(self.message, partial(self.write, place, reply), missing)
