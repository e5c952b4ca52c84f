"""Sending until it arrives: the one place that tries again, with its back-off and its deadline.

What discord.py 2.7.1 does by itself: the interaction routes (webhook/async_.py) wait 1, 3, 5, 7 and
9 s between tries at any 5xx, all others (http.py) at 500, 502, 504 and 524 alone; both wait as
long as a 429 says, five times at most; neither tries a broken connection again on Linux, nor a 429
without a `Via` header; and a response that does not come is waited for for 300 s, behind which the
other messages to its channel wait, too. Each request and each try here is therefore bounded, and
what ends a try is judged here.
"""

import asyncio
import logging
import random
import re
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, TypeVar

import aiohttp
import discord

T = TypeVar("T")
_log = logging.getLogger(__name__)

_SERVER_ERROR = 500  # statuses from here on are Discord's own faults
_RATE_LIMITED = 429
# discord.py raises these at a 429 or a success whose body is none of Discord's (async_.py:199).
MALFORMED = (KeyError, TypeError, ValueError)
_MALFORMED_TRIES = 6  # then it is taken for a fault of ours
_FIRST_ANSWER = re.compile(r"/interactions/\d+/[^/]+/callback$")  # the path it is sent to
_RESPONSE_WITHIN_S = 15.0  # to one request, with what is sent up by it
# What a request ends in that Discord refused, or that the network lost; a time-out is an OSError.
LOST = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError)


class UndeliveredError(Exception):
    """It did not arrive before its deadline; the cause is the last fault."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast tries follow each other.

    Args:
        first_pause_s: The longest pause after the first try; it doubles with each.
        longest_pause_s: The longest pause of all.
        try_s: How long one try may take.
        cancels: Whether a try that took too long is ended. Where it is not, it goes on beside the
            next, which must then be one that Discord takes for the same.
    """

    first_pause_s: float
    longest_pause_s: float
    try_s: float
    cancels: bool


