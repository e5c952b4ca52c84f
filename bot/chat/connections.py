"""Which of a bot's connections to Discord stand: the one that it has, or one of each shard."""

from collections.abc import Callable

from bot.chat.client import BriefingBot

_ONLY = 0  # the number of a connection that is not one of several


def follow_connections(bot: BriefingBot, told: Callable[[frozenset[int]], None]) -> None:
    """Tell of each change.

    Args:
        bot: Whose connections; none stands yet.
        told: Told the numbers of those that do not stand.
    """
    away = {_ONLY} if bot.served is None else set(bot.served.numbers)
    prefix = "on" if bot.served is None else "on_shard"  # events of a shard name it

    async def up(number: int = _ONLY) -> None:
        away.discard(number)
        told(frozenset(away))

    async def down(number: int = _ONLY) -> None:
        away.add(number)
        told(frozenset(away))

    bot.add_listener(up, f"{prefix}_ready")
    bot.add_listener(up, f"{prefix}_resumed")
    bot.add_listener(down, f"{prefix}_disconnect")
