"""`database`: the PostgreSQL database that `storage` names, made ready, filled and looked over."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import FAULT, OK, TerminalCommand

if TYPE_CHECKING:
    from bot.config import Config
    from bot.library import Moved

_ACTIONS = ("check", "migrate", "import", "export")
_EMBEDDED_NEXT = "Say `storage: embedded` in config.yaml, then start the bot."


@dataclass(frozen=True, slots=True)
class DatabaseCommand(TerminalCommand):
    """Makes the database ready, moves what servers have into it or out, or says what is wrong."""

    summary: ClassVar = (
        "the PostgreSQL database that `storage` names: check, migrate, import, export"
    )
    example: ClassVar = "briefing-bot database migrate --owner briefing_owner"

    action: str
    owner: str | None
    despite_lost: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the action and `--owner`."""
        parser.add_argument(
            "action",
            nargs="?",
            default="check",
            help="check (the default): say what is wrong with it; migrate: make its tables, or "
            "bring them to their present form; import: move what servers have from the data "
            "folder into it; export: back",
        )
        parser.add_argument(
            "--owner", metavar="ROLE", help="migrate: who owns the tables; not the bot's own role"
        )
        parser.add_argument(
            "--despite-lost",
            action="store_true",
            help="import, export: also where files of documents are lost, without them",
        )

    def run(self) -> int:
        """Do what was asked, and say what it was.

        Returns:
            0 where all is well, 1 where the database cannot be used or a document was lost.

        Raises:
            SettingsError: It is not said what, or by whom, or no database is configured.
            BriefingError: It cannot be done.
        """
        from bot.config import EMBEDDED
        from index import SettingsError

        if self.action not in _ACTIONS:
            msg = f"{self.action!r} is nothing that can be done: {', '.join(_ACTIONS)}"
            raise SettingsError(msg)
        config = self.places.configuration()
        if config.storage == EMBEDDED:
            msg = (
                "what is of servers is kept in the data folder, which needs none of this; "
                "`storage: postgresql://ROLE@HOST/DATABASE` in config.yaml names a database"
            )
            raise SettingsError(msg)
        deeds: dict[str, Callable[[Config], int]] = {
            "check": _check,
            "migrate": self._migrate,
            "import": self._import,
            "export": self._export,
        }
        return deeds[self.action](config)

    def _migrate(self, config: "Config") -> int:
        """Bring the database to the present schema.

        Raises:
            SettingsError: It is not said who owns it.
        """
        from bot.library import migrate
        from index import SettingsError

        if not self.owner:
            raise SettingsError("`database migrate` needs --owner ROLE, who owns the tables")
        migrated = migrate(config.storage, self.owner)
        _say(str(migrated))
        if migrated.lacks:
            _say(f"Note: {migrated.lacks}.")
        return OK

    def _import(self, config: "Config") -> int:
        from bot.chat import serving
        from bot.library import catalogue_file, move_into_database, shown_address

        with serving.alone(config.data):
            moved = move_into_database(config, despite_lost=self.despite_lost)
        code = _tell(moved, f"in the database {shown_address(config.storage)}")
        was = catalogue_file(config.data)
        _say(f"{was} is {moved.aside} now, and not read any more: remove it once you are sure.")
        return code

    def _export(self, config: "Config") -> int:
        from bot.chat import serving
        from bot.library import move_out_of_database

        with serving.alone(config.data):
            moved = move_out_of_database(config, despite_lost=self.despite_lost)
        code = _tell(moved, f"in {config.data}")
        _say(f"The database stays as it was. {_EMBEDDED_NEXT}")
        return code


def _check(config: "Config") -> int:
    from bot.library import check_moved, faults_of, lacks_of

    faults = faults_of(config.storage)
    if not faults:
        check_moved(config.data, config.storage)
    for fault in faults:
        sys.stderr.write(f"briefing-bot: {fault}\n")
    if not faults:
        _say("The bot can use it: its role sees one server's rows at a time.")
        if lacks := lacks_of(config.storage):
            _say(f"Note: {lacks}.")
    return FAULT if faults else OK


def _tell(moved: "Moved", where: str) -> int:
    from bot.phrases import counted
    from bot.plain_text import visible
    from bot.terminal.backing_up import LOST

    _say(f"{counted(moved.originals, 'file')} of {counted(moved.servers, 'server')} {where} now.")
    if moved.choices:
        _say(f"{counted(moved.choices, 'choice')} of members and servers for replies, too.")
    for lost in moved.lost:
        sys.stderr.write(visible(f"briefing-bot: {lost} {LOST}\n"))
    return FAULT if moved.lost else OK


def _say(line: str) -> None:
    from bot.plain_text import visible

    sys.stdout.write(visible(line) + "\n")
