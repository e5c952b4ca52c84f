"""Opinions: counted by document, wording and day, and gone with the document."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.config import Config
from bot.library import Readership, Scope, Shelves, opinions_of_all, opinions_told, rated_texts
from bot.library.ports import OpinionsPort
from bot.library.tables.opinion_counts import Opinions, RatedText
from index import Collection, digest_of_text

DAY, NEXT = date(2026, 3, 1), date(2026, 3, 2)
OURS, THEIRS = RatedText(True, "light", "aa"), RatedText(False, "essay", "bb")
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
ANEW = b"The lighthouse at Cape Dorn was lit in 1834 by its keeper Elsa Quarrington."
HERE, ROLE = Readership(7), 5


@pytest.fixture
def shelves(tmp_path: Path) -> Shelves:
    return Shelves(replace(Config(), data=tmp_path))


@pytest.fixture
def counts(shelves: Shelves) -> OpinionsPort:
    return shelves.servers.opinions


def rows(tmp_path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(tmp_path / "library" / "catalogue.sqlite3")) as connection:
        return connection.execute("SELECT * FROM opinions ORDER BY day, own").fetchall()


def test_opinions_are_counted_by_server_document_wording_and_day_and_nothing_else_is_kept(
    counts: OpinionsPort, tmp_path: Path
) -> None:
    counts.count(7, [OURS, THEIRS], DAY, helpful=True)
    counts.count(7, [OURS], DAY, helpful=True)
    counts.count(7, [OURS], NEXT, helpful=False)
    counts.count(8, [THEIRS], DAY, helpful=False)
    assert counts.of(7) == (Opinions(THEIRS, 1, 0), Opinions(OURS, 2, 1))
    assert counts.of(8) == (Opinions(THEIRS, 0, 1),)
    assert set(rows(tmp_path)) == {
        (7, 0, "essay", "bb", "2026-03-01", 1, 0),
        (7, 1, "light", "aa", "2026-03-01", 2, 0),
        (7, 1, "light", "aa", "2026-03-02", 0, 1),
        (8, 0, "essay", "bb", "2026-03-01", 0, 1),
    }


def test_nothing_is_made_for_who_has_none(counts: OpinionsPort, tmp_path: Path) -> None:
    assert counts.of(7) == ()
    counts.keep(["essay"])
    assert not list(tmp_path.iterdir())


def test_what_is_of_an_operators_document_that_is_gone_is_deleted(counts: OpinionsPort) -> None:
    counts.count(7, [OURS, THEIRS], DAY, helpful=True)
    counts.keep(["essay"])
    assert len(counts.of(7)) == 2
    counts.keep(["another", "light"])
    assert counts.of(7) == (Opinions(OURS, 1, 0),)


def test_a_document_takes_its_opinions_with_it(
    shelves: Shelves, counts: OpinionsPort, collection: Collection, tmp_path: Path
) -> None:
    shelves.add(7, "light.txt", LIGHT, collection)
    for server in (7, 8):
        counts.count(server, [OURS], DAY, helpful=True)
    counts.count(7, [replace(OURS, own=False)], DAY, helpful=True)  # the operator's of this name
    assert shelves.remove(7, "light", collection)
    assert [row[:2] for row in rows(tmp_path)] == [(7, 0), (8, 1)]


def test_what_is_told_are_the_documents_that_may_be_seen(
    shelves: Shelves, collection: Collection
) -> None:
    shelves.add(7, "light.txt", LIGHT, collection, scope=Scope(roles=frozenset({ROLE})))
    (essay,) = collection.documents.values()
    wording = digest_of_text(essay.text)
    manager = replace(HERE, roles=frozenset({ROLE}))
    assert set(rated_texts(shelves, HERE, collection)) == {wording}
    seen = rated_texts(shelves, manager, collection)
    assert len(seen) == 2
    shelves.servers.opinions.count(7, list(seen.values()), DAY, helpful=True)
    told = [one.document for one in opinions_told(shelves, HERE, collection)]
    assert told == [essay.title]
    assert len(opinions_told(shelves, manager, collection)) == 2
    assert len(opinions_of_all(shelves, 7, collection)) == 2
    shelves.servers.change(7, lambda one: replace(one, operator_documents=False))
    assert opinions_told(shelves, HERE, collection) == []


def test_a_new_version_begins_anew_and_the_counts_before_stay(
    shelves: Shelves, counts: OpinionsPort, collection: Collection
) -> None:
    shelves.add(7, "light.txt", LIGHT, collection)
    before = rated_texts(shelves, HERE, collection)
    mine = [one for one in before.values() if one.own]
    counts.count(7, mine, DAY, helpful=True)
    shelves.add(7, "light.txt", ANEW, collection)
    (told,) = opinions_told(shelves, HERE, collection)
    assert (told.now, told.before) == ((0, 0), (1, 0))
    after = rated_texts(shelves, HERE, collection)
    assert set(before) < set(after)  # an answer from the version before still knows its text
