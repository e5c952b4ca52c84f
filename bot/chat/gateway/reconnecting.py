"""How the client comes back after its connection broke: no later than the fault needs.

discord.py has no setting for that. It waits up to 2 ** n seconds after the n-th break and forgets
them only once half an hour went by without one (2.7.1: backoff.py, client.py:720): after ten short
outages it stays away for up to 17 minutes, in which nobody's command is heard.
"""

import random
import time
from collections.abc import Callable

import discord.client
import discord.shard
from discord.gateway import ReconnectWebSocket

_FIRST_S = 1.0  # the longest pause after a first break; it doubles with each that follows at once
_LONGEST_S = 10.0
_CONNECTED_S = 2.0  # beyond the pause: who asks again only then was connected in between, …
# … or its try took long to fail, which is a pause, too.


class ReconnectPause:
    """The pauses between tries to connect, as discord.py asks for them: full jitter, bounded.

    References:
        M. Brooker 2015, "Exponential Backoff And Jitter", AWS Architecture Blog.
    """

    def __init__(
        self,
        now_s: Callable[[], float] = time.monotonic,
        drawn: Callable[[float, float], float] = random.uniform,  # noqa: S311  # no secret
    ) -> None:
        """Begin with the shortest; the clock and the dice are the machine's unless given."""
        self._now_s = now_s
        self._drawn = drawn
        self._longest_s = _FIRST_S
        self._over_s = now_s()  # when the last pause was over

    def delay(self) -> float:
        """Return how many seconds to wait before the next try."""
        if self._now_s() > self._over_s + _CONNECTED_S:
            self._longest_s = _FIRST_S
        pause_s = self._drawn(0, self._longest_s)
        self._longest_s = min(2 * self._longest_s, _LONGEST_S)
        self._over_s = self._now_s() + pause_s
        return pause_s


def reconnect_soon() -> None:
    """Let every client of this process that connects from now on pause like this."""
    # discord.py names it among the module's own, not among what it offers: see above.
    for module in (discord.client, discord.shard):
        setattr(module, "ExponentialBackoff", ReconnectPause)  # noqa: B010
    setattr(discord.shard.Shard, "reconnect", _resume)  # noqa: B010


async def _resume(shard: discord.shard.Shard) -> None:
    """Take a shard's session up again after a pause, so that nothing of meanwhile is missed.

    discord.py begins a new one there (2.7.1: shard.py:214), other than for a client that has one
    connection (client.py:788); where Discord has let go of the session, it says so, and a new one
    is begun.
    """
    await shard.reidentify(ReconnectWebSocket(shard.id, resume=True))
