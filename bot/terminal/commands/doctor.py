"""`doctor`: what an operator needs to know before the members do."""

import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import ClassVar

from bot.terminal.command import FAULT, OK, TerminalCommand, add_json


@dataclass(frozen=True, slots=True)
class DoctorCommand(TerminalCommand):
    """Checks what the bot needs, one line each."""

    summary: ClassVar = "check configuration, models, collection and token"
    example: ClassVar = "briefing-bot doctor"

    live: bool
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add `--live` and `--json`."""
        parser.add_argument(
            "--live", action="store_true", help="only whether the bot of the data folder serves now"
        )
        add_json(parser)

    def run(self) -> int:
        """Print every finding, or the one on the bot that runs.

        Returns:
            0 where all are good, 1 otherwise.

        Raises:
            SettingsError: With `--live`, the configuration has faults; else that is a finding.
        """
        from bot.plain_text import visible
        from bot.terminal.examination import findings, on_running_bot
        from bot.terminal.json_records import emit

        results = [on_running_bot(self.places)] if self.live else list(findings(self.places))
        for finding in results:
            if self.json:
                emit({"check": finding.check, "ok": finding.good, "detail": finding.detail})
            else:
                mark = "ok  " if finding.good else "FAIL"
                sys.stdout.write(visible(f"{mark} {finding.check}: {finding.detail}\n"))
        return OK if all(finding.good for finding in results) else FAULT
