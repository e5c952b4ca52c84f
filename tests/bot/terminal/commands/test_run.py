"""`run --shards`: what is served, as it was said here or configured, and what cannot be."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.chat import serving
from bot.config import Config
from tests.support.terminal import Told


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The shards that the program would serve on Discord, or in the sandbox, and read anew."""
    seen: list[str] = []

    def serve(config: Config, *given: object, **_: object) -> None:
        (read,) = [one for one in given if callable(one)]
        assert read() == config  # a SIGHUP finds nothing changed
        seen.append(config.discord.shards)

    monkeypatch.setattr("bot.chat.observability.logs.start_logging", lambda _: None)
    monkeypatch.setattr("bot.terminal.opening.quietly_opened", lambda _: None)
    monkeypatch.setattr(serving, "run_on_discord", serve)
    monkeypatch.setattr(serving, "run_in_sandbox", serve)
    monkeypatch.setenv("DISCORD_TOKEN", "a.secret.token")
    return seen


@pytest.fixture
def configured(place: Path) -> Path:
    """A configuration that names shards."""
    path = place / "sharded.yaml"
    before = (place / "config.yaml").read_text("utf-8")
    path.write_text(f"{before}discord:\n  shards: 4-7/8\n", "utf-8")
    return path


def test_without_the_option_every_server_is_served(
    told: Callable[..., Told], served: list[str]
) -> None:
    assert told("run") == (0, "", "")
    assert served == ["all"]


def test_what_is_said_wins_over_what_is_configured(
    told: Callable[..., Told], served: list[str], configured: Path
) -> None:
    for option in ((), ("--shards", "0-3/8"), ("--shards", "5/8")):
        assert told("run", *option, "--config", str(configured)) == (0, "", "")
    assert served == ["4-7/8", "0-3/8", "5/8"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("0-3", "must name shards, not '0-3'"),
        ("0/0", "must be of one shard at least"),
        ("0-8/8", "must end with 7 at most, the last of 8 shards"),
    ],
)
def test_a_malformed_range_is_wrong_usage_and_says_what_to_write(
    told: Callable[..., Told],
    served: list[str],
    capsys: pytest.CaptureFixture[str],
    text: str,
    fault: str,
) -> None:
    with pytest.raises(SystemExit) as caught:
        told("run", "--shards", text)
    assert (caught.value.code, served) == (2, [])
    error = capsys.readouterr().err
    assert fault in error
    assert "write A-B/N for shards A to B of N, counted from 0, such as 0-3/8, or A/N" in error


def test_the_sandbox_has_one_shard(
    told: Callable[..., Told],
    served: list[str],
    configured: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DISCORD_TOKEN")
    code, _, error = told("run", "--shards", "0-3/8")
    assert (code, served) == (2, [])
    assert "--shards is for Discord: set DISCORD_TOKEN" in error
    assert told("run", "--config", str(configured))[0] == 0
    assert served == ["all"]


def test_a_bot_is_told_to_leave_the_work_to_others(
    told: Callable[..., Told], served: list[str], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart: list[bool] = []
    monkeypatch.setattr(
        serving, "run_on_discord", lambda config, *_: apart.append(config.library.workers_apart)
    )
    configured = place / "apart.yaml"
    before = (place / "config.yaml").read_text("utf-8")
    configured.write_text(f"{before}library:\n  workers_apart: true\n", "utf-8")
    assert told("run")[0] == 0
    assert told("run", "--no-workers")[0] == 0
    assert told("run", "--config", str(configured))[0] == 0
    assert (apart, served) == ([False, True, True], [])


def test_what_is_no_token_is_refused_at_once_in_the_words_of_doctor(
    told: Callable[..., Told], served: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "abc")
    code, _, error = told("run")
    assert (code, served) == (2, [])
    said = "DISCORD_TOKEN does not look like a bot's token; copy it again from the portal"
    assert error == f"briefing-bot: {said}\n"
    assert f"FAIL token: {said}\n" in told("doctor")[1]


def test_a_port_that_another_program_has_is_told_before_anything_is_loaded(
    told: Callable[..., Told], served: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISCORD_TOKEN")
    monkeypatch.setattr("bot.terminal.opening.quietly_opened", lambda _: served.append("loaded"))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, out, error = told("run", "--no-browser", "--port", str(port))
    assert (code, out, served) == (2, "", [])
    assert error.startswith(f"briefing-bot: port {port} of 127.0.0.1 cannot be listened at (")
    assert "choose another with --port, or under `sandbox` in config.yaml" in error
    assert error.count("\n") == 1


def test_a_port_for_metrics_that_another_program_has_is_told_before_anything_is_loaded(
    told: Callable[..., Told], served: list[str], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.terminal.opening.quietly_opened", lambda _: served.append("loaded"))
    configured = place / "measured.yaml"
    before = (place / "config.yaml").read_text("utf-8")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        figures = f"metrics:\n  enabled: true\n  port: {port}\n"
        configured.write_text(f"{before}{figures}", "utf-8")
        code, out, error = told("run", "--config", str(configured))
    assert (code, out, served) == (2, "", [])
    where = f"port {port} of 127.0.0.1"
    assert error.startswith(f"briefing-bot: metrics: {where} cannot be listened at (")
    assert error.endswith("choose another under `metrics` in config.yaml\n")
