"""Builds on disk: whole or not there, checked when opened, one in use."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.errors import CollectionError
from index.storage import (
    Manifest,
    current_build,
    home_of,
    locked,
    new_build,
    read_documents,
    read_manifest,
    read_passages,
    write_documents,
    write_manifest,
    write_passages,
)
from index.types import (
    Document,
    Metadata,
    Name,
    Paragraph,
    Passage,
    Repair,
    RepairKind,
    Section,
    Span,
)

DOCUMENT = Document(
    id="harbour",
    text="“Ships” wait\u00a0here — 𝒶lways.\n\nNobody minds.",
    paragraphs=(Paragraph(1, 0, 27, "Harbours"), Paragraph(2, 29, 42, None)),
    metadata=Metadata(
        title="Harbours",
        author=(Name("Smith", "Ann"), Name(literal="The Port")),
        issued=(2018, 9),
        derived=frozenset({"language", "type"}),
    ),
    sections=(Section("Harbours", 0, 0, 2),),
    repairs=(Repair(3, 4, "\ufffd", "i", RepairKind.LOST_CHARACTER, 5),),
    sha256="ab" * 32,
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of builders that were killed, starved of disk, and raced."""
    folder = tmp_path_factory.mktemp("interrupted")
    command = [sys.executable, "-m", "tests.index.interrupted", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, done.stderr
    record: dict[str, Any] = json.loads(done.stdout)
    return record


@pytest.mark.parametrize("build", ["first", "again"])
def test_a_killed_build_leaves_nothing_half_built(told: dict[str, Any], build: str) -> None:
    assert len(told[build]) >= 4
    assert {kill["status"] for kill in told[build]} == {-9}
    assert all(kill["whole"] for kill in told[build])
    assert all(kill["after"] == 0 for kill in told[build])
    left = [name for kill in told[build] for name in kill["left"]]
    assert not [name for name in left if name.startswith(".")]


def test_a_full_disk_gives_one_clear_line_and_leaves_the_old_build(told: dict[str, Any]) -> None:
    for attempt in told["full"]:
        assert attempt["status"] == 3, attempt
        assert attempt["whole"]
        assert "cannot be written" in attempt["message"]
        assert "free some space" in attempt["message"].lower()
        assert "\n" not in attempt["message"]


def test_of_two_processes_at_once_one_builds_and_the_other_waits(told: dict[str, Any]) -> None:
    assert sorted(told["at_once"]) == [0, 1]


def build(home: Path, text: str = "words") -> Path:
    with new_build(home) as folder:
        (folder / "inner").mkdir()
        (folder / "inner" / "file.txt").write_text(text, "utf-8")
        write_manifest(folder, Manifest("encoder", 8, {"a": "1"}, {}))
    made = current_build(home)
    assert made is not None
    return made


def test_documents_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    write_documents(path, (DOCUMENT,))
    assert read_documents(path) == (DOCUMENT,)


def test_passages_come_back_as_they_were_written(tmp_path: Path) -> None:
    passages = (
        Passage("harbour", 1, 0, 27, (Span(0, 12), Span(13, 27))),
        Passage("harbour", 2, 29, 42, (Span(29, 42),)),
    )
    write_passages(tmp_path / "p", passages)
    assert read_passages(tmp_path / "p") == passages


def test_a_build_that_fails_changes_nothing(tmp_path: Path) -> None:
    old = build(tmp_path)
    with pytest.raises(FileExistsError), new_build(tmp_path) as folder:
        folder.mkdir()
    assert current_build(tmp_path) == old
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [old]


def test_a_new_build_takes_the_old_one_s_place(tmp_path: Path) -> None:
    old = build(tmp_path, "old")
    new = build(tmp_path, "new")
    assert new != old
    assert not old.exists()
    assert (new / "inner" / "file.txt").read_text("utf-8") == "new"


@pytest.mark.parametrize("damage", ["alter", "remove", "manifest", "schema", "list"])
def test_damage_is_noticed(tmp_path: Path, damage: str) -> None:
    folder = build(tmp_path)
    manifest = folder / "manifest.json"
    match damage:
        case "alter":
            (folder / "inner" / "file.txt").write_text("w0rds", "utf-8")
        case "remove":
            (folder / "inner" / "file.txt").unlink()
        case "manifest":
            manifest.write_bytes(manifest.read_bytes()[:-9])
        case "schema":
            record = json.loads(manifest.read_text("utf-8")) | {"schema": 999}
            manifest.write_text(json.dumps(record), "utf-8")
        case _:
            manifest.write_text("[1, 2]", "utf-8")
    with pytest.raises(CollectionError, match="built again"):
        read_manifest(folder)


@pytest.mark.parametrize("name", ["", "gone", "../elsewhere", "/", "."])
def test_a_pointer_that_leads_nowhere_is_no_build(tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    home = tmp_path / "home"
    home.mkdir()
    build(home)
    (home / "current").write_text(name, "utf-8")
    assert current_build(home) is None


def test_folders_of_one_name_do_not_share_a_home(tmp_path: Path) -> None:
    homes = {home_of(tmp_path, Path(place)) for place in ("/a/papers", "/b/papers")}
    assert len(homes) == 2
    assert all(home.name.startswith("papers-") for home in homes)


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", "utf-8")
    with pytest.raises(CollectionError, match="--data"), locked(tmp_path / "data" / "home"):
        pass
