"""Nothing in such a folder can be changed, and all of it be read."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.config import ROOT

REFUSED = (
    "open('folder/a', 'w')",
    "open('folder/a', 'r+b')",
    "open(b'folder/new', 'a')",
    "os.open(folder / 'new', os.O_RDWR | os.O_CREAT)",
    "(beside / 'link' / 'new').write_text('x')",
    "(folder / 'a').touch()",
    "os.utime(folder / 'a')",
    "os.truncate('folder/a', 0)",
    "(folder / 'a').chmod(0o644)",
    "(folder / 'a').unlink()",
    "(folder / 'a').rename(beside / 'b')",
    "(beside / 'a').replace(folder / 'b')",
    "(folder / 'new').mkdir()",
    "(folder / 'new').symlink_to('a')",
    "os.link(beside / 'a', folder / 'new')",
    "shutil.copyfile(beside / 'a', folder / 'new')",
    "tempfile.mkdtemp(dir=folder)",
    "tempfile.TemporaryFile(dir=folder)",
    "sqlite3.connect('folder/new')",
)
DONE = (
    "(folder / 'a').read_text()",
    "os.listdir(folder)",
    "(folder / 'a').stat()",
    "(beside / 'b').write_text('x')",
    "(beside / 'new').mkdir()",
    "(beside / 'a').unlink()",
)
PROGRAM = """
import errno, json, os, shutil, sqlite3, sys, tempfile
from pathlib import Path
from tests.support.processes.read_only import refuse_writing

folder, beside = Path("folder"), Path("beside")
os.chdir(sys.argv[1])
refuse_writing(folder)
refused = []
for statement in json.load(sys.stdin):
    try:
        eval(statement)
    except OSError as error:
        assert error.errno == errno.EROFS, statement
        refused.append(statement)
print(json.dumps(refused))
"""


def refused(folder: Path, statements: Sequence[str]) -> list[str]:
    """Those of some statements that are refused."""
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, input=json.dumps(statements), capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


def test_whatever_changes_the_folder_is_refused_and_nothing_else_is(tmp_path: Path) -> None:
    for name in ("folder", "beside"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text("text", "utf-8")
    (tmp_path / "beside" / "link").symlink_to(tmp_path / "folder")
    assert refused(tmp_path, REFUSED + DONE) == [*REFUSED]
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["a"]
    assert (tmp_path / "folder" / "a").read_text("utf-8") == "text"
