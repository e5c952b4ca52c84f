"""Which version is named: by number, and by commit where the program runs in a checkout."""

import os
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

from bot.terminal import run, versions
from tests.support.patience import WAIT_S

GIT = shutil.which("git") or ""
NUMBER = metadata.version("briefing-bot")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the program seems to run from, with one commit of the third of May 2026."""
    moment = "2026-05-03T12:00:00+00:00"
    someone = {
        f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = os.environ | someone | {"GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": moment}
    for words in (("init", "-q"), ("commit", "-q", "--allow-empty", "-m", "Begin")):
        subprocess.run([GIT, *words], cwd=tmp_path, env=environment, check=True)
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    monkeypatch.setattr(versions, "_PATIENCE_S", WAIT_S)
    return tmp_path


def test_in_a_checkout_the_commit_is_named_with_its_date(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [GIT, "rev-parse", "--short", "HEAD"]
    short = subprocess.run(asked, cwd=checkout, capture_output=True, text=True, check=True).stdout
    with pytest.raises(SystemExit, match="0"):
        run(["--version"])
    told = capsys.readouterr().out
    assert told == f"briefing-bot {NUMBER}, commit {short.strip()} of 2026-05-03\n"


@pytest.mark.parametrize("lacking", ["checkout", "git", "commit"])
def test_elsewhere_the_number_has_to_do(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    if lacking == "checkout":
        monkeypatch.setattr(versions, "ROOT", checkout / "elsewhere")
    elif lacking == "git":
        monkeypatch.setenv("PATH", str(checkout))
    else:
        (checkout / ".git" / "HEAD").write_text("nonsense", "utf-8")
    assert versions.version() == NUMBER
