"""The product in a process of its own, with a collection that needs no model."""

import sys

from bot.config import Config
from bot.lab.campaign.product import read_order, serve
from index import Collection, Settings
from index.lab.hashed_encoder import HashedEncoder


def opened(config: Config) -> Collection:
    settings = Settings(reader="none", answer_threshold=0.63)
    return Collection.open(config.knowledge, config.data, settings, encoder=HashedEncoder())


if __name__ == "__main__":
    serve(read_order(sys.stdin), opened)
