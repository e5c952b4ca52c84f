"""`ask`: questions, answered with excerpts."""

from argparse import ArgumentParser
from dataclasses import dataclass
from typing import ClassVar

from bot.terminal.command import OK, TerminalCommand, add_json, add_nearest, add_text


@dataclass(frozen=True, slots=True)
class AskCommand(TerminalCommand):
    """Answers one question, one a line, or whoever types."""

    summary: ClassVar = "answer a question, or one question a line from standard input"
    example: ClassVar = 'briefing-bot ask "What does the Taliban gain?"'

    question: str | None
    nearest: bool
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the question, `--nearest` and `--json`."""
        add_text(parser, "question", "the question; none: one a line from input")
        add_nearest(parser)
        add_json(parser)

    def run(self) -> int:
        """Print an answer for each question."""
        from bot.terminal.answering import answer_lines, converse
        from bot.terminal.given import at_a_terminal, required

        config = self.places.configuration()
        if self.question is None and not self.json and at_a_terminal():
            converse(config, nearest=self.nearest)
            return OK
        lines = required(self.question, "question")
        return answer_lines(lines, config, json=self.json, nearest=self.nearest)
