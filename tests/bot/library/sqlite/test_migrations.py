"""Data folders of earlier versions are read as they were meant; those of later ones are refused."""

import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.chat.audience.preferences import Preferences
from bot.config import Config
from bot.library import (
    EventKind,
    JobKind,
    Readership,
    Scope,
    ServerSettings,
    Shelves,
    catalogue_file,
)
from bot.library.sqlite import database as database_module
from bot.library.sqlite.migrations import MIGRATIONS
from bot.library.sqlite.sqlite_engine import catalogue_in, check_version
from bot.library.tables.catalogue import ShelvedDocument
from bot.library.tables.opinion_counts import Opinions, RatedText
from bot.library.tables.transactions import LaterVersionError
from index import Collection, Style, UnwritableError
from tests.support.engines.earlier_catalogues import (
    ACCOUNT,
    FILLED,
    GUILD,
    MEMBER,
    RAW,
    SHA256,
    earlier_data,
)

VERSIONS = range(1, len(MIGRATIONS) + 1)
FERRY = ShelvedDocument(
    "ferry",
    "Ferry.TXT",
    SHA256,
    len(RAW),
    {"title": "The Ferry"},
    Scope(frozenset({5, 6}), frozenset({7})),
    datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
)
# Of the statements of each step: what operators have on their disks was made by these.
RELEASED = (
    "476168c245a38a50",
    "8d2152d161bf4bca",
    "8ffd29f42a57e656",
    "857e7ab6e40f456d",
    "7c998361874f1ebb",
    "91479f16e097744c",
    "404cfe339bd2c0b5",
    "158b6ece922bfe11",
)


def test_no_step_was_changed_and_each_has_something_to_keep() -> None:
    digests = [hashlib.sha256("\n".join(step).encode()).hexdigest()[:16] for step in MIGRATIONS]
    assert tuple(digests) == RELEASED
    assert len(FILLED) == len(MIGRATIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_servers_document_is_there_and_is_answered_from(
    config: Config, public: Collection, version: int
) -> None:
    earlier_data(config.data, version)
    shelves = Shelves(config)
    assert shelves.documents(GUILD) == (FERRY,)
    assert shelves.generation(GUILD) == 3
    assert shelves.original(FERRY).read_bytes() == RAW
    seen = shelves.collection(Readership(GUILD, frozenset({5}), frozenset({7})), public)
    assert seen.documents["ferry"].title == "The Ferry"
    assert "Halvard" in seen.documents["ferry"].text
    unseen = shelves.collection(Readership(GUILD, frozenset({5})), public)
    assert "ferry" not in unseen.documents


@pytest.mark.parametrize("version", VERSIONS)
def test_earlier_states_of_a_document_are_known_and_the_present_one_is_noted(
    config: Config, public: Collection, version: int
) -> None:
    earlier_data(config.data, version)
    shelves = Shelves(config)
    own = shelves.own(GUILD, public)
    assert own is not None
    states = [one.sha256[:4] for one in own.revisions.of_document["ferry"]]
    assert states == [*(["dddd"] if version >= 7 else []), SHA256[:4]]
    assert catalogue_in(catalogue_file(config.data)).revisions(GUILD) == own.revisions


@pytest.mark.parametrize("version", VERSIONS)
def test_what_could_be_kept_is_there_and_the_rest_is_as_by_default(
    config: Config, version: int
) -> None:
    earlier_data(config.data, version)
    shelves = Shelves(config)
    settings, gaps = shelves.servers.settings(GUILD), shelves.servers.gaps(GUILD)
    assert settings == (ServerSettings(cooldown_s=9.0) if version >= 2 else ServerSettings())
    assert gaps == (((date(2026, 1, 2), 4),) if version >= 2 else ())
    jobs = [
        (job.filename, str(job.reason), job.kind, job.left) for job in shelves.unfinished(GUILD)
    ]
    assert jobs == [
        job
        for since, job in (
            (3, ("Mill.TXT", "it was in vain", JobKind.DOCUMENT, frozenset[str]())),
            (6, ("library.zip", "it was lost", JobKind.ARCHIVE, frozenset({"c.txt"}))),
        )
        if version >= since
    ]
    opinions = shelves.servers.opinions.of(GUILD)
    assert opinions == ((Opinions(RatedText(True, "ferry", "aa"), 2, 1),) if version >= 5 else ())
    left = shelves.presences.go(ACCOUNT, frozenset(), datetime(2026, 2, 1, tzinfo=UTC))
    assert left == ((GUILD,) if version >= 4 else ())
    changes = [(one.member, one.kind, one.what) for one in shelves.events.of(GUILD)]
    assert changes == ([(MEMBER, EventKind.ADDED, "Ferry.TXT")] if version >= 8 else [])
    preferences = Preferences(Shelves(config).preferences, Style.CHICAGO)
    preferences.look(MEMBER, GUILD)
    assert preferences.style(MEMBER) is Style.APA


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute("SELECT name, sql FROM sqlite_master"))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schema_is_the_one_of_a_new_catalogue(
    config: Config, tmp_path: Path, version: int
) -> None:
    earlier_data(config.data, version)
    catalogue_in(catalogue_file(config.data))
    catalogue_in(tmp_path / "new" / "catalogue.sqlite3")
    assert schema(catalogue_file(config.data)) == schema(tmp_path / "new" / "catalogue.sqlite3")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_step_that_fails_leaves_the_file_as_it_was(
    config: Config, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    earlier_data(config.data, version)
    path = catalogue_file(config.data)
    before = schema(path)
    broken = (*MIGRATIONS, ("CREATE TABLE begun (one INTEGER) STRICT", "SELECT * FROM nowhere"))
    with monkeypatch.context() as patched:
        patched.setattr(database_module, "MIGRATIONS", broken)
        with pytest.raises(UnwritableError, match="nowhere"):
            catalogue_in(path)
    assert schema(path) == before
    assert Shelves(config).documents(GUILD) == (FERRY,)


def test_a_later_version_is_refused_and_nothing_of_it_is_changed(config: Config) -> None:
    earlier_data(config.data, len(MIGRATIONS))
    path = catalogue_file(config.data)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    for deed in (lambda: catalogue_in(path), lambda: check_version(config.data)):
        with pytest.raises(LaterVersionError, match="is of a later version of this program: upd"):
            deed()
    assert path.read_bytes() == before


def test_what_is_none_of_a_later_version_is_no_reason_to_refuse(config: Config) -> None:
    """A bot whose catalogue is damaged answers from the operator's documents, and says so."""
    check_version(config.data)
    assert not config.data.exists()
    earlier_data(config.data, 1)
    check_version(config.data)
    path = catalogue_file(config.data)
    path.with_name(f"{path.name}-wal").unlink(missing_ok=True)
    path.write_bytes(b"no database at all, but long enough to be one" * 100)
    check_version(config.data)
