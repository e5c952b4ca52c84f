"""Documents of a build: ids at once, heads and texts when asked for, damage told."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import CollectionError
from index.storage import (
    Facts,
    digest_of_file,
    facts_of,
    ids_of,
    read_documents,
    read_stored,
    unread,
    write_stored,
)
from index.storage.stored_documents import StoredDocument, StoredDocuments
from index.types import (
    Document,
    Metadata,
    Name,
    Paragraph,
    Repair,
    RepairKind,
    Section,
)
from tests.support.engines.earlier_builds import write_documents

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


def test_documents_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    write_stored(tmp_path / "stored", (DOCUMENT,), lambda _: Facts(1, 0, "revision"))
    (stored,) = read_stored(tmp_path / "stored")
    assert stored == DOCUMENT
    write_stored(tmp_path / "again", (stored,), lambda _: pytest.fail("its facts are known"))
    shutil.rmtree(tmp_path / "stored")
    assert read_stored(tmp_path / "again") == (DOCUMENT,)
    write_documents(path, (DOCUMENT,))  # as an earlier version did
    assert read_documents(path) == (DOCUMENT,)


def test_a_copy_that_is_unread_reads_its_text_itself_and_holds_it_alone(tmp_path: Path) -> None:
    write_stored(tmp_path / "stored", (DOCUMENT,), lambda _: Facts(1, 0, "revision"))
    (stored,) = read_stored(tmp_path / "stored")
    copy = unread(stored)
    assert copy.text == DOCUMENT.text
    assert copy == DOCUMENT
    assert facts_of(copy) == facts_of(stored)
    with pytest.raises(AttributeError):
        object.__getattribute__(stored, "text")
    assert unread(DOCUMENT) is DOCUMENT


def test_a_text_is_read_when_it_is_asked_for_and_stays_when_its_build_is_gone(
    tmp_path: Path,
) -> None:
    write_stored(tmp_path / "stored", (DOCUMENT,), lambda _: Facts(1, 0, "revision"))
    (stored,) = read_stored(tmp_path / "stored")
    shutil.rmtree(tmp_path / "stored")
    assert stored.id == DOCUMENT.id
    assert not _is_read(stored, "metadata")
    assert stored.title == DOCUMENT.title
    assert "text" not in {name for name in Document.__slots__ if _is_read(stored, name)}
    assert stored.paragraphs == DOCUMENT.paragraphs
    assert _is_read(stored, "text")
    assert replace(stored, id="b") == replace(DOCUMENT, id="b")


def _is_read(document: Document, name: str) -> bool:
    try:
        object.__getattribute__(document, name)
    except AttributeError:
        return False
    return True


def test_a_document_is_made_when_it_is_asked_for_and_is_the_same_from_then_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tuple(replace(DOCUMENT, id=name) for name in ("a-mill", "b", "mühle", "z-9"))
    write_stored(tmp_path / "stored", documents, lambda _: Facts(1, 0, "revision"))
    made: list[int] = []
    making = StoredDocuments._document

    def noted(stored: StoredDocuments, row: int) -> StoredDocument:
        made.append(row)
        return making(stored, row)

    monkeypatch.setattr(StoredDocuments, "_document", noted)
    stored = read_stored(tmp_path / "stored")
    assert (len(stored), ids_of(stored), made) == (4, ("a-mill", "b", "mühle", "z-9"), [])
    assert stored[2] is stored[-2]
    assert made == [2]
    assert (stored[1:3], stored, made) == (documents[1:3], documents, [2, 1, 0, 3])
    assert stored[1] is list(stored)[1]
    with pytest.raises(IndexError):
        _ = stored[4]


def test_a_text_that_was_damaged_since_is_told_when_it_is_read(tmp_path: Path) -> None:
    write_stored(tmp_path / "stored", (DOCUMENT,), lambda _: Facts(1, 0, "revision"))
    (stored,) = read_stored(tmp_path / "stored")
    (path,) = (tmp_path / "stored").glob("*.texts")
    raw = path.read_bytes()
    with path.open("r+b") as stream:  # in place, as a disk that fails: what is mapped has it, too
        stream.seek(len(raw) // 2)
        stream.write(bytes([raw[len(raw) // 2] ^ 1]))
    with pytest.raises(CollectionError, match="is damaged"):
        _ = stored.text


def test_a_head_that_was_damaged_is_told_when_it_is_read(tmp_path: Path) -> None:
    first = replace(DOCUMENT, id="first")
    write_stored(tmp_path / "stored", (first, DOCUMENT), lambda _: Facts(1, 0, "revision"))
    path = tmp_path / "stored" / "heads.jsonl"
    whole, other = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(whole + other.replace(b'"lies"', b'"like"'))
    _, stored = read_stored(tmp_path / "stored")
    for name in ("title", "sha256", "text"):
        with pytest.raises(CollectionError, match=r"heads\.jsonl is damaged: delete its folder"):
            getattr(stored, name)


def test_heads_of_another_form_are_told_at_once(tmp_path: Path) -> None:
    write_stored(tmp_path / "stored", (DOCUMENT,), lambda _: Facts(1, 0, "revision"))
    path = tmp_path / "stored" / "heads.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"undecided"', b'"open"'))
    with pytest.raises(CollectionError, match="is damaged"):
        read_stored(tmp_path / "stored")


def test_heads_that_are_others_than_the_build_s_are_told_at_once(tmp_path: Path) -> None:
    write_stored(tmp_path / "stored", (DOCUMENT,), lambda _: Facts(1, 0, "revision"))
    path = tmp_path / "stored" / "heads.jsonl"
    digests = {"stored/heads.jsonl": digest_of_file(path)}
    assert read_stored(tmp_path / "stored", digests) == (DOCUMENT,)
    path.write_bytes(path.read_bytes().replace(DOCUMENT.title.encode(), b"Another title"))
    with pytest.raises(CollectionError, match="its sha256 is another one"):
        read_stored(tmp_path / "stored", digests)


@pytest.mark.parametrize("line", [b"\n", b"{}\n", b"[]\n", b'{"id": \n', b"\xff\n"])
def test_a_line_without_an_id_is_told_at_once(tmp_path: Path, line: bytes) -> None:
    write_stored(tmp_path / "stored", (DOCUMENT,), lambda _: Facts(1, 0, "revision"))
    with (tmp_path / "stored" / "heads.jsonl").open("ab") as heads:
        heads.write(line)
    with pytest.raises(CollectionError, match="is damaged"):
        read_stored(tmp_path / "stored")


def test_what_is_made_of_a_stored_document_has_no_facts_of_its(tmp_path: Path) -> None:
    write_stored(tmp_path / "stored", (DOCUMENT,), lambda _: Facts(1, 0, "revision"))
    (stored,) = read_stored(tmp_path / "stored")
    assert facts_of(stored) == Facts(1, 0, "revision")
    assert facts_of(replace(stored, id="b")) is None
