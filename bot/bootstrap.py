"""Installs the program into `.venv` of this checkout, then does what was asked; stdlib only.

    python3 bot/bootstrap.py          install, then the main job
    python3 bot/bootstrap.py test     install with the development tools, then every check
    python3 bot/bootstrap.py check    the same, but of the tests only those of what was changed

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
_PACKAGES = ("bot", "index")
_WORDS = ("test", "check")
_STATIC = (
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
    ("complexity", ("complexipy",)),
)
# Python counts the lines itself from 3.12 on, at no cost; before, tests take up to twice the time.
_COVERAGE = ("--cov", "--cov-report=term")
_TESTS = ("pytest", "-q", "-n", "2", "--dist", "loadgroup", *_COVERAGE)
_CHANGED = ("pytest", "-q", "-m", "not browser and not model")  # for seconds, not for certainty


def main(arguments: list[str]) -> int:
    """Return the exit code of what was asked."""
    if sys.version_info < OLDEST:
        say(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}")
        return 2
    word, rest = ("", arguments)
    if arguments and arguments[0] in _WORDS:
        word, *rest = arguments
    try:
        install("dev" if word else "")
    except subprocess.CalledProcessError as error:
        say(f"installing failed: {' '.join(map(str, error.cmd))} ended with {error.returncode}")
        return 1
    if word:
        return check((*(_TESTS if word == "test" else _changed()), *rest))
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


def check(tests: tuple[str, ...]) -> int:
    """Run every check, the tests last; return 0 where all passed."""
    failed = []
    for name, command in (*_STATIC, ("tests", tests)):
        say(f"checking {name}")
        code = subprocess.call([str(_SCRIPTS / command[0]), *command[1:]], cwd=ROOT)  # noqa: S603
        if code:
            failed.append(name)
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def _changed() -> tuple[str, ...]:
    """Return the command that runs the tests of what was changed."""
    paths = {path for changed in changes() for path in tests_of(changed)}
    return (*_CHANGED, *sorted({"tests/test_structure.py", *paths}))


def changes() -> list[str]:
    """Return the files that differ from the main branch, or from the last commit on it."""
    base = _git("merge-base", "HEAD", "main") or ["HEAD"]
    untracked = _git("ls-files", "--others", "--exclude-standard")
    return [*_git("diff", "--name-only", "--no-renames", *base), *untracked]


def _git(*arguments: str) -> list[str]:
    """Return the lines that git prints; none where there is no git or no checkout."""
    try:
        done = subprocess.run(  # noqa: S603  # a command of fixed words
            ["git", *arguments],  # noqa: S607  # wherever it is installed
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return []
    return done.stdout.splitlines()


def tests_of(changed: str) -> list[str]:
    """Return the tests of a changed file, as paths from the checkout's folder.

    They are the file itself, if it holds tests; the test of the module's name; or else every test
    of its room. `tests/` mirrors the packages, so the room is the nearest folder there.

    Args:
        changed: A path from the checkout's folder.
    """
    path = Path(changed)
    if path.parts[0] == "tests":
        mirrored = path
    elif path.parts[0] in _PACKAGES:
        mirrored = "tests" / path.with_name(f"test_{path.stem}.py")
    else:
        return []
    if mirrored.name.startswith("test_") and (ROOT / mirrored).is_file():
        return [mirrored.as_posix()]
    room = mirrored.parent
    while not (ROOT / room).is_dir():
        room = room.parent
    package = Path(*mirrored.parts[:2])
    return [room.as_posix()] if package in room.parents else []


def say(text: str) -> None:
    """Say what is being done."""
    sys.stderr.write(f"briefing-bot: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
