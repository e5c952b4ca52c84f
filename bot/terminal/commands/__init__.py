"""The commands, each a module of this folder: a new file here is a new command."""

from importlib import import_module
from pkgutil import iter_modules

from bot.terminal.command import TerminalCommand

# The order of `--help`: documents in, questions, figures, the bot. A command that is not named here
# stands behind them.
ORDER = (
    "index",
    "ask",
    "brief",
    "show",
    "cite",
    "verify",
    "eval",
    "calibrate",
    "library",
    "run",
    "work",
    "serve",
    "mcp",
    "keys",
    "backup",
    "restore",
    "database",
    "doctor",
)


def all_commands() -> dict[str, type[TerminalCommand]]:
    """Return each command by its name, in the order of `--help`."""
    commands = {module.name: _command_of(module.name) for module in iter_modules(__path__)}
    first = {name: commands.pop(name) for name in ORDER}
    return first | commands


def _command_of(name: str) -> type[TerminalCommand]:
    """Return the one command that a module of this folder defines."""
    module = import_module(f"{__name__}.{name}")
    classes = [value for value in vars(module).values() if isinstance(value, type)]
    (command,) = [
        cls for cls in classes if issubclass(cls, TerminalCommand) and cls is not TerminalCommand
    ]
    return command
