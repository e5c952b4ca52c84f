"""The collection that a command works on, opened with a sign of progress."""

import sys

from bot.config import Config
from bot.library import open_collection
from bot.phrases import unread
from bot.plain_text import visible
from bot.terminal.console import progress
from index import Collection


def opened(config: Config) -> Collection:
    """Return the collection; say on standard error which files it lacks, if there are any.

    Raises:
        BriefingError: The documents, the model or the built folder cannot be used.
    """
    collection = quietly_opened(config)
    if files := unread(collection.report.faults):
        sys.stderr.write(visible(f"briefing-bot: {files}; `briefing-bot index` says why\n"))
    return collection


def quietly_opened(config: Config) -> Collection:
    """Return the collection, for who says which files it lacks.

    Raises:
        BriefingError: The documents, the model or the built folder cannot be used.
    """
    with progress() as report:
        return open_collection(config, report)
