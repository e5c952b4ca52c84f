"""`verify`: quotations, held against the sources."""

from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.terminal.command import FAULT, TerminalCommand, add_json, add_text


@dataclass(frozen=True, slots=True)
class VerifyCommand(TerminalCommand):
    """Says of each quotation whether it is exact, altered or not found."""

    summary: ClassVar = "hold a quotation, or all of a text, against the sources"
    example: ClassVar = 'briefing-bot verify "the Taliban almost does not need us"'

    quotation: str | None
    file: Path | None
    strict: bool
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the quotation, `--file`, `--strict` and `--json`."""
        meaning = "none: from input, parted by blank lines; with --json one a line"
        add_text(parser, "quotation", meaning)
        parser.add_argument(
            "--file", type=Path, metavar="FILE", help="check all quotations of a text file"
        )
        parser.add_argument(
            "--strict", action="store_true", help="exit with 1 unless every quotation is exact"
        )
        add_json(parser)

    def run(self) -> int:
        """Print a verdict for each quotation."""
        from bot.terminal.given import required
        from bot.terminal.opening import opened
        from bot.terminal.quotations import QuotationCheck
        from index import Style

        draft = self._draft()
        texts = (
            None
            if draft is not None
            else required(self.quotation, "quotation", in_blocks=not self.json)
        )
        config = self.places.configuration()
        style = Style(config.index.citation_style)
        check = QuotationCheck(opened(config, json=self.json), style, json=self.json)
        code = check.draft(draft or "") if texts is None else check.texts(texts)
        return code if check.all_exact or not self.strict else FAULT

    def _draft(self) -> str | None:
        """Return the text whose quotations are to be checked, None where no file is named.

        Raises:
            SettingsError: It cannot be read, or a quotation was given as well.
        """
        from bot.terminal.quotations import text_of
        from index import SettingsError

        if self.file is None:
            return None
        if self.quotation is not None:
            msg = "a quotation and --file were given; give one of them"
            raise SettingsError(msg)
        return text_of(self.file)
