"""`show`: a document as it is quoted."""

from argparse import ArgumentParser
from dataclasses import dataclass
from typing import ClassVar

from bot.terminal.command import OK, TerminalCommand, add_json


@dataclass(frozen=True, slots=True)
class ShowCommand(TerminalCommand):
    """Shows a document, or what was mended in it, or left out of it."""

    summary: ClassVar = "show a document as it is quoted"
    example: ClassVar = "briefing-bot show --repairs"

    document: str | None
    repairs: bool
    left_out: bool
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the document's id, `--repairs`, `--left-out` and `--json`."""
        parser.add_argument("document", nargs="?", help="its id; default: the first")
        parser.add_argument(
            "--repairs", action="store_true", help="list what was mended, and where"
        )
        parser.add_argument(
            "--left-out", action="store_true", help="list what of the file is no part of its text"
        )
        add_json(parser)

    def run(self) -> int:
        """Print the document."""
        from bot.records import document_record
        from bot.terminal.console import console
        from bot.terminal.json_records import emit
        from bot.terminal.opening import opened
        from bot.terminal.printing import print_document, print_left_out, print_repairs

        document = opened(self.places.configuration(), json=self.json).document(self.document)
        if self.json:
            emit(document_record(document))
        elif self.repairs:
            print_repairs(console(), document)
        elif self.left_out:
            print_left_out(console(), document)
        else:
            print_document(console(), document)
        return OK
