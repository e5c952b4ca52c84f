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
from index.lab.real_files.packages import PackageError, command, contents, download
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


@pytest.fixture
def clients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only programs that are found, none so far."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def test_what_the_client_downloads_is_the_archive(clients: Path, tmp_path: Path) -> None:
    install(clients, "npm", 'echo "$*" > bridges-1.2.0.tgz')
    (tmp_path / "down").mkdir()
    archive = download(NPM, tmp_path / "down")
    assert archive == tmp_path / "down/bridges-1.2.0.tgz"
    assert archive.read_text(encoding="utf-8") == "pack --silent bridges@1.2.0\n"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (None, "npm bridges 1.2.0 cannot be downloaded: .*npm"),
        ("echo no such version >&2; exit 1", "cannot be downloaded: no such version"),
        ("true", "npm bridges 1.2.0 came as 0 files"),
    ],
)
def test_why_a_client_brings_nothing_is_told(
    clients: Path, tmp_path: Path, script: str | None, told: str
) -> None:
    if script is not None:
        install(clients, "npm", script)
    (tmp_path / "down").mkdir()
    with pytest.raises(PackageError, match=told):
        download(NPM, tmp_path / "down")


def test_a_package_of_debian_is_read_as_the_tar_that_its_tool_gives(
    clients: Path, tmp_path: Path
) -> None:
    (tmp_path / "data.tar").write_bytes(tape({"./usr/share/doc/e.html": b"<p>E"}))
    install(clients, "dpkg-deb", f'exec /bin/cat "{tmp_path}/data.tar"')
    (tmp_path / "ferries_2-1_all.deb").write_bytes(b"")
    found = contents(tmp_path / "ferries_2-1_all.deb", frozenset({"usr/share/doc/e.html"}))
    assert found == {"usr/share/doc/e.html": b"<p>E"}
