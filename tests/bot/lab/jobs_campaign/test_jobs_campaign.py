"""A short campaign: workers and the bot are killed, and nothing is lost or doubled."""

from pathlib import Path

import pytest

from bot.lab.jobs_campaign.__main__ import is_well, told
from bot.lab.jobs_campaign.deaths import kills_of
from bot.lab.jobs_campaign.runs import KillingPlan, Losses, run
from index.lab.hashed_encoder import HashedEncoder
from tests.support.processes.hashed_house import MODULE


@pytest.mark.parametrize("seed", [1])
def test_nothing_is_lost_or_doubled_whoever_is_killed(tmp_path: Path, seed: int) -> None:
    plan = KillingPlan(seed, 3, servers=2, batch=2, house_every_s=30.0, longest_s=900.0)
    losses = run(plan, tmp_path, HashedEncoder(), MODULE)
    assert (losses.lost, losses.doubled) == ([], [])
    assert losses.brought >= 4
    assert losses.kills == kills_of(tmp_path) > 0


def test_what_is_told_names_what_was_lost() -> None:
    losses = Losses(brought=3, done=2, lost=["1001/paper-1.txt"], kills=7, seconds=12.0)
    assert told(losses) == [
        "killed: 7 workers, and the bot 0 times, in 12 s",
        "brought: 3   catalogued: 2   lost: 1   doubled: 0   given up, and tried again by hand: 0",
        "lost: 1001/paper-1.txt",
    ]


def test_a_campaign_that_kills_too_few_shows_nothing() -> None:
    assert is_well(Losses(brought=3, done=3, kills=5), kills=10)
    assert not is_well(Losses(brought=3, done=3, kills=4), kills=10)
    assert not is_well(Losses(brought=3, done=3, doubled=["server 1001"], kills=10), kills=10)
