"""What is found of a folder whose files are not read again is what reading them all would find."""

import os
import time
import zipfile
from collections.abc import Callable, Mapping
from io import BufferedReader
from pathlib import Path

import pytest

from index.building import found_sources
from index.building.found_sources import FoundSources
from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.reading import (
    ReadingLimits,
    content_digest,
    folder_listing,
    list_sources,
    source_digest,
    source_folder,
)
from index.reading.folder_listing import SeenFile, SeenFolder
from index.storage import sha256_of

LIMITS = ReadingLimits(max_bytes=400)
TEXT = "The keeper lights the lamp at dusk.\n"
OTHER = "The keeper lights a lamp at sunset.\n"
TICK_S = 0.02  # longer than any clock's by which a file system tells times
Change = Callable[[Path], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents of each kind that is told apart, all of them plain files."""
    folder = tmp_path / "knowledge"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "b.md", "sub/a.txt", "sub/c.txt", "README.md", "old.doc", "x.png"):
        (folder / name).write_text(f"{TEXT}{name}\n", "utf-8")
    (folder / "large.txt").write_text(TEXT * 20, "utf-8")
    for name in ("b.yaml", "sub/c.yml"):
        (folder / name).write_text("title: Lamps\n", "utf-8")
    packed(folder / "more.zip", TEXT)
    return folder


def packed(path: Path, text: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("packed.txt", text)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened, each time."""
    names: list[str] = []

    def noting(path: Path, *rest: object) -> bytes:
        names.append(path.name)
        return content_digest(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(found_sources, "content_digest", noting)
    return names


def found(
    folder: Path, before: Mapping[str, str], limits: ReadingLimits = LIMITS
) -> Mapping[str, str]:
    """Return what is found some seconds after the last change, and note it."""
    time.sleep(TICK_S)
    home = folder.parent / "home"
    return FoundSources(folder, home, limits, lambda: time.time() + 10.0).digests(before)


def found_young(folder: Path, before: Mapping[str, str]) -> Mapping[str, str]:
    """Return what is found half a second after the first change, by the time that files have."""
    moment_s = min(path.stat().st_ctime for path in folder.rglob("*")) + 0.5
    return FoundSources(folder, folder.parent / "home", LIMITS, lambda: moment_s).digests(before)


def as_read(folder: Path, limits: ReadingLimits = LIMITS) -> dict[str, str]:
    """Return what stands for the documents, all of them read."""
    return {one.id: source_digest(one, limits.max_bytes) for one in list_sources(folder)}


def test_where_nothing_changed_no_file_is_opened(folder: Path, opened: list[str]) -> None:
    before = found(folder, {})
    assert before == as_read(folder)
    opened.clear()
    assert found(folder, before) is before
    assert opened == []


def rewritten(folder: Path) -> None:
    """Write other words of the same length, and put the time back."""
    path = folder / "sub/c.txt"
    times, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.replace("keeper", "porter"), "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (times.st_size, times.st_mtime_ns)


def replaced(folder: Path) -> None:
    """Put another file of the same length and time in a document's place."""
    path, other = folder / "sub/c.txt", folder.parent / "other"
    other.write_text(path.read_text("utf-8").replace("keeper", "porter"), "utf-8")
    times = path.stat()
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(path)


def swapped(folder: Path) -> None:
    """Have two documents change their places."""
    one, other, third = folder / "a.txt", folder / "sub/a.txt", folder / "third"
    one.rename(third)
    other.rename(one)
    third.rename(other)


def linked(folder: Path) -> None:
    """Have a link to a file in the folder in a document's place."""
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to("sub/c.txt")


CHANGES: dict[str, Change] = {
    "rewritten": rewritten,
    "replaced": replaced,
    "swapped": swapped,
    "linked": linked,
    "linked out": lambda folder: (folder / "c.txt").symlink_to("/etc/passwd"),
    "touched": lambda folder: os.utime(folder / "a.txt", (1, 1)),
    "added": lambda folder: (folder / "sub/d.txt").write_text(TEXT, "utf-8"),
    "added with a known name": lambda folder: (folder / "c.txt").write_text(TEXT, "utf-8"),
    "removed": lambda folder: (folder / "b.md").unlink(),
    "renamed": lambda folder: (folder / "b.md").rename(folder / "e.md"),
    "shown": lambda folder: (folder / "x.png").rename(folder / "x.txt"),
    "hidden": lambda folder: (folder / "a.txt").rename(folder / ".a.txt"),
    "moved with its folder": lambda folder: (folder / "sub").rename(folder / "other"),
    "metadata": lambda folder: (folder / "b.yaml").write_text("title: Lights\n", "utf-8"),
    "metadata added": lambda folder: (folder / "a.yml").write_text("title: A\n", "utf-8"),
    "metadata in another case": lambda folder: (folder / "A.YAML").write_text("title: A\n"),
    "metadata of two endings": lambda folder: (folder / "b.yml").write_text("title: C\n"),
    "metadata removed": lambda folder: (folder / "b.yaml").unlink(),
    "metadata that is a folder": lambda folder: (folder / "a.yaml").mkdir(),
    "metadata that is a link": lambda folder: (folder / "a.yaml").symlink_to("b.yaml"),
    "metadata that leads out": lambda folder: (folder / "a.yaml").symlink_to("/etc/passwd"),
    "an archive": lambda folder: packed(folder / "more.zip", OTHER),
    "an archive broken": lambda folder: (folder / "more.zip").write_bytes(b"PK"),
    "an archive removed": lambda folder: (folder / "more.zip").unlink(),
    "one that is too large": lambda folder: (folder / "large.txt").write_text(TEXT * 21, "utf-8"),
    "one that was too large": lambda folder: (folder / "large.txt").write_text(TEXT, "utf-8"),
    "a pipe": lambda folder: os.mkfifo(folder / "pipe.txt"),
    "a folder named as a document": lambda folder: (folder / "f.txt").mkdir(),
    "a link to a folder": lambda folder: (folder / "f.txt").symlink_to("sub"),
    "a link in a circle": lambda folder: (folder / "f.txt").symlink_to("f.txt"),
    "a folder named documents": lambda folder: (folder / "sub").rename(folder / "documents"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_changed_is_found_as_though_all_was_read(
    folder: Path, opened: list[str], change: Change
) -> None:
    before = found(folder, {})
    change(folder)
    opened.clear()
    after = found(folder, before)
    assert after == as_read(folder)
    assert found(folder, after) == after
    assert list(after) == list(as_read(folder))  # in the same order


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_is_put_back_is_found_again(folder: Path, change: Change) -> None:
    before = found(folder, {})
    change(folder)
    changed = found(folder, before)
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    assert found(folder, changed) == as_read(folder)


def test_another_limit_has_the_same_folder_looked_at_again(folder: Path) -> None:
    before = found(folder, {})
    wider = ReadingLimits(max_bytes=4000)
    after = found(folder, before, wider)
    assert after == as_read(folder, wider) != before
    assert found(folder, after) == before


def test_of_a_file_that_changed_only_that_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = found(folder, {})
    rewritten(folder)
    read: list[str] = []

    def noting(file: BufferedReader) -> bytes:
        read.append(Path(file.name).name)
        return sha256_of(file)

    monkeypatch.setattr("index.storage.read_files.sha256_of", noting)
    assert found(folder, before) == as_read(folder)
    assert read == ["c.txt"]


def test_where_one_changed_no_other_file_is_opened(folder: Path, opened: list[str]) -> None:
    (folder / "large.txt").unlink()  # one that is too large has its size looked at
    before = found(folder, {})
    rewritten(folder)
    (folder / "b.yaml").write_text("title: Lights\n", "utf-8")
    opened.clear()
    assert found(folder, before) == as_read(folder)
    assert sorted(opened) == ["b.yaml", "c.txt"]


def test_one_that_is_larger_than_the_limit_is_now_is_not_known_by_its_content(
    folder: Path,
) -> None:
    before = found(folder, {}, ReadingLimits(max_bytes=4000))
    narrower = found(folder, before)
    assert narrower == as_read(folder) != before


def test_a_folder_with_links_has_only_what_changed_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked(folder)
    before = found(folder, {})
    monkeypatch.setattr("index.storage.read_files.sha256_of", lambda _: pytest.fail("it is read"))
    assert found(folder, before) == before


def test_what_is_young_is_read_again(folder: Path, opened: list[str]) -> None:
    before = found_young(folder, {})
    opened.clear()
    assert found_young(folder, before) == before
    assert {"a.txt", "b.md", "b.yaml", "c.txt", "c.yml"} <= set(opened)


def test_a_file_that_could_not_be_read_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path, *rest: object) -> bytes:
        if path.name == "b.md":
            raise OSError(5, "Input/output error")
        return content_digest(path, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(found_sources, "content_digest", failing)
        before = found(folder, {})
    assert before != as_read(folder)
    assert found(folder, before) == as_read(folder)


def test_a_record_is_not_written_where_nothing_is_to_be(folder: Path) -> None:
    home = folder.parent / "home"
    FoundSources(folder, home, LIMITS).digests({}, keeping=False)
    assert not home.exists()


def test_an_archive_that_could_not_be_listed_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path) -> tuple[object, ...]:
        raise UnreadableSourceError(FaultKind.BROKEN_ARCHIVE.of(name=path.name))

    with monkeypatch.context() as patch:
        patch.setattr(source_folder, "packed_files", failing)
        before = found(folder, {})
    assert before != as_read(folder)
    assert found(folder, before) == as_read(folder)


def test_a_link_that_leads_elsewhere_is_found(folder: Path) -> None:
    linked(folder)
    before = found(folder, {})
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to("b.md")
    after = found(folder, before)
    assert after == as_read(folder) != before


def test_a_subfolder_that_cannot_be_listed_is_found_when_it_comes_and_goes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = folder_listing._shown_entries

    def failing(path: Path) -> list[os.DirEntry[str]]:
        if path.name == "closed":
            raise OSError(5, "Input/output error")
        return shown(path)

    monkeypatch.setattr(folder_listing, "_shown_entries", failing)
    without = found(folder, {})
    (folder / "closed").mkdir()
    assert set(found(folder, without)) == {*without, "closed"}
    (folder / "closed").rmdir()
    assert found(folder, found(folder, without)) == without


def test_where_folders_are_read_otherwise_now_all_is_looked_at(
    folder: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = found(folder, {})
    opened.clear()
    monkeypatch.setattr(folder_listing, "_EDITION", 10**6)
    assert found(folder, before) == before
    assert "large.txt" in opened  # of whose content nothing is known


def test_a_metadata_file_is_found_where_case_makes_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = SeenFolder(tmp_path, [SeenFile("Mill.txt", "1")], [SeenFile("miLL.YAML", "2")])
    assert folder.metadata_of("Mill.txt") == (None, False)  # as this file system has it
    monkeypatch.setattr(folder_listing, "_metadata_path", lambda path: path.with_suffix(".yaml"))
    assert folder.metadata_of("Mill.txt") == (tmp_path / "Mill.yaml", False)
    assert folder.metadata_of("miller.txt") == (None, True)
