"""Installs the program into `.venv` of this checkout, then does what was asked; stdlib only.

    python3 bot/bootstrap.py          install, then the main job
    python3 bot/bootstrap.py test     install with the development tools, then every check
    python3 bot/bootstrap.py check    the same, but of the tests only those of what was changed

The second run skips what is there already; an installation that was interrupted is begun anew.
"""

import sys

_INTERRUPTED = 130  # as shells count: 128 and the number of SIGINT
try:  # what is imported takes longer than all that stands here; somebody may press Ctrl-C meanwhile
    import contextlib
    import hashlib
    import os
    import shutil
    import signal
    import subprocess
    import threading
    import time
    from pathlib import Path
except KeyboardInterrupt:
    sys.stderr.write("briefing-bot: interrupted\n")
    sys.exit(_INTERRUPTED)

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
# Python counts the lines itself from 3.12 on, at no cost; before, the tests would take 1.6 times as
# long (453 of them, 54 s of the processor without and 85 s with it).
_COVERAGE = ("--cov", "--cov-report=term") if sys.version_info >= (3, 12) else ()
_TESTS = ("pytest", "-q", "-n", "2", "--dist", "loadfile", *_COVERAGE)
_EVERY_S = 5.0  # seconds between two lines on an installation that no terminal shows
_LINE = 120  # characters of such a line
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
    return hand_over([str(_SCRIPTS / "briefing-bot"), *rest])


def hand_over(command: list[str]) -> int:
    """Become our own program, which signals then reach; return its exit code where that cannot be.

    Windows has no way to replace a process: there this one waits for the other, which gets every
    Ctrl-C as well and answers it.
    """
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606  # no shell is wanted
    signal.signal(signal.SIGINT, lambda *_: None)
    return subprocess.call(command)  # noqa: S603


def install(extra: str) -> None:
    """Install the checkout with an extra, unless that was done for this very pyproject.toml.

    Raises:
        subprocess.CalledProcessError: venv or pip failed; both have said why.
    """
    unfinished = VENV / ".unfinished"  # there while an installation is at work
    stamp = VENV / f".installed-{extra or 'run'}"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    installed = stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted
    if installed and not unfinished.exists():
        return
    python = _SCRIPTS / "python"
    if unfinished.exists() or (python.exists() and not _has_pip(python)):
        say("an earlier installation was interrupted; beginning anew")
        _empty(VENV, but=unfinished)
    VENV.mkdir(exist_ok=True)
    unfinished.touch()
    if not python.exists():
        say(f"making a virtual environment in {VENV}")
        run([sys.executable, "-m", "venv", str(VENV)])
    say("installing; the first time this takes a few minutes")
    bar = [] if sys.stderr.isatty() else ["--progress-bar", "off"]
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    try:
        run([str(python), "-m", "pip", "install", *bar, "--editable", target])
    except subprocess.CalledProcessError:
        unfinished.unlink()  # pip gave up by itself, and leaves what was installed before
        raise
    stamp.write_text(wanted, encoding="utf-8")
    unfinished.unlink()
    say("installed")


def _has_pip(python: Path) -> bool:
    """Return whether an environment is whole as far as pip; venv puts it there last."""
    command = [str(python), "-m", "pip", "--version"]
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0  # noqa: S603


def _empty(folder: Path, but: Path) -> None:
    """Remove everything in a folder but one file, which says that this is being done."""
    but.touch()
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != but:
            entry.unlink()


def run(command: list[str]) -> None:
    """Run a step of the installation; without a terminal, say every few seconds what it is at.

    It stands in a session of its own, so that Ctrl-C reaches this process alone: it ends the step
    with all that the step has started, and nothing goes on writing behind its back.

    Raises:
        subprocess.CalledProcessError: The step failed.
    """
    shown = sys.stderr if sys.stderr.isatty() else subprocess.PIPE
    with subprocess.Popen(  # noqa: S603  # a command of fixed words
        command, stdout=shown, encoding="utf-8", errors="replace", start_new_session=True
    ) as process:
        _follow(process)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _follow(process: "subprocess.Popen[str]") -> None:
    """Wait for a step, and say every few seconds its latest line, if it is not seen anyway.

    Where there is no other than was said before, how long the step has taken is said.
    """
    latest, told = [""], ""
    begun_s = time.monotonic()

    def read() -> None:
        for line in process.stdout or ():
            latest[0] = line.strip() or latest[0]

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        while not _ended(process):
            if process.stdout is None:
                continue
            so_far = f"still at work, {time.monotonic() - begun_s:.0f} s so far"
            line = latest[0]  # by the time that it is said there may be another
            say(so_far if line == told else line[:_LINE])
            told = line
    except BaseException:
        _kill(process)
        raise
    finally:
        reader.join()


def _ended(process: "subprocess.Popen[str]") -> bool:
    """Wait a few seconds for the end of a step; return whether it came."""
    try:
        process.wait(_EVERY_S)
    except subprocess.TimeoutExpired:
        return False
    return True


def _kill(process: "subprocess.Popen[str]") -> None:
    with contextlib.suppress(ProcessLookupError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


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
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends what was started, too
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(_INTERRUPTED)
