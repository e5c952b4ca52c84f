"""What every wire test is given."""

from tests.support.stage import bot, run, stage

__all__ = ["bot", "run", "stage"]
