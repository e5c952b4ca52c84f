"""What operators deploy with: the unit is one that systemd takes, closed as far as it can be."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import ROOT

UNIT = ROOT / "deploy" / "briefing-bot.service"
ANALYZE = shutil.which("systemd-analyze") or ""
needs_systemd = pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not installed")
MOST_EXPOSED = 1.5  # of 10, by systemd's own count


@needs_systemd
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8")
    here = re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", text, flags=re.MULTILINE)
    assert here != text
    unit = tmp_path / UNIT.name
    unit.write_text(here, encoding="utf-8")
    checked = subprocess.run(
        [ANALYZE, "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@needs_systemd
def test_the_unit_exposes_little() -> None:
    checked = subprocess.run(
        [ANALYZE, "security", "--offline=true", UNIT], capture_output=True, text=True, check=True
    )
    (level,) = re.findall(r"exposure level for \S+: ([\d.]+)", checked.stdout)
    assert float(level) <= MOST_EXPOSED


def test_the_unit_allows_what_bounds_the_reading_of_documents() -> None:
    filters = re.findall(r"^SystemCallFilter=(.*)$", UNIT.read_text("utf-8"), re.MULTILINE)
    assert filters
    assert not any("@resources" in one for one in filters)
