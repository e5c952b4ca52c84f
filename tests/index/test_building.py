"""What a refresh does: reads what changed, encodes what is new, forgets what is gone."""

import os
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from index.building import BuildReport, open_or_build
from index.citations.revisions import Revisions
from index.collection import Collection
from index.errors import BriefingError, SourceError
from index.lab.hashed_encoder import HashedEncoder
from index.models import Purpose
from index.reading import reading_process
from index.reading.reading_versions import ReadingLimits
from index.search import assembly
from index.search.passages import passages_of
from index.settings import Settings
from index.storage.builds import current_build, home_of
from index.types import Document, Embeddings, Passage

SETTINGS = Settings(reader="none", answer_threshold=0.0)
HARBOUR = "Ships wait in the harbour at dawn. The harbour master counts the ships.\n"
LIGHT = "A lighthouse guides vessels at night. The keeper climbs two hundred stairs.\n"


class CountingEncoder(HashedEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self, identity: str = "counting") -> None:
        self.identity = identity
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        self.seen += texts
        return super().encode(texts, purpose)


class Shelf:
    """A knowledge folder and where it is built."""

    def __init__(self, folder: Path) -> None:
        self.knowledge = folder / "knowledge"
        self.data = folder / "data"
        self.knowledge.mkdir()
        self.put("harbour.txt", HARBOUR)

    @property
    def home(self) -> Path:
        return home_of(self.data, self.knowledge)

    def put(self, name: str, text: str) -> None:
        (self.knowledge / name).write_text(text, "utf-8")

    def open(
        self, encoder: HashedEncoder | None = None, settings: Settings = SETTINGS
    ) -> Collection:
        return Collection.open(
            self.knowledge, self.data, settings, encoder=encoder or CountingEncoder()
        )

    def report(self, encoder: HashedEncoder | None = None) -> BuildReport:
        return self.open(encoder).report


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def files_of(shelf: Shelf) -> list[Path]:
    """Return the files of the build in use, in order."""
    folder = current_build(shelf.home)
    assert folder is not None
    return sorted(path for path in folder.rglob("*") if path.is_file())


def best(collection: Collection, question: str) -> str:
    passage = collection.ask(question).hits[0].passage
    return collection.documents[passage.document].text[passage.start : passage.end]


def test_a_folder_is_built_once_and_then_opened(shelf: Shelf) -> None:
    first = shelf.report()
    assert (first.documents, first.sentences, first.rebuilt) == (1, 2, True)
    encoder = CountingEncoder()
    again = shelf.report(encoder)
    assert not again.rebuilt
    assert again.sentences == 2
    assert encoder.seen == []


def test_unchanged_documents_are_not_encoded_again(shelf: Shelf) -> None:
    shelf.put("stones.txt", "A quarry yields granite. Masons shape every block.\n")
    shelf.open()
    shelf.put("light.txt", LIGHT)
    encoder = CountingEncoder()
    report = shelf.report(encoder)
    assert report.documents == 3
    assert not [text for text in encoder.seen if "granite" in text or "harbour" in text]
    assert any("lighthouse" in text for text in encoder.seen)
    assert report.encoded == len(encoder.seen)


def test_reused_vectors_find_the_same_as_fresh_ones(shelf: Shelf, tmp_path: Path) -> None:
    shelf.open()
    shelf.put("aardvark.txt", LIGHT)  # stands before the other: every row moves
    refreshed = shelf.open()
    fresh = Collection.open(
        shelf.knowledge, tmp_path / "other", SETTINGS, encoder=CountingEncoder()
    )
    for question in ("Who counts the ships?", "What does the keeper climb?"):
        ours, theirs = refreshed.ask(question), fresh.ask(question)
        assert [hit.passage for hit in ours.hits] == [hit.passage for hit in theirs.hits]
        assert [h.score for h in ours.hits] == pytest.approx([h.score for h in theirs.hits])


def test_a_changed_document_answers_with_its_new_words(shelf: Shelf) -> None:
    shelf.open()
    shelf.put("harbour.txt", HARBOUR.replace("master", "clerk"))
    assert "harbour clerk counts" in best(shelf.open(), "Who counts the ships?")