class Pacing:
    """The machine's time and its dice. Tests have one whose time passes when they say so."""

    servers_within_s = 0.5
    """After the last server that Discord tells of at the start, the bot is ready.

    discord.py waits 2 s, since it may fetch members meanwhile.
    """

    def now(self) -> datetime:
        """Return the time, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        await asyncio.sleep(seconds)

    def limit(self, seconds: float) -> AbstractAsyncContextManager[object]:
        """Return a context that raises TimeoutError where its block takes longer."""
        return asyncio.timeout(seconds)

    def pause_s(self, longest_s: float) -> float:
        """Return a pause between 0 and `longest_s` seconds, by chance.

        References:
            Full jitter: M. Brooker 2015, "Exponential Backoff And Jitter", AWS Architecture Blog.
        """
        return random.uniform(0, longest_s)  # noqa: S311  # no secret


class Retries:
    """Tries again what failed for a moment, until a deadline."""

    def __init__(self, pacing: Pacing, closed: Callable[[], bool] = lambda: False) -> None:
        """Try by the time of `pacing`, and no more once the connection is `closed` for good."""
        self.pacing = pacing
        self._closed = closed
        self._left_running: set[asyncio.Future[Any]] = set()

    async def persist(
        self, send: Callable[[], Coroutine[Any, Any, T]], pace: Pace, until: datetime
    ) -> T:
        """Return what `send` gives, tried at least once and again until a moment.

        Args:
            send: Makes one request, and no other effect if it is made twice.
            pace: How fast tries follow each other.
            until: When the last try may begin or be under way.

        Raises:
            UndeliveredError: It did not arrive in time.
            discord.HTTPException: Discord refused it, and would again.
        """
        tries = 0
        while True:
            tries += 1
            try:
                return await self._try(send, pace, until)
            except (*LOST, *MALFORMED) as error:
                _check_worth(error, tries)
                await self._pause(error, pace, tries, until)

    async def _try(
        self, send: Callable[[], Coroutine[Any, Any, T]], pace: Pace, until: datetime
    ) -> T:
        left_s = (until - self.pacing.now()).total_seconds()
        bound_s = min(pace.try_s, left_s) if left_s > 0 else pace.try_s
        try:
            return await self.within(bound_s, send(), cancels=pace.cancels)
        except RuntimeError as error:  # so says aiohttp of a session that was closed
            if self._closed():
                raise UndeliveredError("the bot was stopped meanwhile") from error
            raise

    async def within(self, seconds: float, work: Coroutine[Any, Any, T], *, cancels: bool) -> T:
        """Return what `work` gives; a `TimeoutError` is raised where that takes longer.

        Args:
            seconds: How long it may take.
            work: What is done.
            cancels: Whether it is ended then, or goes on unheard. A request of discord.py's
                http.py must not be cancelled: while it waits for a global rate limit it holds back
                every other one, and would do so for ever (http.py:724).
        """
        task = asyncio.ensure_future(work)
        self._left_running.add(task)
        task.add_done_callback(self._ended)
        async with self.pacing.limit(seconds):
            return await (task if cancels else asyncio.shield(task))

    def _ended(self, task: asyncio.Future[Any]) -> None:
        self._left_running.discard(task)
        if not task.cancelled():
            task.exception()  # heard, so that asyncio does not complain of it

    async def _pause(self, error: Exception, pace: Pace, tries: int, until: datetime) -> None:
        """Wait before the next try: exponential, with full jitter, and as long as Discord asks.

        Raises:
            UndeliveredError: The deadline is nearer than the next try.
        """
        longest_s = min(pace.first_pause_s * 2 ** min(tries - 1, 16), pace.longest_pause_s)
        pause_s = max(self.pacing.pause_s(longest_s), _asked_for_s(error))
        if self.pacing.now() + timedelta(seconds=pause_s) >= until:
            raise UndeliveredError(f"given up after {tries} tries: {told(error)}") from error
        _log.info("try %d failed (%s), again in %.2f s", tries, told(error), pause_s)
        await self.pacing.sleep(pause_s)
        if self._closed():
            raise UndeliveredError("the bot was stopped meanwhile") from error


def bounded(pacing: Pacing) -> aiohttp.TraceConfig:
    """Return what ends each request of discord.py's that has had no response in time.

    It ends in a `TimeoutError`, as one of aiohttp's would. The limit is around the request alone:
    the task that makes it may not be cancelled while it waits for a rate limit (see
    `Retries.within`).

    A first answer that met a fault of the server ends at once, too: of its three seconds discord.py
    would wait out one before it tried again (2.7.1: webhook/async_.py:221).
    """

    async def start(
        _: aiohttp.ClientSession, request: SimpleNamespace, __: aiohttp.TraceRequestStartParams
    ) -> None:
        request.limit = pacing.limit(_RESPONSE_WITHIN_S)
        await request.limit.__aenter__()

    async def end(
        _: aiohttp.ClientSession, request: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
    ) -> None:
        await request.limit.__aexit__(None, None, None)
        if ended.response.status >= _SERVER_ERROR and _FIRST_ANSWER.search(ended.url.path):
            request.limit = nullcontext()  # aiohttp will call `fail` for what is raised here
            ended.response.close()
            raise discord.DiscordServerError(ended.response, None)

    async def fail(
        _: aiohttp.ClientSession,
        request: SimpleNamespace,
        failed: aiohttp.TraceRequestExceptionParams,
    ) -> None:
        error: BaseException = failed.exception
        await request.limit.__aexit__(type(error), error, error.__traceback__)

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(start)
    trace.on_request_end.append(end)
    trace.on_request_exception.append(fail)
    return trace


def told(error: Exception) -> str:
    """Return an error in one line, without the address, in which a token may stand."""
    if isinstance(error, discord.HTTPException):
        return f"{error.status} (code {error.code})"
    return type(error).__name__


def _check_worth(error: Exception, tries: int) -> None:
    """Pass where the next try may succeed.

    Raises:
        discord.HTTPException: Discord refused it, and would again.
        UndeliveredError: Nothing that it can be taken for has passed by now.
    """
    if isinstance(error, discord.HTTPException):
        if error.status < _SERVER_ERROR and error.status != _RATE_LIMITED:
            raise error
    elif isinstance(error, MALFORMED) and tries >= _MALFORMED_TRIES:
        _log.error("given up after %d tries", tries, exc_info=error)
        raise UndeliveredError(f"given up after {tries} tries: {told(error)}") from error


def _asked_for_s(error: Exception) -> float:
    """Return how many seconds Discord asks to wait, 0 where it does not say."""
    if isinstance(error, discord.RateLimited):
        return error.retry_after
    if not isinstance(error, discord.HTTPException):
        return 0.0
    try:
        return max(0.0, float(error.response.headers.get("Retry-After", 0)))
    except ValueError:  # a date, which proxies may write
        return 0.0
