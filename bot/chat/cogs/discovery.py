"""Which modules of this folder are cogs, so that a new one has to be named nowhere."""

import pkgutil
from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path

from bot.chat.host import Host

Setup = Callable[[Host], Awaitable[None]]
"""Adds the cog of a module to the client."""

_ROOM = __name__.rpartition(".")[0]
_LAST = f"{_ROOM}.about"  # what the bot says of itself stands below what it does


def setups() -> list[Setup]:
    """Return the `setup` of each module here that has one, in the order of the listed commands.

    They are called as they are: discord.py's extensions would execute each module anew for every
    client, which is for those that are to change while the bot runs.
    """
    files = pkgutil.iter_modules([str(Path(__file__).parent)])
    names = sorted((f"{_ROOM}.{file.name}" for file in files), key=_place)
    modules = [import_module(name) for name in names]
    return [module.setup for module in modules if hasattr(module, "setup")]


def _place(name: str) -> tuple[bool, str]:
    return name == _LAST, name
