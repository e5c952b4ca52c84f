"""What a member is in the servers that they share with the bot: asked when it is needed.

Discord gives a bot no list of a member's servers, and lists of members to privileged ones alone.
So each server that has documents of its own is asked for the one member, within bounds of number,
time and rate. A role that was taken away counts no more from the next question on; what is said is
remembered for suggestions alone, of which each keystroke asks for some, and for half a minute. A
server that is not asked, or does not answer, is left out, and that not all may be within reach
stands under the reply: whoever asks, since it is not known who is a member there.
"""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import discord

from bot.chat.audience.readerships import MEMBERSHIPS, is_direct
from bot.chat.sending.retries import LOST, MALFORMED, Pacing, Retries, told
from bot.library import Library, Membership, note_incomplete
from index import BriefingError

_MOST_SERVERS = 25  # that are asked for one question
_AT_ONCE = 5  # requests under way
_A_SECOND = 20  # requests that begin; Discord takes 50 of a bot, of all kinds together
_WITHIN_S = 2.0  # of a question; suggestions go on without where it takes as long
_REMEMBERED = 10_000  # members; the oldest are forgotten first
_LATELY = timedelta(seconds=30)  # for which suggestions go by what a member was
_LATELY_OF = 1_000  # members

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Found:
    """What servers said of a member.

    Args:
        memberships: In the order of the servers' ids.
        is_complete: Whether every server that has documents said whether it is one.
    """

    memberships: tuple[Membership, ...] = ()
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class _Lately:
    """What servers said of a member, and when."""

    memberships: tuple[Membership, ...]
    at: datetime


