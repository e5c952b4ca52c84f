"""No file, whatever its bytes or its name, keeps the others from being read."""

import os
from pathlib import Path
from uuid import uuid4

import pytest

from index.lab.hostile.hostile_file import PARAGRAPH
from index.lab.hostile.markdown_files import MARKDOWN
from index.lab.hostile.metadata_files import YAML
from index.lab.hostile.named_files import NAMES
from index.lab.hostile.word_documents import DOCX
from index.reading import formats
from index.reading.source_folder import Fault, attempt, list_sources, read_folder, source_digest
from index.storage import Facts, read_stored, write_stored
from index.types import Document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sound document."""
    made = tmp_path / "knowledge"
    made.mkdir()
    (made / "sound.txt").write_text(PARAGRAPH, "utf-8")
    return made


def read_beside(folder: Path) -> tuple[list[Document], list[Fault]]:
    """What else than the sound document a folder gave, held to what follows upon reading."""
    contents = read_folder(folder)
    for source in list_sources(folder):
        assert len(source_digest(source)) == 64
    kept = folder.parent / f"kept-{uuid4().hex}"
    write_stored(kept, contents.documents, lambda _: Facts(0, 0, ""))
    assert read_stored(kept) == contents.documents
    for fault in contents.faults:
        assert fault.message.isprintable()
        assert len(fault.message) <= 600
    assert "sound" in {document.id for document in contents.documents}
    return [document for document in contents.documents if document.id != "sound"], [
        *contents.faults
    ]


@pytest.mark.parametrize("recipe", YAML)
def test_a_hostile_metadata_file_is_told_with_its_reason(folder: Path, recipe: str) -> None:
    text, reason = YAML[recipe]
    (folder / "hostile.txt").write_text(PARAGRAPH, "utf-8")
    (folder / "hostile.yaml").write_text(text, "utf-8")
    documents, faults = read_beside(folder)
    assert documents == []
    assert [fault.path.name for fault in faults] == ["hostile.txt"]
    assert faults[0].message.startswith("hostile.yaml ") or "hostile.yaml:" in faults[0].message
    assert reason in faults[0].message


@pytest.mark.parametrize("recipe", DOCX)
def test_a_hostile_word_document_is_told_with_its_reason(folder: Path, recipe: str) -> None:
    raw, reason = DOCX[recipe]
    (folder / "hostile.docx").write_bytes(raw)
    documents, faults = read_beside(folder)
    assert documents == []
    assert len(faults) == 1
    assert faults[0].message.startswith("hostile.docx ")
    assert reason in faults[0].message


@pytest.mark.parametrize("recipe", MARKDOWN)
def test_hostile_markdown_is_read(folder: Path, recipe: str) -> None:
    (folder / "hostile.md").write_text(MARKDOWN[recipe], "utf-8")
    documents, faults = read_beside(folder)
    assert faults == []
    assert "The council agreed on the plan" in documents[0].text


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_file_of_any_name_is_read_or_told(folder: Path, name: bytes) -> None:
    (folder / os.fsdecode(name)).write_text(PARAGRAPH, "utf-8")
    documents, faults = read_beside(folder)
    assert len(documents) + len(faults) == 1
    assert bool(documents) == name.endswith((b".txt", b".md"))
    assert all(document.metadata.title.isprintable() for document in documents)


def test_folders_that_nest_deeper_than_a_path_may_be_long_are_told(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("deeper", dir_fd=here)
        inner = os.open("deeper", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    try:
        documents, faults = read_beside(folder)
    finally:
        _remove_chain(folder, "deeper")
    assert documents == []
    assert [fault.message.split(",")[0] for fault in faults] == ["deeper is no file"]


def _remove_chain(folder: Path, name: str) -> None:
    """Remove folders that nest too deep for shutil, the outermost emptied into the next."""
    outer, spare = folder / name, folder.parent / "spare"
    while outer.exists():
        if (outer / name).exists():
            (outer / name).rename(spare)
            outer.rmdir()
            spare.rename(outer)
        else:
            outer.rmdir()


@pytest.mark.parametrize("error", [KeyError, RecursionError, OSError, AssertionError])
def test_what_nobody_thought_of_costs_one_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fail(*_: object) -> None:
        raise error("at byte 7")

    (folder / "hostile.html").write_text(PARAGRAPH, "utf-8")
    html = formats.format_of("html")
    monkeypatch.setattr(html, "read", fail)
    documents, faults = read_beside(folder)
    assert documents == []
    assert [fault.message for fault in faults] == [
        f"hostile.html cannot be read ({error.__name__}): "
        "save it again, in another format if need be, or remove it"
    ]


def test_a_document_that_cannot_be_written_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.reading.structure.extract import Extract

    (folder / "hostile.html").write_text(PARAGRAPH, "utf-8")
    html = formats.format_of("html")
    monkeypatch.setattr(html, "read", lambda *_: Extract(f"{PARAGRAPH} \ud800", title="x"))
    _, faults = read_beside(folder)
    assert [fault.message for fault in faults] == [
        "hostile.html holds halves of characters: save it again as UTF-8"
    ]


def test_an_attempt_gives_the_document_of_a_sound_file(folder: Path) -> None:
    outcome = attempt(list_sources(folder)[0])
    assert isinstance(outcome, Document)
    assert outcome.text.strip() == PARAGRAPH
