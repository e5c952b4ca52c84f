"""Servers that took the bot out: kept for a while, then gone with everything; others untouched."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.config import Config
from bot.languages import Sentence
from bot.library import Brought, Readership, Shelves
from bot.library.dispatch.departures import Departures
from bot.library.files.places import catalogue_file
from bot.library.sqlite.database import Database
from index import Collection
from tests.support.documents.deflated_texts import told_by

BOT, SANDBOX = 900, 901
GUILD, OTHER = 11, 22
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."
BOTH = frozenset({GUILD, OTHER})
NOW = datetime(2030, 5, 1, tzinfo=UTC)
KEEP = timedelta(days=30)


@pytest.fixture
def departures(shelves: Shelves, public: Collection) -> Departures:
    """Two servers with a document each, and the bot in both."""
    shelves.add(GUILD, "light.txt", LIGHT, public)
    shelves.add(OTHER, "ferry.txt", FERRY, public)
    made = Departures(shelves, KEEP)
    made.look(BOT, BOTH, NOW)
    return made


def is_asked(shelves: Shelves, public: Collection, guild: int = GUILD) -> bool:
    return shelves.collection(Readership(guild), public) is not public


def traces(config: Config) -> list[str]:
    """Return what there is of the light on the disk."""
    files = [path for path in (config.data / "library").rglob("*") if path.is_file()]
    return [path.name for path in files if b"Quarrington" in told_by(path)]


def test_nothing_is_made_where_no_server_has_documents(shelves: Shelves, config: Config) -> None:
    Departures(shelves, KEEP).look(BOT, BOTH, NOW)
    assert not (config.data / "library").exists()


def test_a_server_that_took_the_bot_out_is_not_asked_and_is_back_with_everything(
    departures: Departures,
    shelves: Shelves,
    public: Collection,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    departures.look(BOT, {OTHER}, NOW)
    assert f"server {GUILD} took the bot out: what it has is kept until 2030-05-31" in caplog.text
    assert not is_asked(shelves, public)
    assert is_asked(shelves, public, OTHER)
    departures.look(BOT, {OTHER}, NOW + timedelta(days=29))
    departures.look(BOT, BOTH, NOW + timedelta(days=29))
    assert f"server {GUILD} has the bot again" in caplog.text
    assert is_asked(shelves, public)
    departures.look(BOT, BOTH, NOW + timedelta(days=99))
    assert is_asked(shelves, public)


def test_after_its_time_everything_of_it_is_deleted(
    departures: Departures,
    shelves: Shelves,
    public: Collection,
    config: Config,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    with Database(catalogue_file(config.data)).alone() as connection:
        connection.execute("CREATE TABLE later (guild INTEGER, choice TEXT)")
        connection.executemany("INSERT INTO later VALUES (?, 'x')", [(GUILD,), (OTHER,)])
    assert is_asked(shelves, public)
    assert traces(config)
    forgotten: list[int] = []
    departures.look(BOT, {OTHER}, NOW, forgotten.append)
    departures.look(BOT, {OTHER}, NOW + KEEP, forgotten.append)
    assert forgotten == [GUILD]
    assert f"server {GUILD} took the bot out: what it had is deleted now" in caplog.text
    assert shelves.documents(GUILD) == ()
    assert [name for name in traces(config) if not name.startswith("catalogue")] == []
    assert not (config.data / "library" / "servers" / str(GUILD)).exists()
    with Database(catalogue_file(config.data)).connected() as connection:
        assert connection.execute("SELECT guild FROM later").fetchall() == [(OTHER,)]
        assert connection.execute("SELECT guild FROM presences").fetchall() == [(OTHER,)]
    assert is_asked(shelves, public, OTHER)


def test_what_could_not_be_taken_in_is_forgotten_after_its_time_with_its_bytes(
    departures: Departures, shelves: Shelves, config: Config
) -> None:
    job = shelves.jobs.submit(GUILD, Brought("quay.txt", b"The quay at Lund.", by=77))
    assert shelves.jobs.take("me") == shelves.jobs.job(job.id)
    shelves.jobs.fail(job, "me", Sentence("damaged"))
    departures.look(BOT, BOTH, NOW)
    assert shelves.kept(job.sha256).is_file()
    with Database(catalogue_file(config.data)).alone() as connection:
        connection.execute("UPDATE jobs SET ended = ended - ?", (15 * 86_400,))
    departures.look(BOT, BOTH, NOW)
    assert shelves.unfinished(GUILD) == ()
    assert not shelves.kept(job.sha256).exists()


def test_who_comes_back_after_that_begins_anew(
    departures: Departures, shelves: Shelves, public: Collection
) -> None:
    departures.look(BOT, {OTHER}, NOW)
    departures.look(BOT, {OTHER}, NOW + KEEP)
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    departures.look(BOT, BOTH, NOW + KEEP)
    collection = shelves.collection(Readership(GUILD), public)
    assert list(collection.documents) == ["harbour", "mill", "ferry"]


def test_another_account_with_the_same_data_makes_no_server_one_that_was_left(
    departures: Departures, shelves: Shelves, public: Collection
) -> None:
    departures.look(SANDBOX, {4711}, NOW)
    departures.look(SANDBOX, {4711}, NOW + 2 * KEEP)
    assert is_asked(shelves, public)
    departures.look(BOT, {OTHER}, NOW)
    departures.look(SANDBOX, {4711}, NOW + 2 * KEEP)
    assert shelves.documents(GUILD)


def test_a_server_of_another_process_is_neither_taken_for_left_nor_deleted(
    departures: Departures, shelves: Shelves, public: Collection, config: Config
) -> None:
    ours = Departures(shelves, KEEP, lambda guild: guild == GUILD)
    ours.look(BOT, {GUILD}, NOW)  # which cannot tell of the other one
    assert is_asked(shelves, public, OTHER)
    departures.look(BOT, {OTHER}, NOW)  # the other process: this one has left
    theirs = Departures(shelves, KEEP, lambda guild: guild == OTHER)
    theirs.look(BOT, {OTHER}, NOW + timedelta(days=31))
    assert traces(config)
    ours.look(BOT, set(), NOW + timedelta(days=31))
    assert not traces(config)
    assert is_asked(shelves, public, OTHER)
