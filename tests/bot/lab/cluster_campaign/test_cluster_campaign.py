"""A short campaign: bots, workers and the database are killed, and everything is accounted for."""

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.config import ROOT, Config
from bot.lab.cluster_campaign.bringing import Bringing, Outcome
from bot.lab.cluster_campaign.cluster import Programs
from bot.lab.cluster_campaign.report import failures, report
from bot.lab.cluster_campaign.runs import ClusterPlan, ClusterResult, run_cluster
from bot.lab.cluster_campaign.scene import ServerPlace
from bot.sandbox.world import InteractionState
from tests.support.engines.postgres_server import postgres_server
from tests.support.processes import hashed_product, hashed_work

PROGRAMS = Programs(hashed_product.__name__, hashed_work.MODULE)


def test_whoever_is_killed_every_question_and_document_is_accounted_for(tmp_path: Path) -> None:
    postgres_server()  # the campaign starts one of its own: skipped where there can be none
    plan = ClusterPlan(
        3, 3, servers=8, shards=4, papers_a_s=0.5, outages=1, outage_s=3.0, longest_s=300.0
    )
    config = Config(knowledge=ROOT / "knowledge")
    result = asyncio.run(run_cluster(plan, tmp_path, config, PROGRAMS))
    assert (result.kills.total(), result.outages) == (3, 1)
    brought = result.brought
    assert (brought.lost, brought.doubled, brought.twice, brought.untold) == ([], [], [], 0)
    assert (brought.wanted > 0, brought.left) == (True, 0)
    assert result.fates.total() > 0
    assert (result.fates["twice"], result.fates["cut off"]) == (0, 0)
    assert set(result.statuses.values()) == {0}


class Seen:
    """Libraries with nothing in them, and something happens during each look at them."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self._meanwhile = meanwhile

    def documents(self, _: int) -> tuple[()]:
        self._meanwhile()
        return ()

    def unfinished(self, _: int) -> tuple[()]:
        return ()


def bringing(meanwhile: Callable[[], object]) -> Bringing:
    """One who brings, to whom nobody says anything."""

    async def slash(*_: object) -> object:
        return SimpleNamespace(state=InteractionState.PENDING)

    scene: Any = SimpleNamespace(
        keeper=SimpleNamespace(invoker=SimpleNamespace(slash=slash)),
        world=SimpleNamespace(clock=SimpleNamespace(now_s=lambda: 0.0)),
    )
    seen: Any = Seen(meanwhile)
    return Bringing(scene, seen, seed=1)


async def test_who_is_killed_during_a_look_may_have_taken_it_as_the_next_one_tells() -> None:
    bot: Any = SimpleNamespace(shards=SimpleNamespace(serve=lambda _: True))
    brought = bringing(lambda: brought.cut_off(bot))
    paper = await brought.bring(ServerPlace(7, 70))
    assert not await brought.look()
    assert len(paper.calls) == 1
    assert not await brought.look()
    assert len(paper.calls) == 2


async def test_what_is_brought_elsewhere_during_a_look_is_for_the_next_one() -> None:
    brought = bringing(lambda: asyncio.run(brought.bring(ServerPlace(8, 80))))
    await brought.bring(ServerPlace(7, 70))
    assert not await brought.look()
    assert [len(paper.calls) for paper in brought.papers] == [1, 1]


def test_shards_are_shared_out_evenly_or_not_at_all() -> None:
    assert ClusterPlan(1, 1, bots=4, shards=8).shares() == ["0-1/8", "2-3/8", "4-5/8", "6-7/8"]
    assert ClusterPlan(1, 1, bots=2, shards=2).shares() == ["0/2", "1/2"]
    with pytest.raises(ValueError, match="8 shards cannot be shared out to 3 bots"):
        ClusterPlan(1, 1, bots=3)


def test_the_report_counts_what_no_death_excuses_and_names_it() -> None:
    brought = Outcome(5, 7, 0, ["paper-1.md"], ["server 9"], 2, (3, 1), ["Paper 4"], 1)
    result = ClusterResult(
        ClusterPlan(1, 4),
        Counter({"bot-0": 3, "work-2": 1}),
        1,
        Counter({"answered": 8, "unread": 2, "cut off": 3, "silent": 1}),
        ["silent: question 6 (/ask) of bot-0: no request"],
        brought,
        {"bot-0": 0, "work-2": None},
        61.4,
    )
    assert failures(result) == 9
    assert list(report(result, "again")) == [
        "2 bots with 8 shards and 200 servers, 2 processes of workers, seed 1",
        "killed 4 times in 61 s: bot-0 3, work-2 1",
        "the database was stopped for 30 s 1 times",
        "questions: 14; answered 8, cut off 3, unread 2, silent 1",
        "documents: 5, brought by 7 commands; left 0, lost 1, doubled 1, "
        "tried again by hand after three deaths 2",
        "told by the command 3, in the channel 1, twice 1, not at all 1",
        "at SIGTERM in the end: bot-0 0, work-2 None",
        "lost: paper-1.md",
        "doubled: server 9",
        "told twice: Paper 4",
        "silent: question 6 (/ask) of bot-0: no request",
        "to repeat: again",
    ]


@pytest.mark.parametrize(
    ("kills", "answered", "left", "failed"),
    [(4, 8, 0, 0), (4, 8, 3, 3), (0, 8, 0, 1), (4, 0, 0, 1)],
)
def test_what_was_left_and_a_campaign_that_tried_nothing_count(
    kills: int, answered: int, left: int, failed: int
) -> None:
    result = ClusterResult(
        ClusterPlan(1, 4),
        Counter({"bot-0": kills}),
        fates=Counter({"answered": answered, "unheard": 2}),
        brought=Outcome(5, 7, left),
        statuses={"bot-0": 0},
    )
    assert failures(result) == failed
