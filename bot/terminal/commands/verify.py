"""`verify`: quotations, held against the sources."""

from argparse import ArgumentParser
from dataclasses import dataclass
from typing import ClassVar

from bot.terminal.command import TerminalCommand, add_json, add_text


@dataclass(frozen=True, slots=True)
class VerifyCommand(TerminalCommand):
    """Says of each quotation whether it is exact, altered or not found."""

    summary: ClassVar = "hold a quotation against the sources"
    example: ClassVar = 'briefing-bot verify "the Taliban almost does not need us"'

    quotation: str | None
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the quotation and `--json`."""
        add_text(parser, "quotation", "none: one a line from input")
        add_json(parser)

    def run(self) -> int:
        """Print a verdict for each quotation."""
        from bot.plain_text import bounded
        from bot.records import verification_record
        from bot.terminal.console import console
        from bot.terminal.given import each, required
        from bot.terminal.json_records import emit
        from bot.terminal.opening import opened
        from bot.terminal.printing import print_verification
        from index import Style

        quotations = required(self.quotation, "quotation")
        config = self.places.configuration()
        collection = opened(config)
        out = console()
        style = Style(config.index.citation_style)

        def verify(quotation: str) -> None:
            verification = collection.verify(bounded(quotation, "quotation"))
            if self.json:
                emit(verification_record(verification))
            else:
                print_verification(out, verification, style)

        return each(quotations, verify, json=self.json)
