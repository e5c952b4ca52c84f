"""Which of a bot's connections to Discord stand: the one that it has, or one of each shard."""

from collections.abc import Callable

from discord.ext import commands

from bot.shards import Shards

_ONLY = 0  # the number of a connection that is not one of several


def follow_connections(
    bot: commands.Bot, served: Shards | None, told: Callable[[frozenset[int]], None]
) -> None:
    """Tell of each change.

    Args:
        bot: Whose connections; none stands yet.
        served: The shards that it serves; None has one connection.
        told: Told the numbers of those that do not stand.
    """
    away = {_ONLY} if served is None else set(served.numbers)
    prefix = "on" if served is None else "on_shard"  # events of a shard name it

    async def up(number: int = _ONLY) -> None:
        away.discard(number)
        told(frozenset(away))

    async def down(number: int = _ONLY) -> None:
        away.add(number)
        told(frozenset(away))

    bot.add_listener(up, f"{prefix}_ready")
    bot.add_listener(up, f"{prefix}_resumed")
    bot.add_listener(down, f"{prefix}_disconnect")
