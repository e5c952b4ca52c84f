"""What the supervisor does to a client from outside: it looks on, and shields it from nonsense."""

import logging
import math
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import aiohttp
import discord

_log = logging.getLogger(__name__)

# Where messages for members go: into a channel, after an interaction, and in place of "thinking…".
_MESSAGES = re.compile(r"/channels/\d+/messages$|/webhooks/\d+/[^/]+(/messages/@original)?$")
_SENDING = frozenset({"POST", "PATCH"})
_INDISPENSABLE = "READY"  # without it there is no session: the connection is begun anew


class Lookout:
    """What was seen of one client: heartbeats that Discord acknowledged, answers that it took."""

    def __init__(self, client: discord.Client, clock: Callable[[], float]) -> None:
        """Look at a client that is not connected yet; `clock` gives seconds since the epoch."""
        self.answer: float | None = None
        self._client = client
        self._clock = clock
        self._latencies: dict[int, float] = {}  # that were seen last, by the connection
        self._beaten: set[int] = set()  # whose next heartbeat is not waited for
        # A client has one of these, and `BriefingBot` bounds its requests by it.
        trace = client.http.http_trace or aiohttp.TraceConfig()
        trace.on_request_end.append(self._ended)
        client.http.http_trace = trace

    def another_heartbeat(self) -> bool:
        """Return whether Discord acknowledged a heartbeat since this last said so: of each shard.

        discord.py tells how long the last one took, in fractions of a microsecond: another number
        is another heartbeat. Without any it is infinite, without a connection not a number.
        """
        latencies = _latencies(self._client)
        for shard, latency in latencies.items():
            if math.isfinite(latency) and latency != self._latencies.get(shard):
                self._latencies[shard] = latency
                self._beaten.add(shard)
        if not latencies or not self._beaten.issuperset(latencies):
            return False
        self._beaten.clear()
        return True

    async def _ended(
        self, session: aiohttp.ClientSession, context: object, ended: aiohttp.TraceRequestEndParams
    ) -> None:
        """Note when Discord took a message."""
        del session, context
        if ended.response.ok and ended.method in _SENDING and _MESSAGES.search(ended.url.path):
            self.answer = self._clock()


def _latencies(client: discord.Client) -> dict[int, float]:
    """Return how long the last heartbeat of each connection took; without shards there is one."""
    if isinstance(client, discord.AutoShardedClient):
        return dict(client.latencies)
    return {0: client.latency}


def shield(client: discord.Client) -> None:
    """Let an event that cannot be parsed cost itself alone, and not the connection.

    discord.py parses an event where it receives it, and an error there ends `Client.connect`
    (2.7.1: gateway.py:557); it offers no other place to catch it.
    """
    parsers = client._connection.parsers  # see above
    for name, parse in tuple(parsers.items()):
        if name != _INDISPENSABLE:
            parsers[name] = partial(_parse, name, parse)


def _parse(name: str, parse: Callable[[Any], object], data: object) -> None:
    """Parse an event, or say that it was left out; its content stays out of the log."""
    try:
        parse(data)
    except Exception as error:  # noqa: BLE001  # whatever a malformed event makes of a parser
        kind = type(error).__name__
        _log.warning("an event %s cannot be parsed (%s) and is left out", name, kind)
