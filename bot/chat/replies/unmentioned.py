"""What is written to the bot without a mention: in the threads of its answers, and as replies.

Discord keeps the words of such a message from a bot without the privileged intent. Silence would
look like a fault, so it is said once in each thread what can be read there.
"""

import asyncio
import logging

import discord

from bot.chat.audience.reader_languages import servers_language
from bot.chat.audience.server_choices import channels_of
from bot.chat.embeds import UNREADABLE
from bot.chat.host import Host
from bot.chat.incoming.intake import Cooldown, Once
from bot.chat.sending.delivery import Reply
from bot.chat.sending.retries import LOST, UndeliveredError, told
from bot.chat.sending.threads import message_above
from bot.languages import in_every_language, speak

_LOOKED_BACK = 50  # messages of a thread in which it may have been said before a restart
_WITHIN_S = 5.0  # for a look at whether it was said
_REMEMBERED = 10_000  # threads; the oldest are forgotten first
# From one try to say it to the next: what Discord refuses is not tried at every message, and a
# network that was away for as long as one try lasts may be back at the next.
_AGAIN_AFTER_S = 120.0

_log = logging.getLogger(__name__)


class Unmentioned:
    """Knows which threads are the bot's, and where it was said what it can read."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host
        self._told = Once()
        self._tried = Cooldown(_AGAIN_AFTER_S)
        self._ours: dict[int, bool] = {}
        self._looked_up: dict[int, asyncio.Task[bool | None]] = {}

    async def is_for_us(self, message: discord.Message) -> bool:
        """Return whether a message that mentions nobody asks the bot, and can be read."""
        if not message.content or message.mentions:
            return False
        if message.reference is not None:
            return self._replies_to_us(message)
        return await self._in_our_thread(message)

    async def say_what_can_be_read(self, message: discord.Message) -> None:
        """Say once that messages without a mention cannot be read, where one came to the bot."""
        reads_all = self._host.config.discord.message_content_intent
        if reads_all or message.content or message.guild is None:
            return
        if await self._in_our_thread(message):
            addressed = message.channel.id
        elif self._replies_to_us(message) and message.reference is not None:
            addressed = message.reference.message_id or 0
        else:
            return
        chosen = await self._host.look_up(message.author.id, message.guild.id)
        if chosen.is_known and chosen.admits(channels_of(message.channel)):
            speak(servers_language(message.guild, chosen))
            await self._told.problem(addressed, lambda: self._say(message, addressed))

    async def _say(self, message: discord.Message, addressed: int) -> str | None:
        """Return why it is to be said once more; None where it was said, by whichever process."""
        if self._tried.wait_s(addressed, at=message.created_at):
            return "it was tried a moment ago"
        if await self._was_said(message.channel):
            return None
        async with self._host.in_flight.hold():
            said = await self._host.delivery.reply_to(message, Reply(content=str(UNREADABLE)))
        return None if said else "it did not arrive"

    def _replies_to_us(self, message: discord.Message) -> bool:
        replied = message.reference.resolved if message.reference else None
        return isinstance(replied, discord.Message) and replied.author == self._host.user

    async def _in_our_thread(self, message: discord.Message) -> bool:
        """Return whether a thread was opened by the bot, or at one of its messages."""
        thread = message.channel
        if not isinstance(thread, discord.Thread):
            return False
        known = self._ours.get(thread.id)
        if known is None:
            known = await self._found(thread)
            if known is None:
                return False  # Discord did not say; the next message asks it again
            while len(self._ours) >= _REMEMBERED:
                self._ours.pop(next(iter(self._ours)))
            self._ours[thread.id] = known
        return known

    async def _found(self, thread: discord.Thread) -> bool | None:
        """Return what Discord says of a thread, asked once by all who wait for it."""
        looked_up = self._looked_up.get(thread.id)
        if looked_up is None:
            looked_up = asyncio.create_task(self._is_ours(thread))
            self._looked_up[thread.id] = looked_up
            looked_up.add_done_callback(lambda _: self._looked_up.pop(thread.id))
        return await asyncio.shield(looked_up)

    async def _is_ours(self, thread: discord.Thread) -> bool | None:
        """Return whether a thread is the bot's, None where Discord did not say."""
        me = self._host.user
        if me is None or thread.owner_id == me.id:
            return me is not None
        try:
            starter = await self._host.delivery.looked_up(lambda: message_above(thread))
        except (discord.NotFound, discord.Forbidden):
            return False
        except (UndeliveredError, discord.HTTPException) as error:
            _log.warning("thread %s: whose it is was not found: %s", thread.id, told(error))
            return None
        return starter is not None and starter.author.id == me.id

    async def _was_said(self, channel: object) -> bool:
        """Return whether it was said in a thread before, by whichever process."""
        if not isinstance(channel, discord.Thread):
            return False
        return bool(await self._host.delivery.in_time(_WITHIN_S, self._is_said_in(channel)))

    async def _is_said_in(self, thread: discord.Thread) -> bool:
        said = in_every_language(lambda: UNREADABLE)
        try:
            async for message in thread.history(limit=_LOOKED_BACK):
                if message.author == self._host.user and message.content in said:
                    return True
        except LOST:
            pass  # then it may be said once more
        return False
