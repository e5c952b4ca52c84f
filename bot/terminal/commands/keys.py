"""`keys`: who may come in by the doors for programs."""

import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import OK, TerminalCommand, add_json, discord_id

if TYPE_CHECKING:
    from bot.doors import KeyRing
    from bot.library import Readership

_ACTIONS = ("list", "add", "revoke")


@dataclass(frozen=True, slots=True)
class KeysCommand(TerminalCommand):
    """Lists, makes and revokes keys of programs."""

    summary: ClassVar = "keys of programs that ask by `serve` or `mcp`: list, add, revoke"
    example: ClassVar = "briefing-bot keys add newsroom --server 123456789012345678"

    action: str
    name: str | None
    server: int | None
    channel: list[int]
    role: list[int]
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the action, the key's name, and what its holder may see."""
        parser.add_argument("action", nargs="?", default="list", help=", ".join(_ACTIONS))
        parser.add_argument("name", nargs="?", help="of the key's holder")
        parser.add_argument(
            "--server",
            type=discord_id,
            metavar="ID",
            help="a server whose documents it sees beside the operator's: those for everybody",
        )
        for kind, limited in (("channel", "what is shown in"), ("role", "what is shown to")):
            parser.add_argument(
                f"--{kind}", type=discord_id, action="append", default=[], metavar="ID",
                help=f"it sees {limited} this {kind} of the server alone, too; may be given "
                "several times",
            )  # fmt: skip
        add_json(parser)

    def run(self) -> int:
        """Do what was asked.

        Raises:
            SettingsError: It is not said what, or about which key; or the data folder that is named
                is not there, and no key is made.
        """
        from bot.doors import KEYS_FILE, KeyRing
        from index import SettingsError

        if self.action not in _ACTIONS:
            msg = f"{self.action!r} is nothing that can be done: {', '.join(_ACTIONS)}"
            raise SettingsError(msg)
        data = self.places.configuration().data
        if self.action != "add" and self.places.data is not None and not data.is_dir():
            raise SettingsError(f"there is no data folder {data}: name another with --data")
        ring = KeyRing(data / KEYS_FILE)
        if self.action == "list":
            self._list(ring)
        elif self.name is None:
            msg = f"`keys {self.action}` needs the name of the key's holder"
            raise SettingsError(msg)
        elif self.action == "revoke":
            self._revoke(ring, self.name)
        else:
            self._add(ring, self.name)
        return OK

    def _add(self, ring: "KeyRing", name: str) -> None:
        """Make a key and print it, this once.

        Raises:
            SettingsError: It sees channels or roles of no server.
        """
        from bot.library import Readership
        from bot.terminal.json_records import emit, key_record
        from index import SettingsError

        if self.server is None and (self.channel or self.role):
            msg = "channels and roles are a server's: name it with --server ID"
            raise SettingsError(msg)
        readership = Readership(self.server, frozenset(self.channel), frozenset(self.role))
        secret = ring.add(name, readership)
        if self.json:
            (key,) = [key for key in ring.all() if key.name == name]
            emit({**key_record(key), "key": secret})
        else:
            sys.stdout.write(f"{secret}\n")
        sys.stderr.write("Keep it now: it is not shown again, and not kept here.\n")

    def _revoke(self, ring: "KeyRing", name: str) -> None:
        """Revoke a key.

        Raises:
            SettingsError: There is none of this name.
        """
        from bot.terminal.json_records import emit
        from index import SettingsError

        if not ring.revoke(name):
            msg = f"there is no key named {name!r}; `keys list` names those there are"
            raise SettingsError(msg)
        if self.json:
            emit({"name": name, "revoked": True})

    def _list(self, ring: "KeyRing") -> None:
        """Print each key's name with what its holder sees."""
        from bot.plain_text import visible
        from bot.terminal.json_records import emit, key_record

        keys = ring.all()
        for key in keys:
            if self.json:
                emit(key_record(key))
                continue
            line = f"{key.name}: {_sees(key.readership)}, made {key.made:%Y-%m-%d} UTC"
            sys.stdout.write(visible(line) + "\n")
        if not keys:
            sys.stderr.write("There are no keys; `briefing-bot keys add NAME` makes one.\n")


def _sees(readership: "Readership") -> str:
    """Return what a key's holder may see, with the ids of a server, its channels and roles."""
    if readership.guild is None:
        return "the operator's documents"
    channels = [f"channel {one}" for one in sorted(readership.channels)]
    roles = [f"role {one}" for one in sorted(readership.roles)]
    servers = f"the operator's documents and server {readership.guild}'s"
    return ", ".join([servers, *channels, *roles])
