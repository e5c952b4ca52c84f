"""`backup`: what of the data folder cannot be made again, as one file."""

from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.terminal.command import FAULT, OK, TerminalCommand, add_json


@dataclass(frozen=True, slots=True)
class BackupCommand(TerminalCommand):
    """Writes a backup, while the bot runs or not."""

    summary: ClassVar = "write what of the data folder cannot be made again into one file"
    example: ClassVar = "briefing-bot backup /var/backups/briefing-bot.zip"

    file: Path | None
    replace: bool
    check: bool
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the file, `--replace` and `--json`."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="what is written")
        parser.add_argument(
            "--replace", action="store_true", help="put it in the place of one that is there"
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing: say whether one that is there could be restored",
        )
        add_json(parser)

    def run(self) -> int:
        """Write it, or only check one, and print what it holds.

        Returns:
            0 where all is in it, 1 where documents were lost on the disk before.

        Raises:
            SettingsError: It is not said where to, or it cannot be there.
            BriefingError: It cannot be taken, or the one that is checked could not be restored.
        """
        from bot.backups import back_up, checked_backup
        from bot.terminal.backing_up import folder_of, tell_backup, tell_checked
        from index import SettingsError

        if self.file is None:
            raise SettingsError("`backup` needs the name of a file to write")
        folder = folder_of(self.places)
        if self.check:
            found = checked_backup(folder, self.file)
            tell_checked(self.file, found, json=self.json)
            return FAULT if found.manifest.lost else OK
        made = back_up(folder, self.file, replace=self.replace)
        tell_backup(self.file, made, folder, json=self.json)
        return FAULT if made.manifest.lost else OK
