"""Which version of the program this is, by number and, in a checkout, by commit."""

import shutil
import subprocess
from importlib import metadata

from bot.config import ROOT

_PATIENCE_S = 5.0
_FORM = "--format=commit %h of %cs"


def version() -> str:
    """Return the version of the installed program, with its commit where it runs in a checkout."""
    try:
        number = metadata.version("briefing-bot")
    except metadata.PackageNotFoundError:
        number = "(not installed)"
    commit = _commit()
    return f"{number}, {commit}" if commit else number


def _commit() -> str:
    """Return the commit that the checkout stands at; empty where there is no checkout or no git."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return ""
    # Of a checkout that belongs to another user git tells nothing unless it is said to be safe.
    command = [git, "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "log", "-1", _FORM]
    try:
        done = subprocess.run(  # noqa: S603  # a command of fixed words
            command, capture_output=True, text=True, check=False, timeout=_PATIENCE_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
