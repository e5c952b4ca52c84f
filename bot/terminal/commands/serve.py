"""`serve`: the HTTP door for programs."""

import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import OK, TerminalCommand

if TYPE_CHECKING:
    from bot.config import Config


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
        """Serve until the operator ends it.

        Returns:
            0 once it has ended.

        Raises:
            BriefingError: The configuration has faults, or it cannot serve.
        """
        from bot.chat import rereading
        from bot.chat.observability import logs

        config = self._configuration()
        with rereading.serving_awaited():
            logs.start_logging(config.log.form)
            self._serve(config)
        return OK

    def _serve(self, config: "Config") -> None:
        from bot.doors import KEYS_FILE, KeyRing, Rates, application, listener, origin, serve_web
        from bot.terminal.opening import door_of

        doors = config.doors
        keys, rates = KeyRing(config.data / KEYS_FILE), Rates(doors.requests_per_minute)
        with listener(doors.address, doors.port) as listening:
            deeds, meanwhile = door_of(config, self._configuration)
            app = application(deeds, keys, rates)
            address = f"{origin(doors.address, doors.port)}/v1"
            told = f"serving at {address}, described at {address}/openapi.json"
            sys.stderr.write(f"briefing-bot: {told}\n")
            if not keys.all():
                sys.stderr.write("briefing-bot: no keys yet: `briefing-bot keys add NAME`\n")
            serve_web(app, listening, meanwhile)

    def _configuration(self) -> "Config":
        """Return what the operator decided; a port that was said here wins.

        Raises:
            SettingsError: The configuration has faults, or the port is none.
        """
        from bot.terminal.opening import at_port

        return at_port(self.places.configuration(), self.port)
