"""Ids that carry their time, as Discord's do."""

from bot.sandbox.world.clock import Clock

# The first millisecond of 2015; https://discord.com/developers/docs/reference#snowflakes.
EPOCH_MS = 1_420_070_400_000

TIME_SHIFT = 22


class Snowflakes:
    """A source of ids: unique, rising, and dated by the clock."""

    def __init__(self, clock: Clock) -> None:
        """Date ids by `clock`."""
        self._clock = clock
        self._last = 0

    def follow(self, snowflake: int) -> None:
        """Have every new id be greater than this one, whatever the clock says."""
        self._last = max(self._last, snowflake)

    def next(self) -> int:
        """Return a new id, greater than every earlier one."""
        now_ms = int(self._clock.now_s() * 1000) - EPOCH_MS
        self._last = max(self._last + 1, now_ms << TIME_SHIFT)
        return self._last


def created_s(snowflake: int) -> float:
    """Return the moment that an id carries, in seconds since 1970."""
    return ((snowflake >> TIME_SHIFT) + EPOCH_MS) / 1000
