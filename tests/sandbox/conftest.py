"""What every wire test is given."""

from tests.sandbox.fixtures import bot, run, stage

__all__ = ["bot", "run", "stage"]
