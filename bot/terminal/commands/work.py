"""`work`: workers alone."""

from argparse import ArgumentParser
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import OK, TerminalCommand

if TYPE_CHECKING:
    from bot.config import Config


@dataclass(frozen=True, slots=True)
class WorkCommand(TerminalCommand):
    """Reads and embeds what servers bring, without Discord and without a token."""

    summary: ClassVar = "workers alone, which read what servers bring to bots elsewhere"
    example: ClassVar = "briefing-bot work --workers 2"

    workers: int | None

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add `--workers`."""
        parser.add_argument(
            "--workers",
            type=int,
            metavar="N",
            help="how many at once; default: `workers` under `library` in config.yaml, 1 at least",
        )

    def run(self) -> int:
        """Work until the operator ends it.

        Returns:
            0 once it has ended.

        Raises:
            SettingsError: The configuration has faults, or the number of workers is none.
            BriefingError: What is of servers cannot be used, or another process has the folder.
        """
        from bot.chat import rereading
        from bot.chat.observability import logs
        from bot.library import check_storage
        from bot.working import work_alone

        config = self._configuration()
        with rereading.serving_awaited():
            check_storage(config)
            logs.start_logging(config.log.form)
            work_alone(config, self._configuration)
        return OK

    def _configuration(self) -> "Config":
        """Return what the operator decided; a number that was said here wins.

        Raises:
            SettingsError: The configuration has faults, or the number of workers is none.
        """
        from index import SettingsError

        config = self.places.configuration()
        if self.workers is None:
            return config
        if self.workers < 1:
            raise SettingsError(f"--workers must be 1 at least, not {self.workers}")
        return replace(config, library=replace(config.library, workers=self.workers))
