"""Pointing an unmodified discord.py client at the double.

The one file of the sandbox that imports discord, and only when it is called.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.sandbox.service import Double


@contextmanager
def pointed_at(double: Double) -> Iterator[None]:
    """Let every discord.py client of this process talk to `double` for a while.

    discord.py keeps the two addresses as class attributes (2.7.1: http.py:310, gateway.py:314);
    nothing else of it is touched.
    """
    import yarl
    from discord.gateway import DiscordWebSocket
    from discord.http import Route

    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = double.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(double.world.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
