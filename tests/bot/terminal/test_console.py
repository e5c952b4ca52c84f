"""Long work on standard error where no terminal shows a bar."""

import json
from pathlib import Path

import pytest

from bot.terminal import console
from bot.terminal.arguments import run
from bot.terminal.console import SpokenProgress, progress


def test_a_line_tells_every_few_seconds_how_far_the_work_has_come(
    capsys: pytest.CaptureFixture[str],
) -> None:
    work = SpokenProgress(lambda: 0.0)
    waits: list[float] = []

    def over(timeout_s: float) -> bool:
        waits.append(timeout_s)
        work.report("encoding \x1b[2J", len(waits) * 1000, 4000)
        return len(waits) == 3

    work.tell(over)
    assert capsys.readouterr().err == (
        "briefing-bot: encoding ␛[2J: 1,000 of 4,000\nbriefing-bot: encoding ␛[2J: 2,000 of 4,000\n"
    )
    assert waits == [console.EVERY_S] * 3


def test_what_is_left_of_a_stage_is_estimated_by_its_pace(
    capsys: pytest.CaptureFixture[str],
) -> None:
    now_s = 0.0
    work = SpokenProgress(lambda: now_s)
    steps = [
        (10.0, "reading", 2),
        (14.0, "encoding", 0),
        (24.0, "encoding", 2),
        (63.9, "encoding", 10),
    ]

    def over(_: float) -> bool:
        nonlocal now_s
        if not steps:
            return True
        now_s, stage, done = steps.pop(0)
        work.report(stage, done, 10)
        return False

    work.report("reading", 0, 10)
    work.tell(over)
    assert capsys.readouterr().err.splitlines() == [
        "briefing-bot: reading: 2 of 10, about 40 s left",
        "briefing-bot: encoding: 0 of 10",
        "briefing-bot: encoding: 2 of 10, about 40 s left",
        "briefing-bot: encoding: 10 of 10",
    ]


def test_before_anything_is_reported_a_line_says_what_is_being_done(
    capsys: pytest.CaptureFixture[str],
) -> None:
    waits = iter([False, True])
    SpokenProgress().tell(lambda _: next(waits))
    assert capsys.readouterr().err == "briefing-bot: opening\n"


def test_work_that_fails_is_told_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[bool] = []

    def tell(_: SpokenProgress, over: object) -> None:
        assert callable(over)
        ended.append(over(60.0))  # which returns at once when the work has ended

    monkeypatch.setattr(SpokenProgress, "tell", tell)
    with pytest.raises(KeyboardInterrupt), progress():
        raise KeyboardInterrupt
    assert ended == [True]


@pytest.mark.parametrize(
    "command",
    [
        ("index",),
        ("ask", "When was the mill built?"),
        ("brief", "the mill"),
        ("brief", "the mill", "--format", "json"),
        ("cite", "The mill was built in 1702."),
        ("verify", "The mill was built in 1702."),
        ("show",),
        ("library", "gaps", "--server", "70000000000000007"),
    ],
)
def test_where_json_is_printed_no_line_tells_how_far_the_work_has_come(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "mill.txt").write_text("The mill was built in 1702.", "utf-8")
    monkeypatch.setattr(console, "EVERY_S", 0.0001)
    places = ("--knowledge", str(tmp_path / "knowledge"), "--data", str(tmp_path / "data"))
    as_json = () if "json" in command else ("--json",)
    assert run([*command, *places, *as_json]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert json.loads(told.out)
