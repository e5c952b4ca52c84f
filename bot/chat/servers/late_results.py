"""What became of what members brought, told in the channel where its command can tell no more.

A command's answer can be changed for fifteen minutes, and by the process that gave it. Whatever
ends later, or under another process, is told here, once; where the bot may not write there, it
stays in the list of jobs. Everybody who reads the channel reads that: a document is named only
where everybody may see it, and nothing that failed is.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import discord
from discord.ext import commands

from bot.chat.audience.reader_languages import servers_language
from bot.chat.sending.channel_rights import missing_in
from bot.chat.sending.delivery import Delivery, Reply
from bot.chat.sending.retries import LOST, UndeliveredError, told
from bot.languages import speaking
from bot.library import Job, JobKind, JobState, Library, Scope, Telling
from index import BriefingError

_JOBS = 1_000_000  # of which no two that ended in the same millisecond have the same nonce
_LOOK_S = 2.0  # between two looks at what has become of them
_LONGEST_LOOK_S = 60.0  # while it is not known: the pause doubles
_MOST_PASSED = 150  # looks that pass before a channel that cannot be told is tried again

_log = logging.getLogger(__name__)

_Place: TypeAlias = tuple[int, int]
"""A server and a channel of it, by their ids."""

_Words: TypeAlias = Callable[[Sequence[str], bool], str]
"""Says what is done: titles of documents that everybody may see, and whether there is more."""


class LateResults:
    """Tells of jobs whose end no command tells."""

    def __init__(
        self, client: commands.Bot, library: Library, delivery: Delivery, words: _Words
    ) -> None:
        """Tell in the channels of `client`; nothing is begun."""
        self._client = client
        self._library = library
        self._delivery = delivery
        self._words = words
        self._attended: set[int] = set()
        self._said: set[int] = set()  # not again, should it be impossible to note that
        self._put_off = _PutOff()
        self._is_due = False
        self._has_ended = False
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Look from the first connection on: an earlier process may have left something."""
        self._client.add_listener(self.look, "on_ready")

    def end(self) -> None:
        """Look no more, whatever a command leaves that is ended with the program."""
        self._has_ended = True
        if self._task is not None:
            self._task.cancel()

    def attend(self, number: int) -> None:
        """Leave a job to a command, which tells of it."""
        self._attended.add(number)
        self._said.discard(number)  # it is brought again

    async def leave(self, numbers: Iterable[int]) -> None:
        """Take jobs over from a command, which can tell no more of them, or has told all."""
        self._attended.difference_update(numbers)
        await self.look()

    async def look(self) -> None:
        """Tell of what has ended, and stay with what has not."""
        self._is_due = True
        if not self._has_ended and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        """Look until nothing is left."""
        pause_s = _LOOK_S
        while self._is_due:
            self._is_due, going_on = False, True  # whoever calls `look` from here on is heard
            try:
                going_on = await self._tell_of_all()
                pause_s = _LOOK_S
            except Exception as error:  # noqa: BLE001  # it is looked again, whatever it was
                _log_error("what has become of jobs is not known", error)
                pause_s = min(2 * pause_s, _LONGEST_LOOK_S)
            if going_on and await self._library.stays(pause_s):
                self._is_due = True

    async def _tell_of_all(self) -> bool:
        """Tell of what has ended; return whether anything goes on."""
        jobs = await self._library.render(self._library.shelves.untold)
        left = [job for job in jobs if self._is_ours(job)]
        by_channel: dict[_Place, list[Job]] = defaultdict(list)
        for job in left:
            if job.has_ended:
                by_channel[job.guild, job.channel].append(job)
        for place, ended in by_channel.items():
            if not self._put_off.passes(place):
                await self._try_to_tell(place, ended)
        return any(job.id not in self._said for job in left)

    async def _try_to_tell(self, place: _Place, jobs: Sequence[Job]) -> None:
        """Tell of jobs in a channel; where that goes wrong it is put off, and others are told."""
        guild, channel = place
        try:
            await self._tell(guild, channel, jobs)
        except Exception as error:  # noqa: BLE001  # of one channel: the others are told all the same
            self._put_off.put_off(place)
            _log_error(f"server {guild}: channel {channel} cannot be told of jobs yet", error)
        else:
            self._put_off.done(place)

    def _is_ours(self, job: Job) -> bool:
        """Return whether it is for us to tell of a job: a server is told by who serves it."""
        settled = job.id in self._attended or job.id in self._said
        return not settled and self._library.serves(job.guild)

    async def _tell(self, guild_id: int, channel_id: int, jobs: Sequence[Job]) -> None:
        """Tell of jobs in the channel where they were brought, or leave them to the list."""
        guild = self._client.get_guild(guild_id)
        if guild is not None and guild.unavailable:
            return  # an outage of Discord's: later
        numbers = [job.id for job in jobs]
        channel = guild.get_channel_or_thread(channel_id) if guild else None
        posted = guild is not None and await self._post(guild, channel, jobs)
        self._said.update(numbers)
        telling = Telling.POSTED if posted else Telling.LISTED
        shelves = self._library.shelves
        await self._library.render(lambda: shelves.jobs.note_told(numbers, telling))

    async def _post(self, guild: discord.Guild, channel: object, jobs: Sequence[Job]) -> bool:
        """Return whether a channel was told of jobs."""
        if not isinstance(channel, discord.abc.Messageable) or missing_in(
            channel, guild.me, embeds=False
        ):
            _log.info("server %s: what was brought stands in /library jobs alone", guild.id)
            return False
        await self._library.opened(guild.id)
        titles = await self._library.manage(lambda: self._open_to_all(jobs))
        chosen = await self._library.server_settings(guild.id)
        with speaking(servers_language(guild, chosen)):
            text = self._words(titles, len(titles) < len(jobs))
        try:
            await self._delivery.post(channel, Reply(content=text), _nonce(jobs[0]))
        except (*LOST, UndeliveredError) as error:
            place = jobs[0].channel
            _log.warning("server %s: channel %s was not told: %s", guild.id, place, told(error))
            return False
        return True

    def _open_to_all(self, jobs: Iterable[Job]) -> list[str]:
        """Return the titles of the documents, of those that were taken in, that all may see."""
        shelves, public = self._library.shelves, self._library.public
        titles = []
        for job in jobs:
            if job.state is not JobState.DONE or job.kind is JobKind.ARCHIVE:
                continue
            shelved = {one.name: one for one in shelves.documents(job.guild)}.get(job.name)
            if shelved is not None and shelved.scope == Scope():
                read = shelves.read(job.guild, public).get(job.name)
                titles.append(read.title if read else shelved.filename)
        return titles


