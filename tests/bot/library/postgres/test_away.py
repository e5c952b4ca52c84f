"""The database is away for a while: what is known is answered, the rest told, and all resumes."""

import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.library import Readership, Scope, ServerSettings, Shelves, reaching
from bot.library.postgres import PostgresEngine
from bot.library.postgres.connections import shown_address
from bot.library.postgres.last_known import LastKnown
from bot.library.tables.catalogue import ShelvedDocument
from bot.library.tables.transactions import DatabaseAwayError
from index import Collection
from tests.support.engines.postgres_server import LOCKED, PostgresServer, named

GUILD = 11
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."
HERE = Readership(GUILD, frozenset({5}))


def shows(shelves: Shelves, public: Collection, readership: Readership = HERE) -> bool:
    """Return whether the server's own document is among what is asked."""
    return "ferry" in shelves.collection(readership, public).documents


def test_what_is_open_is_answered_from_and_changes_are_told_until_it_is_back(
    shelves: Shelves, public: Collection, server: PostgresServer, address: str
) -> None:
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    shelves.limit(GUILD, "ferry", Scope(frozenset({5})))
    shelves.servers.change(GUILD, lambda _: ServerSettings(cooldown_s=9.0))
    assert shows(shelves, public)
    with server.away(address):
        assert shows(shelves, public)
        assert not shows(shelves, public, Readership(GUILD, frozenset({6})))
        assert shelves.servers.settings(GUILD).cooldown_s == 9.0
        for deed in (
            lambda: shelves.add(GUILD, "mill.txt", b"The mill.", public),
            lambda: shelves.servers.count_gap(GUILD, date(2030, 1, 1)),
            lambda: shelves.jobs.unfinished(GUILD),
        ):
            with pytest.raises(DatabaseAwayError, match="cannot be used now"):
                deed()
    assert shelves.servers.gaps(GUILD) == ()
    shelves.add(GUILD, "mill.txt", b"The mill at Arvale.", public)
    assert {one.name for one in shelves.documents(GUILD)} == {"ferry", "mill"}


def test_what_is_not_known_is_not_shown_and_that_is_noted(
    shelves: Shelves,
    opened: Callable[[], Shelves],
    public: Collection,
    server: PostgresServer,
    address: str,
) -> None:
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    another = opened()
    with server.away(address), reaching() as reach:
        with pytest.raises(DatabaseAwayError, match="what the server chose"):
            another.collection(HERE, public)
        assert another.collection(Readership(None), public) is public
    assert reach.is_incomplete
    with reaching() as reach:
        assert shows(another, public)
    assert not reach.is_incomplete


def test_broken_connections_are_noticed_and_nobody_hears_of_it(
    engine: PostgresEngine, server: PostgresServer, address: str
) -> None:
    engine.documents.put_all(GUILD, [ShelvedDocument("a", "a.txt", "a" * 64, 1)])
    server.end_connections(address)
    assert engine.documents.generation(GUILD) == 1
    server.end_connections(address)
    assert engine.documents.put_all(GUILD, [ShelvedDocument("b", "b.txt", "b" * 64, 1)])


def test_a_list_is_never_taken_for_a_later_one(
    opening: Callable[[], PostgresEngine], server: PostgresServer, address: str
) -> None:
    ours, theirs = opening().documents, opening().documents
    theirs.put_all(GUILD, [ShelvedDocument("a", "a.txt", "a" * 64, 1)])
    assert (ours.generation(GUILD), len(ours.documents(GUILD))) == (1, 1)
    theirs.put_all(GUILD, [ShelvedDocument("b", "b.txt", "b" * 64, 1)])
    assert ours.generation(GUILD) == 2
    with server.away(address):
        assert ours.generation(GUILD) == 2
        with pytest.raises(DatabaseAwayError):
            ours.documents(GUILD)


def test_what_was_read_too_long_ago_is_not_said_again() -> None:
    now = [0.0]
    known = LastKnown[int](2, lambda: now[0])

    def away() -> int:
        raise DatabaseAwayError("away")

    assert known.read("a", lambda: 1) == 1
    now[0] = 600.0
    assert known.read("a", away) == 1
    now[0] = 600.1
    with pytest.raises(DatabaseAwayError):
        known.read("a", away)
    known.read("b", lambda: 2)
    known.read("c", lambda: 3)
    assert (known.last("a"), known.last("b"), known.last("c")) == (None, 2, 3)


@pytest.mark.parametrize("given", ["hunter-42-canary", ""])
def test_a_password_is_in_no_error(
    address: str,
    server: PostgresServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: str,
) -> None:
    monkeypatch.setenv("PGPASSWORD", given)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    locked = server.address(named(address), LOCKED)
    with pytest.raises(DatabaseAwayError) as caught:
        _ = PostgresEngine(locked, tmp_path).documents
    told = "".join(traceback.format_exception(caught.value))
    assert "password" in str(caught.value)
    assert "canary" not in told


def test_an_address_is_shown_without_what_is_between_its_role_and_its_host() -> None:
    assert shown_address("postgresql://role:canary@db:5/b?password=canary") == "db:5/b"
