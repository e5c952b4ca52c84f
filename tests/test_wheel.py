"""The wheel, built from this checkout: what is in it, and that it answers where it is installed."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUILT_FROM = ("bot", "index", "knowledge", "pyproject.toml", "README.md", "LICENSE")
# Read by the program while it runs, or by the type checker of who imports it.
NEEDED = ("*.pyi", "py.typed", "*.onnx", "*.html", "*.css", "*.js", "*.svg", "tokenizer.json")
LEFT_OUT = ("index/lab/", "bot/lab/", "tests/")
QUESTION = "Why has the alliance persisted?"

pytestmark = pytest.mark.model


def pip(*arguments: str) -> None:
    """Run pip without the network, so that nothing can be downloaded."""
    command = [sys.executable, "-m", "pip", "--quiet", "--no-input", *arguments]
    subprocess.run(command, check=True, env=environment())


def environment() -> dict[str, str]:
    """Return the environment without what would lead back to the checkout."""
    quiet = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | quiet


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel; built from a copy, for setuptools leaves its own folders behind."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, source / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, source)
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(source))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs where the wheel is installed; the libraries are those of the tests.

    A line in a `.pth` adds a folder to the path without reading the `.pth` files in it, so the
    checkout, which is installed there in place, is not found.
    """
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    names = {"base": str(home), "platbase": str(home)}
    programs = Path(sysconfig.get_path("scripts", "venv", names))
    pip("--python", str(programs / "python"), "install", "--no-deps", str(wheel))
    libraries = Path(sysconfig.get_path("purelib", "venv", names))
    (libraries / "libraries.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return programs


def test_the_wheel_holds_the_program_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert not [name for name in names if name.startswith(LEFT_OUT)]
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"bot", "index", "knowledge"}


@pytest.mark.parametrize("pattern", NEEDED)
def test_the_wheel_holds_what_is_no_module(wheel: Path, pattern: str) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [path for package in ("bot", "index") for path in (ROOT / package).rglob(pattern)]
    expected = {path.relative_to(ROOT).as_posix() for path in files}
    expected = {name for name in expected if not name.startswith(LEFT_OUT)}
    assert expected
    assert expected <= names


def test_the_installed_program_is_that_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "import bot, index; print(bot.__file__); print(index.__file__)"
    done = subprocess.run(
        [str(installed / "python"), "-c", code],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment(),
    )
    files = [Path(line).resolve() for line in done.stdout.splitlines()]
    assert len(files) == 2
    assert all(file.is_relative_to(installed.parent.resolve()) for file in files)


def test_the_installed_program_answers_a_question(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "briefing-bot"), "ask", QUESTION, "--json", "--data", str(tmp_path)]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=tmp_path, env=environment()
    )
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["answered"]
    assert record["answer"][0]["document"] == "deadly-cooperation"
