"""`run`: the bot itself."""

from argparse import ArgumentParser
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import OK, TerminalCommand

if TYPE_CHECKING:
    from bot.config import Config


@dataclass(frozen=True, slots=True)
class RunCommand(TerminalCommand):
    """Runs the bot on Discord, or in the sandbox where there is no token."""

    summary: ClassVar = "the bot: on Discord with DISCORD_TOKEN set, else in a local sandbox"
    example: ClassVar = "DISCORD_TOKEN=… briefing-bot run"

    port: int | None
    no_browser: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add `--port` and `--no-browser`."""
        parser.add_argument("--port", type=int, help="of the sandbox; default: as configured")
        parser.add_argument(
            "--no-browser", action="store_true", help="print the sandbox's address, open nothing"
        )

    def run(self) -> int:
        """Serve until the operator ends it."""
        config = self.places.configuration()
        from bot.chat import logs, rereading, serving
        from bot.library import check_storage

        with rereading.serving_awaited():
            check_storage(config)
            logs.start_logging(config.log.form)
            with serving.alone(config.data):
                self._serve(config)
        return OK

    def _serve(self, config: "Config") -> None:
        from bot.chat import serving
        from bot.config import token
        from bot.terminal.opening import quietly_opened

        if secret := token():
            read = self.places.configuration
            serving.run_on_discord(config, secret, quietly_opened(config), read)
            return
        port = config.sandbox.port if self.port is None else self.port
        replace(config.sandbox, port=port)  # holds it against its range
        browser = config.sandbox.open_browser and not self.no_browser
        serving.run_in_sandbox(
            config,
            port,
            quietly_opened(config),
            self.places.configuration,
            open_browser=browser,
        )