class _PutOff:
    """Channels that could not be told: each is passed over twice as often as the time before."""

    def __init__(self) -> None:
        """Pass none over yet."""
        self._next: dict[_Place, int] = {}  # looks that pass after the next time in vain
        self._left: dict[_Place, int] = {}

    def passes(self, place: _Place) -> bool:
        """Return whether a look passes a channel over."""
        left = self._left.get(place, 0)
        self._left[place] = left - 1
        return left > 0

    def put_off(self, place: _Place) -> None:
        """Pass a channel over for some looks: it was tried in vain."""
        looks = self._next.get(place, 1)
        self._left[place], self._next[place] = looks, min(2 * looks, _MOST_PASSED)

    def done(self, place: _Place) -> None:
        """Forget a channel that was told."""
        self._next.pop(place, None)
        self._left.pop(place, None)


def _log_error(what: str, error: Exception) -> None:
    """Log that something went wrong; with its stack where nobody foresaw it."""
    unforeseen = None if isinstance(error, BriefingError) else error
    _log.warning("%s: %s", what, type(error).__name__ if unforeseen else error, exc_info=unforeseen)


def _nonce(job: Job) -> int:
    """Return what no other end of a job has, and the same end has after a restart."""
    return round(job.ended * 1_000) * _JOBS + job.id % _JOBS
