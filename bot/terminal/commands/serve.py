"""`serve`: the HTTP door for programs."""

import sys
from argparse import ArgumentParser
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.terminal.command import OK, TerminalCommand


@dataclass(frozen=True, slots=True)
class ServeCommand(TerminalCommand):
    """Answers programs over HTTP, with bearer keys."""

    summary: ClassVar = "answer programs over HTTP: a small JSON interface with keys"
    example: ClassVar = "briefing-bot serve --port 8321"

    port: int | None

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add `--port`."""
        parser.add_argument("--port", type=int, help="default: as configured")

    def run(self) -> int:
        """Serve until the operator ends it."""
        from bot.doors import KEYS_FILE, KeyRing, Rates, application, listener, origin, serve_web
        from bot.terminal.opening import door_of

        config = self.places.configuration()
        doors = replace(config.doors, port=config.doors.port if self.port is None else self.port)
        keys, rates = KeyRing(config.data / KEYS_FILE), Rates(doors.requests_per_minute)
        with listener(doors.address, doors.port) as listening:
            deeds, meanwhile = door_of(config)
            app = application(deeds, keys, rates)
            address = f"{origin(doors.address, doors.port)}/v1"
            told = f"serving at {address}, described at {address}/openapi.json"
            sys.stderr.write(f"briefing-bot: {told}\n")
            if not keys.all():
                sys.stderr.write("briefing-bot: no keys yet: `briefing-bot keys add NAME`\n")
            serve_web(app, listening, meanwhile)
        return OK
