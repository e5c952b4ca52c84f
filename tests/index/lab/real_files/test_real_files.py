"""The list of real files: whole, and refused where it is not."""

import json
from collections import Counter
from pathlib import Path

import pytest

from index.lab.real_files.graded_files import graded_files
from index.lab.real_files.real_file import Package, RealFile, Registry, real_files

LINE = {
    "registry": "npm",
    "package": "bridges",
    "version": "1.2.0",
    "path": "package/README.md",
    "sha256": "0" * 64,
    "place": "md/bridges.md",
}


def listed(folder: Path, *lines: dict[str, str]) -> Path:
    path = folder / "files.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def test_a_line_names_a_file_of_a_package(tmp_path: Path) -> None:
    (file,) = real_files(listed(tmp_path, LINE))
    package = Package(Registry.NPM, "bridges", "1.2.0")
    assert file == RealFile(package, "package/README.md", "0" * 64, "md/bridges.md")
    assert (file.format, str(file.package)) == ("md", "npm bridges 1.2.0")


@pytest.mark.parametrize("place", ["bridges.md", "md/", "/a.md", "../a.md", "md/../a", "md/.a"])
def test_a_place_cannot_lead_out_of_the_folder(tmp_path: Path, place: str) -> None:
    with pytest.raises(ValueError, match="no place"):
        real_files(listed(tmp_path, {**LINE, "place": place}))


def test_two_files_cannot_have_one_place(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"two files have the place md/bridges\.md"):
        real_files(listed(tmp_path, LINE, {**LINE, "version": "1.3.0"}))


def test_the_list_holds_at_least_120_files_of_8_formats_and_12_authors_each_named_whole() -> None:
    files = real_files()
    assert len(files) >= 120
    assert len(Counter(file.format for file in files)) >= 8
    assert len({file.package.name for file in files}) >= 12
    assert all(len(file.sha256) == 64 and file.package.version for file in files)


def test_every_graded_file_is_on_the_list_and_its_grades_are_in_bounds() -> None:
    places = {file.place for file in real_files()}
    graded = graded_files()
    assert sum(bool(one.paragraphs) for one in graded) >= 40
    assert len({one.place for one in graded}) == len(graded)
    assert [one.place for one in graded if one.place not in places] == []
    assert all(len(one.sections) <= 12 and len(one.paragraphs) <= 3 for one in graded)
