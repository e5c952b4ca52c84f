"""The product as a process under fault: every question is accounted for."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest

from bot.config import ROOT
from bot.lab.campaign.__main__ import ahead, main
from bot.lab.campaign.account import Account
from bot.lab.campaign.fates import BAD, Entry, Fate
from bot.lab.campaign.plan import GatewayTrouble, Plan, words_of
from bot.lab.campaign.product import Order
from bot.lab.campaign.report import failures, report
from bot.lab.campaign.runs import Outside, Result, run_campaign
from bot.lab.campaign.scene import crowd
from bot.sandbox.world.errors import SandboxError

HASHED = (sys.executable, "-m", "tests.support.processes.hashed_product")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the collection is built once."""
    return tmp_path_factory.mktemp("data")


def campaign(plan: Plan, data: Path, folder: Path, *, terminate: bool = False) -> Result:
    outside = Outside(data, words_of(ROOT / "knowledge"), folder, program=HASHED)
    return asyncio.run(run_campaign(plan, outside, terminate=terminate))


def fates(result: Result) -> Counter[Fate]:
    return Counter(result.account.fate(entry) for entry in result.account.entries)


def test_without_faults_every_question_is_answered(data: Path, tmp_path: Path) -> None:
    plan = Plan(3, questions=40, faulty=0.0, members=5, per_second=20.0)
    result = campaign(plan, data, tmp_path)
    assert fates(result) == {Fate.ANSWERED: 40}
    assert result.status == 0
    assert failures(result) == 0
    assert "Traceback" not in (tmp_path / "product.log").read_text("utf-8")


def test_under_faults_every_question_is_accounted_for(data: Path, tmp_path: Path) -> None:
    # Of this seed the gateway meets each of its troubles once.
    plan = Plan(688, questions=50, faulty=0.15, members=5, per_second=20.0)
    result = campaign(plan, data, tmp_path)
    assert [entry.question.number for entry in result.account.entries] == list(range(1, 51))
    assert {bad: fates(result)[bad] for bad in BAD} == dict.fromkeys(BAD, 0)
    assert failures(result) == 0
    assert result.gateway_met == {trouble.value: 1 for trouble in GatewayTrouble}
    assert result.account.met.total() > 0
    assert result.status == 0
    lines = list(report(result, "python -m bot.lab.campaign --seed 688"))
    assert lines[-1] == "to repeat: python -m bot.lab.campaign --seed 688"
    header, *_ = [line.split() for line in lines if "thinking" in line]
    totals = next(line.split() for line in lines if line.startswith("all "))
    assert header == ["asked", *(fate.value for fate in Fate)]
    assert totals[1:] == ["50", *(str(fates(result)[fate]) for fate in Fate)]


def test_of_questions_asked_at_once_none_is_lost_from_the_account(
    data: Path, tmp_path: Path
) -> None:
    plan = Plan(3, questions=60, faulty=0.0, members=20, per_second=0.0)
    result = campaign(plan, data, tmp_path, terminate=True)
    assert fates(result).total() == 60
    assert fates(result)[Fate.ANSWERED] + fates(result)[Fate.TOLD] == 60
    assert result.status == 0
    assert any(line.startswith("acknowledged: ") for line in report(result, "again"))


def made_up(faulty: float, *, is_terminated: bool = False, **counts: int) -> Result:
    """Return a campaign of a hundred questions, as many of each fate, the others answered."""
    fates = [Fate[name.upper()] for name, count in counts.items() for _ in range(count)]
    fates += [Fate.ANSWERED] * (100 - len(fates))
    plan = Plan(3, questions=100, faulty=faulty, members=5, per_second=20.0)
    account = Account(crowd(1))
    account.entries = [
        Entry(question, number, connected=True)
        for number, question in enumerate(plan.drawn(words_of(ROOT / "knowledge")))
    ]
    account.fate = lambda entry: fates[entry.event_id]  # type: ignore[method-assign]
    return Result(plan, account, Counter(), 0, 0.0, 0.0, (1.5, 0.5), is_terminated)


def test_more_sentences_or_unheard_questions_than_may_be_are_failures() -> None:
    assert failures(made_up(0.0, told=2)) == 0
    assert failures(made_up(0.0, told=5)) == 3
    assert failures(made_up(0.0, told=60, is_terminated=True)) == 0
    assert failures(made_up(0.0, unheard=1)) == 1
    assert failures(made_up(0.2, unheard=30)) == 0
    assert failures(made_up(0.2, unheard=34, silent=1)) == 5


def test_the_bot_goes_before_other_processes_for_as_long_as_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps: list[int] = []
    monkeypatch.setattr(os, "getpriority", lambda *_: 2)
    monkeypatch.setattr(os, "setpriority", lambda _which, _who, nice: steps.append(nice))
    with ahead(5):
        assert steps == [-3]
    assert steps == [-3, 2]


