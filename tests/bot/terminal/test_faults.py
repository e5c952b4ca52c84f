"""Faults of the command line: bounded in length, a full disk and a second bot told as such."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.terminal.arguments import run
from index import alone_in
from tests.support.terminal import Told


def test_a_fault_that_names_an_endless_place_is_bounded(told: Callable[..., Told]) -> None:
    code, _, err = told("show", knowledge=Path("x" * 100_000))
    assert code == 1
    assert err.startswith("briefing-bot: there is no folder xxx")
    assert len(err) < 4_200


@pytest.mark.parametrize("arguments", [["x" * 100_000], ["index", "x" * 100_000]])
def test_a_fault_that_names_an_endless_argument_is_bounded(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(arguments)
    assert 0 < len(capsys.readouterr().err) < 4_200


def test_a_full_disk_behind_the_output_is_told(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = Path("/dev/full").open("w", encoding="utf-8")  # noqa: SIM115  # `run` closes it
    monkeypatch.setattr("sys.stdout", full)
    code = run(["doctor", "--live", "--config", str(place / "config.yaml")])
    assert full.closed  # so that Python, as it ends, tries nothing more
    assert code == 1
    assert capsys.readouterr().err == (
        "briefing-bot: no space is left where this is written; free some space\n"
    )


def test_a_second_bot_on_one_data_folder_is_told(
    told: Callable[..., Told], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.observability.logs.start_logging", lambda _: None)
    with alone_in(place / "data", "run"):
        code, out, err = told("run", "--no-browser")
    assert (code, out) == (1, "")
    assert f"{place / 'data'} is in use by another `run`" in err
    assert err.count("\n") == 1


def test_of_a_folder_without_documents_it_is_told_what_is_read(
    told: Callable[..., Told], tmp_path: Path
) -> None:
    code, _, err = told("show", knowledge=tmp_path)
    assert code == 1
    assert f"{tmp_path} holds no document: put files into it (" in err
    assert {".pdf", ".zip"} <= set(err.rstrip(")\n").partition("(")[2].split(", "))
