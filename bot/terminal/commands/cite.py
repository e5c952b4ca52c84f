"""`cite`: whether a claim is supported, and by what, or the citation of an address."""

from argparse import ArgumentParser
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import OK, TerminalCommand, add_json, add_nearest, add_text
from index import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.config import Config
    from bot.terminal.given import GivenText
    from index import Style


@dataclass(frozen=True, slots=True)
class CiteCommand(TerminalCommand):
    """Judges each claim by its passages; what supports it comes with citations."""

    summary: ClassVar = "find what supports or contradicts a claim, or cite an address"
    example: ClassVar = "briefing-bot cite deadly-cooperation:12 --style mla"

    claim: str | None
    style: str | None
    bibliography: list[str] | None
    nearest: bool
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the claim, `--style`, `--bibliography`, `--nearest` and `--json`."""
        add_text(parser, "claim", "a claim, or an address such as 12 or document:12")
        parser.add_argument("--style", choices=STYLES, help="default: as configured")
        parser.add_argument(
            "--bibliography",
            nargs="*",
            metavar="DOCUMENT",
            help="write the entries of documents instead; none named: of all",
        )
        add_nearest(parser)
        add_json(parser)

    def run(self) -> int:
        """Print the verdict on each claim, or write entries."""
        from index import Style

        if self.bibliography is not None:
            return self._write_bibliography(self.bibliography)
        from bot.terminal.given import required

        claims = required(self.claim, "claim or address")
        config = self.places.configuration()
        return self._judge(claims, config, Style(self.style or config.index.citation_style))

    def _write_bibliography(self, names: list[str]) -> int:
        """Write the entries of some documents, or of all.

        Raises:
            SettingsError: A claim was given as well.
        """
        from bot.terminal.bibliographies import write_bibliography
        from bot.terminal.opening import opened
        from index import SettingsError, Style

        if self.claim is not None:
            msg = "a claim and --bibliography were given; give one of them"
            raise SettingsError(msg)
        config = self.places.configuration()
        style = Style(self.style or config.index.citation_style)
        write_bibliography(opened(config, json=self.json), names, style, json=self.json)
        return OK

    def _judge(self, claims: "Iterator[GivenText]", config: "Config", style: "Style") -> int:
        """Print the verdict on each claim; records of a data format alone to standard output."""
        from rich.text import Text

        from bot.plain_text import bounded
        from bot.records import support_record
        from bot.terminal.bibliographies import CitedRecords
        from bot.terminal.console import console
        from bot.terminal.given import GivenText, each_given
        from bot.terminal.json_records import emit
        from bot.terminal.opening import opened
        from bot.terminal.printing import Manner, print_support

        collection = opened(config, json=self.json)
        manner = Manner(style, nearest=self.nearest)
        out = console(stderr=style.is_data_format)
        records = CitedRecords(style)

        def judge(claim: GivenText) -> None:
            support = collection.support(bounded(claim.text, "claim"))
            if self.json:
                emit(support_record(support, style))
                return
            if claim.line is not None:
                out.rule(Text(claim.text), style="dim")
            print_support(out, support, manner)
            if style.is_data_format:
                records.add(support)

        code = each_given(claims, judge, json=self.json)
        records.write()
        return code
