"""`restore`: a backup, put into an empty data folder."""

from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.terminal.command import FAULT, OK, TerminalCommand, add_json


@dataclass(frozen=True, slots=True)
class RestoreCommand(TerminalCommand):
    """Puts back what `backup` wrote; the bot is not running then."""

    summary: ClassVar = "put what `backup` wrote into an empty data folder"
    example: ClassVar = "briefing-bot restore /var/backups/briefing-bot.zip --data new-data"

    file: Path | None
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the file and `--json`."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="what is put back")
        add_json(parser)

    def run(self) -> int:
        """Put it back, and print what it was.

        Returns:
            0 where all is there, 1 where documents were lost before the backup was taken.

        Raises:
            SettingsError: It is not said what.
        """
        from bot.backups import restore
        from bot.terminal.backing_up import folder_of, tell_restored
        from index import SettingsError

        if self.file is None:
            raise SettingsError("`restore` needs the name of a file that `backup` wrote")
        folder = folder_of(self.places)
        restored = restore(folder, self.file)
        tell_restored(restored, folder, json=self.json)
        return FAULT if restored.lost else OK
