"""`doctor`: what an operator needs to know before the members do."""

import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import FAULT, OK, USAGE, TerminalCommand, add_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.terminal.signs import Finding


@dataclass(frozen=True, slots=True)
class DoctorCommand(TerminalCommand):
    """Checks what the bot needs, one line each."""

    summary: ClassVar = "check configuration, models, collection and token"
    example: ClassVar = "briefing-bot doctor"

    live: str | None
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add `--live` and `--json`."""
        parser.add_argument(
            "--live",
            nargs="?",
            choices=("bot", "work"),
            const="bot",
            help="only whether the bot of the data folder serves now, or its workers work",
        )
        add_json(parser)

    def run(self) -> int:
        """Print every finding, or the one on what runs.

        Returns:
            0 where all are good, 2 where the configuration is not, else 1.

        Raises:
            SettingsError: With `--live`, the configuration has faults; else that is a finding.
        """
        bad = set()
        for finding in self._findings():  # each is told as it is made: some take their time
            self._tell(finding)
            if not finding.good:
                bad.add(finding.check)
        if "configuration" in bad:
            return USAGE
        return FAULT if bad else OK

    def _findings(self) -> "Iterable[Finding]":
        """Return all findings as they are made, with `--live` the one on what runs.

        Raises:
            SettingsError: With `--live`, the configuration has faults.
        """
        if self.live:
            from bot.terminal.signs import on_running

            return [on_running(self.live, self.places)]
        from bot.terminal.checkups.examination import findings

        return findings(self.places)

    def _tell(self, finding: "Finding") -> None:
        from bot.plain_text import visible

        if self.json:
            from bot.terminal.json_records import emit

            emit({"check": finding.check, "ok": finding.good, "detail": finding.detail})
            return
        mark = "ok  " if finding.good else "FAIL"
        sys.stdout.write(visible(f"{mark} {finding.check}: {finding.detail}\n"))
        sys.stdout.flush()
