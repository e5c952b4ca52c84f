"""When operators are told: promtool, of Prometheus itself, plays figures to the alerts.

Debian has it as the package promtool; where it is not installed a test says so and is skipped.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.config import ROOT

ALERTS = ROOT / "deploy" / "alerts.yaml"
PROMTOOL = shutil.which("promtool") or ""
pytestmark = pytest.mark.skipif(not PROMTOOL, reason="promtool is not installed")

# Figures of each minute as promtool writes them: `_x5`, none for five minutes; `0x9`, ten times 0;
# `0+3x9`, 3 more each time.
UP_A, UP_B = (f'up{{job="briefing-bot",instance="{one}"}}' for one in "ab")
A, B = (f'briefing_connected{{instance="{one}"}}' for one in "ab")
LOST, APOLOGIES = (
    f'briefing_replies_total{{result="{one}"}}' for one in ("undelivered", "apology")
)
FIRST = "briefing_acknowledgement_seconds_count"
EARLY = 'briefing_acknowledgement_seconds_bucket{le="2.0"}'
TURNS, STORED = "briefing_loop_lag_seconds_count", "briefing_storage_reachable"
FAILED = 'briefing_library_jobs{state="failed"}'
SERVERS, BACKUP_AGE = "briefing_library_servers", "briefing_backup_age_seconds"
NEVER = "NaN " * 1600  # which promtool takes singly alone
AGES = {"a": NEVER, "b": "3600x1599"}
A_DAY = 24 * 60  # minutes
AGEING = f"{1.9 * 86400:.0f}+60"  # seconds, in each minute one more of it
EVER = {A: "1x1700"}
WAITING, BROUGHT = "briefing_waiting", 'briefing_library_jobs{state="waiting"}'


def play(folder: Path, figures: dict[str, str], minute: int, told: list[str]) -> str:
    """Return what promtool finds wrong where these alerts, and no others, are to be told then.

    Args:
        folder: For the play.
        figures: Of each minute, by their series.
        minute: In which it is asked what is told.
        told: The alerts, and of whom: "BriefingBotDown a".
    """
    series = [{"series": A, "values": "1x99"}] if A not in figures else []
    series += [{"series": name, "values": values} for name, values in figures.items()]
    labels = [dict(zip(("alertname", "instance"), one.split(), strict=False)) for one in told]
    asked = {
        "expr": 'count by (alertname, instance) (ALERTS{alertstate="firing"})',
        "eval_time": f"{minute}m",
        "exp_samples": [{"labels": _written(one), "value": 1} for one in labels],
    }
    played = {"interval": "1m", "input_series": series, "promql_expr_test": [asked]}
    file = folder / "play.json"  # JSON is YAML
    every = "10m" if minute >= A_DAY else "1m"  # between two looks: each takes its time
    whole = {"rule_files": [str(ALERTS)], "evaluation_interval": every, "tests": [played]}
    file.write_text(json.dumps(whole), "utf-8")
    done = subprocess.run(
        [PROMTOOL, "test", "rules", file], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr if done.returncode else ""


def _written(labels: dict[str, str]) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels.items()) + "}"


def test_prometheus_takes_the_rules() -> None:
    checked = subprocess.run(
        [PROMTOOL, "check", "rules", "--lint=all", "--lint-fatal", ALERTS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("figures", "minute", "told"),
    [
        ({A: "1x99", B: "1x99", UP_A: "1x99", UP_B: "1x99"}, 60, []),
        ({A: "1x9 _x9"}, 14, []),  # the last figure counts for five minutes
        ({A: "1x9 _x9"}, 21, ["BriefingBotGone"]),
        ({UP_A: "1x99", UP_B: "1x9 0x90"}, 14, []),
        ({UP_A: "1x99", UP_B: "1x9 0x90"}, 16, ["BriefingBotDown b"]),
        ({A: "1x99", B: "0x8 1x90"}, 11, []),  # it begins
        ({A: "1x99", B: "1x9 0x90"}, 21, ["BriefingBotDisconnected b"]),
        ({LOST: "0x9 5x90"}, 12, []),
        ({LOST: "0x9 9x90"}, 12, ["BriefingBotUndelivered"]),
        ({LOST: "0x9 9x90"}, 30, []),  # it is over
        ({APOLOGIES: "0x9 5x90"}, 12, []),
        ({APOLOGIES: "0x9 9x90"}, 12, ["BriefingBotApologises"]),
        ({FIRST: "0+1000x99", EARLY: "0+995x99"}, 60, []),
        ({FIRST: "0+1000x99", EARLY: "0+985x99"}, 14, []),
        ({FIRST: "0+1000x99", EARLY: "0+985x99"}, 60, ["BriefingBotAcknowledgesLate"]),
        ({FIRST: "0x99", EARLY: "0x99"}, 60, []),  # nobody asks
        ({WAITING: "_x9 3x99"}, 12, []),  # of a process that begins
        ({WAITING: "_x9 3x99"}, 21, ["BriefingBotQueue"]),
        ({WAITING: "3x5 0 3x5 0 3x5 0"}, 18, []),
        ({BROUGHT: "_x9 3x99"}, 12, []),
        ({BROUGHT: "_x9 3x99"}, 41, ["BriefingBotLibraryQueue"]),
        ({BROUGHT: "3x25 0 3x25 0"}, 52, []),
        ({TURNS: "0+120x99"}, 60, []),
        ({TURNS: "0+120x9 1080x90"}, 14, []),
        ({TURNS: "0+120x9 1080x90"}, 20, ["BriefingBotHangs"]),
        ({STORED: "0x3 1x90"}, 6, []),  # it begins
        ({STORED: "1x9 0x90"}, 14, []),
        ({STORED: "1x9 0x90"}, 16, ["BriefingBotStorageAway"]),
        ({FAILED: "0x9 5x90"}, 30, []),
        ({FAILED: "7x99"}, 90, []),
        ({FAILED: "0x64 7x90"}, 70, ["BriefingBotLibraryFails"]),
        (EVER | {SERVERS: "0x1700", BACKUP_AGE: NEVER}, 1500, []),  # nothing would be lost
        (EVER | {SERVERS: "0x9 2x1700", BACKUP_AGE: NEVER}, 1440, []),  # tonight's is to come
        (EVER | {SERVERS: "0x9 2x1700", BACKUP_AGE: NEVER}, 1500, ["BriefingBotNoBackup"]),
        (EVER | {SERVERS: "2x1700", BACKUP_AGE: f"{AGEING}x1700"}, 1500, []),
        (EVER | {SERVERS: "2x1700", BACKUP_AGE: f"{AGEING}x1700"}, 1650, ["BriefingBotNoBackup"]),
        (EVER | {SERVERS: "2x1700", BACKUP_AGE: f"{AGEING}x1640 0x99"}, 1650, []),
        (
            EVER
            | {SERVERS: "2x1700"}
            | {f'{BACKUP_AGE}{{instance="{one}"}}': age for one, age in AGES.items()},
            1500,
            [],
        ),  # one process has the folder that backups are taken of
    ],
)
def test_what_is_told_and_when(
    tmp_path: Path, figures: dict[str, str], minute: int, told: list[str]
) -> None:
    assert not play(tmp_path, figures, minute, told)


def test_another_play_than_is_told_is_noticed(tmp_path: Path) -> None:
    assert "BriefingBotDown" in play(tmp_path, {UP_A: "0x9"}, 8, [])
    assert "BriefingBotDown" in play(tmp_path, {UP_A: "1x9"}, 8, ["BriefingBotDown a"])
