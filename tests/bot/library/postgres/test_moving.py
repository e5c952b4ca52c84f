"""A library moved into a database, back, and by way of a backup: all of it, or nothing."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.backups import DataFolder, back_up, restore
from bot.config import EMBEDDED, Config
from bot.languages import Sentence
from bot.library import (
    CITATION_STYLE,
    FORM,
    PREFERENCES_FILE,
    Brought,
    LostDocument,
    Scope,
    ServerSettings,
    Shelves,
    catalogue_file,
    check_storage,
    move_into_database,
    move_out_of_database,
)
from bot.library.files.originals import Originals
from bot.library.files.preferences_file import Preferred
from bot.library.postgres import PostgresEngine
from bot.library.sqlite.database import Database
from bot.library.tables.opinion_counts import RatedText
from bot.library.upkeep.transfer import COLUMNS
from index import Collection, CollectionError, UnwritableError
from tests.support.engines.postgres_server import new_database

ONE, TWO, BOT = 11, 22, 99
FERRY, MILL, LIGHT = b"The ferry at Ebbing.", b"The mill at Arvale.", b"The light at Orne."


@pytest.fixture
def embedded(config: Config, public: Collection) -> Config:
    """Two servers in the data folder, with something of everything that is kept."""
    embedded = replace(config, storage=EMBEDDED)
    shelves = Shelves(embedded)
    for guild, raw in ((ONE, FERRY), (TWO, MILL)):
        stated, scope = {"title": "Ada’s"}, Scope(frozenset({5}), frozenset({7}))
        shelves.add(guild, "a.TXT", raw, public, stated=stated)
        shelves.limit(guild, "a", scope)
        shelves.servers.change(guild, lambda _: ServerSettings(cooldown_s=9.0))
        shelves.servers.count_gap(guild, date(2030, 1, 1))
        text = RatedText(own=True, document="a", wording="bb")
        shelves.servers.opinions.count(guild, [text], date(2030, 1, 1), helpful=True)
        shelves.jobs.submit(guild, Brought("b.txt", LIGHT))
    job = shelves.jobs.take("me")
    assert job
    shelves.jobs.fail(job, "me", Sentence("damaged: “x”"))
    shelves.presences.come(BOT, {ONE, TWO})
    shelves.presences.go(BOT, {ONE}, datetime(2030, 1, 1, tzinfo=UTC))
    return embedded


def _select(table: str, columns: Sequence[str]) -> str:
    return f"SELECT {', '.join(columns)} FROM {table}"  # noqa: S608  # the program's own names


def rows_of(config: Config) -> dict[str, list[Any]]:
    """Return every row of a data folder, by its table."""
    with closing(sqlite3.connect(catalogue_file(config.data))) as connection:
        return {
            table: sorted(connection.execute(_select(table, columns)))
            for table, columns in COLUMNS.items()
        }


def test_a_library_goes_into_a_database_and_back_as_it_is(
    embedded: Config, config: Config, tmp_path: Path, public: Collection
) -> None:
    before = rows_of(embedded)
    counts = dict.fromkeys(COLUMNS, 2) | {"events": 4}  # a document was added, and limited
    assert {table: len(rows) for table, rows in before.items()} == counts
    documents = Shelves(embedded).documents(ONE)
    moved = move_into_database(config)
    assert (moved.servers, moved.originals, moved.lost) == (2, 3, ())
    assert moved.aside == catalogue_file(config.data).with_name("catalogue.moved.sqlite3")
    assert not list(catalogue_file(config.data).parent.glob("catalogue.sqlite3*"))
    moved.aside.rename(catalogue_file(config.data))
    assert rows_of(embedded) == before
    there = replace(config, data=tmp_path / "there")
    shelves = Shelves(there)
    assert shelves.documents(ONE) == documents
    assert shelves.servers.settings(TWO) == ServerSettings(cooldown_s=9.0)
    assert shelves.read(ONE, public)["a"].text == FERRY.decode()
    back = replace(config, data=tmp_path / "back")
    moved = move_out_of_database(back)
    assert (moved.servers, moved.originals, moved.lost) == (2, 3, ())
    assert rows_of(back) == before
    assert Shelves(replace(back, storage=EMBEDDED)).read(TWO, public)["a"].text == MILL.decode()


def test_jobs_are_numbered_on(embedded: Config, config: Config) -> None:
    last = max(row[0] for row in rows_of(embedded)["jobs"])
    move_into_database(config)
    assert Shelves(config).jobs.submit(ONE, Brought("c.txt", b"c")).id > last


@pytest.mark.parametrize("move", [move_into_database, move_out_of_database])
def test_nothing_is_moved_to_where_something_is(
    embedded: Config, config: Config, move: Callable[[Config], object]
) -> None:
    Shelves(config).servers.count_gap(33, date(2030, 1, 1))
    before = rows_of(embedded)
    with pytest.raises(CollectionError, match="something is kept of servers where this should be"):
        move(config)
    assert rows_of(embedded) == before
    assert Shelves(config).documents(ONE) == ()


def test_where_nothing_is_there_is_nothing_to_move(config: Config) -> None:
    with pytest.raises(CollectionError, match="there is nothing to be moved"):
        move_into_database(config)


def test_where_a_file_is_lost_nothing_is_moved_unless_that_is_said(
    embedded: Config, config: Config
) -> None:
    shelves = Shelves(embedded)
    (document,) = shelves.documents(ONE)
    shelves.original(document).write_bytes(b"flipped")
    before = rows_of(embedded)
    with pytest.raises(CollectionError, match=r"nothing was moved.* server 11: a \(a\.TXT\)\. "):
        move_into_database(config)
    assert rows_of(embedded) == before
    assert Shelves(config).documents(ONE) == ()
    moved = move_into_database(config, despite_lost=True)
    lost = LostDocument(ONE, "a", "a.TXT", document.sha256)
    assert (moved.originals, moved.lost) == (2, (lost,))
    assert Shelves(config).documents(ONE) == (document,)


def originals_in(config: Config) -> set[Path]:
    return {path for path in (config.data / "library" / "originals").rglob("*") if path.is_file()}


def test_a_library_that_is_not_moved_yet_stays_whole_whoever_sweeps(
    embedded: Config, config: Config, public: Collection
) -> None:
    files = originals_in(embedded)
    shelves = Shelves(config)
    shelves.sweep()
    shelves.add(33, "c.txt", b"The quay at Lund.", public)
    assert shelves.remove(33, "c", public)
    assert originals_in(embedded) == files
    assert len(files) == 3


def test_a_library_whose_catalogue_is_damaged_stays_whole_whoever_sweeps(
    embedded: Config, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    files = originals_in(embedded)
    catalogue_file(config.data).write_bytes(b"no database")
    Shelves(config).sweep()
    assert originals_in(embedded) == files
    assert "what was taken out stays on the disk until it can be read" in caplog.text


def test_no_bot_starts_and_no_backup_is_taken_before_a_library_is_moved(
    embedded: Config, config: Config, tmp_path: Path
) -> None:
    files, unmoved = originals_in(embedded), "before `briefing-bot database import` has moved it"
    for deed in (
        lambda: check_storage(config),
        lambda: back_up(folder_of(config), tmp_path / "b.zip"),
    ):
        with pytest.raises(CollectionError, match=unmoved):
            deed()
    assert originals_in(embedded) == files
    move_into_database(config)
    check_storage(config)
    assert back_up(folder_of(config), tmp_path / "b.zip").manifest.documents == 3


def test_a_bot_starts_beside_a_catalogue_that_was_moved_before(
    embedded: Config, config: Config, public: Collection
) -> None:
    aside = move_into_database(config).aside
    assert aside is not None
    aside.rename(catalogue_file(embedded.data))
    check_storage(config)
    Shelves(config).remove(ONE, "a", public)
    with pytest.raises(CollectionError, match=r"If it was moved before, .* out of the folder"):
        check_storage(config)


def test_settings_without_documents_are_moved_before_a_bot_starts(config: Config) -> None:
    Shelves(replace(config, storage=EMBEDDED)).servers.count_gap(33, date(2030, 1, 1))
    with pytest.raises(CollectionError, match="has something of servers that the database"):
        check_storage(config)
    move_into_database(config)
    check_storage(config)


def test_what_is_removed_after_the_move_goes_off_the_disk(
    embedded: Config, config: Config, public: Collection
) -> None:
    (document,) = Shelves(embedded).documents(ONE)
    move_into_database(config)
    shelves = Shelves(config)
    assert shelves.original(document).is_file()
    shelves.remove(ONE, "a", public)
    assert not shelves.original(document).exists()


@pytest.mark.usefixtures("embedded")
def test_who_is_stopped_on_the_way_has_moved_nothing_and_does_it_again(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, kept = Originals.keep, list[str]()

    def full(self: Originals, sha256: str, raw: bytes) -> None:
        if kept:
            raise UnwritableError("no space")
        kept.append(sha256)
        keep(self, sha256, raw)

    with monkeypatch.context() as patched:
        patched.setattr(Originals, "keep", full)
        with pytest.raises(UnwritableError, match="no space"):
            move_into_database(config)
    assert Shelves(config).documents(ONE) == ()
    assert move_into_database(config).servers == 2


def test_every_column_of_both_databases_is_moved(address: str, tmp_path: Path) -> None:
    listed = {(table, column) for table, columns in COLUMNS.items() for column in columns}
    in_file = (
        "SELECT tables.name, columns.name FROM sqlite_master AS tables"
        " JOIN pragma_table_info(tables.name) AS columns"
        " WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'"
    )
    with Database(tmp_path / "catalogue.sqlite3").connected() as connection:
        assert set(connection.execute(in_file)) == listed
    database = PostgresEngine(address, tmp_path).database()
    with database.connected() as rows:
        tables = set(database.tables_of_servers(rows))
        assert tables - set(COLUMNS) == {
            "server_preferences",  # a file, where there is no database
            "vector_sets",  # made again
        }
        columns = rows.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'briefing'"
        )
        assert {tuple(row) for row in columns if row[0] in COLUMNS} == listed


def folder_of(config: Config) -> DataFolder:
    return DataFolder(config.data, config.knowledge, config.storage)


def test_a_backup_of_a_database_is_one_of_a_data_folder(
    embedded: Config, config: Config, tmp_path: Path
) -> None:
    before = rows_of(embedded)
    move_into_database(config)
    here = replace(config, data=tmp_path / "elsewhere")
    here.data.mkdir()
    made = back_up(folder_of(here), tmp_path / "b.zip")
    assert (made.manifest.documents, made.manifest.lost) == (3, ())
    there = replace(config, data=tmp_path / "there", storage=new_database())
    restore(folder_of(there), tmp_path / "b.zip")
    assert rows_of(there) == before
    assert move_into_database(there).servers == 2
    assert Shelves(there).documents(TWO) == Shelves(config).documents(TWO)


@pytest.mark.usefixtures("embedded")
def test_what_another_machine_removes_meanwhile_is_in_the_backup(
    config: Config, tmp_path: Path, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_into_database(config)
    there = Shelves(replace(config, data=tmp_path / "there"))
    here = replace(config, data=tmp_path / "here")
    here.data.mkdir()
    path, removed = Originals.path, list[bool]()

    def meanwhile(self: Originals, sha256: str) -> Path:
        if not removed and self.folder.is_relative_to(here.data):
            removed.append(True)
            removed.append(there.remove(ONE, "a", public))
        return path(self, sha256)

    monkeypatch.setattr(Originals, "path", meanwhile)
    made = back_up(folder_of(here), tmp_path / "b.zip")
    assert removed == [True, True]
    assert (made.manifest.documents, made.manifest.lost) == (3, ())
    assert there.documents(ONE) == ()


CHOSEN = {"77": "apa", "77:form": "plain text", "server:11:form": "plain text"}


def choose(config: Config) -> None:
    """Have a member and a server choose."""
    preferences = Shelves(config).preferences
    preferences.keep(77, CITATION_STYLE, "apa")
    preferences.keep(77, FORM, "plain text")
    preferences.keep_for_server(ONE, FORM, "plain text")


def test_what_members_chose_goes_into_a_database_for_good_and_comes_back(
    embedded: Config, config: Config, tmp_path: Path
) -> None:
    choose(embedded)
    assert move_into_database(config).choices == len(CHOSEN)
    assert not (config.data / PREFERENCES_FILE).exists()
    there = Shelves(replace(config, data=tmp_path / "there")).preferences
    assert there.of(77, ONE) == Preferred(
        {CITATION_STYLE: "apa", FORM: "plain text"}, {FORM: "plain text"}
    )
    back = replace(config, data=tmp_path / "back")
    assert move_out_of_database(back).choices == len(CHOSEN)
    assert json.loads((back.data / PREFERENCES_FILE).read_bytes()) == CHOSEN


def test_what_members_chose_is_in_a_backup_of_a_database(config: Config, tmp_path: Path) -> None:
    choose(config)
    here = replace(config, data=tmp_path / "elsewhere")
    here.data.mkdir()
    (here.data / PREFERENCES_FILE).write_text('{"78": "mla", "77": "mla"}', "utf-8")
    back_up(folder_of(here), tmp_path / "b.zip")
    there = replace(config, data=tmp_path / "there", storage=new_database())
    restore(folder_of(there), tmp_path / "b.zip")
    restored = json.loads((there.data / PREFERENCES_FILE).read_bytes())
    assert restored == {**CHOSEN, "78": "mla"}
    assert Shelves(there).preferences.of(78, None).of_member == {CITATION_STYLE: "mla"}


@pytest.mark.usefixtures("embedded")
def test_nothing_that_members_chose_is_moved_out_to_where_something_is(config: Config) -> None:
    choose(config)
    file = config.data / PREFERENCES_FILE
    with pytest.raises(CollectionError, match="something is kept of servers where this should be"):
        move_out_of_database(config)
    assert not file.exists()
