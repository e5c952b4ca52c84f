"""What the program does without a command."""

import sys
from itertools import chain

from bot.config import Config
from bot.plain_text import visible
from bot.terminal.answering import answer_lines
from bot.terminal.command import OK
from bot.terminal.commands.run import RunCommand
from bot.terminal.given import GivenText, at_a_terminal, lines
from bot.terminal.opening import opened
from bot.terminal.places import Places


def main_job(places: Places) -> int:
    """Do as `run` on a terminal; with questions piped in, answer them and end.

    Returns:
        The exit code.

    Raises:
        BriefingError: As the commands.
    """
    if at_a_terminal():
        return RunCommand(places, port=None, no_browser=False, shards=None, no_workers=False).run()
    questions = lines()
    first = next(questions, None)
    config = places.configuration()
    if first is None:
        first = _example(config)
    if first is None:
        return OK
    return answer_lines(chain([first], questions), config, json=False)


def _example(config: Config) -> GivenText | None:
    """Say how to ask, and return a question that the documents answer, if one is found."""
    example = next(iter(opened(config).examples), None)
    sys.stdout.write('No question was given. Ask with: briefing-bot ask "…"\n')
    if example is None:
        return None
    sys.stdout.write(visible(f"For example: {example}\n"))
    return GivenText(example)
