"""A server that leaves the operator's documents out is told nothing that depends on them."""

from dataclasses import replace

import pytest

from bot.library import (
    DatabaseAwayError,
    NothingToAskError,
    Readership,
    Scope,
    Shelves,
    reaching,
)
from bot.library.tables.server_settings import UNKNOWN
from index import Collection

GUILD = 11
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."


def leave_out(shelves: Shelves) -> None:
    shelves.servers.change(GUILD, lambda one: replace(one, operator_documents=False))


def told(shelves: Shelves, public: Collection, *, channel: int = 1) -> str:
    """Return why nothing can be asked."""
    with pytest.raises(NothingToAskError) as caught:
        shelves.collection(Readership(GUILD, frozenset({channel})), public)
    return str(caught.value)


def test_its_own_documents_alone_are_asked(shelves: Shelves, public: Collection) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    both = shelves.collection(Readership(GUILD), public)
    leave_out(shelves)
    alone = shelves.collection(Readership(GUILD), public)
    assert list(alone.documents) == ["light"]
    assert alone.report.documents == 1
    assert list(both.documents) == ["harbour", "mill", "light"]
    shelves.servers.change(GUILD, lambda one: replace(one, operator_documents=True))
    assert shelves.collection(Readership(GUILD), public) is both
    assert shelves.collection(Readership(22), public) is public


def test_who_may_see_none_is_told_the_same_as_where_there_is_none(
    shelves: Shelves, public: Collection
) -> None:
    leave_out(shelves)
    nothing = told(shelves, public)
    scope = Scope(channels=frozenset({7}))
    name = shelves.add(GUILD, "light.txt", LIGHT, public, scope=scope).name
    assert told(shelves, public) == nothing
    seen = shelves.collection(Readership(GUILD, frozenset({7})), public)
    assert list(seen.documents) == [name]
    shelves.remove(GUILD, name, public)
    assert told(shelves, public, channel=7) == nothing


def test_a_library_that_cannot_be_opened_shows_none_of_the_operators_either(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    leave_out(shelves)

    def refuse(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(shelves._opened, "at_hand", refuse)
    assert "no document that may be shown" in told(shelves, public)


def test_where_it_is_not_known_whether_they_are_asked_they_are_not(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    monkeypatch.setattr(shelves.servers, "settings", lambda _: UNKNOWN)
    with reaching() as reach:
        assert list(shelves.collection(Readership(GUILD), public).documents) == ["light"]
    assert reach.is_incomplete
    with pytest.raises(DatabaseAwayError, match="what the server chose"):
        shelves.collection(Readership(22), public)
