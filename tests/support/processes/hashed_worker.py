"""A worker that embeds without a model, and gives way to nobody."""

from bot.library import run_worker
from bot.library.workers import worker
from index.lab.hashed_encoder import HashedEncoder


def keep_pace() -> None:
    """Have a worker of this process work like any other program.

    Of the least priority it gets a hundredth of a busy processor: a test would wait for minutes.
    """
    worker._NICENESS = 0


def main() -> None:
    keep_pace()
    run_worker(lambda _: HashedEncoder())
