"""What operators deploy with: the unit is one that systemd takes, closed as far as it can be."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import ROOT
from bot.terminal import run
from index import Settings

UNIT = ROOT / "deploy" / "briefing-bot.service"
BACKUP, TIMER = (ROOT / "deploy" / f"briefing-bot-backup.{kind}" for kind in ("service", "timer"))
WORK = ROOT / "deploy" / "briefing-bot-work@.service"
SERVE = ROOT / "deploy" / "briefing-bot-serve.service"
DROP_IN = ROOT / "deploy" / "briefing-bot-backup-database.conf"
services = pytest.mark.parametrize("unit", [UNIT, WORK, SERVE, BACKUP], ids=lambda unit: unit.stem)
ANALYZE = shutil.which("systemd-analyze") or ""
needs_systemd = pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not installed")
PROGRAM = "/opt/briefing-bot/.venv/bin/briefing-bot"
MOST_EXPOSED = 1.5  # of 10, by systemd's own count


@needs_systemd
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for unit in (UNIT, WORK, SERVE, BACKUP, TIMER):
        text = unit.read_text(encoding="utf-8").replace(PROGRAM, sys.executable)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
        assert (PROGRAM in unit.read_text(encoding="utf-8")) == (unit != TIMER)
    beside = tmp_path / f"{BACKUP.name}.d" / "database.conf"
    beside.parent.mkdir()
    shutil.copy(DROP_IN, beside)
    units = [tmp_path / unit.name for unit in (UNIT, WORK, SERVE, BACKUP, TIMER)]
    checked = subprocess.run(
        [ANALYZE, "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@needs_systemd
@services
def test_the_units_expose_little(unit: Path) -> None:
    checked = subprocess.run(
        [ANALYZE, "security", "--offline=true", unit], capture_output=True, text=True, check=True
    )
    (level,) = re.findall(r"exposure level for \S+: ([\d.]+)", checked.stdout)
    assert float(level) <= MOST_EXPOSED


@needs_systemd
def test_the_unit_of_backups_exposes_little_with_the_way_to_a_database(tmp_path: Path) -> None:
    both = tmp_path / BACKUP.name
    both.write_text(BACKUP.read_text("utf-8") + DROP_IN.read_text("utf-8"), encoding="utf-8")
    test_the_units_expose_little(both)


def test_what_asks_a_database_is_given_its_password_and_the_way_there() -> None:
    for unit in (UNIT, WORK, SERVE, DROP_IN):
        text = unit.read_text("utf-8")
        assert "\nEnvironmentFile=-/etc/briefing-bot/database\n" in text
        (families,) = re.findall(r"^RestrictAddressFamilies=(.*)$", text, re.MULTILINE)
        assert {"AF_INET", "AF_INET6"} <= set(families.split())
    backup = BACKUP.read_text("utf-8")
    closed = re.findall(r"^(PrivateNetwork|IPAddressDeny)=", backup, re.MULTILINE)
    opened = dict(re.findall(r"^(\w+)=(.*)$", DROP_IN.read_text("utf-8"), re.MULTILINE))
    assert {name: opened[name] for name in closed} == {"PrivateNetwork": "no", "IPAddressDeny": ""}


def test_a_backup_is_taken_of_the_bots_folder_by_the_bots_user_and_seven_are_kept(
    tmp_path: Path,
) -> None:
    bot, backup = (unit.read_text("utf-8") for unit in (UNIT, BACKUP))
    (data,) = re.findall(r"--data (\S+)", bot)
    assert set(re.findall(r"--data (\S+)", backup)) == {data}  # to restore one, too
    assert re.findall(r"^User=(.*)$", backup, re.MULTILINE) == [UNIT.stem]
    (line,) = re.findall(r"^ExecStart=/bin/sh -c '(.*)'$", backup, re.MULTILINE)
    spoken = line.replace("%%", "%").replace(PROGRAM, "echo").replace("exec ", "")
    spoken = spoken.replace("/var/lib/briefing-bot-backups", str(tmp_path))
    names = set()
    for day in range(1, 31):
        dated = spoken.replace("$(date ", f"$(date --date=2026-01-{day:02} ")
        done = subprocess.run(["/bin/sh", "-c", dated], capture_output=True, text=True, check=True)
        names.add(done.stdout.split()[-1])
    assert names == {f"{tmp_path}/{number}.zip" for number in range(1, 8)}
    assert "OnCalendar=*-*-* " in TIMER.read_text("utf-8")


@pytest.mark.parametrize("unit", [UNIT, WORK, SERVE], ids=lambda unit: unit.stem)
def test_the_units_allow_what_bounds_the_reading_of_documents(unit: Path) -> None:
    filters = re.findall(r"^SystemCallFilter=(.*)$", unit.read_text("utf-8"), re.MULTILINE)
    assert filters
    assert not any("@resources" in one for one in filters)


@pytest.mark.parametrize("unit", [UNIT, WORK, SERVE], ids=lambda unit: unit.stem)
def test_a_document_that_takes_all_memory_does_not_end_a_unit(unit: Path) -> None:
    text = unit.read_text("utf-8")
    assert "\nOOMPolicy=continue\n" in text
    (gigabytes,) = re.findall(r"^MemoryMax=(\d+)G$", text, re.MULTILINE)
    assert Settings().max_file_memory_megabytes <= 1000 * (int(gigabytes) - 1)


@pytest.mark.parametrize("unit", [UNIT, WORK, SERVE], ids=lambda unit: unit.stem)
def test_the_units_start_a_command_that_there_is_on_the_folder_that_they_own(unit: Path) -> None:
    text = unit.read_text("utf-8")
    (line,) = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)
    (folder,) = re.findall(r"^StateDirectory=(.*)$", text, re.MULTILINE)
    *places, command = line.removeprefix(PROGRAM).split()
    assert places == ["--data", f"/var/lib/{folder}"]
    with pytest.raises(SystemExit) as ended:
        run([*places, command, "--help"])
    assert ended.value.code == 0
