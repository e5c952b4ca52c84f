"""The command that reads hostile files: how many there are, and that it sees what goes wrong."""

import json
from collections import Counter
from pathlib import Path

import pytest

from index.errors import SourceError
from index.fault_reasons import FaultKind
from index.lab.hostile import trials as hostile
from index.lab.hostile.__main__ import main
from index.lab.hostile.hostile_file import HostileFile
from index.lab.hostile.trials import (
    RECIPES,
    HostileTrial,
    ReadingFate,
    files_by_chance,
    files_by_recipe,
)
from index.reading import Fault, ReadingProcess, SourceFile
from index.reading.source_folder import attempt
from index.types import Document

FORMATS = (
    "txt",
    "md",
    "rst",
    "adoc",
    "1",
    "html",
    "docx",
    "odt",
    "rtf",
    "epub",
    "csv",
    "srt",
    "eml",
    "pdf",
)
SOUND = HostileFile("sound", b"a.txt", b"The council agreed on the plan for the bridge.")


def test_there_are_recipes_by_the_hundred_and_none_twice() -> None:
    names = [(kind, file.recipe) for kind, file in files_by_recipe(list(RECIPES))]
    assert len(names) >= 300
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_damage_follows_from_its_seed() -> None:
    text = "The council agreed.\n\nNobody (else) may & will."
    first, again, other = (list(files_by_chance(text, 3, seed)) for seed in (1, 1, 2))
    assert first == again
    assert [kind for kind, _ in first[::3]] == [f"damaged {suffix}" for suffix in FORMATS]
    assert [file.content for _, file in first] != [file.content for _, file in other]


def test_a_few_are_read_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--kinds", "name, size", "--damaged", "1", "--seed", "1", "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert Counter(trial["kind"] for trial in told) == {
        "name, size": 16,
        **{f"damaged {suffix}": 1 for suffix in FORMATS},
        "sound": 1,
    }
    assert {trial["fate"] for trial in told} == {"read", "told"}
    holes = [trial["remark"] for trial in told if trial["recipe"].startswith("200 GB")]
    assert len(holes) == 5
    assert all("is larger than 50 MB" in remark for remark in holes)


class Careless(ReadingProcess):
    """Reads here, without a catch, or makes up what it tells."""

    def __init__(self, outcome: Document | Fault | Exception | None = None) -> None:
        super().__init__()
        self._outcome_given = outcome

    def attempt(self, source: SourceFile) -> Document | Fault:
        if isinstance(self._outcome_given, Exception):
            raise self._outcome_given
        return self._outcome_given or attempt(source)


def fates(folder: Path, process: ReadingProcess) -> list[HostileTrial]:
    return list(hostile.trials([("text", SOUND)], process, folder, 1.0))


@pytest.mark.parametrize(
    ("message", "fate"),
    [
        ("a.txt takes longer than 1 s to read: save it again", ReadingFate.OVERDUE),
        ("a.txt takes more memory to read than it may: split it", ReadingFate.OVERWEIGHT),
        ("a.txt brings its parser down (SIGSEGV)", ReadingFate.CRASHED),
        ("a.txt is empty: put text into it", ReadingFate.TOLD),
        ("a.txt \x1b[31m", ReadingFate.WRONG),
    ],
)
def test_a_fate_is_known_by_what_is_told(tmp_path: Path, message: str, fate: ReadingFate) -> None:
    trial, after = fates(tmp_path, Careless(Fault(Path("a.txt"), FaultKind.TOLD.of(told=message))))
    assert trial.fate is fate
    assert after.fate is ReadingFate.WRONG  # a sound file was told, too


def test_what_would_end_the_program_is_wrong(tmp_path: Path) -> None:
    trial, after = fates(tmp_path, Careless(SourceError("no process")))
    assert (trial.fate, after.fate) == (ReadingFate.WRONG, ReadingFate.WRONG)
    assert "no process" in trial.remark


def test_a_file_that_is_read_is_read(tmp_path: Path) -> None:
    assert [trial.fate for trial in fates(tmp_path, Careless())] == [
        ReadingFate.READ,
        ReadingFate.READ,
    ]
    assert list(tmp_path.iterdir()) == []
