"""Documents in an archive are read as if it were a folder, within bounds."""

import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from index.errors import UnreadableSourceError
from index.reading.packed import packed_files as packed
from index.reading.packed.packed_files import packed_files, unpacked
from index.reading.reading_process import ReadingProcess
from index.reading.reading_versions import ReadingLimits
from index.reading.source_folder import list_sources, read_folder, source_digest
from index.types import Document

MILL = "The mill at Arvale was built in 1702 by Ada Marlow."
BRIDGE = "The bridge at Borrin was built in 1911."


def archive_of(folder: Path, **contents: str) -> Path:
    """An archive of these texts, by their names, "__" for a slash and "_" for a full stop."""
    path = folder / "town.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in contents.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return path


def test_the_documents_of_an_archive_are_documents_of_the_folder(tmp_path: Path) -> None:
    archive_of(tmp_path, mill_txt=MILL, old__bridge_md=f"# Bridge\n\n{BRIDGE}", a_png="png")
    (tmp_path / "mill.txt").write_text("Another mill stands at Celm.", "utf-8")
    contents = read_folder(tmp_path)
    assert contents.faults == ()
    assert {document.id: document.text for document in contents.documents} == {
        "mill": "Another mill stands at Celm.",
        "town-zip-mill-txt": MILL,
        "bridge": f"Bridge\n\n{BRIDGE}",
    }


def test_a_process_of_its_own_reads_them(tmp_path: Path) -> None:
    archive_of(tmp_path, mill_txt=MILL)
    (source,) = list_sources(tmp_path)
    with ReadingProcess(ReadingLimits()) as process:
        outcome = process.attempt(source)
    assert isinstance(outcome, Document)
    assert outcome.text == MILL


def test_only_what_changed_has_another_digest(tmp_path: Path) -> None:
    def digests() -> dict[str, str]:
        return {source.id: source_digest(source) for source in list_sources(tmp_path)}

    archive_of(tmp_path, mill_txt=MILL, bridge_txt=BRIDGE)
    before = digests()
    archive_of(tmp_path, mill_txt=MILL, bridge_txt=f"{BRIDGE} It fell.")
    after = digests()
    assert after["mill"] == before["mill"]
    assert after["bridge"] != before["bridge"]


@pytest.mark.parametrize(
    "name",
    ["../mill.txt", "/mill.txt", "..\\mill.txt", ".hidden.txt", "__MACOSX/mill.txt", ".git/a.txt"],
)
def test_what_leads_out_of_the_archive_or_is_hidden_is_passed_over(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "town.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, MILL)
        archive.writestr("bridge.txt", BRIDGE)
    assert [file.path.name for file in packed_files(path)] == ["bridge.txt"]


def test_a_damaged_archive_is_told_and_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "town.zip").write_bytes(b"PK no archive")
    (tmp_path / "mill.txt").write_text(MILL, "utf-8")
    contents = read_folder(tmp_path)
    assert [document.id for document in contents.documents] == ["mill"]
    assert [fault.message for fault in contents.faults] == [
        "town.zip is no whole archive: pack it again"
    ]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            OverflowError("a place"),
            "town.zip cannot be read (OverflowError): save it again, in another format if need be, "
            "or remove it",
        ),
        (
            MemoryError(),
            "town.zip takes more memory to read than it may: split it, or raise "
            "max_file_memory_megabytes in config.yaml",
        ),
    ],
    ids=["OverflowError", "MemoryError"],
)
def test_an_archive_whose_list_fails_in_a_way_that_nobody_foresaw_costs_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def failing(*_: object) -> None:
        raise error

    archive_of(tmp_path, bridge_txt=BRIDGE)
    (tmp_path / "mill.txt").write_text(MILL, "utf-8")
    monkeypatch.setattr(packed, "bounded_zip", failing)
    contents = read_folder(tmp_path)
    assert [document.id for document in contents.documents] == ["mill"]
    assert [(fault.path.name, fault.message) for fault in contents.faults] == [("town.zip", told)]


