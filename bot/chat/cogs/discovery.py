"""Which modules of this folder are cogs, so that a new one has to be named nowhere."""

import pkgutil
from importlib import import_module
from pathlib import Path

_ROOM = __name__.rpartition(".")[0]
_LAST = f"{_ROOM}.about"  # what the bot says of itself stands below what it does


def extensions() -> tuple[str, ...]:
    """Return the modules here that have a `setup`, in the order in which commands are listed."""
    files = pkgutil.iter_modules([str(Path(__file__).parent)])
    modules = sorted(f"{_ROOM}.{file.name}" for file in files)
    cogs = [name for name in modules if hasattr(import_module(name), "setup")]
    return tuple(sorted(cogs, key=lambda name: name == _LAST))
