"""`mcp`: the door for agents, over the Model Context Protocol."""

import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import OK, TerminalCommand, discord_id

if TYPE_CHECKING:
    from bot.config import Config

_SERVER_OF_KEY = (
    "--server does not go with --http, where each key says what its holder sees: leave it out, and "
    "make a key with `briefing-bot keys add NAME --server ID`"
)
_PORT_OF_HTTP = (
    "--port is of HTTP, and without --http the tools are given over standard input and output: add "
    "--http, or leave --port out"
)


@dataclass(frozen=True, slots=True)
class ProtocolCommand(TerminalCommand):
    """Gives agents the tools ask, brief, cite, verify and sources."""

    summary: ClassVar = "tools for agents over the Model Context Protocol"
    example: ClassVar = "briefing-bot mcp"

    http: bool
    port: int | None
    server: int | None

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add how it is reached, and what is seen."""
        parser.add_argument(
            "--http",
            action="store_true",
            help="over HTTP with keys; else standard input and output",
        )
        parser.add_argument("--port", type=int, help="of --http; default: as configured")
        parser.add_argument(
            "--server",
            type=discord_id,
            metavar="ID",
            help="whose documents are seen, too; without --http",
        )

    def run(self) -> int:
        """Serve until the client leaves, or the operator ends it.

        Raises:
            SettingsError: What is given does not go together, or the package `mcp` is not
                installed.
        """
        from importlib.util import find_spec

        from index import SettingsError

        if self.http and self.server is not None:
            raise SettingsError(_SERVER_OF_KEY)
        if self.port is not None and not self.http:
            raise SettingsError(_PORT_OF_HTTP)
        if find_spec("mcp") is None:
            msg = "this needs the package `mcp`: .venv/bin/pip install --editable '.[mcp]'"
            raise SettingsError(msg)
        from bot.chat import rereading

        config = self._configuration()
        with rereading.serving_awaited():
            if self.http:
                self._over_http(config)
            else:
                self._over_standard_streams(config)
        return OK

    def _configuration(self) -> "Config":
        """Return what the operator decided; a port that was said here wins.

        Raises:
            SettingsError: The configuration has faults, or the port is none.
        """
        from bot.terminal.opening import at_port

        return at_port(self.places.configuration(), self.port)

    def _over_http(self, config: "Config") -> None:
        from bot.chat.observability import logs
        from bot.doors import (  # fmt: skip
            KEYS_FILE,
            KeyRing,
            Rates,
            guarded,
            holders,
            listener,
            origin,
            protocol_server,
            serve_protocol,
        )
        from bot.terminal.opening import door_of

        logs.start_logging(config.log.form)
        doors = config.doors
        keys, rates = KeyRing(config.data / KEYS_FILE), Rates(doors.requests_per_minute)
        with listener(doors.address, doors.port) as listening:
            deeds, meanwhile = door_of(config, self._configuration)
            server = protocol_server(deeds, holders(keys))
            address = f"{origin(doors.address, doors.port)}/mcp"
            sys.stderr.write(f"briefing-bot: serving at {address}\n")
            serve_protocol(guarded(server, keys, rates, doors.address), listening, meanwhile)

    def _over_standard_streams(self, config: "Config") -> None:
        from bot.doors import protocol_server, serve_streams, whoever
        from bot.library import Readership
        from bot.terminal.opening import door_of

        deeds, meanwhile = door_of(config, self._configuration)
        serve_streams(protocol_server(deeds, whoever(Readership(self.server))), meanwhile)
