"""What operators deploy with has its format, by validators that others keep."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = sorted(DEPLOY.glob("compose*.yaml"))
SCRIPTS = sorted(DEPLOY.glob("*.sh"))
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
CHECK_JSONSCHEMA, SHELLCHECK = (
    shutil.which(name, path=PATH) or "" for name in ("check-jsonschema", "shellcheck")
)
needs_schemas = pytest.mark.skipif(not CHECK_JSONSCHEMA, reason="check-jsonschema is not installed")


def said(*command: str | Path) -> tuple[int, str]:
    """Return what a program says of files, with its exit status."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@needs_schemas
def test_the_compose_files_are_as_the_compose_specification_has_them() -> None:
    assert len(COMPOSE) == 3
    status, told = said(CHECK_JSONSCHEMA, "--builtin-schema", "vendor.compose-spec", *COMPOSE)
    assert (status, told.strip()) == (0, "ok -- validation done")


@needs_schemas
def test_a_key_that_compose_does_not_have_is_noticed(tmp_path: Path) -> None:
    text = (DEPLOY / "compose.yaml").read_text("utf-8").replace("mem_limit:", "memory_limit:")
    (tmp_path / "compose.yaml").write_text(text, "utf-8")
    status, told = said(
        CHECK_JSONSCHEMA, "--builtin-schema", "vendor.compose-spec", tmp_path / "compose.yaml"
    )
    assert (status, "memory_limit" in told) == (1, True)


@pytest.mark.skipif(not SHELLCHECK, reason="shellcheck is not installed")
def test_shellcheck_finds_nothing() -> None:
    assert [script.name for script in SCRIPTS] == ["database-roles.sh"]
    assert said(SHELLCHECK, *SCRIPTS) == (0, "")
