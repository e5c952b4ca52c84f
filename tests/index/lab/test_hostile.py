"""The command that reads hostile files: how many there are, and that it sees what goes wrong."""

import io
import json
import shutil
import zipfile
from collections import Counter
from contextlib import suppress
from itertools import starmap
from pathlib import Path

import pytest

from index.errors import SourceError
from index.fault_reasons import FaultKind
from index.lab.conversions.converting import ConversionError
from index.lab.hostile import __main__ as command
from index.lab.hostile import trials as hostile
from index.lab.hostile.__main__ import main
from index.lab.hostile.damaged_files import SoundFile, damaged_files, sound_files
from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile
from index.lab.hostile.trials import (
    RECIPES,
    HostileTrial,
    ReadingFate,
    files_by_chance,
    files_by_recipe,
)
from index.lab.hostile.whole_documents import converted, documents_in
from index.lab.hostile.word_documents import zipped
from index.reading import Fault, ReadingProcess, SourceFile
from index.reading.packed.archives import NOT_WHOLE
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
    "zip",
    "pdf",
)
WRITTEN = ("docx", "odt", "epub", "html", "rst", "adoc", "rtf", "txt", "man", "pdf")  # by pandoc
SOUND = HostileFile("sound", b"a.txt", b"The council agreed on the plan for the bridge.")


@pytest.fixture
def no_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command without documents that pandoc makes."""
    monkeypatch.setattr(command, "converted", lambda *_: ())


def test_there_are_recipes_by_the_hundred_and_none_twice() -> None:
    names = [(kind, file.recipe) for kind, file in files_by_recipe(list(RECIPES))]
    assert len(names) >= 300
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_damage_follows_from_its_seed() -> None:
    sound = list(sound_files("The council agreed.\n\nNobody (else) may & will."))
    first, again, other = (list(files_by_chance("damaged", sound, 3, seed)) for seed in (1, 1, 2))
    assert first == again
    (word,) = (file for file in sound if file.name.endswith(".docx"))
    assert [file for kind, file in first if kind.endswith("docx")] == [
        *damaged_files([word], 3, seed=1)
    ]
    assert [kind for kind, _ in first[::3]] == [f"damaged {suffix}" for suffix in FORMATS]
    assert [file.content for _, file in first] != [file.content for _, file in other]


def test_what_is_packed_does_not_depend_on_the_time() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped({"a.txt": b"word"}))) as archive:
        (file,) = archive.infolist()
    assert file.date_time == (1980, 1, 1, 0, 0, 0)


def test_within_an_archive_a_part_is_damaged_so_that_its_parser_meets_it() -> None:
    parts = {"word/document.xml": b"<a>" + b"word " * 100, "styles.xml": b"<b>" + b"style " * 100}
    made = list(damaged_files([SoundFile("a.docx", zipped(parts))], 20, seed=1))
    assert {file.name for file in made} == {b"hostile.docx"}
    changed = []
    for file in made:
        with suppress(*NOT_WHOLE), zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            read = {name: packed.read(name) for name in parts}  # of a damaged archive it raises
            changed += [name for name in parts if read[name] != parts[name]]
    assert set(changed) == set(parts)


@pytest.mark.skipif(
    not (shutil.which("pandoc") and shutil.which("gropdf")),
    reason="pandoc and groff are not installed",
)
def test_documents_are_made_by_pandoc_of_each_format(tmp_path: Path) -> None:
    text = tmp_path / "mill.txt"
    text.write_text("The mill ground barley.", "utf-8")
    told: list[str] = []
    assert [file.name for file in converted(text, told.append)] == [f"mill.{a}" for a in WRITTEN]
    assert told == []


def test_what_pandoc_cannot_write_is_told(tmp_path: Path) -> None:
    text = tmp_path / "mill.txt"
    text.write_text("The mill ground barley.", "utf-8")
    told: list[str] = []

    def to_page(source: Path, target: Path) -> None:
        if target.suffix != ".html":
            raise ConversionError(target.suffix)
        target.write_text(f"<p>{source.read_text('utf-8')}", "utf-8")

    page = SoundFile("mill.html", b"<p>The mill ground barley.")
    assert list(converted(text, told.append, to_page)) == [page]
    assert told == [f".{format_}" for format_ in WRITTEN if format_ != "html"]


def test_documents_of_a_folder_are_damaged_as_they_are(
    tmp_path: Path, no_pandoc: None, capsys: pytest.CaptureFixture[str]
) -> None:
    del no_pandoc
    (tmp_path / "b").mkdir()
    (tmp_path / "a.yaml").write_text("title: A", "utf-8")
    contents = {
        "a.txt": PARAGRAPH.encode(),
        "b/c.md": b"# Plan",
        "d.zip": zipped({"e.txt": b"x", "f.txt": b"y"}),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    assert list(documents_in(tmp_path)) == [*starmap(SoundFile, contents.items())]
    assert (
        main(["--kinds", "--damaged", "1", "--seed", "1", "--files", str(tmp_path), "--json"]) == 0
    )
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    theirs = [trial for trial in told if trial["kind"].startswith("others")]
    assert [trial["recipe"] for trial in theirs] == [f"{name}, damage 0" for name in contents]


def test_a_few_are_read_and_counted(no_pandoc: None, capsys: pytest.CaptureFixture[str]) -> None:
    del no_pandoc
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


def test_of_an_archive_the_worst_fate_counts(tmp_path: Path) -> None:
    archive = HostileFile("two", b"a.zip", zipped({"a.txt": b"Words.", "b.docx": b"Words."}))
    with ReadingProcess() as process:
        trial, after = hostile.trials([("archive", archive)], process, tmp_path, 20.0)
    assert (trial.fate, after.fate) == (ReadingFate.TOLD, ReadingFate.READ)
    assert trial.remark.startswith("b.docx ")


def test_a_file_that_is_read_is_read(tmp_path: Path) -> None:
    assert [trial.fate for trial in fates(tmp_path, Careless())] == [
        ReadingFate.READ,
        ReadingFate.READ,
    ]
    assert list(tmp_path.iterdir()) == []
