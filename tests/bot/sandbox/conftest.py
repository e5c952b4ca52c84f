"""What every wire test is given."""

from tests.support.stand_in.stage import bot, clock, run, stage

__all__ = ["bot", "clock", "run", "stage"]
