import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tests.support.plugins.whole_files import CAMPAIGNS, LONG

ROOT = Path(__file__).parents[3]
TESTS = """
import os
from pathlib import Path

import pytest


@pytest.mark.parametrize("number", range({count}))
def test_who_runs_it(number):
    with Path({note!r}).open("a") as notes:
        print({name!r}, os.getpid(), file=notes)
"""
FIRST, SECOND = CAMPAIGNS[:2]
FILES = {
    "tests/test_few.py": 2,
    "tests/test_more.py": 5,
    "tests/test_most.py": 9,
    FIRST: 1,
    SECOND: 1,
}


def test_a_files_tests_run_in_one_process_and_long_ones_first(tmp_path: Path) -> None:
    note = tmp_path / "notes"
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n", "utf-8")
    hook = "from tests.conftest import pytest_xdist_make_scheduler\n"
    (tmp_path / "conftest.py").write_text(hook, encoding="utf-8")
    for name, count in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TESTS.format(count=count, note=str(note), name=name), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    subprocess.run([*command, "-n", "2", "--dist", "loadfile"], check=True, cwd=ROOT)
    processes, order = defaultdict(set), defaultdict(list)
    for line in note.read_text("utf-8").splitlines():
        name, process = line.split()
        processes[name].add(process)
        order[process].append(name)
    assert {name: len(ran) for name, ran in processes.items()} == dict.fromkeys(FILES, 1)
    assert processes[FIRST] == processes[SECOND]
    campaign, other = (*processes[FIRST], *(set(order) - processes[FIRST]))
    assert order[campaign][:2] == [FIRST, SECOND]
    assert order[other][0] == "tests/test_most.py"


def test_what_is_said_to_be_long_is_there() -> None:
    assert [path for path in LONG if not (ROOT / path).is_file()] == []
