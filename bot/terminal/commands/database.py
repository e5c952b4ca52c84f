"""`database`: the PostgreSQL database that `storage` names, made ready and looked over."""

import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import ClassVar

from bot.terminal.command import FAULT, OK, TerminalCommand

_ACTIONS = ("check", "migrate")


@dataclass(frozen=True, slots=True)
class DatabaseCommand(TerminalCommand):
    """Brings the database to the present schema, or says what is wrong with it."""

    summary: ClassVar = "the PostgreSQL database that `storage` names: migrate, check"
    example: ClassVar = "briefing-bot database migrate --owner briefing_owner"

    action: str
    owner: str | None

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the action and `--owner`."""
        parser.add_argument("action", nargs="?", default="check", help=", ".join(_ACTIONS))
        parser.add_argument(
            "--owner", metavar="ROLE", help="migrate: who owns the tables; not the bot's own role"
        )

    def run(self) -> int:
        """Do what was asked, and say what it was.

        Returns:
            0 where the database can be used, 1 where it cannot.

        Raises:
            SettingsError: It is not said what, or by whom, or no database is configured.
            BriefingError: The database is away, or of a later version.
        """
        from bot.config import EMBEDDED
        from bot.library import faults_of, migrate
        from index import SettingsError

        if self.action not in _ACTIONS:
            msg = f"{self.action!r} is nothing that can be done: {', '.join(_ACTIONS)}"
            raise SettingsError(msg)
        address = self.places.configuration().storage
        if address == EMBEDDED:
            msg = (
                "what is of servers is kept in the data folder, which needs none of this; "
                "`storage: postgresql://ROLE@HOST/DATABASE` in config.yaml names a database"
            )
            raise SettingsError(msg)
        if self.action == "migrate":
            if not self.owner:
                raise SettingsError("`database migrate` needs --owner ROLE, who owns the tables")
            _say(str(migrate(address, self.owner)))
        faults = faults_of(address)
        for fault in faults:
            sys.stderr.write(f"briefing-bot: {fault}\n")
        if not faults:
            _say("The bot can use it: its role sees one server's rows at a time.")
        return FAULT if faults else OK


def _say(line: str) -> None:
    from bot.plain_text import visible

    sys.stdout.write(visible(line) + "\n")
