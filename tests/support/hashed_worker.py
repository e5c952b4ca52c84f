"""A worker that embeds without a model."""

from bot.library import run_worker
from index.lab.hashed_encoder import HashedEncoder


def main() -> None:
    run_worker(lambda _: HashedEncoder())
