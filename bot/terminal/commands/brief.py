"""`brief`: what a careful reader would underline."""

import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import ClassVar

from bot.terminal.command import TerminalCommand, add_json, add_nearest, add_text


@dataclass(frozen=True, slots=True)
class BriefCommand(TerminalCommand):
    """Briefs on a topic, on everything, or on one topic a line."""

    summary: ClassVar = "brief on a topic, or on everything"
    example: ClassVar = 'briefing-bot brief "Taliban funding" --format md > funding.md'

    topic: str | None
    format: str
    nearest: bool
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the topic, `--format`, `--nearest` and `--json`."""
        add_text(
            parser,
            "topic",
            "what the brief is on; none: everything, or with --json one a line from input",
        )
        parser.add_argument(
            "--format", choices=("text", "md", "html", "json"), default="text", help="default: text"
        )
        add_nearest(parser)
        add_json(parser)

    def run(self) -> int:
        """Print the brief in the chosen format."""
        from bot.plain_text import bounded, visible
        from bot.records import brief_record
        from bot.terminal.console import console
        from bot.terminal.given import at_a_terminal, each, given
        from bot.terminal.json_records import emit
        from bot.terminal.opening import opened
        from bot.terminal.printing import Manner, print_brief
        from index import Brief, Style, to_html, to_markdown

        config = self.places.configuration()
        as_json = self.json or self.format == "json"
        collection = opened(config, json=as_json)
        style = Style(config.index.citation_style)
        manner = Manner(style, nearest=self.nearest)
        exports = {"md": to_markdown, "html": to_html}

        def tell(topic: str) -> None:
            brief = collection.brief(bounded(topic, "topic") or None)
            if as_json:
                emit(brief_record(brief, style))
            elif isinstance(brief, Brief) and self.format in exports:
                sys.stdout.write(visible(exports[self.format](brief, style)))
            else:
                print_brief(console(), brief, manner)

        # Lines of standard input are for programs: a person who names no topic means everything.
        names_none = self.topic is None and (not self.json or at_a_terminal())
        topics = given("" if names_none else self.topic)
        return each(topics, tell, json=self.json)
