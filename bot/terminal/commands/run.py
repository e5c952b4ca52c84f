"""`run`: the bot itself."""

from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from bot.shards import Shards
from bot.terminal.command import OK, TerminalCommand

if TYPE_CHECKING:
    from bot.config import Config


_LOCAL = "127.0.0.1"  # where the sandbox listens


@dataclass(frozen=True, slots=True)
class RunCommand(TerminalCommand):
    """Runs the bot on Discord, or in the sandbox where there is no token."""

    summary: ClassVar = "the bot: on Discord with DISCORD_TOKEN set, else in a local sandbox"
    example: ClassVar = "DISCORD_TOKEN=… briefing-bot run"

    port: int | None
    no_browser: bool
    shards: Shards | None
    no_workers: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add `--shards` and `--no-workers`, and what is the sandbox's."""
        parser.add_argument(
            "--shards",
            type=_shards,
            metavar="A-B/N",
            help="on Discord: serve the shards A to B of N, from 0, beside other processes",
        )
        parser.add_argument(
            "--no-workers",
            action="store_true",
            help="leave what servers bring to `work` processes",
        )
        parser.add_argument("--port", type=int, help="of the sandbox; default: as configured")
        parser.add_argument(
            "--no-browser", action="store_true", help="print the sandbox's address, open nothing"
        )

    def run(self) -> int:
        """Serve until the operator ends it.

        Returns:
            0 once it has ended.

        Raises:
            SettingsError: The configuration has faults, the token is none, shards are asked for in
                the sandbox, or its port or that of the metrics is another program's.
            BriefingError: It cannot serve.
        """
        config = self._configuration()
        _check_token()
        from bot.chat import rereading, serving
        from bot.chat.observability import logs
        from bot.library import check_storage

        with rereading.serving_awaited():
            check_storage(config)
            logs.start_logging(config.log.form)
            with serving.alone(config.data):
                self._serve(config)
        return OK

    def _serve(self, config: "Config") -> None:
        from bot.chat import serving
        from bot.chat.observability.metrics import check_listening
        from bot.config import token
        from bot.doors import listener
        from bot.terminal.opening import quietly_opened

        check_listening(config.metrics)  # who has a port is told before anything is loaded
        if secret := token():
            read = self._configuration
            serving.run_on_discord(config, secret, quietly_opened(config), read)
            return
        port = config.sandbox.port if self.port is None else self.port
        replace(config.sandbox, port=port)  # holds it against its range
        listener(_LOCAL, port, "sandbox").close()
        browser = config.sandbox.open_browser and not self.no_browser
        serving.run_in_sandbox(
            config,
            port,
            quietly_opened(config),
            self._configuration,
            open_browser=browser,
        )

    def _configuration(self) -> "Config":
        """Return what the operator decided; what was said here wins.

        Raises:
            SettingsError: The configuration has faults, or shards are asked for in the sandbox.
        """
        from bot.config import ALL_SHARDS, token
        from index import SettingsError

        config = self.places.configuration()
        shards = str(self.shards or config.discord.shards)
        if token() is None:
            if self.shards is not None:
                msg = "--shards is for Discord: set DISCORD_TOKEN; the sandbox has one shard"
                raise SettingsError(msg)
            shards = ALL_SHARDS
        apart = self.no_workers or config.library.workers_apart
        return replace(
            config,
            discord=replace(config.discord, shards=shards),
            library=replace(config.library, workers_apart=apart),
        )


def _check_token() -> None:
    """Hold the token, if there is one, against the form of all tokens.

    Raises:
        SettingsError: It is none, so that Discord would refuse it for ever.
    """
    from bot.config import token, token_fault
    from index import SettingsError

    secret = token()
    if secret and (fault := token_fault(secret)):
        raise SettingsError(fault)


def _shards(text: str) -> Shards:
    """Return the shards that a text names.

    Raises:
        ArgumentTypeError: It names none.
    """
    try:
        return Shards.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None