def test_a_damaged_document_is_told(tmp_path: Path) -> None:
    path = archive_of(tmp_path, mill_txt=MILL * 99)
    raw = bytearray(path.read_bytes())
    raw[60:70] = bytes(10)
    path.write_bytes(raw)
    contents = read_folder(tmp_path)
    assert [fault.message for fault in contents.faults] == [
        "mill.txt in town.zip is damaged: pack it again"
    ]


@pytest.mark.parametrize("bound", ["_MOST_FILES", "_MOST_BYTES"])
def test_an_archive_over_a_bound_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    path = archive_of(tmp_path, mill_txt=MILL, bridge_txt=BRIDGE)
    monkeypatch.setattr(packed, bound, 1)
    with pytest.raises(UnreadableSourceError, match="unpack it, or split it"):
        packed_files(path)


def test_a_contents_list_without_end_is_told_unread(tmp_path: Path) -> None:
    path = tmp_path / "town.zip"
    listed = 3_000_000_000
    with path.open("wb") as file:  # sparse: it takes no room
        file.seek(listed)
        file.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, listed, 0, 0))
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableSourceError, match="holds too many files: unpack it"):
            packed_files(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 20_000_000


def test_so_many_names_are_told_before_any_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive_of(tmp_path, **{f"picture-{number}_png": "" for number in range(200)})
    monkeypatch.setattr(packed, "_MOST_LISTED", 10_000)
    with pytest.raises(UnreadableSourceError, match="holds too many files"):
        packed_files(path)


def test_archives_in_an_archive_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive_of(tmp_path, one_zip="", two_zip="", mill_txt=MILL)
    monkeypatch.setattr(packed, "_MOST_FILES", 2)
    with pytest.raises(UnreadableSourceError, match="3 documents"):
        packed_files(path)


def test_an_archive_without_a_document_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="holds no document"):
        packed_files(archive_of(tmp_path, a_png="png"))


def test_a_document_that_unpacks_to_too_much_is_refused_unread(tmp_path: Path) -> None:
    path = archive_of(tmp_path, mill_txt="a" * 1_000_000)
    assert len(unpacked(path, path / "mill.txt", 1000)) == 1001
    (fault,) = read_folder(tmp_path, max_bytes=1000).faults
    assert "mill.txt is larger than 0.001 MB" in fault.message


@pytest.fixture(params=["Zip", "Zip64"])
def whole(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """An archive, also with the numbers of 64 bits that large ones have."""
    with monkeypatch.context() as patch:
        if request.param == "Zip64":
            patch.setattr(zipfile, "ZIP64_LIMIT", 0)
            patch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 0)
        raw = archive_of(tmp_path, mill_txt=MILL).read_bytes()
    assert (b"PK\6\6" in raw) == (request.param == "Zip64")  # the record at its end
    return raw


@pytest.mark.parametrize("put", [b"\xff\x00", b"\xff" * 8, b"\x00" * 8, b"\xff\xff\xff\x7f"])
def test_any_bytes_are_an_archive_or_told(tmp_path: Path, whole: bytes, put: bytes) -> None:
    path = tmp_path / "other.zip"
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + put + whole[place + len(put) :])
        try:
            files = packed_files(path)
        except UnreadableSourceError:
            continue
        assert all(file.path.is_relative_to(path) for file in files)


def test_an_archive_in_an_archive_is_told_and_costs_nothing_else(tmp_path: Path) -> None:
    archive_of(tmp_path, mill_txt=MILL, old__more_ZIP="PK", old_zip__="")
    contents = read_folder(tmp_path)
    assert [document.text for document in contents.documents] == [MILL]
    assert [fault.message for fault in contents.faults] == [
        "more.ZIP is an archive in town.zip: unpack it there"
    ]
