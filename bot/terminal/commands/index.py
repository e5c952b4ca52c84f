"""`index`: the collection, built or refreshed."""

from argparse import ArgumentParser
from dataclasses import dataclass
from typing import ClassVar

from bot.terminal.command import OK, TerminalCommand, add_json


@dataclass(frozen=True, slots=True)
class IndexCommand(TerminalCommand):
    """Builds the collection, or brings it up to date."""

    summary: ClassVar = "build or refresh the collection"
    example: ClassVar = "briefing-bot index --knowledge ~/papers"

    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add `--json`."""
        add_json(parser)

    def run(self) -> int:
        """Print what was done."""
        from bot.terminal.console import console
        from bot.terminal.json_records import build_record, emit
        from bot.terminal.opening import quietly_opened
        from bot.terminal.printing import print_build

        report = quietly_opened(self.places.configuration()).report
        if self.json:
            emit(build_record(report))
        else:
            print_build(console(), report)
        return OK
