"""What measures on the stand-in is given."""

from tests.support.stage import bot, run, stage

__all__ = ["bot", "run", "stage"]
