"""Revisions that are known to be recorded are read when somebody asks for them, and not before."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from index.building import recording
from index.building.recording import _known
from index.citations import KeptRevisions, Revision, revision_rows
from index.citations.revisions import Revisions
from index.collection import Collection
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from index.storage import CheckedFiles, current_build, digest_of_file, home_of
from index.types import Document

SETTINGS = Settings(reader="none")
BEFORE = "Granite comes from a quarry.\n\nMasons shape every block of it.\n"
NOW = "Granite comes from a quarry.\n\nIt is hard.\n\nMasons shape every block of it.\n"


class Shelf:
    """A folder with a document that was changed, opened once since."""

    def __init__(self, folder: Path) -> None:
        self.knowledge, self.data = folder / "knowledge", folder / "data"
        self.knowledge.mkdir()
        self.put(BEFORE)
        before = self.open().documents["stone"].sha256
        self.put(NOW)
        self.open()
        self.earlier = f"stone:2@{before[:12]}"

    @property
    def home(self) -> Path:
        return home_of(self.data, self.knowledge)

    @property
    def addresses(self) -> Path:
        return self.home / "addresses.json"

    def put(self, text: str, name: str = "stone") -> None:
        (self.knowledge / f"{name}.txt").write_text(text, "utf-8")

    def open(self) -> Collection:
        return Collection.open(self.knowledge, self.data, SETTINGS, encoder=HashedEncoder())


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large files that were found whole before: nothing of them is read."""
    monkeypatch.setattr(CheckedFiles, "is_whole", lambda *_: True)


def follows(collection: Collection, address: str) -> None:
    assert collection.passage_at(address).address == "stone:3"


def test_nothing_is_read_until_an_earlier_address_is_followed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    understood = KeptRevisions._understood

    def noting(kept: KeptRevisions) -> Mapping[str, Any]:
        read.append("read")
        return understood(kept)

    monkeypatch.setattr(KeptRevisions, "_understood", noting)
    monkeypatch.setattr(Revisions, "read", lambda _: pytest.fail("all is parsed"))
    monkeypatch.setattr(Revisions, "record", lambda *_: pytest.fail("all is compared"))
    collection = shelf.open()
    assert collection.passage_at("stone:2").text == "It is hard."
    assert read == []
    follows(collection, shelf.earlier)
    follows(collection, shelf.earlier)
    assert read == ["read"]


def test_what_is_read_then_is_what_was_recorded(shelf: Shelf) -> None:
    assert shelf.open().revisions == Revisions.read(shelf.addresses)
    assert len(shelf.open().revisions.of_document) == 1
    assert "sand" not in shelf.open().revisions.of_document


def test_a_document_that_changes_later_is_recorded(shelf: Shelf) -> None:
    shelf.open()
    second = shelf.open().documents["stone"].sha256
    shelf.put("Masons shape every block of it.\n\nIt is hard.\n\nGranite comes from a quarry.\n")
    shelf.put("A quarry yields granite.\n", "quarry")
    for _ in range(2):
        collection = shelf.open()
        assert collection.passage_at(f"stone:3@{second[:12]}").address == "stone:1"
        assert set(collection.revisions.of_document) == {"stone", "quarry"}


