"""What a seed gives: the same questions and faults each time, as many faults as were asked for."""

from pathlib import Path

import pytest

from bot.config import ROOT
from bot.lab.campaign.plan import Door, GatewayTrouble, Plan, Words, words_of
from bot.sandbox.service.faults import Trouble
from bot.sandbox.world.errors import SandboxError

WORDS = Words(("Why?", "Who?"), ("as it stands",), ("a topic",))


def plan(seed: int = 7, faulty: float = 0.15) -> Plan:
    return Plan(seed, questions=2000, faulty=faulty, members=50, per_second=8.0)


def test_a_seed_gives_the_same_campaign_and_another_seed_another() -> None:
    drawn = list(plan().drawn(WORDS))
    assert list(plan().drawn(WORDS)) == drawn
    assert list(plan(seed=8).drawn(WORDS)) != drawn
    assert [plan().fault("17", n) for n in range(50)] == [plan().fault("17", n) for n in range(50)]
    assert [plan().fault("17", n) for n in range(50)] != [plan().fault("18", n) for n in range(50)]


def test_every_door_and_every_trouble_comes_up() -> None:
    drawn = list(plan().drawn(WORDS))
    assert {question.door for question in drawn} == set(Door)
    before = {question.before.trouble for question in drawn if question.before is not None}
    assert before == set(GatewayTrouble)
    faults = [plan().fault(str(number), 1) for number in range(2000)]
    assert {fault.trouble for fault in faults if fault is not None} == set(Trouble)


@pytest.mark.parametrize("faulty", [0.0, 0.15, 1.0])
def test_the_share_of_faulty_requests_is_the_one_asked_for(faulty: float) -> None:
    faults = [plan(faulty=faulty).fault(str(number), 1) for number in range(4000)]
    # Four standard errors of a share of 4,000.
    bound = 4 * (faulty * (1 - faulty) / 4000) ** 0.5
    assert sum(fault is not None for fault in faults) / 4000 == pytest.approx(faulty, abs=bound)


def test_faults_keep_to_their_ranges() -> None:
    for number in range(4000):
        fault = plan(faulty=1.0).fault(str(number), 1)
        assert fault is not None
        assert fault.seconds == 0 or 0.2 <= fault.seconds <= 6
        assert 500 <= fault.status <= 599
    outages = [q.before for q in plan(faulty=1.0).drawn(WORDS) if q.before is not None]
    assert all(1 <= outage.seconds <= 3 for outage in outages)


@pytest.mark.parametrize(
    ("questions", "faulty", "members", "per_second"),
    [(0, 0.1, 1, 1.0), (1, 0.1, 0, 1.0), (1, 1.1, 1, 1.0), (1, 0.1, 1, -1.0)],
)
def test_numbers_out_of_range_are_refused(
    questions: int, faulty: float, members: int, per_second: float
) -> None:
    with pytest.raises(ValueError, match=r"campaign needs|--faulty"):
        Plan(1, questions, faulty, members, per_second)


def test_words_come_from_the_graded_questions() -> None:
    words = words_of(ROOT / "knowledge")
    assert "What does the Taliban gain from its alliance with al-Qaeda?" in words.questions
    assert "rupture with Saudi Arabia" in words.quotations
    assert "Taliban funding" in words.topics


def test_a_folder_without_graded_questions_is_told(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="no graded questions"):
        words_of(tmp_path)
