"""The catalogue: what it keeps, and what it does with files that are not its own."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.library.catalogue import Catalogue, Scope, ShelvedDocument
from bot.library.readership import Readership
from index import CollectionError, UnwritableError

ONE = ShelvedDocument("one", "One.TXT", "a" * 64, 10, {"title": "One"}, Scope(frozenset({5})))
TWO = ShelvedDocument("two", "two.pdf", "b" * 64, 20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "catalogue.sqlite3"


def test_what_is_put_in_is_there_after_a_restart(path: Path) -> None:
    catalogue = Catalogue(path)
    catalogue.put(1, TWO)
    catalogue.put(1, ONE)
    assert Catalogue(path).documents(1) == (ONE, TWO)


def test_servers_do_not_see_each_others_documents(path: Path) -> None:
    catalogue = Catalogue(path)
    catalogue.put(1, ONE)
    catalogue.put(2, TWO)
    assert (catalogue.documents(1), catalogue.documents(2)) == ((ONE,), (TWO,))
    assert catalogue.documents(3) == ()
    assert not catalogue.remove(2, "one")
    swept: list[frozenset[str]] = []
    catalogue.sweep(swept.append)
    assert swept == [frozenset({"a" * 64, "b" * 64})]


def test_a_name_is_put_in_the_place_of_the_one_before(path: Path) -> None:
    catalogue = Catalogue(path)
    catalogue.put(1, ONE)
    changed = ShelvedDocument("one", "one.pdf", "c" * 64, 11, added=ONE.added)
    catalogue.put(1, changed)
    assert catalogue.documents(1) == (changed,)


def test_every_change_of_a_server_is_another_generation(path: Path) -> None:
    catalogue = Catalogue(path)
    seen = [catalogue.generation(1)]
    changes: tuple[Callable[[], bool], ...] = (
        lambda: catalogue.put(1, ONE),
        lambda: catalogue.put(1, TWO),
        lambda: catalogue.remove(1, "one"),
    )
    for change in changes:
        assert change()
        seen.append(catalogue.generation(1))
    catalogue.put(2, ONE)
    assert (seen, catalogue.generation(1)) == ([0, 1, 2, 3], 3)


def test_another_process_sees_a_change_at_once(path: Path) -> None:
    ours, theirs = Catalogue(path), Catalogue(path)
    theirs.put(1, ONE)
    assert ours.generation(1) == 1
    assert ours.documents(1) == (ONE,)


def test_the_files_are_for_this_user_alone(path: Path) -> None:
    Catalogue(path).put(1, ONE)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_later_versions_catalogue_is_refused(path: Path) -> None:
    Catalogue(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(CollectionError, match="later version"):
        Catalogue(path)


@pytest.mark.parametrize("damage", [b"no database at all, but long enough to be one" * 100])
def test_a_damaged_catalogue_is_told(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    with pytest.raises(CollectionError, match="is damaged"):
        Catalogue(path)


def test_a_flipped_page_is_told(path: Path) -> None:
    catalogue = Catalogue(path)
    for number in range(200):
        catalogue.put(1, ShelvedDocument(f"d{number:03}", f"d{number:03}.txt", f"{number:064}", 1))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = bytearray(path.read_bytes())
    raw[4096 * 2 : 4096 * 2 + 200] = b"\xff" * 200
    path.write_bytes(raw)
    with pytest.raises(CollectionError, match="is damaged"):
        Catalogue(path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file", encoding="utf-8")
    with pytest.raises(UnwritableError, match="cannot be written or read"):
        Catalogue(tmp_path / "library" / "catalogue.sqlite3")


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


def test_many_may_open_it_for_the_first_time_at_once(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: Catalogue(path), range(16)))
    assert all(one.documents(1) == () for one in opened)


def test_what_was_meant_for_an_earlier_generation_changes_nothing(path: Path) -> None:
    catalogue = Catalogue(path)
    assert catalogue.put_all(1, [ONE], as_of=0)
    assert not catalogue.put_all(1, [TWO], as_of=0)
    assert (catalogue.documents(1), catalogue.generation(1)) == ((ONE,), 1)


def test_what_cannot_be_kept_is_not_catalogued(path: Path) -> None:
    catalogue = Catalogue(path)

    def keep() -> None:
        raise UnwritableError("no space")

    with pytest.raises(UnwritableError, match="no space"):
        catalogue.put_all(1, [ONE], keep)
    assert (catalogue.documents(1), catalogue.generation(1)) == ((), 0)
