"""Which of Discord's shards a process serves: each server belongs to one, by its id."""

import re
from dataclasses import dataclass

_FORM = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?/(\d{1,6})", re.ASCII)
_HOW = "write A-B/N for shards A to B of N, counted from 0, such as 0-3/8, or A/N for one"
_TIME_SHIFT = 22  # bits of an id below its time


@dataclass(frozen=True, slots=True)
class Shards:
    """A range of shards, both ends in it.

    Args:
        first: The first one's number, from 0.
        last: The last one's.
        count: How many there are in all, over all processes.
    """

    first: int
    last: int
    count: int

    def __post_init__(self) -> None:
        """Hold the numbers against each other.

        Raises:
            ValueError: They are no range of shards; it says what to write.
        """
        if self.count < 1:
            msg = f"must be of one shard at least: {_HOW}"
            raise ValueError(msg)
        if self.last >= self.count:
            msg = f"must end with {self.count - 1} at most, the last of {self.count} shards: {_HOW}"
            raise ValueError(msg)
        if not 0 <= self.first <= self.last:
            msg = f"must begin with the lower number: {_HOW}"
            raise ValueError(msg)

    @classmethod
    def parse(cls, text: str) -> "Shards":
        """Return what a text such as `0-3/8` or `2/8` names.

        Raises:
            ValueError: It names none; it says what to write.
        """
        match = _FORM.fullmatch(text.strip())
        if match is None:
            msg = f"must name shards, not {text[:30]!r}: {_HOW}"
            raise ValueError(msg)
        first, last, count = match.groups()
        return cls(int(first), int(last or first), int(count))

    @property
    def numbers(self) -> range:
        """Their numbers."""
        return range(self.first, self.last + 1)

    @property
    def are_all(self) -> bool:
        """Whether there are no others, in another process."""
        return len(self.numbers) == self.count

    def serve(self, guild_id: int) -> bool:
        """Return whether a server belongs to one of them.

        References:
            https://discord.com/developers/docs/events/gateway#sharding-sharding-formula
        """
        return (guild_id >> _TIME_SHIFT) % self.count in self.numbers

    def __str__(self) -> str:
        """Return them as they are written."""
        numbers = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"
        return f"{numbers}/{self.count}"


def shards_fault(text: str) -> str | None:
    """Return what is wrong with a text that is to name shards, None where nothing is."""
    try:
        Shards.parse(text)
    except ValueError as error:
        return str(error)
    return None
