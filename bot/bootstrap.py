"""Installs the program into `.venv` of this checkout, then does what was asked; stdlib only.

    python3 bot/bootstrap.py          install, then the main job
    python3 bot/bootstrap.py test     install with the development tools, then every check

The second run skips what is there already.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
_SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
_CHECKS = (
    ("style", ("ruff", "check", "bot", "index", "tests")),
    ("format", ("ruff", "format", "--check", "-q", "bot", "index", "tests")),
    ("page style", ("oxlint", "bot/sandbox/page/static")),
    (
        "page format",
        ("oxfmt", "--check", "-c", "bot/sandbox/page/.oxfmtrc.json", "bot/sandbox/page"),
    ),
    ("types", ("mypy",)),
    ("layers", ("lint-imports", "--no-cache")),
    ("dead code", ("vulture",)),
    ("tests", ("pytest", "-q", "-n", "2", "--dist", "loadgroup")),
)


def main(arguments: list[str]) -> int:
    """Return the exit code of what was asked."""
    if sys.version_info < OLDEST:
        say(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}")
        return 2
    wanted, rest = (arguments[0], arguments[1:]) if arguments[:1] == ["test"] else ("", arguments)
    try:
        install("dev" if wanted else "")
    except subprocess.CalledProcessError as error:
        say(f"installing failed: {' '.join(map(str, error.cmd))} ended with {error.returncode}")
        return 1
    if wanted:
        return check(rest)
    program = str(_SCRIPTS / "briefing-bot")
    return subprocess.call([program, *rest])  # noqa: S603  # our own program


def install(extra: str) -> None:
    """Install the checkout with an extra, unless that was done for this very pyproject.toml.

    Raises:
        subprocess.CalledProcessError: venv or pip failed; both have said why.
    """
    stamp = VENV / f".installed-{extra or 'run'}"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    python = _SCRIPTS / "python"
    if not python.exists():
        say(f"making a virtual environment in {VENV}")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)  # noqa: S603
    say("installing; the first time this takes a few minutes")
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    quiet = [] if sys.stderr.isatty() else ["--progress-bar", "off", "--quiet"]
    command = [str(python), "-m", "pip", "install", *quiet, "--editable", target]
    subprocess.run(command, check=True)  # noqa: S603  # a command of fixed words
    stamp.write_text(wanted, encoding="utf-8")
    say("installed")


def check(rest: list[str]) -> int:
    """Run every check, the tests last; return 0 where all passed."""
    failed = []
    for name, command in _CHECKS:
        say(f"checking {name}")
        more = rest if name == "tests" else []
        code = subprocess.call([str(_SCRIPTS / command[0]), *command[1:], *more], cwd=ROOT)  # noqa: S603
        if code:
            failed.append(name)
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def say(text: str) -> None:
    """Say what is being done."""
    sys.stderr.write(f"briefing-bot: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
