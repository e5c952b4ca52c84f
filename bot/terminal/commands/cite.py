"""`cite`: whether a claim is supported, and by what, or the citation of an address."""

from argparse import ArgumentParser
from dataclasses import dataclass
from typing import ClassVar

from bot.terminal.command import TerminalCommand, add_json, add_nearest, add_text
from index import STYLES


@dataclass(frozen=True, slots=True)
class CiteCommand(TerminalCommand):
    """Judges each claim by its passages; what supports it comes with citations."""

    summary: ClassVar = "find what supports or contradicts a claim, or cite an address"
    example: ClassVar = "briefing-bot cite deadly-cooperation:12 --style mla"

    claim: str | None
    style: str | None
    nearest: bool
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the claim, `--style`, `--nearest` and `--json`."""
        add_text(parser, "claim", "a claim, or an address such as 12 or document:12")
        parser.add_argument("--style", choices=STYLES, help="default: as configured")
        add_nearest(parser)
        add_json(parser)

    def run(self) -> int:
        """Print the verdict on each claim."""
        from bot.plain_text import bounded
        from bot.records import support_record
        from bot.terminal.console import console
        from bot.terminal.given import each, required
        from bot.terminal.json_records import emit
        from bot.terminal.opening import opened
        from bot.terminal.printing import manner_of, print_support
        from index import Style

        claims = required(self.claim, "claim or address")
        config = self.places.configuration()
        collection = opened(config)
        style = Style(self.style or config.index.citation_style)
        manner = manner_of(collection, style, nearest=self.nearest)
        out = console()

        def judge(claim: str) -> None:
            support = collection.support(bounded(claim, "claim"))
            if self.json:
                emit(support_record(support, style))
            else:
                print_support(out, support, manner)

        return each(claims, judge, json=self.json)