def test_who_may_not_go_before_others_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: int) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "setpriority", refused)
    with pytest.raises(SystemExit) as ended:
        main(["--load", "--questions", "1", "--ahead", "5"])
    assert ended.value.code == 1
    assert "Permission denied" in capsys.readouterr().err


@dataclass(slots=True)
class Asked:
    """What the command asked for, and what it is told of it.

    Args:
        result: What comes of the campaign.
        plan: What it was to be made of.
        outside: What it was to find.
        is_terminated: Whether SIGTERM was asked for.
        busy: How many processes kept the processor busy meanwhile.
        spinning: How many do so now.
    """

    result: Result
    plan: Plan | None = None
    outside: Outside | None = None
    is_terminated: bool = False
    busy: int = 0
    spinning: int = 0

    async def run_campaign(self, plan: Plan, outside: Outside, *, terminate: bool) -> Result:
        self.plan, self.outside, self.is_terminated = plan, outside, terminate
        self.busy = self.spinning
        return self.result

    @contextmanager
    def spin(self, count: int) -> Iterator[None]:
        self.spinning = count
        yield
        self.spinning = 0


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """A command whose campaign goes well and is not run."""
    asked = Asked(made_up(0.0))
    monkeypatch.setattr("bot.lab.campaign.__main__.run_campaign", asked.run_campaign)
    monkeypatch.setattr("bot.lab.campaign.__main__.busy", asked.spin)
    return asked


@pytest.mark.parametrize(
    ("words", "plan", "is_terminated", "busy"),
    [
        ("", Plan(1, 2000, 0.15, 50, 8.0), False, 0),
        ("--seed 7 --questions 200 --faulty 0", Plan(7, 200, 0.0, 50, 8.0), False, 0),
        ("--per-second 20 --members 5", Plan(1, 2000, 0.15, 5, 20.0), False, 0),
        ("--load", Plan(1, 1000, 0.0, 200, 0.0), False, 0),
        ("--load --terminate --seed 7", Plan(7, 1000, 0.0, 200, 0.0), True, 0),
        ("--load --questions 300 --members 60", Plan(1, 300, 0.0, 60, 0.0), False, 0),
        ("--load --faulty 0.1 --busy 4", Plan(1, 1000, 0.1, 200, 0.0), False, 4),
    ],
)
def test_the_command_asks_for_the_campaign_that_its_words_describe(
    asked: Asked, words: str, plan: Plan, is_terminated: bool, busy: int
) -> None:
    assert main(words.split()) == 0
    assert (asked.plan, asked.is_terminated, asked.busy) == (plan, is_terminated, busy)
    assert asked.spinning == 0


def test_the_command_says_where_things_are_and_how_long_is_waited(
    asked: Asked, tmp_path: Path
) -> None:
    log, data = tmp_path / "log", tmp_path / "data"
    assert main(["--cooldown", "2", "--quiet", "5", f"--log={log}", f"--data={data}"]) == 0
    assert asked.outside == Outside(
        data, words_of(ROOT / "knowledge"), log, cooldown_s=2.0, quiet_s=5.0
    )


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (made_up(0.0), 0),
        (made_up(0.0, told=2), 0),
        (made_up(0.0, silent=1), 1),
        (made_up(0.0, thinking=1), 1),
        (made_up(0.0, twice=1), 1),
        (made_up(0.0, late=1), 1),
        (made_up(0.0, told=3), 1),
        (made_up(0.0, unheard=1), 1),
        (replace(made_up(0.0), status=1), 1),
        (replace(made_up(0.0), status=None), 1),
    ],
)
def test_the_command_ends_with_one_where_something_went_badly(
    asked: Asked,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    result: Result,
    code: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    asked.result = result
    assert main(["--load", "--log", "a folder"]) == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "to repeat: python -m bot.lab.campaign --load --log 'a folder'"


def test_how_long_members_waited_for_the_bot_is_told() -> None:
    lines = list(report(made_up(0.0, told=5), "again"))
    assert "told: 3 more than may be" in lines
    waited = "members waited 2 times for a bot that was offline, 2.0 s in all, 1.5 s at most"
    assert waited in lines


def test_a_product_whose_campaign_is_gone_ends() -> None:
    script = (
        "import signal, sys\nfrom bot.lab.campaign.product import read_order\n"
        "read_order(sys.stdin)\nsignal.pause()\n"
    )
    order = Order("http://a", "ws://a", "secret", "data", 0.0, "lag.txt")
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(asdict(order)) + "\n",
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == -signal.SIGTERM


def test_a_program_that_does_not_connect_is_told(data: Path, tmp_path: Path) -> None:
    outside = Outside(data, words_of(ROOT / "knowledge"), tmp_path, (sys.executable, "-c", "0"))
    plan = Plan(3, questions=1, faulty=0.0, members=1, per_second=1.0)
    with pytest.raises(SandboxError, match="did not connect"):
        asyncio.run(run_campaign(plan, outside))
