"""Files are fetched out of packages; what is missing is told, and the others go on."""

import gzip
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from index.lab.real_files.fetching import fetch
from index.lab.real_files.packages import PackageError, command, contents
from index.lab.real_files.real_file import Package, RealFile, Registry

NPM = Package(Registry.NPM, "bridges", "1.2.0")
WHEEL = Package(Registry.PYPI_WHEEL, "tolls", "3.0")
GONE = Package(Registry.DEBIAN, "ferries", "2-1")


def tape(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for path, raw in files.items():
            member = tarfile.TarInfo(path)
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
    return buffer.getvalue()


def wheel(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, raw in files.items():
            archive.writestr(path, raw)
    return buffer.getvalue()


def file(package: Package, path: str, raw: bytes, place: str) -> RealFile:
    return RealFile(package, path, hashlib.sha256(raw).hexdigest(), place)


class Registries:
    """Downloads what it was given, and counts."""

    def __init__(self, archives: Mapping[Package, tuple[str, bytes]]) -> None:
        self.archives = archives
        self.asked: list[Package] = []

    def __call__(self, package: Package, folder: Path) -> Path:
        self.asked.append(package)
        if package not in self.archives:
            msg = f"{package} cannot be downloaded: no such version"
            raise PackageError(msg)
        name, raw = self.archives[package]
        (folder / name).write_bytes(raw)
        return folder / name


@pytest.fixture
def registries() -> Registries:
    return Registries(
        {
            NPM: (
                "b.tgz",
                tape({"package/a.md": b"# A", "./package/b.txt.gz": gzip.compress(b"B")}),
            ),
            WHEEL: ("t.whl", wheel({"tolls/c.csv": b"c,d"})),
        }
    )


A = file(NPM, "package/a.md", b"# A", "md/a.md")
B = file(NPM, "package/b.txt.gz", b"B", "txt/b.txt")
C = file(WHEEL, "tolls/c.csv", b"c,d", "csv/c.csv")


def test_files_lie_by_format_unpacked_and_each_package_is_asked_for_once(
    tmp_path: Path, registries: Registries
) -> None:
    assert list(fetch([A, C, B], tmp_path, registries)) == []
    read = {
        place: (tmp_path / place).read_bytes() for place in ("md/a.md", "txt/b.txt", "csv/c.csv")
    }
    assert read == {"md/a.md": b"# A", "txt/b.txt": b"B", "csv/c.csv": b"c,d"}
    assert registries.asked == [NPM, WHEEL]


def test_what_lies_there_whole_is_not_fetched_again(tmp_path: Path, registries: Registries) -> None:
    list(fetch([A, C], tmp_path, registries))
    (tmp_path / "csv/c.csv").write_bytes(b"cut")
    assert list(fetch([A, C], tmp_path, registries)) == []
    assert registries.asked == [NPM, WHEEL, WHEEL]
    assert (tmp_path / "csv/c.csv").read_bytes() == b"c,d"


def test_what_cannot_be_fetched_is_told_and_the_others_go_on(
    tmp_path: Path, registries: Registries
) -> None:
    gone = file(GONE, "usr/share/doc/e.html", b"e", "html/e.html")
    other = file(NPM, "package/a.md", b"# Another", "md/other.md")
    absent = file(NPM, "package/f.md", b"f", "md/f.md")
    assert list(fetch([gone, other, absent, B], tmp_path, registries)) == [
        "debian ferries 2-1 cannot be downloaded: no such version (html/e.html)",
        "md/other.md: package/a.md of npm bridges 1.2.0 is another file than was listed",
        "md/f.md: npm bridges 1.2.0 does not hold package/f.md",
    ]
    assert [path.name for path in tmp_path.rglob("*.*")] == ["b.txt"]


@pytest.mark.parametrize(
    ("name", "raw"), [("a.tgz", b"no tar"), ("a.whl", b"no zip"), ("a.deb", b"")]
)
def test_a_damaged_archive_is_told(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(PackageError, match=name):
        contents(tmp_path / name, frozenset({"a"}))


def test_a_file_packed_badly_inside_of_an_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.tgz").write_bytes(tape({"a.gz": b"no gzip"}))
    with pytest.raises(PackageError, match=r"a\.tgz is damaged"):
        contents(tmp_path / "a.tgz", frozenset({"a.gz"}))


def test_each_registry_is_asked_by_its_own_client_for_one_version_without_dependencies() -> None:
    source = command(Package(Registry.PYPI_SOURCE, "tolls", "3.0"))
    assert source[1:] == (
        *("-m", "pip", "download", "--no-deps", "--quiet"),
        *("--no-binary", ":all:", "tolls==3.0"),
    )
    assert command(WHEEL)[-3:] == ("--only-binary", ":all:", "tolls==3.0")
    assert command(NPM) == ("npm", "pack", "--silent", "bridges@1.2.0")
    assert command(GONE) == ("apt-get", "download", "--quiet", "ferries=2-1")
