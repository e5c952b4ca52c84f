"""The house of the campaign of jobs, which needs no model."""

from bot.lab.jobs_campaign.deaths import run_mortal
from bot.lab.jobs_campaign.house import keep_house
from index.lab.hashed_encoder import HashedEncoder
from tests.support.processes.hashed_worker import keep_pace

MODULE = "tests.support.processes.hashed_house"


def encoder() -> HashedEncoder:
    return HashedEncoder()


def main() -> None:
    keep_pace()
    run_mortal(encoder)


if __name__ == "__main__":
    keep_house(encoder())
