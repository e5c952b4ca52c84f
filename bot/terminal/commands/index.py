"""`index`: the collection, built or refreshed."""

from argparse import ArgumentParser
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import OK, TerminalCommand, add_json

if TYPE_CHECKING:
    from bot.config import Config
    from index import Collection


@dataclass(frozen=True, slots=True)
class IndexCommand(TerminalCommand):
    """Builds the collection, or brings it up to date."""

    summary: ClassVar = "build or refresh the collection"
    example: ClassVar = "briefing-bot index --knowledge ~/papers"

    watch: bool
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add `--watch` and `--json`."""
        parser.add_argument(
            "--watch", action="store_true", help="go on whenever documents change, until Ctrl-C"
        )
        add_json(parser)

    def run(self) -> int:
        """Print what was done."""
        from bot.terminal.opening import quietly_opened, with_what_is_listed

        config = self.places.configuration()
        with_what_is_listed(config, json=self.json)
        collection = quietly_opened(config, json=self.json)
        self._tell(collection)
        if self.watch:
            import asyncio

            asyncio.run(self._follow(collection, config))
        return OK

    async def _follow(self, collection: "Collection", config: "Config") -> None:
        """Build whenever documents change, and print what was done."""
        from bot.following import following
        from bot.library import Holdings

        await following(Holdings(collection), config, tell=self._tell)

    def _tell(self, collection: "Collection") -> None:
        """Print what was done, and what of the curated topics leads nowhere."""
        from bot.records import build_record
        from bot.terminal.build_reports import print_build, print_not_offered
        from bot.terminal.console import console
        from bot.terminal.json_records import emit

        if self.json:
            emit(build_record(collection.report, collection.nowhere))
        else:
            print_build(console(), collection.report)
            print_not_offered(collection.nowhere)