class Memberships:
    """Looks up where a member is, and as whom."""

    def __init__(self, client: discord.Client, library: Library, pacing: Pacing) -> None:
        """Look up in the servers of `client` that have documents in `library`."""
        self._client = client
        self._library = library
        self._pacing = pacing
        self._retries = Retries(pacing, client.is_closed)
        self._rate = RequestRate(pacing)
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._under_way: dict[int, asyncio.Task[_Found]] = {}
        self._seen_in: OrderedDict[int, frozenset[int]] = OrderedDict()
        self._lately: OrderedDict[int, _Lately] = OrderedDict()

    async def look_up(self, interaction: discord.Interaction[Any]) -> None:
        """Have a direct command, button or form know what its member is elsewhere."""
        if interaction.guild_id is not None:
            self._meet(interaction.user.id, interaction.guild_id)
        else:
            interaction.extras[MEMBERSHIPS] = await self._of(interaction.user.id)

    def forget(self) -> None:
        """Forget what is remembered for suggestions."""
        self._lately.clear()

    async def look_up_lately(self, interaction: discord.Interaction[Any]) -> None:
        """Have a direct suggestion know what its member is elsewhere, or was a moment ago."""
        lately = self._lately.get(interaction.user.id)
        if lately is None or self._pacing.now() - lately.at > _LATELY:
            await self.look_up(interaction)
        elif interaction.guild_id is None:
            interaction.extras[MEMBERSHIPS] = lately.memberships

    async def of_author(self, message: discord.Message) -> tuple[Membership, ...]:
        """Return what the author of a direct message is elsewhere; nothing for other messages."""
        if is_direct(message):
            return await self._of(message.author.id)
        if message.guild is not None:
            self._meet(message.author.id, message.guild.id)
        return ()

    def _meet(self, member_id: int, guild_id: int) -> None:
        """Note that a member used the bot in a server: it is among those that are asked first."""
        self._seen_in[member_id] = self._seen_in.get(member_id, frozenset()) | {guild_id}
        self._seen_in.move_to_end(member_id)
        while len(self._seen_in) > _REMEMBERED:
            self._seen_in.popitem(last=False)

    async def _of(self, member_id: int) -> tuple[Membership, ...]:
        """Return what a member is now; whoever asks for the same meanwhile is given it, too."""
        shared = self._under_way.get(member_id)
        if shared is None:
            shared = asyncio.create_task(self._asked(member_id))
            self._under_way[member_id] = shared
            shared.add_done_callback(lambda _: self._under_way.pop(member_id))
        found = await asyncio.shield(shared)
        self._note(member_id, found.memberships)
        if not found.is_complete:
            note_incomplete()
        return found.memberships

    def _note(self, member_id: int, memberships: tuple[Membership, ...]) -> None:
        """Remember what a member is for a moment, and nothing for longer."""
        now = self._pacing.now()
        self._lately[member_id] = _Lately(memberships, now)
        self._lately.move_to_end(member_id)
        first = next(iter(self._lately.values()))
        while len(self._lately) > _LATELY_OF or now - first.at > _LATELY:
            self._lately.popitem(last=False)
            first = next(iter(self._lately.values()))

    async def _asked(self, member_id: int) -> _Found:
        """Return what those servers say that are asked, and answer in time."""
        try:
            limits = await self._library.render(self._library.shelves.limits)
        except BriefingError as error:
            _log.warning("the libraries of servers cannot be asked: %s", error)
            return _Found()
        servers = [guild for guild in self._client.guilds if guild.id in limits]
        asking = [
            asyncio.create_task(self._membership(guild, member_id, limits[guild.id]))
            for guild in self._first(member_id, servers)
        ]
        answers = await self._in_time(asking) if asking else []
        found = sorted(chain.from_iterable(answers), key=lambda membership: membership.guild)
        return _Found(tuple(found), is_complete=len(answers) == len(servers))

    def _first(self, member_id: int, servers: Iterable[discord.Guild]) -> list[discord.Guild]:
        """Return the servers that are asked: those where the member was seen come first."""
        seen_in = self._seen_in.get(member_id, frozenset())
        there = (guild for guild in servers if not guild.unavailable)
        return sorted(there, key=lambda guild: guild.id not in seen_in)[:_MOST_SERVERS]

    async def _in_time(
        self, asking: list[asyncio.Task[tuple[Membership, ...] | None]]
    ) -> list[tuple[Membership, ...]]:
        """Return the answers within the time; requests that take longer go on unheard."""
        try:
            async with self._pacing.limit(_WITHIN_S):
                await asyncio.wait(asking)
        except TimeoutError:
            late = [task for task in asking if not task.done()]
            _log.warning("%d servers did not say in time who is a member", len(late))
            for task in late:
                task.cancel()
        ended = (task.result() for task in asking if task.done())
        return [answer for answer in ended if answer is not None]

    async def _membership(
        self, guild: discord.Guild, member_id: int, channels: Iterable[int]
    ) -> tuple[Membership, ...] | None:
        """Return what somebody is in a server, () where they are no member.

        None where it does not say.
        """
        try:
            async with self._slots:
                await self._rate.turn()
                request = guild.fetch_member(member_id)
                member = await self._retries.within(_WITHIN_S, request, cancels=False)
        except discord.NotFound:
            return ()
        except (*LOST, *MALFORMED) as error:
            _log.warning("server %s did not say who is a member: %s", guild.id, told(error))
            return None
        if self._client.get_guild(guild.id) is not guild or guild.unavailable:
            return None  # it went away meanwhile, or is another object with what is known of it
        roles = frozenset(role.id for role in member.roles)
        return (Membership(guild.id, _visible(guild, member, channels), roles, guild.name),)


def _visible(
    guild: discord.Guild, member: discord.Member, channels: Iterable[int]
) -> frozenset[int]:
    """Return which of these channels a member can view; one that was deleted nobody can."""
    there = [guild.get_channel(channel_id) for channel_id in channels]
    return frozenset(one.id for one in there if one and one.permissions_for(member).view_channel)


class RequestRate:
    """Lets only so many requests begin in a second."""

    def __init__(self, pacing: Pacing) -> None:
        """Start with none begun."""
        self._pacing = pacing
        self._begun: deque[datetime] = deque()

    async def turn(self) -> None:
        """Return once another request may begin."""
        while (wait_s := self._wait_s()) > 0:
            await self._pacing.sleep(wait_s)
        self._begun.append(self._pacing.now())

    def _wait_s(self) -> float:
        now = self._pacing.now()
        if self._begun and self._begun[-1] > now:
            self._begun.clear()  # the clock was set back
        while self._begun and self._begun[0] <= now - timedelta(seconds=1):
            self._begun.popleft()
        if len(self._begun) < _A_SECOND:
            return 0.0
        return 1.0 - (now - self._begun[0]).total_seconds()
