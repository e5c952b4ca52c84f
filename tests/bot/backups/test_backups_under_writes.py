"""A backup is of one moment, whoever writes; what it has still to copy stays until it has."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, takewhile
from pathlib import Path
from threading import Event

import pytest

from bot.backups import back_up, restore
from bot.config import Config
from bot.library import Shelves, catalogue_file, kept_libraries
from bot.library.files.originals import Originals
from bot.library.files.places import originals_folder
from bot.library.sqlite.sqlite_engine import catalogue_in
from bot.library.tables.catalogue import ShelvedDocument
from index import CollectionError

from .conftest import GUILD, folder_of

GUILDS, BACKUPS = range(1, 4), 5
KEPT = 4  # pairs that a server has at once


class Writer:
    """Takes pairs of documents in and out, as a server's moderators do, without building any."""

    def __init__(self, data: Path, guild: int) -> None:
        self._catalogue, self._guild = catalogue_in(catalogue_file(data)), guild
        self._originals = Originals(originals_folder(data))

    def write(self, number: int) -> None:
        """Add a pair in one transaction, and remove an early one, one document after the other."""
        raws = {f"{side}-{number}": f"{self._guild} {side} {number}".encode() for side in "ab"}
        documents = [
            ShelvedDocument(name, f"{name}.txt", hashlib.sha256(raw).hexdigest(), len(raw))
            for name, raw in raws.items()
        ]

        def keep() -> None:
            for raw in raws.values():
                self._originals.keep(hashlib.sha256(raw).hexdigest(), raw)

        self._catalogue.put_all(self._guild, documents, keep)
        for side in "ba":  # a pair is whole, or its b is gone
            self._catalogue.remove(self._guild, f"{side}-{number - KEPT}")
            self._catalogue.sweep(self._originals.sweep)


@contextmanager
def writing(data: Path) -> Iterator[None]:
    """Have each server written for in turn, all the time; each has some documents by now.

    One thread does so: SQLite lets whoever comes in, and several that never rest would keep one out
    for longer than any program of ours does.
    """
    over, begun = Event(), Event()

    def work() -> None:
        writers = [Writer(data, guild) for guild in GUILDS]
        for number in takewhile(lambda _: not over.is_set(), count()):
            for writer in writers:
                writer.write(number)
            if number > KEPT:
                begun.set()

    with ThreadPoolExecutor(1) as pool:
        at_work = pool.submit(work)
        at_work.add_done_callback(lambda _: begun.set())  # also where it fails
        try:
            begun.wait()
            yield
        finally:
            over.set()
        at_work.result()


def test_every_backup_taken_while_others_write_is_of_one_moment(
    config: Config, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    generations = []
    with writing(config.data):
        for number in range(BACKUPS):
            back_up(folder_of(config), file, replace=True)
            there = replace(config, data=tmp_path / f"restored-{number}")
            assert restore(folder_of(there), file).lost == ()
            shelves = Shelves(there)
            generations.append([shelves.generation(guild) for guild in GUILDS])
            assert [guild for guild in GUILDS if not of_one_moment(shelves, guild)] == []
    assert generations == sorted(generations)
    catalogue = catalogue_in(catalogue_file(config.data))
    used = {one.sha256 for guild in GUILDS for one in catalogue.documents(guild)}
    kept = {path.name for path in originals_folder(config.data).rglob("*") if path.is_file()}
    assert kept == used


def of_one_moment(shelves: Shelves, guild: int) -> bool:
    """Return whether a server has whole pairs, but for one whose b is gone, and all their bytes."""
    documents = shelves.documents(guild)
    names = {one.name for one in documents}
    paired = {f"a-{name[2:]}" for name in names} <= names
    there = all(shelves.original(one).read_bytes() for one in documents)
    return paired and there and KEPT <= len(names) // 2 <= KEPT + 1


def test_what_is_removed_while_it_is_copied_is_gone_afterwards(
    config: Config, lived_in: Shelves
) -> None:
    light = next(one for one in lived_in.documents(GUILD) if one.name == "light")
    catalogue = catalogue_in(catalogue_file(config.data))
    with kept_libraries(config.data) as libraries:
        catalogue.remove(GUILD, "light")
        catalogue.sweep(Originals(originals_folder(config.data)).sweep)
        assert libraries.originals[light.sha256].read_bytes()
    assert not lived_in.original(light).exists()


@pytest.mark.usefixtures("lived_in")
def test_a_second_backup_at_the_same_time_is_told(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.upkeep.safekeeping._PATIENCE_S", 0.0)
    with (
        kept_libraries(config.data),
        pytest.raises(CollectionError, match="in use by another `backup`"),
    ):
        back_up(folder_of(config), tmp_path / "backup.zip")
    assert list(tmp_path.glob("*backup.zip*")) == []


def test_a_damaged_catalogue_is_told_and_the_backup_before_stays(
    config: Config, tmp_path: Path, lived_in: Shelves
) -> None:
    assert lived_in.documents(GUILD)
    file = tmp_path / "backup.zip"
    back_up(folder_of(config), file)
    before = file.read_bytes()
    path = catalogue_file(config.data)
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)
    path.write_bytes(b"no database at all, but long enough to be one" * 100)
    with pytest.raises(CollectionError, match="is damaged"):
        back_up(folder_of(config), file, replace=True)
    assert file.read_bytes() == before


def test_where_nobody_can_say_that_it_is_copied_nothing_is_removed_and_that_is_told(
    config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    """As where somebody else's backup left a lock that the bot may not open."""
    writer = Writer(config.data, GUILD)
    writer.write(0)
    (catalogue_file(config.data).parent / "backup.lock").unlink()
    (catalogue_file(config.data).parent / "backup.lock").mkdir()
    for number in range(1, KEPT + 1):
        writer.write(number)
    kept = [path for path in originals_folder(config.data).rglob("*") if path.is_file()]
    assert len(kept) == 2 * (KEPT + 1)
    assert "backup.lock cannot be written" in caplog.text
    assert "what was taken out stays on the disk until then" in caplog.text