def test_only_what_is_new_is_held_against_what_was_recorded(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        shelf.put(f"Granite number {number} is hard.\n", f"granite-{number}")
    shelf.open()
    understood, renewed = list[object](), list[str]()
    revision_of, renew = revision_rows.revision_of, Revisions._renewed

    def counted(row: object) -> Revision:
        understood.append(row)
        return revision_of(row)

    def noted(known: Revisions, document: Document, since: datetime) -> object:
        renewed.append(document.id)
        return renew(known, document, since)

    monkeypatch.setattr(revision_rows, "revision_of", counted)
    monkeypatch.setattr(Revisions, "_renewed", noted)
    shelf.put("A quarry yields granite.\n", "quarry")
    shelf.put("Granite is hard.\n", "granite-3")
    (shelf.knowledge / "granite-4.txt").unlink()
    revisions = shelf.open().revisions
    assert (renewed, len(understood)) == (["granite-3", "quarry"], 1)
    monkeypatch.undo()
    names = ["stone", *(f"granite-{number}" for number in range(5)), "quarry"]
    assert set(revisions.of_document) == set(names)
    assert [len(revisions.of_document[name]) for name in names] == [2, 1, 1, 1, 2, 1, 1]
    assert set(revisions.gone) == {"granite-4"}
    assert revisions == Revisions.read(shelf.addresses)
    shelf.addresses.unlink()  # what is recorded then is found out anew
    shelf.put("A quarry yields granite and sand.\n", "quarry")
    assert set(shelf.open().revisions.of_document) == set(names) - {"granite-4"}


def test_another_process_that_records_more_changes_nothing_that_is_open(shelf: Shelf) -> None:
    collection, known = shelf.open(), Revisions.read(shelf.addresses)
    shelf.put("It is hard.\n")
    shelf.open()
    assert Revisions.read(shelf.addresses) != known
    assert collection.revisions == known


def test_a_record_that_somebody_puts_back_is_taken(shelf: Shelf) -> None:
    whole = shelf.addresses.read_bytes()
    shelf.addresses.unlink()
    shelf.open()
    shelf.addresses.write_bytes(whole)
    follows(shelf.open(), shelf.earlier)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def altered(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"2", b"3", 1))


@pytest.mark.parametrize("damage", [emptied, altered])
def test_a_damaged_record_is_set_aside_though_all_was_in_it(
    shelf: Shelf, caplog: pytest.LogCaptureFixture, damage: Callable[[Path], None]
) -> None:
    damage(shelf.addresses)
    assert shelf.open().passage_at("stone:1").text == "Granite comes from a quarry."
    assert "kept as addresses.json.damaged-1" in caplog.text
    assert set(Revisions.read(shelf.addresses).of_document) == {"stone"}


@pytest.mark.usefixtures("trusted")
def test_a_record_that_proves_to_be_damaged_is_told_and_set_aside_the_next_time(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    altered(shelf.addresses)
    collection = shelf.open()
    assert caplog.text == ""
    assert list(collection.revisions.of_document) == ["stone"]
    present = collection.documents["stone"].sha256
    assert [one.sha256 for one in collection.revisions.of_document["stone"]] == [present]
    assert "addresses.json is damaged" in caplog.text
    assert not list(shelf.home.glob("*.damaged-*"))
    shelf.open()
    assert "kept as addresses.json.damaged-1" in caplog.text


@pytest.mark.parametrize("content", ["", "[]", "3", "{}", '{"build": 1}', "[" * 100_000])
def test_a_damaged_note_is_none_and_made_again(shelf: Shelf, content: str) -> None:
    note = shelf.home / "recorded.json"
    whole = note.read_bytes()
    note.write_text(content, "utf-8")
    follows(shelf.open(), shelf.earlier)
    assert note.read_bytes() == whole


def test_no_flipped_bit_of_the_note_has_anything_else_taken_for_recorded(shelf: Shelf) -> None:
    note, build = shelf.home / "recorded.json", current_build(shelf.home)
    assert build is not None
    whole, expected = note.read_bytes(), Revisions.read(shelf.addresses)
    known = partial(_known, shelf.home, build.name, instead=lambda: pytest.fail("it is damaged"))
    assert known(CheckedFiles.of(shelf.home)) == expected
    for bit in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        note.write_bytes(flipped)
        assert known(CheckedFiles.of(shelf.home)) is None


def test_of_another_build_nothing_is_known_to_be_recorded(shelf: Shelf) -> None:
    known = partial(_known, shelf.home, "0123456789ab", instead=Revisions)
    assert known(CheckedFiles.of(shelf.home)) is None


def test_where_a_note_cannot_be_written_there_is_none(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = shelf.home / "recorded.json"
    note.unlink()
    note.mkdir()
    follows(shelf.open(), shelf.earlier)
    monkeypatch.setattr(recording, "digest_of_file", lambda _: Path("/nonexistent").stat())
    follows(shelf.open(), shelf.earlier)


def test_the_note_names_the_build_and_the_record(shelf: Shelf) -> None:
    build = current_build(shelf.home)
    assert build is not None
    assert json.loads((shelf.home / "recorded.json").read_bytes()) == {
        "build": build.name,
        "sha256": digest_of_file(shelf.addresses),
    }
