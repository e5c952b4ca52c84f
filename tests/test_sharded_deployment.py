"""The compose file of two bots and workers: it fits the program and the files beside it."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import ROOT
from bot.shards import Shards
from bot.terminal.arguments import run

DEPLOY = ROOT / "deploy"
FILES = ("compose.yaml", "compose.postgres.yaml", "compose.shards.yaml")


def read(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / name).read_text("utf-8")))


def together() -> dict[str, dict[str, Any]]:
    """Return the services of all files, a later one's words in the place of an earlier one's."""
    services: dict[str, dict[str, Any]] = {}
    for name in FILES:
        for service, words in read(name)["services"].items():
            services[service] = services.get(service, {}) | words
    return services


def new() -> dict[str, dict[str, Any]]:
    """Return the services that this file adds."""
    return {name: words for name, words in together().items() if name in ("bot-b", "work")}


def test_every_shard_is_in_one_bot_and_none_of_them_works() -> None:
    commands = [
        words["command"] for words in together().values() if "run" in words.get("command", ())
    ]
    assert len(commands) == 2
    served: Counter[int] = Counter()
    for command in commands:
        assert command[::3] == ["run", "--no-workers"]
        shards = Shards.parse(command[command.index("--shards") + 1])
        assert shards.count == 8
        served.update(shards.numbers)
    assert served == dict.fromkeys(range(8), 1)


@pytest.mark.parametrize("service", ["bot", "bot-b", "work"])
def test_what_each_does_is_a_command_of_the_program(
    service: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = together()[service]
    with pytest.raises(SystemExit, match="0"):
        run([*words["command"], "--help"])
    assert f"usage: briefing-bot {words['command'][0]}" in capsys.readouterr().out
    probe = words["healthcheck"]["test"]
    assert probe[:4] == ["CMD", "briefing-bot", "--data", "/data"]
    assert run(["--data", str(tmp_path), *probe[4:]]) == 1
    assert f"FAIL {'work' if service == 'work' else 'bot'}" in capsys.readouterr().out


def test_each_has_a_data_folder_of_its_own() -> None:
    declared = {name for file in FILES for name in read(file).get("volumes") or ()}
    folders = {}
    for service in ("bot", "bot-b", "work"):
        volumes = together()[service]["volumes"]
        (folders[service],) = [one.split(":")[0] for one in volumes if one.endswith(":/data")]
    assert sorted(folders.values()) == ["data", "data-b", "data-work"]
    assert set(folders.values()) <= declared


@pytest.mark.parametrize("service", ["bot-b", "work"])
def test_each_is_closed_and_starts_once_the_tables_are_ready(service: str) -> None:
    words, bot = new()[service], together()["bot"]
    for name in ("read_only", "tmpfs", "cap_drop", "security_opt", "init", "image"):
        assert words[name] == bot[name]
    assert "ports" not in words
    assert words["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    given = [one.split(":")[0] for one in words["volumes"] if one.startswith(".")]
    assert given
    assert [one for one in given if not (DEPLOY / one).exists()] == []


def test_secrets_come_from_outside_and_workers_have_no_token() -> None:
    secrets = {"DISCORD_TOKEN", "DATABASE_PASSWORD"}
    for service, names in (("bot-b", secrets), ("work", {"DATABASE_PASSWORD"})):
        values = new()[service]["environment"].values()
        assert {value.partition(":?")[0] for value in values} == {f"${{{one}" for one in names}


def test_what_is_to_stay_comes_back_after_a_reboot() -> None:
    """A service that ended well when the machine was shut down counts as no failure."""
    staying = {name: words.get("restart") for name, words in together().items()}
    assert staying.pop("migrate") is None  # it is done once
    assert set(staying.values()) == {"unless-stopped"}
