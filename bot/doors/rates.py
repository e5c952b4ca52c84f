"""How often each key may ask: a token bucket, so that short bursts are free."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

_MINUTE_S = 60.0
_BURST_SHARE = 0.25  # of what a minute allows, that may come at once


@dataclass(slots=True)
class _Bucket:
    """What is left of a holder's allowance.

    Args:
        tokens: Requests that may come now.
        at: When that was so, in seconds of the clock.
    """

    tokens: float
    at: float


class Rates:
    """The allowances of all keys."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        """Allow so many requests a minute to each.

        Args:
            per_minute: At least 1.
            clock: In seconds.
        """
        self._per_second = per_minute / _MINUTE_S
        self._burst = max(1.0, per_minute * _BURST_SHARE)
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}  # one for each key, of which there are few

    def wait_s(self, name: str) -> float:
        """Return how many seconds a holder has to wait; 0 takes one of their requests."""
        now = self._clock()
        bucket = self._buckets.setdefault(name, _Bucket(self._burst, now))
        filled = bucket.tokens + (now - bucket.at) * self._per_second
        bucket.tokens, bucket.at = min(self._burst, filled), now
        if bucket.tokens < 1.0:
            return (1.0 - bucket.tokens) / self._per_second
        bucket.tokens -= 1.0
        return 0.0
