"""The catalogue: what it keeps, and what it does with files that are not its own."""

import hashlib
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.config import Config
from bot.library import Shelves, catalogue_file
from bot.library.files.originals import Originals
from bot.library.files.places import originals_folder
from bot.library.sqlite.sqlite_engine import catalogue_in
from bot.library.tables.catalogue import Scope, ShelvedDocument
from bot.library.tables.readership import Readership
from index import CollectionError, UnwritableError

ONE = ShelvedDocument("one", "One.TXT", "a" * 64, 10, {"title": "One"}, Scope(frozenset({5})))
MILL, QUAY = b"The mill.", b"The quay."
TWO = ShelvedDocument("two", "two.pdf", "b" * 64, 20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "catalogue.sqlite3"


def test_the_files_are_for_this_user_alone(path: Path) -> None:
    catalogue_in(path).put_all(1, [ONE])
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_changes_are_written_ahead_and_bound_to_their_servers_and_overwrite(path: Path) -> None:
    database = catalogue_in(path).database
    with database.connected() as connection:
        kept = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "secure_delete", "synchronous")
        ]
    assert kept == ["wal", 1, 1, 2]
    unknown = "INSERT INTO documents VALUES (1, 'one', 'one.txt', ?, 1, '{}', '[]', '[]', '')"
    with database.connected() as connection, pytest.raises(sqlite3.IntegrityError, match="FOREIGN"):
        connection.execute(unknown, ("a" * 64,))


def test_a_later_versions_catalogue_is_refused(path: Path) -> None:
    catalogue_in(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(CollectionError, match="later version"):
        catalogue_in(path)


@pytest.mark.parametrize("damage", [b"no database at all, but long enough to be one" * 100])
def test_a_damaged_catalogue_is_told(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    with pytest.raises(CollectionError, match="is damaged"):
        catalogue_in(path)


def test_a_flipped_page_is_told(path: Path) -> None:
    catalogue = catalogue_in(path)
    for number in range(200):
        catalogue.put_all(
            1, [ShelvedDocument(f"d{number:03}", f"d{number:03}.txt", f"{number:064}", 1)]
        )
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = bytearray(path.read_bytes())
    raw[4096 * 2 : 4096 * 2 + 200] = b"\xff" * 200
    path.write_bytes(raw)
    with pytest.raises(CollectionError, match="is damaged"):
        catalogue_in(path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file", encoding="utf-8")
    with pytest.raises(UnwritableError, match="cannot be written or read"):
        catalogue_in(tmp_path / "library" / "catalogue.sqlite3")


EVERYBODY = Scope()
CHANNEL = Scope(channels=frozenset({5, 6}))
ROLE = Scope(roles=frozenset({7, 8}))
BOTH = Scope(frozenset({5}), frozenset({7}))


@pytest.mark.parametrize(
    ("scope", "channels", "roles", "admitted"),
    [
        (EVERYBODY, {1}, set(), True),
        (CHANNEL, {5}, set(), True),
        (CHANNEL, {9, 6}, set(), True),
        (CHANNEL, {9}, {5}, False),
        (CHANNEL, set(), set(), False),
        (ROLE, {1}, {8}, True),
        (ROLE, {7}, set(), False),
        (BOTH, {5}, {7}, True),
        (BOTH, {5}, {8}, False),
        (BOTH, {6}, {7}, False),
    ],
)
def test_a_scope_admits_whom_it_names(
    scope: Scope, channels: set[int], roles: set[int], *, admitted: bool
) -> None:
    assert scope.admits(Readership(1, frozenset(channels), frozenset(roles))) is admitted


@contextmanager
def full_disk() -> Iterator[None]:
    """Have no file take another byte while the block runs."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_what_is_kept_is_read_on_a_full_disk_as_well(path: Path) -> None:
    catalogue = catalogue_in(path)
    catalogue.put_all(1, [ONE, TWO])
    with full_disk():
        assert catalogue.documents(1) == (ONE, TWO)
        with pytest.raises(UnwritableError, match="cannot be written or read now"):
            catalogue.remove(1, "one")
    assert catalogue.remove(1, "one")
    assert catalogue.documents(1) == (TWO,)


def test_what_is_taken_out_while_somebody_reads_is_in_no_file_once_they_have(path: Path) -> None:
    catalogue = catalogue_in(path)
    secret = replace(ONE, stated={"title": "Quarrington"})
    catalogue.put_all(1, [secret, TWO])

    def known_in() -> list[str]:
        files = path.parent.glob(f"{path.name}*")
        return [file.name for file in files if b"Quarrington" in file.read_bytes()]

    assert known_in() == [path.name]
    with catalogue.database.frozen() as rows:
        rows.execute("SELECT count(*) FROM documents").fetchall()
        assert catalogue.remove(1, "one")
        assert known_in()
    assert known_in() == []


def test_documents_beside_a_catalogue_that_is_made_anew_are_set_aside_and_that_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = replace(Config(), data=tmp_path)
    catalogue, kept = catalogue_file(tmp_path), Originals(originals_folder(tmp_path))
    aside: list[bytes] = []
    shelves = Shelves(config)
    for number, raw in enumerate((MILL, QUAY)):
        sha256 = hashlib.sha256(raw).hexdigest()
        kept.keep(sha256, raw)
        with suppress(FileNotFoundError):
            catalogue.unlink()
        if number:
            catalogue.touch()  # as a disk leaves it that was full
        shelves = Shelves(config)
        shelves.servers.count_gap(1, date(2030, 1, 1))
        shelves.sweep()
        aside += (path.read_bytes() for path in tmp_path.glob(f"library/*aside*/??/{sha256}"))
    assert aside == [MILL, QUAY]
    assert "originals-set-aside-2 now, where nothing removes them" in caplog.text
    quay = hashlib.sha256(QUAY).hexdigest()
    kept.keep(quay, QUAY)
    shelves.sweep()
    assert not kept.path(quay).exists()
    assert len(list(tmp_path.glob("library/*aside*"))) == 2
