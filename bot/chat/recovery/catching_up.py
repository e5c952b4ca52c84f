"""Mentions that nobody heard while no process was connected: looked for once one is again.

Discord tells a new connection nothing of what was written before it. It has no list of mentions
either, so channels are read in which somebody wrote since; direct messages are in no list at all.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import discord
from discord.ext import commands, tasks

from bot.chat.gateway.connections import follow_connections
from bot.chat.incoming.in_hand import InHand
from bot.chat.observability.signs_of_life import EVERY_S, SignFile
from bot.chat.sending.channel_rights import missing_in
from bot.chat.sending.retries import (
    LOST,
    MALFORMED,
    Pace,
    Pacing,
    Retries,
    UndeliveredError,
    told,
)
from bot.chat.sending.threads import is_answered_below
from bot.chat.servers.memberships import RequestRate
from bot.shards import Shards

SEEN = "seen"  # beside what is in hand: until when all was heard
_WITHIN = timedelta(minutes=15)  # what is older is not answered any more
_UNHEARD = timedelta(seconds=60)  # after which discord.py gives a dead connection up
_UNREAD = timedelta(seconds=2)  # what came in just before the end
_MOST_CHANNELS = 500  # that are read, those first in which was written last
_MOST_MESSAGES = 300  # of a channel
# Where nothing can be read, so many channels then ask some 30 times a second; Discord takes 50.
_READ = Pace(first_pause_s=0.3, longest_pause_s=30.0, try_s=15.0, cancels=False)
_READ_WITHIN = timedelta(minutes=2)  # all channels, and what stands below what was missed

_log = logging.getLogger(__name__)
T = TypeVar("T")
_Channel: TypeAlias = (
    discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
)


class CatchingUp:
    """Notes until when all was heard, and looks for what was written since."""

    def __init__(self, client: commands.Bot, in_hand: InHand, pacing: Pacing) -> None:
        """Look in the channels of `client`; nothing is begun.

        Args:
            client: Hears of messages.
            in_hand: What is in it at the beginning is taken up elsewhere; beside it is noted until
                when all was heard.
            pacing: By whose time.
        """
        self._client = client
        self._in_hand = in_hand
        self._path = in_hand.folder / SEEN
        self._file = SignFile(self._path, _log)
        self._pacing = pacing
        self._retries = Retries(pacing, client.is_closed)
        self._rate = RequestRate(pacing)
        self._seen: datetime | None = None
        self._left: frozenset[int] = frozenset()
        self._is_connected = False
        self._under_way = 0
        self._rounds = tasks.loop(seconds=EVERY_S)(self._note)

    def begin(self, served: Shards | None) -> None:
        """Look from the first connection on, of these shards; None has one connection for all."""
        self._left = frozenset(event.id for event in self._in_hand.left())
        self._seen = _read(self._path)
        follow_connections(self._client, served, self._follow)
        if served is None:
            self._client.add_listener(self.catch_up, "on_ready")
        else:
            self._client.add_listener(self.catch_up, "on_shard_ready")
        self._rounds.start()

    def end(self) -> None:
        """Note that all was heard until now, where that is so."""
        self._rounds.cancel()
        self._write(_UNREAD)

    def _follow(self, away: frozenset[int]) -> None:
        self._is_connected = not away

    async def _note(self) -> None:
        self._write(_UNHEARD)

    def _write(self, margin: timedelta) -> None:
        if self._is_connected and not self._under_way:
            self._seen = self._pacing.now() - margin
            self._file.write(self._seen.isoformat())

    async def catch_up(self, shard: int | None = None) -> None:
        """Have mentions answered that nobody heard, in the servers of a shard, or in all."""
        now = self._pacing.now()
        if self._seen is None:  # of a folder's first bot everything begins now
            self._seen = now
            return
        since, until = max(self._seen, now - _WITHIN), now + _READ_WITHIN
        self._under_way += 1
        try:
            channels = self._written_in(since, shard)
            await asyncio.gather(*(self._look_through(one, since, until) for one in channels))
        finally:
            self._under_way -= 1

    def _written_in(self, since: datetime, shard: int | None) -> list[_Channel]:
        """Return the channels that can be read, and in which somebody wrote since."""
        guilds = self._client.guilds
        ours = [guild for guild in guilds if shard is None or guild.shard_id == shard]
        first = discord.utils.time_snowflake(since)
        channels = list(chain.from_iterable(_readable(guild, first) for guild in ours))
        channels.sort(key=lambda one: one.last_message_id or 0, reverse=True)
        if len(channels) > _MOST_CHANNELS:
            _log.warning("of %d channels only %d are caught up", len(channels), _MOST_CHANNELS)
        return channels[:_MOST_CHANNELS]

    async def _look_through(self, channel: _Channel, since: datetime, until: datetime) -> None:
        """Have answered what was missed in a channel, once it can be read; beside the others."""
        await self._rate.turn()
        try:
            written = await self._read(lambda: _written(channel, since), until)
        except (*LOST, *MALFORMED, UndeliveredError) as error:
            _log.warning("channel %s cannot be caught up: %s", channel.id, told(error))
            return
        me = self._client.user
        ours = (one.reference for one in written if one.author == me)
        answered = {reference.message_id for reference in ours if reference} | self._left
        missed = [one for one in written if me in one.mentions and one.id not in answered]
        for message in missed:
            if not await self._is_answered_below(message, until):
                self._client.dispatch("message", message)  # which is taken up once

    async def _is_answered_below(self, message: discord.Message, until: datetime) -> bool:
        """Return whether a message has its answer in a thread, or may have: nothing comes twice."""
        try:
            return await self._read(lambda: is_answered_below(message, self._client.user), until)
        except (*LOST, *MALFORMED, UndeliveredError) as error:
            _log.warning("the thread under message %s is not read: %s", message.id, told(error))
            return True

    async def _read(self, read: Callable[[], Coroutine[Any, Any, T]], until: datetime) -> T:
        """Return what is read, tried again where that fails for a moment."""
        return await self._retries.persist(read, _READ, until)


async def _written(channel: _Channel, since: datetime) -> list[discord.Message]:
    return [one async for one in channel.history(limit=_MOST_MESSAGES, after=since)]


def _readable(guild: discord.Guild, first: int) -> list[_Channel]:
    """Return a server's channels that can be read, and have a message from a number on."""
    there: list[_Channel] = [
        *guild.text_channels,
        *guild.voice_channels,
        *guild.stage_channels,
        *guild.threads,
    ]
    lately = [one for one in there if (one.last_message_id or 0) >= first]
    return [one for one in lately if not missing_in(one, guild.me)]


def _read(path: Path) -> datetime | None:
    """Return until when an earlier process heard of everything; None where that is not known."""
    try:
        seen = datetime.fromisoformat(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return seen if seen.tzinfo is not None else None