def test_a_removed_document_answers_no_more(shelf: Shelf) -> None:
    shelf.put("light.txt", LIGHT)
    assert "stairs" in best(shelf.open(), "What does the keeper climb?")
    (shelf.knowledge / "light.txt").unlink()
    collection = shelf.open()
    assert list(collection.documents) == ["harbour"]
    assert "stairs" not in best(collection, "What does the keeper climb?")
    assert collection.verify("The keeper climbs two hundred stairs.").quote is None


def test_another_encoder_builds_anew(shelf: Shelf) -> None:
    shelf.open(CountingEncoder("one"))
    encoder = CountingEncoder("two")
    report = shelf.report(encoder)
    assert report.rebuilt
    assert report.reused == 0
    assert any("harbour" in text for text in encoder.seen)


def test_every_damaged_file_is_noticed_and_built_again(shelf: Shelf) -> None:
    shelf.open()
    count = len(files_of(shelf))
    assert count > 8
    for number, damage in zip(range(count), cycle(["truncate", "remove", "alter"]), strict=False):
        path = files_of(shelf)[number]  # the same kind of file, which has another name each time
        content = path.read_bytes()
        match damage:
            case "truncate":
                path.write_bytes(content[: len(content) // 2])
            case "remove":
                path.unlink()
            case _:
                path.write_bytes(content[:-2] + b"\x07\x07")
        collection = shelf.open()
        assert collection.report.rebuilt, path.name
        assert "counts the ships" in best(collection, "Who counts the ships?")


def test_a_bad_file_is_reported_and_the_others_are_read(shelf: Shelf) -> None:
    shelf.put("empty.txt", "")
    (shelf.knowledge / "binary.md").write_bytes(bytes(range(256)) * 8)
    first, again = shelf.report(), shelf.report()
    assert first.documents == again.documents == 1
    assert set(first.faults) == set(again.faults) == {"empty", "binary"}
    assert "empty.txt" in str(first.faults["empty"])
    assert all("\n" not in str(fault) for fault in first.faults.values())


def test_a_folder_of_bad_files_says_why(shelf: Shelf) -> None:
    shelf.put("harbour.txt", "")
    with pytest.raises(SourceError, match=r"none of the documents could be read: .*harbour\.txt"):
        shelf.open()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="there is no folder"):
        Collection.open(tmp_path / "gone", tmp_path, SETTINGS, encoder=HashedEncoder())
    assert not list(tmp_path.iterdir())  # nothing was made for it


def test_a_full_disk_leaves_the_old_build_serving(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = shelf.open()

    def full(descriptor: int) -> None:
        del descriptor
        raise OSError(28, "No space left on device")

    shelf.put("light.txt", LIGHT)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(BriefingError, match="no space is left"):
            shelf.open()
    assert "counts the ships" in best(serving, "Who counts the ships?")
    (shelf.knowledge / "light.txt").unlink()
    assert not shelf.report().rebuilt


def test_an_address_given_out_before_a_change_leads_to_the_same_words(shelf: Shelf) -> None:
    shelf.put("two.txt", "Granite comes from a quarry.\n\nMasons shape every block of it.\n")
    before = shelf.open().passage_at("two:2")
    assert before.text == "Masons shape every block of it."
    shelf.put(
        "two.txt",
        "Granite comes from a quarry.\n\nIt is hard.\n\nMasons shape every block of it.\n",
    )
    collection = shelf.open()
    revision = before.document.sha256[:12]
    assert collection.passage_at(f"two:2@{revision}").text == before.text


def test_a_damaged_record_of_revisions_is_kept_told_and_begun_anew(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.open()
    path = shelf.home / "addresses.json"
    path.write_bytes(b'{"schema": 1, "docum\xff')
    collection = shelf.open()
    assert not collection.report.rebuilt
    assert "counts the ships" in collection.passage_at("harbour:1").text
    assert "kept as addresses.json.damaged-1" in caplog.text
    kept = shelf.home / "addresses.json.damaged-1"
    assert kept.read_bytes() == b'{"schema": 1, "docum\xff'
    caplog.clear()
    shelf.put("light.txt", LIGHT)
    shelf.open()
    assert "kept as" not in caplog.text
    assert kept.exists()
    assert set(Revisions.read(path).of_document) == {"harbour", "light"}


def modes_of(folder: Path) -> dict[str, set[int]]:
    """The permissions that there are among the files and among the folders of a folder."""
    paths = [folder, *folder.rglob("*")]
    kinds = {
        "files": [p for p in paths if p.is_file()],
        "folders": [p for p in paths if p.is_dir()],
    }
    return {kind: {p.stat().st_mode & 0o777 for p in found} for kind, found in kinds.items()}


def test_what_is_built_is_for_this_user_alone(shelf: Shelf) -> None:
    usual = os.umask(0)  # the permissions are no gift of the surroundings
    try:
        shelf.open()
    finally:
        os.umask(usual)
    assert modes_of(shelf.data) == {"files": {0o600}, "folders": {0o700}}


def test_a_home_of_an_earlier_version_is_closed_to_others_and_used(shelf: Shelf) -> None:
    shelf.open()
    for path in (shelf.home, *shelf.home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert not shelf.open().report.rebuilt
    assert modes_of(shelf.home) == {"files": {0o600}, "folders": {0o700}}


def test_a_file_refused_for_its_size_is_read_once_the_limit_is_raised(shelf: Shelf) -> None:
    shelf.put("light.txt", LIGHT * 40)
    tight = replace(SETTINGS, max_file_megabytes=0.001)
    assert "larger than" in str(shelf.open(settings=tight).report.faults["light"])
    raised = shelf.open()
    assert set(raised.documents) == {"harbour", "light"}
    assert not raised.report.faults
    assert not shelf.report().rebuilt


def test_a_file_read_before_is_refused_once_the_limit_is_lowered(shelf: Shelf) -> None:
    shelf.put("light.txt", LIGHT * 40)
    shelf.open()
    lowered = shelf.open(settings=replace(SETTINGS, max_file_megabytes=0.001))
    assert set(lowered.documents) == {"harbour"}


def test_what_reading_a_file_may_take_is_what_the_settings_say(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[ReadingLimits] = []
    start = reading_process._Worker

    def started(limits: ReadingLimits) -> reading_process._Worker:
        given.append(limits)
        return start(limits)

    monkeypatch.setattr(reading_process, "_Worker", started)
    settings = replace(
        SETTINGS,
        max_file_megabytes=2.0,
        max_file_seconds=600.0,
        max_file_memory_megabytes=1000.0,
    )
    shelf.open(settings=settings)
    assert given == [ReadingLimits(2_000_000, 600.0, 1_000_000_000)]


def test_a_file_that_ends_the_process_that_reads_it_is_left_out_and_told(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    *options, bootstrap = reading_process._COMMAND
    crash = (
        "import os; from index.reading.formats import html; html.read = lambda *_: os._exit(1); "
    )
    monkeypatch.setattr(
        reading_process, "_COMMAND", (*options, bootstrap.replace("main()", f"{crash}main()"))
    )
    shelf.put("a.html", LIGHT)
    shelf.put("light.txt", LIGHT)
    opened = shelf.open()
    assert set(opened.documents) == {"harbour", "light"}
    assert str(opened.report.faults["a"]).startswith("a.html brings its parser down (exit code 1)")


def test_no_process_is_started_where_nothing_is_read_anew(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.open()
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert not shelf.report().rebuilt
    shelf.put("light.txt", LIGHT)
    with pytest.raises(SourceError, match="does not start"):
        shelf.open()


def test_another_version_of_a_parser_reads_anew_and_encodes_nothing_anew(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.open()
    monkeypatch.setattr("index.reading.reading_versions._EDITION", 10**6)
    encoder = CountingEncoder()
    assert shelf.report(encoder).rebuilt
    assert encoder.seen == []


def test_what_did_not_change_is_not_cut_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    for name in ("mill", "bridge"):
        text = f"The {name} at Arvale was built in 1702. It burned."
        (knowledge / f"{name}.txt").write_text(text, "utf-8")

    def built() -> list[Passage]:
        made = open_or_build(knowledge, tmp_path / "data", Settings(), HashedEncoder())
        return list(made.index.passages)

    before = built()
    cut: list[str] = []

    def spied(document: Document, *rest: Any) -> tuple[Passage, ...]:  # noqa: ANN401
        cut.append(document.id)
        return passages_of(document, *rest)

    monkeypatch.setattr(assembly, "passages_of", spied)
    (knowledge / "tower.txt").write_text("The tower at Celm fell.", "utf-8")
    after = built()
    assert cut == ["tower"]
    assert [passage for passage in after if passage.document != "tower"] == before
