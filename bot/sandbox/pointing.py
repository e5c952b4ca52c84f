"""Pointing an unmodified discord.py client at the double.

The one file of the sandbox that imports discord, and only when it is called.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.sandbox.service import Double


@contextmanager
def pointed_at(double: Double) -> Iterator[None]:
    """Let every discord.py client of this process talk to `double` for a while.

    Yields:
        Nothing.
    """
    with pointed_at_addresses(double.api_url, double.world.gateway_url):
        yield


@contextmanager
def pointed_at_addresses(api_url: str, gateway_url: str) -> Iterator[None]:
    """Let them talk to a double that runs in another process.

    discord.py keeps the two addresses as class attributes (2.7.1: http.py:310, gateway.py:314);
    nothing else of it is touched.
    """
    import yarl
    from discord.gateway import DiscordWebSocket
    from discord.http import Route

    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
