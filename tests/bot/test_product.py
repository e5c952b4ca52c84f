"""The installed program as its own process: on names that lead to the double, and the sandbox."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from threading import Timer
from urllib.parse import urljoin

import pytest

from bot.config import ROOT
from index import Collection, SourceError
from tests.support.stand_in.behind_names import run_unpatched, why_not

pytestmark = pytest.mark.model

IMPOSSIBLE = why_not()
QUESTION = "Why has the alliance persisted?"
_START_S = 150.0
# The program, and at its end what it loaded of what its default models must do without.
_AND_LOADED = """
import runpy, sys
try:
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
finally:
    heavy = {"torch", "transformers", "sentence_transformers"}
    print("LOADED", sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One collection, built with the real encoder."""
    folder = tmp_path_factory.mktemp("product")
    Collection.open(ROOT / "knowledge", folder)
    return folder


def program(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot", *arguments, "--data", str(data)]


@pytest.mark.skipif(IMPOSSIBLE is not None, reason=str(IMPOSSIBLE))
def test_an_unpatched_bot_answers_a_mention_and_ends_when_told(data: Path, tmp_path: Path) -> None:
    told = run_unpatched(tmp_path, QUESTION, program(data, "run"))
    (answer,) = told["answers"]
    assert "**They share a desire to expel U.S. forces" in answer
    assert "¶5" in answer
    assert told["exit"] == 0, told["log"]
    assert told["problems"] == []
    assert "Traceback" not in told["log"]
    assert QUESTION not in told["log"]


def test_without_a_token_the_sandbox_is_served_until_the_program_is_told(data: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"}
    command = [sys.executable, "-c", _AND_LOADED, "run", "--no-browser", "--data", str(data)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        overdue = Timer(_START_S, process.kill)
        overdue.start()
        try:
            assert process.stdout
            address = re.search(r"http://127\.0\.0\.1:\d+\S*", process.stdout.readline())
            assert address, process.communicate()[1]
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            with browser.open(address.group(), timeout=_START_S) as opening:
                home = urljoin(address.group(), opening.headers["Refresh"].removeprefix("0; url="))
            with browser.open(home, timeout=_START_S) as page:
                assert page.status == 200
                assert b"<html" in page.read()
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=_START_S)
        finally:
            overdue.cancel()
            process.kill()
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert errors.endswith("LOADED []\n")


def test_an_unusable_folder_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        Collection.open(tmp_path / "gone", tmp_path)
    command = [*program(tmp_path, "run", "--no-browser"), "--knowledge", str(tmp_path / "gone")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_START_S)
    assert done.returncode == 1
    assert done.stderr == f"briefing-bot: {caught.value}\n"
