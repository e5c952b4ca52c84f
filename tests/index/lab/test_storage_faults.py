"""The command that kills builders and damages what they built: it sees what is wrong."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.building.building import reading_limits
from index.lab.storage_faults.__main__ import is_well, main
from index.lab.storage_faults.flips import DAMAGES
from index.lab.storage_faults.kills import KillTrial
from index.lab.storage_faults.scene import SETTINGS, Scene
from index.lab.storage_faults.shared_reader import own_reader, shared_reader
from index.reading.reading_process import ReadingProcess
from index.reading.reading_versions import ReadingLimits
from index.reading.source_folder import SourceFile
from index.search import VectorKind
from index.storage import current_build
from index.types import Document

THINGS = ("mill", "bridge", "tower", "quay", "school", "well", "barn", "inn")
PARAGRAPHS = [f"The {thing} of Arvale stands. It is {len(thing)} years old." for thing in THINGS]
# What a build that has one document more changes; its process is watched for good.
GROWN = """
import random, sys
from pathlib import Path
from index.lab.storage_faults.kills import watched
from index.lab.storage_faults.scene import Scene

scene = Scene(Path(sys.argv[1]), [], random.Random(5))
scene.knowledge.mkdir()
for name, count in (("large", 40), ("middle", 2), ("small", 1)):
    text = "\\n\\n".join(f"Mill {number} of Arvale stands." for number in range(count))
    (scene.knowledge / f"{name}.txt").write_text(text, encoding="utf-8")
    if name == "small":
        seen = watched(scene.data, kill_at=0)
    if name != "large":
        scene.open()
print(seen.count("os.link"))
"""


@pytest.fixture(scope="module")
def trials() -> list[dict[str, Any]]:
    """What came of some kills and damages, in a process of their own: it forks."""
    command = [sys.executable, "-m", "index.lab.storage_faults", "--json", "--seed", "5"]
    done = subprocess.run(
        [*command, "--kills", "4", "--flips", "8"], capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_killed_builders_leave_what_was_or_what_is_to_be(trials: list[dict[str, Any]]) -> None:
    killed = [trial for trial in trials if "killed" in trial]
    assert [trial["fault"] for trial in killed] == [""] * 4
    assert any(trial["killed"] for trial in killed)
    assert {trial["left"] for trial in killed} <= {"none", "old", "new"}


def test_damage_is_noticed_or_does_no_harm(trials: list[dict[str, Any]]) -> None:
    damaged = [trial for trial in trials if "damage" in trial]
    assert len(damaged) == 8
    assert [trial for trial in damaged if trial["fate"] == "wrong"] == []
    assert len({trial["file"] for trial in damaged}) > 1
    assert {trial["damage"] for trial in damaged} <= set(DAMAGES)


def test_a_builder_can_be_killed_before_it_links_what_an_earlier_one_wrote(tmp_path: Path) -> None:
    command = [sys.executable, "-c", GROWN, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    segments, signs = len(VectorKind), len(VectorKind) - 1  # sentences are not searched
    word_part = 12  # forms and stems, two each, which has which, words and postings, lengths
    quotation_part = 8  # words, vocabulary, order, starts, bounds, and where words stand, three
    # Texts are so short, deflated, that they are written anew.
    assert int(done.stdout) == segments + signs + word_part + quotation_part


def readers_of(count: int, tmp_path: Path, limits: ReadingLimits) -> set[int]:
    """Return the processes that read a file for each of some builders."""
    (tmp_path / "mill.txt").write_text(PARAGRAPHS[0], encoding="utf-8")
    seen = set()
    for _ in range(count):
        with ReadingProcess(limits) as reader:
            read = reader.attempt(SourceFile("mill", tmp_path / "mill.txt"))
            assert isinstance(read, Document)
            assert read.text.strip() == PARAGRAPHS[0]
            assert reader._worker is not None
            seen.add(reader._worker._process.pid)
    return seen


def test_builders_read_with_one_process_unless_they_are_killed_by_the_clock(tmp_path: Path) -> None:
    limits = reading_limits(SETTINGS)
    with shared_reader(SETTINGS):
        shared = readers_of(2, tmp_path, limits)
        assert len(shared) == 1
        others = replace(limits, max_seconds=2 * limits.max_seconds)
        assert not readers_of(1, tmp_path, others) & shared
        with own_reader():
            assert not readers_of(1, tmp_path, limits) & shared
        assert readers_of(1, tmp_path, limits) == shared
    assert not readers_of(1, tmp_path, limits) & shared


def test_what_is_not_as_it_must_be_is_seen(tmp_path: Path) -> None:
    scene = Scene(tmp_path, PARAGRAPHS, random.Random(5))
    for _ in range(3):
        scene.change()
    assert scene.fault() == ""
    build = current_build(scene.home)
    assert build is not None
    (scene.home / "forgotten").write_text("", encoding="utf-8")
    assert scene.fault() == "left over: {'forgotten'}"


def test_a_table_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--kills", "0", "--flips", "0", "--seed", "7"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split()[:2] == ["builders", "killed"]
    assert printed[-2:] == ["all" + "0".rjust(25) + "0".rjust(12) * 3, "seed 7"]


def test_where_too_few_were_killed_nothing_is_shown() -> None:
    killed, ended = KillTrial("", True, "old", ""), KillTrial("", False, "new", "")
    assert is_well([killed, ended])
    assert not is_well([killed, ended, ended])
    assert not is_well([killed, KillTrial("", True, "damaged", "it does not open")])
