"""What `doctor` says of what `run` needs: what it passes, `run` does not refuse."""

import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.observability.health import HEALTH_FILE, HealthFile, State
from bot.config import Config, MetricsSettings, SandboxSettings, TracesSettings
from bot.terminal.checkups.run_examination import of_run
from bot.terminal.signs import Finding


@pytest.fixture
def taken() -> Iterator[int]:
    """A port of this machine at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def found(config: Config) -> dict[str, Finding]:
    return {finding.check: finding for finding in of_run(config)}


@pytest.mark.parametrize("group", ["metrics", "sandbox"])
def test_a_port_that_another_program_has_is_told(
    tmp_path: Path, taken: int, monkeypatch: pytest.MonkeyPatch, group: str
) -> None:
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    metrics = MetricsSettings(enabled=group == "metrics", port=taken)
    sandbox = SandboxSettings(port=taken if group == "sandbox" else 0)
    config = Config(data=tmp_path, metrics=metrics, sandbox=sandbox)
    finding = found(config)[group]
    assert not finding.good
    assert f"port {taken} of 127.0.0.1 cannot be listened at" in finding.detail
    assert f"name another under `{group}` in config.yaml" in finding.detail
    HealthFile(tmp_path / HEALTH_FILE, time.time).change(State.READY)
    assert found(config)[group].good  # the bot itself has it
    HealthFile(tmp_path / HEALTH_FILE, time.time).change(State.STOPPED)
    assert not found(config)[group].good
    HealthFile(tmp_path / HEALTH_FILE, lambda: time.time() - 900).change(State.READY)
    assert not found(config)[group].good  # it was killed


def test_what_is_not_used_is_not_looked_over(
    tmp_path: Path, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a.secret.token")
    metrics, sandbox = MetricsSettings(port=taken), SandboxSettings(port=taken)
    assert list(found(Config(data=tmp_path, metrics=metrics, sandbox=sandbox))) == ["token"]


def test_traces_without_what_sends_them_are_told_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(data=tmp_path, traces=TracesSettings(enabled=True))
    assert found(config)["traces"].good
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    finding = found(config)["traces"]
    assert not finding.good
    assert "pip install --editable '.[otel]'" in finding.detail
