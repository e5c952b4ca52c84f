"""`library`: the documents that a server has of its own."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import OK, WHERE_IDS_ARE, TerminalCommand, add_json, discord_id
from bot.terminal.managing.library_actions import LIBRARY_ACTIONS, LibraryWords

if TYPE_CHECKING:
    from bot.library import Scope, Shelves

_NO_OPTIONS = {"places", "action", "names", "server", "json"}  # every action has them
_OF_JOBS = ("jobs", "retry", "drop")
# What `--set` changes of a server; `bot.library` reads them, and is too heavy to be asked for help.
_SETTINGS = (
    *("channels", "private_answers", "private_roles", "citation_style", "cooldown_s"),
    *("operator_documents", "manager_role", "gaps_channel", "gaps_role", "new_channels"),
    *("new_roles", "opinions", "threads", "language"),
)


@dataclass(frozen=True, slots=True)
class LibraryCommand(TerminalCommand):
    """Lists, adds and removes a server's documents, as its moderators do with `/library`."""

    summary: ClassVar = "what a Discord server has of its own, as its moderators see and change it"
    example: ClassVar = "briefing-bot library add report.pdf --server 123456789012345678"

    action: str
    names: list[str]
    server: int
    channel: list[int]
    role: list[int]
    everybody: bool
    title: str
    yes: bool
    set: list[str]
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the action, what it is about, and the server."""
        parser.add_argument("action", nargs="?", help=", ".join(LIBRARY_ACTIONS))
        parser.add_argument(
            "names", nargs="*", help="files, documents by their names, or numbers of jobs"
        )
        parser.add_argument(
            "--server", type=discord_id, default=0, metavar="ID", help="the server, by its ID"
        )
        for name, who in (
            ("channel", "a channel that they are shown in"),
            ("role", "a role that they are shown to"),
        ):
            parser.add_argument(
                f"--{name}", type=discord_id, action="append", default=[], metavar="ID",
                help=f"of `add` and `scope`: {who}; may be given several times",
            )  # fmt: skip
        parser.add_argument(
            "--everybody", action="store_true",
            help="of `scope`: everybody sees them, in every channel; without one of these three it "
            "says who sees them now, and changes nothing",
        )  # fmt: skip
        parser.add_argument(
            "--title", default="", metavar="TITLE",
            help="of `add`: the title of the one document, where it does not say it well",
        )  # fmt: skip
        parser.add_argument(
            "--yes", action="store_true",
            help="of `remove`: do it without asking once more, which only a terminal is asked",
        )  # fmt: skip
        parser.add_argument(
            "--set", action="append", default=[], metavar="NAME=VALUE",
            help=f"of `settings`: what is changed ({', '.join(_SETTINGS)}), `NAME=default` to put "
            "it back; of `describe`: what is stated, such as title=…, `NAME=` for no more; may be "
            "given several times",
        )  # fmt: skip
        add_json(parser)

    @classmethod
    def take_rest(cls, parsed: Namespace, rest: list[str]) -> list[str]:
        """Take words behind options for names, and the first of all words for the action."""
        if any(word.startswith("-") for word in rest):
            return rest
        first = [] if parsed.action is None else [parsed.action]
        words = [*first, *parsed.names, *rest]
        parsed.action, *parsed.names = words or ["list"]
        return []

    def run(self) -> int:
        """Do what was asked, and print what the server has then, or what was asked for."""
        from bot.library import Shelves, check_moved
        from bot.terminal.managing.library_changes import CHANGES
        from bot.terminal.managing.library_deeds import DEEDS, LibraryTask
        from bot.terminal.managing.server_settings import settle, tell_events, tell_gaps
        from bot.terminal.opening import opened

        self._check()
        config = self.places.configuration()
        check_moved(config.data, config.storage)
        if self.action == "settings":
            settle(config, self.server, self.set, as_json=self.json)
            return OK
        if self.action == "history":
            tell_events(Shelves(config, answers=False), self.server, as_json=self.json)
            return OK
        if self.action == "gaps":
            shelves = Shelves(config, answers=False)
            tell_gaps(shelves, opened(config, json=self.json), self.server, as_json=self.json)
            return OK
        shelves = Shelves(config)
        if self.action in _OF_JOBS:
            return self._see_to_jobs(shelves)
        public = cache(lambda: opened(config, json=self.json))
        task = LibraryTask(
            *(shelves, public, self.server, self.names, self.json),
            *(self.set, self._scope(), self.title, self.yes),
        )
        return {**CHANGES, **DEEDS}[self.action](task)

    def _see_to_jobs(self, shelves: "Shelves") -> int:
        """Change jobs, or only print them."""
        from bot.terminal.managing.library_jobs import change_jobs, tell_jobs

        change_jobs(shelves, self.server, self.action, self.names)
        tell_jobs(shelves, self.server, json=self.json)
        return OK

    def _check(self) -> None:
        """Check that what is to be done is said, and nothing that has no part in it.

        Raises:
            SettingsError: It is not.
        """
        from index import SettingsError

        if self.server <= 0:
            raise SettingsError(f"which server? Name it with --server ID ({WHERE_IDS_ARE})")
        options = {one.name for one in fields(self)} - _NO_OPTIONS
        given = {name: getattr(self, name) for name in sorted(options)}
        for fault in LibraryWords(self.action, self.names, given).faults():
            raise SettingsError(fault)

    def _scope(self) -> "Scope | None":
        """Return who may see the documents; None where nothing is said of it."""
        from bot.library import Scope

        if self.everybody:
            return Scope()
        if not self.channel and not self.role:
            return None
        return Scope(frozenset(self.channel), frozenset(self.role))
