"""`library`: the documents that a server has of its own."""

from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import OK, TerminalCommand, add_json

if TYPE_CHECKING:
    from bot.library import Scope, Shelves
    from index import Collection

_ACTIONS = ("list", "add", "remove", "limit")


@dataclass(frozen=True, slots=True)
class LibraryCommand(TerminalCommand):
    """Lists, adds and removes a server's documents, as its moderators do with `/library`."""

    summary: ClassVar = "what a Discord server has of its own: list, add, remove, limit"
    example: ClassVar = "briefing-bot library add report.pdf --server 123456789012345678"

    action: str
    names: list[str]
    server: int
    channel: list[int]
    role: list[int]
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the action, what it is about, and the server."""
        parser.add_argument("action", nargs="?", default="list", help=f"{', '.join(_ACTIONS)}")
        parser.add_argument("names", nargs="*", help="files to add; else names as `list` has them")
        parser.add_argument("--server", type=int, default=0, metavar="ID", help="of the server")
        for name, who in (("channel", "channel that may see them"), ("role", "role that may")):
            parser.add_argument(
                f"--{name}", type=int, action="append", default=[], metavar="ID",
                help=f"of a {who}; may be given several times, none for all",
            )  # fmt: skip
        add_json(parser)

    def run(self) -> int:
        """Do what was asked, and print what the server has then.

        Raises:
            SettingsError: It is not said of which server, or about which documents.
        """
        from bot.library import Scope, Shelves
        from bot.terminal.opening import opened
        from index import SettingsError

        if self.server <= 0:
            msg = "which server? Name it with --server ID (right-click it in Discord: Copy ID)"
            raise SettingsError(msg)
        if self.action not in _ACTIONS:
            msg = f"{self.action!r} is nothing that can be done: {', '.join(_ACTIONS)}"
            raise SettingsError(msg)
        if self.action != "list" and not self.names:
            msg = f"what shall be done? `library {self.action}` needs a name"
            raise SettingsError(msg)
        config = self.places.configuration()
        shelves = Shelves(config)
        if self.action == "limit":
            for name in self.names:
                _check(name, there=shelves.limit(self.server, name, self._scope() or Scope()))
        elif self.action != "list":
            public = opened(config)
            for name in self.names:
                self._act(name, shelves, public)
        self._print(shelves)
        return OK

    def _act(self, name: str, shelves: "Shelves", public: "Collection") -> None:
        """Add or remove one document."""
        if self.action == "remove":
            _check(name, there=shelves.remove(self.server, name, public))
            return
        file = Path(name)
        shelves.add(self.server, file.name, file.read_bytes(), public, scope=self._scope())

    def _scope(self) -> "Scope | None":
        """Return who may see the documents; None where nothing is said of it."""
        from bot.library import Scope

        if not self.channel and not self.role:
            return None
        return Scope(frozenset(self.channel), frozenset(self.role))

    def _print(self, shelves: "Shelves") -> None:
        """Print what the server has."""
        from bot.terminal.console import console
        from bot.terminal.json_records import emit, shelved_record
        from bot.terminal.printing import print_shelved

        documents = shelves.documents(self.server)
        if self.json:
            for document in documents:
                emit(shelved_record(document))
        else:
            print_shelved(console(), documents)


def _check(name: str, *, there: bool) -> None:
    """Check that there was a document of a name.

    Raises:
        AddressError: There was none.
    """
    from index import AddressError

    if not there:
        msg = f"the server has no document {name!r}; `library list` names those it has"
        raise AddressError(msg)
