"""The file that workers alone leave, and what `doctor --live work` says of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.working.health import WorkHealthFile, WorkState, work_outlook
from tests.support.terminal import Told

NOW = 1_700_000_000.0


class Clock:
    """Seconds since the epoch, as a test has them pass."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work.json"


@pytest.fixture
def health(path: Path, clock: Clock) -> WorkHealthFile:
    return WorkHealthFile(path, 2, clock)


def test_workers_at_work_say_how_many_and_what_they_did(
    health: WorkHealthFile, path: Path, clock: Clock
) -> None:
    health.tell(WorkState.WORKING)
    clock.now += 120
    health.count()
    health.count()
    health.tell(WorkState.WORKING)
    found = work_outlook(path, clock.now + 30)
    assert found.works
    assert found.sentence == (
        "it works, 2 workers, for 2 minutes; 2 jobs ended, the last 30 seconds ago"
    )


def test_what_is_away_is_told_with_its_reason_and_is_no_work(
    health: WorkHealthFile, path: Path, clock: Clock
) -> None:
    health.tell(WorkState.WORKING)
    health.tell(WorkState.AWAY, "the database db/briefing cannot be used now: refused")
    clock.now += 40
    found = work_outlook(path, clock.now)
    assert not found.works
    assert found.sentence == (
        "it has not been able to work for 40 seconds "
        "(the database db/briefing cannot be used now: refused); 0 jobs ended"
    )


def test_who_has_given_no_sign_for_long_does_not_work(
    health: WorkHealthFile, path: Path, clock: Clock
) -> None:
    health.tell(WorkState.WORKING)
    assert work_outlook(path, clock.now + 45).works
    found = work_outlook(path, clock.now + 46)
    assert not found.works
    assert "it does not work: it has given no sign for 46 seconds" in found.sentence


def test_who_was_stopped_says_so_however_long_ago(
    health: WorkHealthFile, path: Path, clock: Clock
) -> None:
    health.tell(WorkState.STOPPED)
    found = work_outlook(path, clock.now + 7200)
    assert (found.works, "it was stopped 2 hours ago" in found.sentence) == (False, True)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"state": "dancing"}', "\x00" * 9])
def test_a_file_that_says_nothing_is_told(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    found = work_outlook(path, NOW)
    assert (found.works, "cannot be read" in found.sentence) == (False, True)


def test_doctor_says_of_workers_what_it_says_of_a_bot(
    told: Callable[..., Told], place: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr("bot.terminal.signs.time", clock)
    code, out, _ = told("doctor", "--live", "work")
    assert code == 1
    assert out.startswith("FAIL work: no workers have run on ")
    WorkHealthFile(place / "data" / "work.json", 1, clock).tell(WorkState.WORKING)
    code, out, _ = told("doctor", "--live", "work")
    assert (code, out) == (
        0,
        "ok   work: it works, 1 worker, for 0 seconds; 0 jobs ended\n",
    )
    assert told("doctor", "--live")[0] == 1
